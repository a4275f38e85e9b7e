"""Deployments of Azure Machine Learning: a scoring script with a model."""

from __future__ import annotations

from mlaudit.model.data import Table
from mlaudit.model.facts import Declaration, DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.environment.values import find, text_of
from mlaudit.parsers.path_text import folder_of, join_path, stem_of

AZUREML_DEPLOYMENT = StepKind("azureml-deployment", StepFamily.CONTAINER, "deployment")


def deployment_step(path: str, data: Table) -> DeclaredStep:
    """A scoring script with the model that it is given."""
    name = text_of(find(data, "name")) or stem_of(path)
    place = Place(path, data.line)
    folder = join_path(folder_of(path), text_of(find(data, "code_configuration", "code")) or ".")
    script = find(data, "code_configuration", "scoring_script")
    runs: tuple[Run, ...] = ()
    if script is not None and text_of(script):
        code = join_path(folder, text_of(script) or "")
        runs = (Run(Place(path, script.line), code=code, directory=folder),)
    model = find(data, "model")
    named = text_of(model) or text_of(find(model, "path"))
    reads: tuple[Declaration, ...] = ()
    if model is not None and named:
        address = join_path(folder_of(path), named)
        if named.startswith("azureml:") and "//" not in named:
            address = f"azureml://models/{named.removeprefix('azureml:')}"
        reads = (Declaration(address, Place(path, model.line), "dep"),)
    return DeclaredStep(
        AZUREML_DEPLOYMENT, name, place, name, runs=runs, directory=folder, reads=reads, group=path
    )
