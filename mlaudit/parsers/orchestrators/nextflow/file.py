"""Pipelines of Nextflow: processes as steps, in the order in which a workflow calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mlaudit.model.data import Entry, Scalar, Table
from mlaudit.model.facts import SCRATCH, Declaration, DeclaredStep, Facts, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Lookup, Parser, SettingForm
from mlaudit.parsers.orchestrators.nextflow.parameters import PROJECT, parameters_of, values_of
from mlaudit.parsers.orchestrators.nextflow.process import Process, read_process, runs_of
from mlaudit.parsers.orchestrators.nextflow.text import Text, blocks, read_text
from mlaudit.parsers.orchestrators.nextflow.workflow import Call, calls_of, includes_of
from mlaudit.parsers.path_text import folder_of, join_path, name_of, suffix_of
from mlaudit.parsers.shell.templates import show_holes
from mlaudit.parsers.yaml_data import decode_text

NEXTFLOW_PROCESS = StepKind("nextflow-process", StepFamily.STAGE, "Nextflow pipeline")

MAXIMUM_SIZE = 200_000
"""Bytes from which a file is left alone."""


def claims(path: str) -> bool:
    """`*.nf`, and the configuration that holds the values of parameters."""
    return suffix_of(path) == ".nf" or name_of(path) == "nextflow.config"


def parse(path: str, data: bytes) -> Facts:
    """The text of a pipeline, or the parameters of a configuration."""
    if len(data) > MAXIMUM_SIZE or b"\0" in data:
        return Facts(path, PARSER.name)
    text = decode_text(data)
    if suffix_of(path) == ".nf":
        return Facts(path, PARSER.name, content=Scalar(text, 1))
    return Facts(path, PARSER.name, content=parameters_of(read_text(text)))


def complete(facts: Facts, look_up: Lookup) -> Facts:
    """The facts with the steps; parameters have values in the configuration, too."""
    return _with_steps(facts, look_up, Table((), 1))


def settle(facts: Facts, values: Mapping[str, str], look_up: Lookup, weak: bool) -> Facts:
    """The facts with parameters of the command line."""
    given = {} if weak else values
    entries = (Entry(name, Scalar(show_holes(text), 1), 1) for name, text in given.items())
    return _with_steps(replace(facts, steps=()), look_up, Table(tuple(entries), 1))


def _with_steps(facts: Facts, look_up: Lookup, given: Table) -> Facts:
    content = facts.data
    if suffix_of(facts.path) != ".nf" or not isinstance(content, Scalar):
        return facts
    text = read_text(str(content.value))
    project, configuration = _project_of(facts.path, look_up)
    main = look_up(join_path(project, "main.nf"))
    shared = parameters_of(read_text(str(main.value))) if isinstance(main, Scalar) else None
    values = values_of(given, parameters_of(text), look_up(configuration), shared)
    started = facts.path if main is None else join_path(project, "main.nf")
    pipeline = _Pipeline(facts.path, started, project, text, values)
    return replace(facts, steps=facts.steps + tuple(pipeline.steps()))


def _project_of(path: str, look_up: Lookup) -> tuple[str, str]:
    """The folder of the pipeline that a file is a part of, and its configuration."""
    folder = folder_of(path)
    while True:
        file = join_path(folder, "nextflow.config")
        if look_up(file) is not None:
            return folder, file
        if folder == ".":
            return folder_of(path), join_path(folder_of(path), "nextflow.config")
        folder = folder_of(folder)


@immutable
class _Pipeline:
    """One file of a pipeline."""

    path: str
    main: str
    project: str
    text: Text
    parameters: Mapping[str, str]

    def steps(self) -> Iterator[DeclaredStep]:
        """The processes, calls of what is included, and workflows that have a name."""
        own = {
            name: read_process(name, body, self.parameters)
            for name, body in blocks(self.text, "process")
            if name
        }
        included = {alias: (name, file) for alias, name, file in includes_of(self.text)}
        workflows = list(blocks(self.text, "workflow"))
        known = frozenset((*own, *included, *(name for name, _ in workflows if name)))
        called: dict[str, Call] = {}
        for name, body in workflows:
            calls = calls_of(body, known, self.parameters)
            for call in calls:
                called.setdefault(call.name, call)
            if name and name not in own:
                yield self._group(name, body.line, calls)
        for process in own.values():
            yield self._process(process, called.get(process.name))
        for alias, (name, file) in included.items():
            if alias in called and alias not in own:
                yield self._included(name, file, called[alias])

    def _group(self, name: str, line: int, calls: list[Call]) -> DeclaredStep:
        runs = tuple(
            Run(Place(self.path, call.line), step=f"{self.path}:{call.name}") for call in calls
        )
        return replace(self._step(name, line), runs=runs)

    def _process(self, process: Process, call: Call | None) -> DeclaredStep:
        arguments = call.arguments if call is not None else ()
        given = {n: a for n, a in zip(process.inputs, arguments, strict=False) if n and a}
        place = Place(self.path, call.line if call is not None else process.line)
        published = tuple(
            (f"{SCRATCH}{process.name}/{inside}", self._own(path))
            for inside, path in process.published
            if "{" not in inside and "*" not in inside
        )
        return replace(
            self._step(process.name, process.line, published),
            runs=runs_of(process, self.path, self.parameters, given),
            after=call.after if call is not None else (),
            reads=tuple(Declaration(self._own(a), place, "dep") for a in given.values()),
            writes=tuple(
                Declaration(self._own(path), Place(self.path, process.line), "out")
                for _, path in process.published
            ),
            image=process.image,
        )

    def _included(self, name: str, file: str, call: Call) -> DeclaredStep:
        target = join_path(folder_of(self.path), file)
        target = target if target.endswith(".nf") else f"{target}.nf"
        place = Place(self.path, call.line)
        runs = (Run(place, step=f"{target}:{name}"),)
        return replace(self._step(call.name, call.line), runs=runs, after=call.after)

    def _step(
        self, name: str, line: int, published: tuple[tuple[str, str], ...] = ()
    ) -> DeclaredStep:
        return DeclaredStep(
            NEXTFLOW_PROCESS,
            name,
            Place(self.path, line),
            name,
            directory=SCRATCH + name,
            path_maps=((PROJECT, self.project), *published),
            group=self.main,
        )

    def _own(self, path: str) -> str:
        if path.startswith(PROJECT):
            return join_path(self.project, path[len(PROJECT) :].lstrip("/"))
        return join_path(self.project, path)


PARSER = Parser(
    "nextflow",
    claims,
    parse,
    complete,
    settle=settle,
    launchers=(
        Launcher(
            NEXTFLOW_PROCESS,
            ("nextflow",),
            before=(("run",),),
            files=("main.nf",),
            valued=("-profile", "-c", "-w", "-work-dir", "-params-file", "-r", "-entry", "-name"),
            settings=SettingForm(mark="--"),
            takes_file=True,
            at_once=True,
        ),
    ),
)
"""Reads pipelines of Nextflow."""
