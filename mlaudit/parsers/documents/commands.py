"""The commands of a document as declared steps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from mlaudit.model.facts import DeclaredStep, Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Assignment, Literal, Script, Variable, Word
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.documents.alternatives import begins_alternative
from mlaudit.parsers.documents.directory import Location, follow
from mlaudit.parsers.documents.headings import is_numbered
from mlaudit.parsers.documents.parts import Code, Divide, Part, Prose
from mlaudit.parsers.documents.programs import first_word
from mlaudit.parsers.documents.spans import span_commands
from mlaudit.parsers.documents.transcript import Typed, read_block
from mlaudit.parsers.shell import parse_script

MAX_NAME = 600
"""Characters of a command; an ellipsis shows that more was cut off, for it is not the command."""
_NO_STEP = frozenset(["cd", "pushd", "popd", "clear", "ls", "dir", "pwd", "exit", "chdir", "tree"])


@dataclass(slots=True)
class _Sequence:
    """Commands that follow on each other under one heading.

    Attributes:
        location: after the last command.
        settled: after the last line that was nothing but a `cd`: where the next block begins,
            since `cd x && command` is mostly meant to stand alone.
        previous: name of the last command.
    """

    group: str
    location: Location
    settled: Location
    previous: str = ""
    environment: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Collector:
    path: str
    steps: list[DeclaredStep] = field(default_factory=list)
    seen: set[tuple[str, str]] = field(default_factory=set)
    sequence: _Sequence = field(default_factory=lambda: _Sequence("", Location(), Location()))
    headings: tuple[str, ...] | None = None
    alternative: bool = False
    cloned: str = ""
    forks: int = 0


def read_commands(path: str, parts: Iterable[Part]) -> tuple[DeclaredStep, ...]:
    """The commands of a document, in file order."""
    collector = _Collector(path)
    for part in parts:
        _enter_section(collector, part)
        if isinstance(part, Divide):
            collector.alternative = True
        elif isinstance(part, Code):
            _read_code(collector, part)
        else:
            _read_prose(collector, part)
    return tuple(collector.steps)


def _sequence_key(headings: tuple[str, ...]) -> str:
    """What commands in one sequence share: their section, or the section of numbered ones."""
    for depth, heading in enumerate(headings):
        if is_numbered(heading):
            return " / ".join((*headings[:depth], "#"))
    return " / ".join(headings)


def _enter_section(collector: _Collector, part: Part) -> None:
    if part.headings == collector.headings:
        return
    before = None if collector.headings is None else _sequence_key(collector.headings)
    collector.headings = part.headings
    # a reader of another section starts from the root again, unless it says otherwise
    _stand_at(collector, Location(".", collector.cloned, collector.sequence.location.pending))
    key = _sequence_key(part.headings)
    if key != before:
        collector.alternative = False
        collector.forks = 0
        _begin_sequence(collector, key)


def _begin_sequence(collector: _Collector, key: str) -> None:
    suffix = f" ({collector.forks + 1})" if collector.forks else ""
    location = Location(".", collector.cloned)
    collector.sequence = _Sequence(f"{collector.path}#{key}{suffix}", location, location)


def _stand_at(collector: _Collector, location: Location) -> None:
    collector.sequence.location = collector.sequence.settled = location


def _fork(collector: _Collector) -> None:
    """Begin an alternative: the commands so far do not come before those that follow."""
    collector.alternative = False
    if not collector.sequence.previous:
        return
    collector.forks += 1
    location = collector.sequence.location
    environment = collector.sequence.environment
    _begin_sequence(collector, _sequence_key(collector.headings or ()))
    _stand_at(collector, location)
    collector.sequence.environment = dict(environment)


def _read_code(collector: _Collector, code: Code) -> None:
    entries = read_block(code.text, code.line, code.language)
    collector.sequence.location = collector.sequence.settled
    if any(not entry.comment for entry in entries) and collector.alternative:
        _fork(collector)
    for entry in entries:
        if not entry.comment:
            if collector.alternative:
                _fork(collector)
            _add_command(collector, entry, chained=True)
        elif begins_alternative(entry.text):
            collector.alternative = True


def _read_prose(collector: _Collector, prose: Prose) -> None:
    if begins_alternative(prose.text):
        collector.alternative = True
    for offset, command in span_commands(prose.text):
        line = prose.line + prose.text.count("\n", 0, offset)
        _add_command(collector, Typed(command, line), chained=prose.ordered)


def _add_command(collector: _Collector, typed: Typed, *, chained: bool) -> None:
    script = parse_script(typed.text, typed.line)
    sequence = collector.sequence
    name = _name_command(typed.text)
    location = sequence.location
    if _is_step(script) and (sequence.group, name) not in collector.seen:
        collector.seen.add((sequence.group, name))
        place = Place(collector.path, typed.line)
        after = (sequence.previous,) if chained and sequence.previous else ()
        collector.steps.append(
            DeclaredStep(
                StepKind.README_COMMAND,
                name,
                place,
                " / ".join(collector.headings or ()),
                runs=(Run(place, script=script),),
                directory=location.directory,
                after=after,
                environment=tuple(sequence.environment.items()),
                group=sequence.group,
            )
        )
        if chained:
            sequence.previous = name
    if chained:
        sequence.location = follow(location, script)
        if len(script.nodes) == 1:
            sequence.settled = sequence.location
        collector.cloned = sequence.location.cloned
        _remember_exports(sequence, script)


def _is_step(script: Script) -> bool:
    if not script.nodes or all(isinstance(node, Assignment) for node in script.nodes):
        return False
    return len(script.nodes) > 1 or first_word(script) not in _NO_STEP


def _remember_exports(sequence: _Sequence, script: Script) -> None:
    for node in script.nodes:
        if isinstance(node, Assignment):
            sequence.environment[node.name] = _known_text(node.value, sequence.environment)


def _known_text(word: Word, environment: Mapping[str, str]) -> str:
    """The text of a word; a hole for every part that the document does not tell."""
    pieces = []
    for part in word.parts:
        if isinstance(part, Literal):
            pieces.append(part.text)
        elif isinstance(part, Variable):
            plain = part.default is None and not part.operation
            pieces.append((plain and environment.get(part.name)) or f"{{{part.name}}}")
        else:
            pieces.append("{value}")
    return "".join(pieces)


def _name_command(text: str) -> str:
    joined = " ".join(line.strip().removesuffix("\\").strip() for line in text.split("\n"))
    name = " ".join(joined.split())
    return name if len(name) <= MAX_NAME else name[: MAX_NAME - 1] + "…"
