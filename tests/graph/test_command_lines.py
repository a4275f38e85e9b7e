"""Command lines of declared steps, from the root of the repository."""

from __future__ import annotations

import pytest

from mlaudit.graph.command_lines import command_of_declared
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.cluster.argo.file import ARGO_TASK
from mlaudit.parsers.orchestrators.dbt.file import DBT_MODEL
from mlaudit.parsers.orchestrators.nextflow.file import NEXTFLOW_PROCESS
from mlaudit.parsers.platforms.azureml.jobs import AZUREML_JOB

RULE, STAGE = StepKind.SNAKEMAKE_RULE, StepKind.DVC_STAGE


@pytest.mark.parametrize(
    ("kind", "path", "files", "expected"),
    [
        (RULE, "Snakefile", [], "snakemake --cores all fit"),
        (RULE, "workflow/Snakefile", [], "snakemake --cores all fit"),
        (RULE, "run.smk", [], "snakemake --cores all -s run.smk fit"),
        (RULE, "workflow/rules/a.smk", ["workflow/Snakefile"], "snakemake --cores all fit"),
        (RULE, "p/run.smk", [], "snakemake --cores all -d p -s p/run.smk fit"),
        (RULE, "p/Snakefile", ["p/Snakefile"], "snakemake --cores all -d p -s p/Snakefile fit"),
        (STAGE, "dvc.yaml", [], "dvc repro fit"),
        (STAGE, "sub/dvc.yaml", [], "dvc repro sub/dvc.yaml:fit"),
        (StepKind.MLPROJECT_ENTRY, "MLproject", [], "mlflow run . -e fit"),
        (StepKind.MLPROJECT_ENTRY, "training/MLproject", [], "mlflow run training -e fit"),
        (StepKind.MAKE_TARGET, "a b/Makefile", [], "make -C 'a b' fit"),
        (StepKind.GITHUB_JOB, ".github/workflows/ci.yml", [], ""),
        (NEXTFLOW_PROCESS, "main.nf", [], "nextflow run main.nf"),
        (AZUREML_JOB, "infra/job.yaml", [], "az ml job create -f infra/job.yaml"),
        (ARGO_TASK, "argo/flow.yaml", [], "argo submit argo/flow.yaml"),
        (DBT_MODEL, "w/dbt_project.yml", [], "cd w && dbt run --select fit"),
    ],
)
def test_command(kind: StepKind, path: str, files: list[str], expected: str) -> None:
    assert command_of_declared(kind, path, "fit", files) == expected
