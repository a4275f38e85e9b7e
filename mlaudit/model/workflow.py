"""The words of the workflow: steps, artifacts, accesses, invocations and orders."""

from __future__ import annotations

from mlaudit.model.facts import ActionUse, Gate, Trigger
from mlaudit.model.immutable import immutable
from mlaudit.model.manual import ManualStep
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import (
    ArtifactForm,
    Automation,
    Confidence,
    Role,
    StepKind,
    Tracking,
    UnresolvedReason,
)


def call_of(via: str) -> str:
    """A call as people write it; the catalogue has those of languages other than Python apart."""
    return via.split(".", 2)[-1] if via.startswith("language.") else via


@immutable
class Access:
    """One read or write of one artifact by one step.

    Attributes:
        artifact: id of the artifact.
        mode: "read" or "write".
        evidence: "declared" by a pipeline file or "inferred" from code and command lines.
        via: the call, command or declaration through which it happens ("pandas.read_csv", "dep").
        place: where.
        confidence: lowered by patterns, by receivers of unknown class and by unknown branches.
        kind: what the call says the artifact holds ("dataset", "model", …), "other" if nothing.
        guarded: the read happens only where the artifact exists, or its absence is handled.
        scope: qualified name of the code around the call, "" at top level.
        sometimes: whether it happens, or whether it is this name, depends on what is not known: a
            test, the turns of a loop, which of several values it is.
        stored: a declared output of which the tool keeps versions.
        by: id of the step whose own code or command line does it; "" for the step itself.
    """

    artifact: str
    mode: str
    evidence: str
    via: str
    place: Place
    confidence: Confidence = Confidence.HIGH
    kind: str = "other"
    guarded: bool = False
    scope: str = ""
    sometimes: bool = False
    stored: bool = False
    by: str = ""

    def __hash__(self) -> int:
        """Of what tells most accesses apart; they are looked up far more often than made."""
        return hash((self.artifact, self.mode, self.by, self.place.line, self.place.path))

    @property
    def call(self) -> str:
        """The call or command as people write it."""
        return call_of(self.via)


@immutable
class Unresolved:
    """An access whose artifact could not be told; never dropped, never guessed."""

    mode: str
    via: str
    place: Place
    reason: UnresolvedReason
    scope: str = ""
    by: str = ""

    @property
    def call(self) -> str:
        """The call or command as people write it."""
        return call_of(self.via)


@immutable
class Effect:
    """Something a step does beside reading and writing files.

    Attributes:
        kind: "prompt-user", "login", "log", "register", "upload", "deploy", "train", "seed",
            "stochastic", "validate", "eval", "download", "gate", …
        via: the call or command.
        place: where.
        scope: qualified name of the code around it.
        artifact: id of what it is about (a path that is logged or uploaded, a model name), or None.
        guarded: a flag, a terminal test or a default spares a person from it.
        detail: what the call says (the prompt's text), "" if nothing.
        sometimes: whether it happens depends on a test of what is not known.
        by: as in `Access`.
        pinned: an argument fixes the version or the seed, or may do so among those that are not
            known.
    """

    kind: str
    via: str
    place: Place
    scope: str = ""
    artifact: str | None = None
    guarded: bool = False
    detail: str = ""
    by: str = ""
    sometimes: bool = False
    pinned: bool = False

    @property
    def call(self) -> str:
        """The call or command as people write it."""
        return call_of(self.via)


@immutable
class Step:
    """A unit of work that somebody or something starts.

    Attributes:
        id: "dvc.yaml:train" for declared steps, the path for scripts and notebooks.
        kind, name, path, place: what it is, its name, its file, and where in the file.
        scope: where it is declared, in words that survive edits.
        role: of its file.
        automation: how it comes to run.
        runs: paths of the code that it runs directly or through other steps.
        accesses: its reads and writes, declared first, then in order of place.
        unresolved: accesses that could not be resolved.
        effects: what else it does.
        triggers: what starts it, its own or inherited from what invokes it.
        command: one command line that starts it from the root of the repository, "" if unknown.
        arguments_missing: required command-line arguments that no known invocation supplies.
        directory: working directory relative to the root; what it declares is written so that it
            is read from there.
        gates, uses, inputs, container_paths, image, frozen, declares_more, group: as the file
            declares them.
        imported: paths of the modules of the tree that its own code imports.
        untouched: declared paths that nothing it runs touches or names, where all of that was
            followed to its end; empty where something was not.
        unit: it is a node of the data flow. A script that a DVC stage runs is part of that stage's
            unit; a CI job or a shell script that starts other steps is a unit only for what its
            own commands read and write.
        manual: of a registered manual step, what is registered beside that. It is no unit: what
            it makes is not made by the project, but brought by a person.
    """

    id: str
    kind: StepKind
    name: str
    path: str
    place: Place
    scope: str = ""
    role: Role = Role.PIPELINE
    automation: Automation = Automation.HIDDEN
    runs: tuple[str, ...] = ()
    accesses: tuple[Access, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()
    effects: tuple[Effect, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    command: str = ""
    arguments_missing: tuple[str, ...] = ()
    directory: str = "."
    gates: tuple[Gate, ...] = ()
    uses: tuple[ActionUse, ...] = ()
    inputs: tuple[tuple[str, str | None], ...] = ()
    container_paths: tuple[str, ...] = ()
    image: str | None = None
    frozen: bool = False
    declares_more: bool = False
    untouched: tuple[str, ...] = ()
    imported: tuple[str, ...] = ()
    group: str = ""
    unit: bool = True
    manual: ManualStep | None = None

    @property
    def reads(self) -> tuple[Access, ...]:
        """The accesses that read."""
        return tuple(access for access in self.accesses if access.mode == "read")

    @property
    def writes(self) -> tuple[Access, ...]:
        """The accesses that write."""
        return tuple(access for access in self.accesses if access.mode == "write")


@immutable
class Artifact:
    """What steps read and write.

    Attributes:
        id: canonical name: a path relative to the root, a URI, "db:…", "mlflow:…", "env:NAME".
        form: what sort of name that is.
        kind: what it holds ("dataset", "model", …).
        tracking: what keeps its content.
        exists: a file or folder of that name is in the tree.
        deliverable: the workflow exists for it.
        directory: it is a folder.
        pinned: a hash or an immutable version names its content.
        source: the URL that it was imported from, or None.
    """

    id: str
    form: ArtifactForm
    kind: str
    tracking: Tracking
    exists: bool = False
    deliverable: bool = False
    directory: bool = False
    pinned: bool = False
    source: str | None = None


@immutable
class Invocation:
    """One step starts another.

    Attributes:
        by, of: step ids.
        place: where.
        arguments: the words handed over.
        directory: working directory relative to the root.
        same_process: the callee runs inside the caller (an import and call, `%run`).
    """

    by: str
    of: str
    place: Place
    arguments: tuple[str, ...] = ()
    directory: str = "."
    same_process: bool = False


@immutable
class Order:
    """`before` must come before `after`.

    Attributes:
        evidence: any of "declared", "sequence", "prerequisite", "documented", "mentioned",
            "data-flow", strongest first. "data-flow" alone means that nothing fixes the order.
        artifact: what flows from one to the other, or None.
        place: where the strongest evidence stands, or None for the data flow.
    """

    before: str
    after: str
    evidence: tuple[str, ...]
    artifact: str | None = None
    place: Place | None = None


@immutable
class Flow:
    """Data that one unit writes and another reads.

    Attributes:
        before, after: ids of the writing and the reading unit.
        written, read: ids of the two artifacts, which differ where one is a folder or a pattern.
        match: "exact", "directory" or "pattern".
    """

    before: str
    after: str
    written: str
    read: str
    match: str


@immutable
class Deliverable:
    """An artifact or effect that the workflow exists for.

    Attributes:
        artifact: id of the artifact; deliverables of one step are grouped under the first.
        kind: "model", "metrics", "service", …
        weight: its share in the total: 1.0 for models, indexes, services, packages and published
            data, 0.5 for metrics, reports and derived datasets, 0.2 for figures.
        steps: ids of the steps it needs, in an order that respects the data flow.
        inputs: ids of the artifacts that no step of the closure makes.
        artifacts: ids of everything made or read on the way, sorted.
        grouped: ids of further deliverables of the same step, covered by this one.
    """

    artifact: str
    kind: str
    weight: float
    steps: tuple[str, ...]
    inputs: tuple[str, ...]
    artifacts: tuple[str, ...]
    grouped: tuple[str, ...] = ()
