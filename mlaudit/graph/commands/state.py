"""The state of a shell while its code is evaluated, and the record of what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from mlaudit.catalog.kinds import kind_of_path
from mlaudit.graph.commands.outcome import CodeRun, Event, ShellContext, ShellOutcome
from mlaudit.graph.commands.paths import ROOT, holes_of, is_unknown_path, normalise, show
from mlaudit.graph.temporary import is_temporary
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.model.vocabulary import Confidence, UnresolvedReason
from mlaudit.model.workflow import Access, Effect, Unresolved

COMMAND_BOUND = 4000
"""Simple commands that one evaluation looks at; loops and functions multiply them."""

DEPTH_BOUND = 40
"""Levels of branches, functions, wrappers, `eval` and `sh -c` inside each other."""


@dataclass(slots=True)
class Record:
    """What has happened so far; shared by a shell and its subshells."""

    events: dict[Event, None] = field(default_factory=dict)
    effects: dict[Effect, None] = field(default_factory=dict)
    unresolved: dict[Unresolved, None] = field(default_factory=dict)
    origins: dict[str, UnresolvedReason] = field(default_factory=dict)
    commands: int = 0
    clones: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Circumstances:
    """What surrounds the command that is looked at.

    Attributes:
        conditional: it runs on one side of a branch.
        background: nobody waits for it.
        piped: its standard input comes from another command or a file.
        looping: it stands in a `while`.
        tested: paths whose existence the surrounding branch tests.
        terminal_tested: the branch asks whether a person is there.
        remote: it runs on another machine or inside an image, so its paths are not the tree's.
        text: standard input where that is a here-document.
        captured: its output goes to another command, a file or a variable.
        items: the words that come from the command before the pipe, as far as they are known.
    """

    conditional: bool = False
    background: bool = False
    piped: bool = False
    looping: bool = False
    tested: tuple[str, ...] = ()
    terminal_tested: bool = False
    remote: bool = False
    text: str | None = None
    captured: bool = False
    items: tuple[str, ...] = ()


@immutable
class Engine:
    """How the parts of the evaluation call each other.

    Attributes:
        evaluate: runs shell code in a shell.
        perform: runs one command, given its words.
        knows: whether a word names a program that has a meaning here.
    """

    evaluate: Callable[[ShellState, Script], None]
    perform: Callable[[ShellState, list[str]], None]
    knows: Callable[[str], bool]


@dataclass(slots=True)
class ShellState:
    """A shell: its directory, variables, functions, and where its code stands."""

    directory: str
    variables: dict[str, str]
    arguments: tuple[str, ...]
    place_of: Callable[[int], Place]
    place: Place
    engine: Engine
    record: Record = field(default_factory=Record)
    exported: tuple[str, ...] = ()
    assigned: tuple[tuple[str, str], ...] = ()
    functions: dict[str, Script] = field(default_factory=dict)
    stack: list[str] = field(default_factory=list)
    previous: str = ""
    depth: int = 0
    path_maps: tuple[tuple[str, str], ...] = ()
    around: Circumstances = field(default_factory=Circumstances)

    @contextmanager
    def within(self, **changes: object) -> Iterator[None]:
        """Change the circumstances for a while."""
        saved = self.around
        self.around = replace(saved, **changes)  # type: ignore[arg-type]
        try:
            yield
        finally:
            self.around = saved

    def subshell(self) -> ShellState:
        """A copy whose directory and variables do not last; it writes to the same record."""
        return replace(
            self,
            variables=dict(self.variables),
            functions=dict(self.functions),
            stack=list(self.stack),
        )

    def resolve(self, path: str) -> str | None:
        """The artifact id of a path used here; paths inside a container lead to what is mounted."""
        artifact = normalise(path, self.directory)
        if artifact is None or not artifact.startswith(("/", "~", "{")):
            return artifact
        for inside, outside in self.path_maps:
            if artifact == inside or artifact.startswith(inside.rstrip("/") + "/"):
                return normalise(outside + artifact[len(inside.rstrip("/")) :], ".")
        return artifact

    def read(self, path: str, via: str, **details: object) -> None:
        """Record that `path` is read."""
        self._access(path, "read", via, details)

    def write(self, path: str, via: str, **details: object) -> None:
        """Record that `path` is written."""
        self._access(path, "write", via, details)

    def _access(self, path: str, mode: str, via: str, details: dict[str, object]) -> None:
        artifact = self.resolve(path)
        if artifact is None or self.around.remote or is_temporary(artifact):
            return
        if artifact == "." and mode == "write" and self.path_maps:
            return  # a clone of the tree itself, inside a container
        if is_unknown_path(artifact):
            self.fail(artifact, mode, via)
            return
        known = "{" not in artifact and "*" not in artifact
        access = Access(
            artifact=artifact,
            mode=mode,
            evidence="inferred",
            via=via,
            place=self.place,
            confidence=_confidence(details, known),
            kind=str(details.get("kind") or kind_of_path(artifact, mode == "write")),
            guarded=bool(details.get("guarded")) or artifact in self.around.tested,
        )
        self.record.events[access] = None

    def fail(self, text: str, mode: str, via: str) -> None:
        """Record an access whose path is unknown, for the reason that made its first hole."""
        names = holes_of(text)
        reason = self.reason(names[0]) if names else UnresolvedReason.COMMAND_LINE
        self.record.unresolved[Unresolved(mode, via, self.place, reason)] = None

    def give_up(self) -> None:
        """Record that commands were left out, which may have written anything."""
        gap = Unresolved("write", "shell", self.place, UnresolvedReason.BOUND)
        self.record.unresolved[gap] = None

    def reason(self, name: str) -> UnresolvedReason:
        """Why the hole `name` is unknown."""
        if name in self.record.origins:
            return self.record.origins[name]
        if name.isdigit() or name in ("@", "*"):
            return UnresolvedReason.COMMAND_LINE
        return UnresolvedReason.ENVIRONMENT

    def effect(
        self, kind: str, via: str, artifact: str | None = None, detail: str = "", **flags: bool
    ) -> None:
        """Record something that is neither a read nor a write."""
        effect = Effect(
            kind=kind,
            via=via,
            place=self.place,
            artifact=artifact,
            guarded=flags.get("guarded", False),
            detail=show(detail, self.directory),
        )
        self.record.effects[effect] = None

    def run(self, form: str, target: str, arguments: tuple[str, ...] = (), **more: object) -> None:
        """Record that code is started."""
        if self.around.remote:
            return
        directory = str(more.get("directory") or self.directory)
        output = more.get("output")
        run = CodeRun(
            form=form,
            target=show(target, directory),
            arguments=tuple(show(word, directory) for word in arguments),
            directory=directory,
            place=self.place,
            environment=self._environment(directory),
            output=None if output is None else str(output),
            conditional=self.around.conditional,
            background=self.around.background,
            same_shell=bool(more.get("same_shell")),
            path_maps=self.path_maps,
        )
        self.record.events[run] = None

    def _environment(self, directory: str) -> tuple[tuple[str, str], ...]:
        values = {name: self.variables.get(name, "") for name in self.exported}
        values.update(self.assigned)
        return tuple((name, show(value, directory)) for name, value in sorted(values.items()))

    @property
    def in_document(self) -> bool:
        """The code stands in prose, where a person reads it before there is a checkout."""
        return self.place.path.lower().endswith((".md", ".rst", ".txt", ".markdown", ".adoc"))

    def script_path(self) -> str:
        """`$0`: the file whose code is evaluated."""
        return f"{ROOT}/{self.place.path}"

    def outcome(self) -> ShellOutcome:
        """What has happened, as a value."""
        events = tuple(self.record.events)
        return ShellOutcome(
            accesses=tuple(event for event in events if isinstance(event, Access)),
            effects=tuple(self.record.effects),
            runs=tuple(event for event in events if isinstance(event, CodeRun)),
            unresolved=tuple(self.record.unresolved),
            events=events,
            directory=self.directory,
            variables={k: show(v, self.directory) for k, v in self.variables.items()},
        )


def _confidence(details: dict[str, object], known: bool) -> Confidence:
    given = details.get("confidence")
    if isinstance(given, Confidence):
        return given
    return Confidence.HIGH if known else Confidence.MEDIUM


def start(
    context: ShellContext, place_of: Callable[[int], Place], place: Place, engine: Engine
) -> ShellState:
    """A shell at the beginning of its code."""
    maps = sorted(context.path_maps, key=lambda pair: -len(pair[0]))
    return ShellState(
        directory=normalise(context.directory, ".") or ".",
        variables=dict(context.variables),
        arguments=context.arguments,
        place_of=place_of,
        place=place,
        engine=engine,
        exported=tuple(name for name, value in context.variables.items() if value),
        path_maps=tuple(maps),
    )
