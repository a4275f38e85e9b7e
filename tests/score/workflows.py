"""Random workflows that hang together, and rules that see every gap."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import strategies as st

from mlaudit.graph.flows import find_flows
from mlaudit.model.facts import Environment, Instruction, Requirement
from mlaudit.model.finding import Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.manual import ManualStep
from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import (
    ArtifactForm,
    Automation,
    Confidence,
    Severity,
    StepKind,
    Tracking,
    UnresolvedReason,
)
from mlaudit.model.workflow import Access, Artifact, Deliverable, Effect, Order, Step, Unresolved
from mlaudit.runbook import Evidence
from mlaudit.score.assess import ask
from mlaudit.score.demand import Demand

LEVELS = tuple(reversed(Automation))
ORDERS = ((), ("mentioned",), ("documented",), ("sequence",), ("prerequisite",), ("declared",))
WEIGHTS = {"model": 1.0, "metrics": 0.5, "dataset": 0.5, "figure": 0.2, "checkpoint": 1.0}


@dataclass(frozen=True)
class Root:
    """A file that steps read and none makes; `name` has no folder."""

    folder: str
    kind: str
    tracking: Tracking
    told: bool
    registered: bool = False

    def path(self, index: int) -> str:
        return f"data/{self.folder}/root{index}x.csv"


@dataclass(frozen=True)
class Work:
    """One step: what it reads is an index of a root or of an earlier step."""

    kind: StepKind
    level: int
    roots: tuple[int, ...]
    earlier: tuple[int, ...]
    makes: str
    stored: bool = False
    prompt: int = 0  # 0 none, 1 waits, 2 does without
    missing: bool = False
    opaque: str = ""
    variable: int = 0  # 0 none, 1 unset, 2 with a default
    edit: bool = False


@dataclass(frozen=True)
class Plan:
    """Everything that a random workflow is made of."""

    roots: tuple[Root, ...]
    works: tuple[Work, ...]
    orders: tuple[tuple[tuple[int, int], int], ...]
    pins: tuple[bool, ...] | None
    locked: bool = False
    remote: bool = False
    prefix: str = ""
    place: str = ""

    @property
    def pairs(self) -> list[tuple[int, int]]:
        return [(b, a) for a, work in enumerate(self.works) for b in work.earlier]


@st.composite
def plans(draw: st.DrawFn, most: int = 5) -> Plan:
    roots = tuple(
        Root(
            draw(st.sampled_from(["a", "b"])),
            draw(st.sampled_from(["dataset", "model", "config"])),
            draw(st.sampled_from([Tracking.GIT, Tracking.IGNORED, Tracking.ABSENT, Tracking.DVC])),
            draw(st.booleans()),
            draw(st.booleans()),
        )
        for _ in range(draw(st.integers(1, 3)))
    )
    works: list[Work] = []
    for index in range(draw(st.integers(1, most))):
        earlier = draw(st.sets(st.integers(0, index - 1), max_size=2)) if index else set()
        kind = draw(st.sampled_from([StepKind.SCRIPT, StepKind.NOTEBOOK, StepKind.DVC_STAGE]))
        works.append(
            Work(
                kind,
                draw(st.integers(2 if kind == StepKind.DVC_STAGE else 0, 3)),
                tuple(sorted(draw(st.sets(st.integers(0, len(roots) - 1), max_size=2)))),
                tuple(sorted(earlier)),
                draw(st.sampled_from(sorted(WEIGHTS))),
                stored=draw(st.booleans()),
                prompt=draw(st.integers(0, 2)),
                missing=draw(st.integers(0, 3)) == 0,
                opaque=draw(st.sampled_from(["", "", "", "read", "write"])),
                variable=draw(st.integers(0, 2)),
                edit=draw(st.integers(0, 3)) == 0,
            )
        )
    plan = Plan(roots, tuple(works), (), draw(st.none() | st.tuples(st.booleans(), st.booleans())))
    orders = tuple((pair, draw(st.integers(0, 5))) for pair in plan.pairs)
    return replace(plan, orders=orders, locked=draw(st.booleans()), remote=draw(st.booleans()))


def build(plan: Plan) -> Workflow:
    """The workflow of a plan."""
    return join([plan])


def join(planned: list[Plan]) -> Workflow:
    """One project of several plans, each under its own prefix."""
    parts = [_Part(plan) for plan in planned]
    steps = tuple(sorted((s for part in parts for s in part.steps), key=lambda s: s.id))
    artifacts = {a.id: a for part in parts for a in part.artifacts}
    ends: dict[str, list[tuple[str, str]]] = {"read": [], "write": []}
    for step in steps:
        for access in step.accesses:
            if step.unit and not access.artifact.startswith("env:"):
                ends[access.mode].append((step.id, access.artifact))
    flows = find_flows(ends["write"], ends["read"])
    homes = tuple(plan.prefix.rstrip("/") for plan in planned if plan.prefix)
    return Workflow(
        project=Project(Path("/nowhere"), "project", (), subprojects=(".", *homes)),
        steps=steps,
        artifacts=tuple(artifacts[id_] for id_ in sorted(artifacts)),
        flows=flows,
        orders=tuple(order for part in parts for order in part.orders),
        deliverables=_sorted(d for part in parts for d in part.deliverables()),
        instructions=tuple(told for part in parts for told in part.instructions),
        environments=tuple(e for part in parts for e in part.environments),
        remotes=("s3://bucket/store",) if any(plan.remote for plan in planned) else (),
    )


def _sorted(deliverables: Iterable[Deliverable]) -> tuple[Deliverable, ...]:
    return tuple(sorted(deliverables, key=lambda d: (-d.weight, d.artifact)))


class _Part:
    """The model values of one plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._at = plan.prefix
        self.artifacts = [*self._roots(), *self._outputs(), *self._variables()]
        works = [self._step(index) for index in range(len(plan.works))]
        self.steps = [*works, *self._registered()]
        self.instructions = [*self._told(), *self._edits()]
        self.environments = self._environments()
        self.orders = [
            Order(self.id(before), self.id(after), (*ORDERS[rank], "data-flow"))
            for (before, after), rank in plan.orders
        ]
        self.orders += [
            Order(by.id, work.id, ("documented", "data-flow"), access.artifact, by.place)
            for by in self._registered()
            for work in works
            for access in work.reads
            if access.artifact == by.writes[0].artifact
        ]

    def id(self, index: int) -> str:
        work = self._plan.works[index]
        if work.kind == StepKind.DVC_STAGE:
            return f"{self._at}dvc.yaml:stage{index}"
        extension = "ipynb" if work.kind == StepKind.NOTEBOOK else "py"
        return f"{self._at}{self._plan.place}step{index}.{extension}"

    def output(self, index: int) -> str:
        return f"{self._at}out/{self._plan.place}product{index}x.bin"

    def deliverables(self) -> list[Deliverable]:
        """What no later step reads, and every model."""
        works = self._plan.works
        read = {i for work in works for i in work.earlier}
        wanted = [i for i, work in enumerate(works) if i not in read or work.makes == "model"]
        return [self._deliverable(index) for index in wanted]

    def _deliverable(self, index: int) -> Deliverable:
        closure: set[int] = set()
        waiting = [index]
        while waiting:
            current = waiting.pop()
            closure.add(current)
            waiting.extend(self._plan.works[current].earlier)
        kind = self._plan.works[index].makes
        steps = [self.steps[i] for i in sorted(closure)]
        used = {access.artifact for step in steps for access in step.accesses}
        made = {access.artifact for step in steps for access in step.writes}
        return Deliverable(
            self.output(index),
            kind,
            WEIGHTS[kind],
            tuple(step.id for step in steps),
            tuple(sorted(used - made)),
            tuple(sorted(used)),
        )

    def _roots(self) -> list[Artifact]:
        return [
            Artifact(
                self._at + root.path(index),
                ArtifactForm.PATH,
                root.kind,
                root.tracking,
                pinned=root.tracking == Tracking.DVC,
            )
            for index, root in enumerate(self._plan.roots)
        ]

    def _outputs(self) -> list[Artifact]:
        return [
            Artifact(
                self.output(index),
                ArtifactForm.PATH,
                work.makes,
                Tracking.DVC if work.stored else Tracking.PRODUCED,
            )
            for index, work in enumerate(self._plan.works)
        ]

    def _variables(self) -> list[Artifact]:
        return [
            Artifact(
                f"env:{self._at.strip('/').upper()}V{index}",
                ArtifactForm.ENVIRONMENT_VARIABLE,
                "other",
                Tracking.UNKNOWN,
            )
            for index in range(len(self._plan.works))
        ]

    def _step(self, index: int) -> Step:
        work, plan = self._plan.works[index], self._plan
        id_ = self.id(index)
        path = id_.partition(":")[0]
        place = Place(path, index + 1)
        declared = "declared" if work.kind == StepKind.DVC_STAGE else "inferred"
        read = [self._at + plan.roots[i].path(i) for i in work.roots]
        read += [self.output(i) for i in work.earlier]
        accesses = [Access(name, "read", declared, "open", place) for name in read]
        accesses.append(
            Access(self.output(index), "write", declared, "open", place, stored=work.stored)
        )
        if work.variable:
            name = self._variables()[index].id
            guarded = work.variable == 2
            accesses.append(Access(name, "read", "inferred", "os.environ", place, guarded=guarded))
        prompt = Effect("prompt-user", "input", place, guarded=work.prompt == 2)
        opaque = Unresolved(work.opaque, "open", place, UnresolvedReason.PARAMETER)
        return Step(
            id_,
            work.kind,
            id_.rpartition("/")[2],
            path,
            place,
            automation=LEVELS[work.level],
            runs=(f"{self._at}{plan.place}code{index}.py",),
            accesses=tuple(accesses),
            unresolved=(opaque,) if work.opaque else (),
            effects=(prompt,) if work.prompt else (),
            arguments_missing=("--size",) if work.missing else (),
            command=f"run {id_}",
            group=path if work.kind == StepKind.DVC_STAGE else "",
        )

    def _registered(self) -> list[Step]:
        path = f"{self._at}mlaudit.toml"
        return [
            Step(
                f"{path}:bring{index}",
                StepKind.MANUAL_STEP,
                f"bring{index}",
                path,
                Place(path, index + 1),
                automation=Automation.DOCUMENTED,
                accesses=(
                    Access(
                        self._at + root.path(index),
                        "write",
                        "declared",
                        "produces",
                        Place(path, index + 1),
                    ),
                ),
                unit=False,
                manual=ManualStep("Bring it", who="data team"),
            )
            for index, root in enumerate(self._plan.roots)
            if root.registered
        ]

    def _told(self) -> list[Instruction]:
        return [
            _tell("download", f"{self._at}README.md", index + 1, self._at + root.path(index))
            for index, root in enumerate(self._plan.roots)
            if root.told
        ]

    def _edits(self) -> list[Instruction]:
        return [
            _tell(
                "edit",
                f"{self._at}README.md",
                index + 50,
                f"{self._at}{self._plan.place}code{index}.py",
            )
            for index, work in enumerate(self._plan.works)
            if work.edit
        ]

    def _environments(self) -> list[Environment]:
        if self._plan.pins is None:
            return []
        path = f"{self._at}requirements.txt"
        wanted = tuple(
            Requirement(f"package{i}", "", pinned, Place(path, i + 1))
            for i, pinned in enumerate(self._plan.pins)
        )
        return [Environment(path, "requirements", wanted, locked=self._plan.locked)]


def _tell(verb: str, path: str, line: int, mention: str) -> Instruction:
    return Instruction(f"{verb} {mention}", Place(path, line), "document", "", verb, (mention,))


def find_all(workflow: Workflow) -> tuple[Finding, ...]:
    """A finding of the first code of every obligation that falls short."""
    evidence = Evidence(workflow)
    found: dict[tuple[str, str], Finding] = {}
    for deliverable in workflow.deliverables:
        for question in ask(Demand(evidence, deliverable)):
            obligation = question.obligation
            if obligation.proven >= 1:
                continue
            subject = "requirements" if question.whole else obligation.subject
            key = (obligation.codes[0], " ".join(obligation.about))
            path = obligation.about[0] if obligation.about else "README.md"
            found.setdefault(key, _state(obligation.codes[0], path, subject, obligation.about))
    return tuple(found[key] for key in sorted(found))


def _state(code: str, path: str, subject: str, about: tuple[str, ...]) -> Finding:
    return Finding(
        code,
        code.lower(),
        "inputs",
        Severity.HIGH,
        Confidence.HIGH,
        Place(path),
        "",
        subject,
        "A message.",
        "A remedy.",
        about=about,
        fingerprint=f"{code} {subject} {' '.join(about)}",
    )
