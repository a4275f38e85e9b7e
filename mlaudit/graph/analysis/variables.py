"""Environment variables that steps need and that nothing sets."""

from __future__ import annotations

import re

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import StepFamily
from mlaudit.model.workflow import Access, Step
from mlaudit.patterns import lazy_regex

_COMMON = lazy_regex(
    r"HOME|USER|USERNAME|LOGNAME|PATH|PWD|OLDPWD|SHELL|LANG|LC_\w+|TZ|TMPDIR|TEMP|TMP|HOSTNAME|"
    r"DISPLAY|TERM|EDITOR|CI|PORT|HOST|RANK|LOCAL_RANK|WORLD_SIZE|LOCAL_WORLD_SIZE|NODE_RANK|"
    r"MASTER_ADDR|MASTER_PORT|CONDA_\w+|VIRTUAL_ENV|PYTHON\w+|CUDA_\w+|NVIDIA_\w+|NCCL_\w+|"
    r"OMP_\w+|MKL_\w+|OPENBLAS_\w+|TF_\w+|XLA_\w+|JAX_\w+|KERAS_\w+|TORCH_\w+|PYTORCH_\w+|HF_HOME|"
    r"HF_DATASETS_\w+|TRANSFORMERS_\w+|TOKENIZERS_PARALLELISM|XDG_\w+|GITHUB_\w+|RUNNER_\w+|CI_\w+|"
    r"SLURM_\w+|PBS_\w+|LSB_\w+|SGE_\w+|SM_\w+|K_SERVICE|K_REVISION|AWS_\w+|AZUREML_\w+|AIP_\w+|"
    r"KUBERNETES_\w+|COLAB_\w+|KAGGLE_\w+|SPARK_HOME|JAVA_HOME|HADOOP_\w+|APPDATA|LOCALAPPDATA|"
    r"USERPROFILE|HOMEPATH|HOMEDRIVE|COMPUTERNAME|PROGRAMFILES|SYSTEMROOT|WINDIR|NO_COLOR|"
    r"COLUMNS|LINES|SSH_\w+|XPC_\w+|GOOGLE_APPLICATION_CREDENTIALS|AIRFLOW_\w+|DATABRICKS_\w+|"
    r"JUPYTER\w*|JPY_\w+|STREAMLIT_\w+|SPACE_ID|DYNO|PROJ_LIB|GDAL_DATA|WANDB_\w+|MLFLOW_\w+",
    re.IGNORECASE,
)
"""Variables that machines, platforms and libraries set or document."""


@asked_once
def unnamed_variables(workflow: Workflow) -> tuple[tuple[Step, tuple[Access, ...]], ...]:
    """The units that need variables of which nothing in the repository speaks, with the reads."""
    given = _given(workflow)
    found = []
    for unit in pipeline_units(workflow):
        first: dict[str, Access] = {}
        for access in workflow.own_accesses(unit):
            name = access.artifact.removeprefix("env:")
            wanted = access.mode == "read" and name != access.artifact and not access.guarded
            if not wanted or unit.kind.family == StepFamily.TOLD or "{" in name:
                continue
            if not (name in given or _COMMON.fullmatch(name) or access.sometimes):
                first.setdefault(name, access)
        if first:
            found.append((unit, tuple(first[name] for name in sorted(first))))
    return tuple(found)


def _given(workflow: Workflow) -> frozenset[str]:
    """Names that a step sets, that a file of settings has, or that a document names."""
    found = {
        access.artifact.removeprefix("env:")
        for step in workflow.steps
        for access in step.accesses
        if access.mode == "write" and access.artifact.startswith("env:")
    }
    for instruction in workflow.instructions:
        found.update(instruction.mentions)
    return frozenset(found) | workflow.named_variables
