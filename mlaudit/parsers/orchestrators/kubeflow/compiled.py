"""Pipelines of Kubeflow in the form to which their second version is compiled.

https://github.com/kubeflow/pipelines/blob/master/api/v2alpha1/pipeline_spec.proto
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import Declaration, DeclaredStep, Facts
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.environment.values import entries_of, find, text_of, texts_of
from mlaudit.parsers.orchestrators.kubeflow.executors import Values, constant_of, embeds, runs_of
from mlaudit.parsers.orchestrators.kubeflow.pipelines import KFP_PIPELINE, KFP_TASK
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.yaml_data import read_all_yaml

KFP_COMPILED_TASK = StepKind(
    "kfp-compiled-task", StepFamily.TASK, "compiled pipeline", compiled_from=KFP_TASK.value
)

MAXIMUM_SIZE = 2_000_000
"""Bytes from which a file is left alone."""

_MAXIMUM_DEPTH = 8
_MAXIMUM_STEPS = 400


def parse(path: str, data: bytes) -> Facts:
    """The tasks of a compiled pipeline.

    Broken syntax is reported where the file is read as configuration.
    """
    if b"deploymentSpec" not in data or b"pipelineInfo" not in data or len(data) > MAXIMUM_SIZE:
        return Facts(path, PARSER.name)
    documents, _, _ = read_all_yaml(data)
    for document in documents:
        specification = find(document, "pipelineSpec") or document
        root = find(specification, "root")
        if root is not None:
            name = text_of(find(specification, "pipelineInfo", "name")) or "pipeline"
            pipeline = _Pipeline(path, name, specification)
            pipeline.expand("", root, _defaults(root), ())
            return Facts(path, PARSER.name, steps=tuple(pipeline.steps))
    return Facts(path, PARSER.name)


@dataclass(slots=True)
class _Pipeline:
    """Expands the tasks of a pipeline, those of parts of it with the names of these before."""

    path: str
    name: str
    specification: Data
    steps: list[DeclaredStep] = field(default_factory=list)

    def expand(
        self, prefix: str, component: Data, given: Values, before: tuple[str, ...], depth: int = 0
    ) -> tuple[str, ...]:
        """Add the tasks; the names of all of them."""
        tasks = {entry.key: entry.value for entry in entries_of(find(component, "dag", "tasks"))}
        done: dict[str, tuple[str, ...]] = {}
        waiting = dict(tasks)
        while waiting and depth < _MAXIMUM_DEPTH and len(self.steps) < _MAXIMUM_STEPS:
            ready = [
                n for n, task in waiting.items() if all(d not in waiting for d in _needed(task))
            ]
            for name in ready or list(waiting)[:1]:  # tasks that wait for each other never start
                task = waiting.pop(name)
                after = tuple(x for d in _needed(task) for x in done.get(d, ()))
                done[name] = self._expand_task(prefix, name, task, given, after or before, depth)
        return tuple(leaf for leaves in done.values() for leaf in leaves)

    def _expand_task(
        self,
        prefix: str,
        name: str,
        task: Data,
        given: Values,
        after: tuple[str, ...],
        depth: int,
    ) -> tuple[str, ...]:
        reference = text_of(find(task, "componentRef", "name")) or ""
        component = find(self.specification, "components", reference)
        if component is None:
            return ()
        values = {**_defaults(component), **_given(task, given)}
        if find(component, "dag") is not None:
            return self.expand(f"{prefix}{name}.", component, values, after, depth + 1)
        label = text_of(find(component, "executorLabel")) or ""
        executor = find(self.specification, "deploymentSpec", "executors", label)
        step = self._step(f"{self.name}.{prefix}{name}", task, executor, values, after)
        self.steps.append(step)
        return (step.name,)

    def _step(
        self,
        name: str,
        task: Data,
        executor: Data | None,
        values: Values,
        after: tuple[str, ...],
    ) -> DeclaredStep:
        place = Place(self.path, task.line)
        address = find(executor, "importer", "artifactUri", "constant")
        imported = text_of(address)
        return DeclaredStep(
            KFP_COMPILED_TASK,
            name,
            place,
            name,
            runs=runs_of(self.path, find(executor, "container"), values),
            reads=(Declaration(imported, place, "dep"),) if imported else (),
            after=tuple(dict.fromkeys(after)),
            image=text_of(find(executor, "container", "image")),
            declares_more=embeds(find(executor, "container")),
            group=f"{self.path}#{self.name}",
        )


def _needed(task: Data) -> list[str]:
    return [text for text, _ in texts_of(find(task, "dependentTasks"))]


def _defaults(component: Data) -> dict[str, object]:
    """The values of parameters that nobody gives; None where somebody has to."""
    parameters = entries_of(find(component, "inputDefinitions", "parameters"))
    return {entry.key: constant_of(find(entry.value, "defaultValue")) for entry in parameters}


def _given(task: Data, around: Values) -> dict[str, object]:
    """The values that a task is started with, as far as the file has them."""
    found: dict[str, object] = {}
    for entry in entries_of(find(task, "inputs", "parameters")):
        outer = text_of(find(entry.value, "componentInputParameter"))
        value = find(entry.value, "runtimeValue", "constant")
        if isinstance(value, Table):
            value = None
        found[entry.key] = around.get(outer) if outer else constant_of(value)
    return found


PARSER = Parser(
    "kubeflow-compiled",
    lambda path: suffix_of(path) in (".yaml", ".yml", ".json"),
    parse,
    launchers=(
        Launcher(
            KFP_COMPILED_TASK,
            ("kfp",),
            others=(KFP_PIPELINE,),
            before=(("run", "create"), ("run", "submit")),
            file_options=("-f", "--package-file"),
            valued=("-e", "--experiment-name", "-r", "--run-name", "-p", "--pipeline-id"),
            at_once=True,
            default="all",
        ),
    ),
)
"""Reads compiled pipelines of Kubeflow."""
