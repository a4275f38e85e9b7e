"""Jobs as Python code makes them: calls of components inside of pipelines, and single commands."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Data
from mlaudit.model.facts import ActionUse, Declaration, DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup
from mlaudit.parsers.compose import UNKNOWN_DIRECTORY
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Member,
    Reference,
    Unknown,
    Value,
    known_text,
    shown,
)
from mlaudit.parsers.orchestrators.definitions.tracing.tracer import Tracer
from mlaudit.parsers.path_text import folder_of, join_path, stem_of
from mlaudit.parsers.platforms.azureml.jobs import AZUREML_JOB
from mlaudit.parsers.platforms.azureml.values import HERE, fill_command, seen_from
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_ASSET = lazy_regex(r"azureml:(?!//)(.+)")
_PYTHON = lazy_regex(r"python[\d.]*")
_FROM_FILE = "azureml-component:"
"""How the name of a component begins that a file in YAML describes."""
_SETTINGS = frozenset({"sweep", "with_options", "set_resources"})


class Nodes:
    """The jobs of one file.

    Args:
        source: the file.
        tracer: what its code makes.
    """

    def __init__(self, source: Source, tracer: Tracer) -> None:
        self._path = source.path
        self._made = tracer.made
        self._returned = tracer.returned_by
        self._variables = _variables(source.tree)
        self._names: dict[Made, str] = {}
        self._groups: dict[Made, str] = {}
        for made in tracer.made:
            self._take(made)

    def _take(self, made: Made) -> None:
        """Note a job: a component that a pipeline calls, or a command that is submitted itself."""
        pipeline = next((c for c in reversed(made.context) if isinstance(c, Made)), None)
        component = self._component(made)
        if pipeline is not None and component is not None:
            name, group = self._name(made, component), _function_name(pipeline)
        elif made.kind == "command" and self._is_submitted(made):
            name, group = self._name(made, made), stem_of(self._path)
        else:
            return
        taken = [n for m, n in self._names.items() if self._groups[m] == group]
        number = sum(n == name or n.startswith(f"{name}_") for n in taken)
        self._names[made] = f"{name}_{number}" if name in taken else name
        self._groups[made] = group

    def _component(self, made: Made) -> Made | Code | None:
        """What a call starts, where that is a component."""
        callee = made.callee
        if isinstance(callee, Code):
            return callee if made not in self._returned else None
        known = isinstance(callee, Made) and callee.kind in ("command", "load_component", "spark")
        return callee if known and isinstance(callee, Made) else None

    def _name(self, made: Made, component: Made | Code) -> str:
        """The variable that holds it, as the platform names it; else the name of the component."""
        held = self._variables.get(made.node)
        if held is not None:
            return held
        if isinstance(component, Code):
            return component.function.name
        return known_text(component.given("name", "display_name")) or stem_of(
            known_text(component.given("source", place=0)) or "job"
        )

    def _is_submitted(self, made: Made) -> bool:
        return any(self._submits(item, made) for item in self._made)

    def _submits(self, call: Made, job: Made) -> bool:
        """Does a call hand the job to the platform?"""
        callee = call.callee
        named = callee.name if isinstance(callee, Member | Reference | Unknown) else ""
        if named.rpartition(".")[2] != "create_or_update":
            return False
        return any(_core(value) is job for value in (*call.arguments, *call.keywords.values()))

    def group_of(self, value: Value) -> str:
        """The steps that a schedule starts, as a name for `Run.step`; "" where it is not told."""
        made = _core(value)
        if isinstance(made, Made) and made in self._names:
            return f"{self._groups[made]}.{self._names[made]}"
        known = isinstance(made, Made) and isinstance(made.callee, Code)
        return f"#{_function_name(made)}" if known and isinstance(made, Made) else ""

    def declare(self) -> Iterator[DeclaredStep]:
        """The jobs as steps."""
        for made, name in self._names.items():
            yield self._declare(made, name)

    def _declare(self, made: Made, name: str) -> DeclaredStep:
        group, place = self._groups[made], Place(self._path, made.line)
        component = self._component(made) or made
        ports = self._ports(made, component)
        step = DeclaredStep(
            AZUREML_JOB,
            f"{group}.{name}",
            place,
            f"jobs.{group}.{name}",
            directory=UNKNOWN_DIRECTORY,
            reads=tuple(_reads(ports, place)),
            after=tuple(self._before(made)),
            group=f"{self._path}#{group}",
            by_code=self._by_code(made),
        )
        if isinstance(component, Code):
            run = Run(place, callable_=(self._path, component.function.name))
            return replace(step, runs=(run,))
        if component.kind == "load_component":
            source = shown(component.given("source", place=0) or "")
            use = ActionUse(f"{_FROM_FILE}{source}", tuple(ports.items()), place)
            return replace(step, uses=(use,))
        outputs = component.given("outputs")
        given = self._outputs(group, name, outputs if isinstance(outputs, dict) else {})
        command = component.given("command")
        text = command if isinstance(command, str) else ""
        code = known_text(component.given("code")).rstrip("/") or "."
        filled = {**ports, **given}
        return with_command(step, text, code, filled, component.line)

    def _outputs(self, group: str, name: str, outputs: Mapping[str, Value]) -> dict[str, str]:
        found = {}
        for port, value in outputs.items():
            path = known_text(value.given("path")) if isinstance(value, Made) else ""
            found[port] = located(path) if path else f"azureml://jobs/{group}/{name}/{port}"
        return found

    def _ports(self, made: Made, component: Made | Code) -> dict[str, str]:
        """The values of the inputs of a job, as far as they are known."""
        given: dict[str, Value] = {}
        if isinstance(component, Made):
            declared = component.given("inputs")
            given.update(declared if isinstance(declared, dict) else {})
        if made is not component:
            given.update(made.keywords)
        values = {name: self._value(value) for name, value in given.items()}
        return {name: value for name, value in values.items() if value}

    def _value(self, value: Value, depth: int = 0) -> str:
        """The text that a value stands for; paths of the tree start with `HERE`."""
        if isinstance(value, Made) and value.kind == "Input":
            path = known_text(value.given("path"))
            return located(path) if path else self._value(value.given("default"), depth + 1)
        found = self._output(value)
        if found is not None and depth < 5:
            job, port = found
            if job in self._names:
                outputs = self._declared_outputs(job)
                return self._outputs(
                    self._groups[job], self._names[job], {port: outputs.get(port)}
                )[port]
            results = self._returned.get(job)
            return self._value(results.get(port), depth + 1) if isinstance(results, dict) else ""
        return shown(value) if isinstance(value, str | int | float) else ""

    def _declared_outputs(self, job: Made) -> dict[str, Value]:
        component = self._component(job)
        outputs = component.given("outputs") if isinstance(component, Made) else None
        return outputs if isinstance(outputs, dict) else {}

    def _output(self, value: Value) -> tuple[Made, str] | None:
        """(job, port) of `job.outputs.port` and `job.outputs["port"]`."""
        if not isinstance(value, Member) or not isinstance(value.of, Member):
            return None
        job = _core(value.of.of)
        return (job, value.name) if value.of.name == "outputs" and isinstance(job, Made) else None

    def _before(self, made: Made) -> Iterator[str]:
        found: dict[str, None] = {}
        for value in made.keywords.values():
            output = self._output(value)
            while output is not None and output[0] not in self._names:
                results = self._returned.get(output[0])
                output = self._output(results.get(output[1])) if isinstance(results, dict) else None
            if output is not None:
                found[f"{self._groups[output[0]]}.{self._names[output[0]]}"] = None
        yield from found

    def _by_code(self, made: Made) -> bool:
        """Does code of the file submit the job, or a pipeline that it is part of?"""
        around = (made, *(item for item in made.context if isinstance(item, Made)))
        return any(self._submits(call, item) for call in self._made for item in around)


def _core(value: Value) -> Value:
    """What was made, without later settings."""
    while (
        isinstance(value, Made)
        and isinstance(value.callee, Member)
        and value.callee.name in _SETTINGS
    ):
        value = value.callee.of
    return value


def _function_name(made: Made) -> str:
    return made.callee.function.name if isinstance(made.callee, Code) else "pipeline"


def _variables(tree: ast.Module) -> dict[ast.expr, str]:
    """The variables that hold the results of calls."""
    return {
        node.value: node.targets[0].id
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }


def located(path: str) -> str:
    """An address, or a path of the tree that starts with `HERE`."""
    asset = _ASSET.fullmatch(path)
    if asset is not None:
        return f"azureml://data/{asset[1]}"
    outside = "://" in path or path.startswith(("/", "azureml:", "{"))
    return path if outside else HERE + join_path(".", path)


def _reads(ports: Mapping[str, str], place: Place) -> Iterator[Declaration]:
    for value in ports.values():
        outside = "://" in value and not value.startswith("azureml://jobs/")
        if outside or value.startswith(HERE):
            yield Declaration(value.removeprefix(HERE), place, "dep")


def with_command(
    step: DeclaredStep, command: str, code: str, ports: Mapping[str, str], line: int
) -> DeclaredStep:
    """The step with what a command runs; code lies where the file says, or beside the file."""
    if not command:
        return step
    path = step.place.path
    folder = join_path(".", code)
    places = tuple(dict.fromkeys((folder, join_path(folder_of(path), code))))
    words = _plain_words(command)
    runs: list[Run] = []
    for directory in places if words else places[:1]:
        seen = {name: seen_from(directory, value) for name, value in ports.items()}
        text = fill_command(command, seen)
        if words:
            _, script, *arguments = _split(text)
            file = join_path(directory, script)
            runs.append(
                Run(Place(path, line), code=file, arguments=tuple(arguments), directory=directory)
            )
        else:
            runs.append(Run(Place(path, line), script=parse_script(text, line)))
    written = tuple(
        Declaration(value.removeprefix(HERE), step.place, "out")
        for name, value in ports.items()
        if f"outputs.{name}" in command and not value.startswith("azureml://jobs/")
    )
    return replace(step, runs=tuple(runs), directory=folder, writes=written, uses=())


def _plain_words(command: str) -> bool:
    """Is it one call of a Python file, without anything that only a shell understands?"""
    words = _split(command)
    plain = not re.search(r"[|&;<>`]|\$\(|\n\s*\S", command.strip())
    python = len(words) > 1 and _PYTHON.fullmatch(words[0]) is not None
    return plain and python and words[1].endswith(".py")


def _split(command: str) -> list[str]:
    """The words of a command; references count as single words."""
    text = re.sub(r"\{\{\s*([\w.-]+)\s*\}\}", r"{{\1}}", command)
    try:
        return [re.sub(r"\$?\{\{([\w.-]+)\}\}", r"{\1}", word) for word in shlex.split(text)]
    except ValueError:
        return []


def complete_step(step: DeclaredStep, look_up: Lookup) -> DeclaredStep:
    """The step with the command of its component, where the file of that is in the tree."""
    use = next((use for use in step.uses if use.name.startswith(_FROM_FILE)), None)
    if use is None:
        return step
    written = use.name.removeprefix(_FROM_FILE)
    for file in (join_path(".", written), join_path(folder_of(step.place.path), written)):
        data = look_up(file)
        if data is not None:
            return _from_component(step, dict(use.inputs), data, file)
    return step


def _from_component(
    step: DeclaredStep, given: dict[str, str], data: Data, file: str
) -> DeclaredStep:
    defaults = {
        entry.key: text_of(find(entry.value, "default")) or ""
        for entry in entries_of(find(data, "inputs"))
    }
    name = step.name.replace(".", "/", 1)
    outputs = {
        entry.key: f"azureml://jobs/{name}/{entry.key}"
        for entry in entries_of(find(data, "outputs"))
    }
    ports = {key: value for key, value in {**defaults, **given, **outputs}.items() if value}
    code = join_path(folder_of(file), text_of(find(data, "code")) or ".")
    return with_command(step, text_of(find(data, "command")) or "", code, ports, step.place.line)
