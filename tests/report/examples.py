"""A small scan result made by hand: one model, three actions, two findings, one open access."""

from __future__ import annotations

from pathlib import Path

from mlaudit.model.assessment import Action, Assessment, DeliverableAssessment, Score
from mlaudit.model.facts import Problem
from mlaudit.model.finding import Evidence, Finding
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project, Skipped, SourceFile
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import (
    ArtifactForm,
    Automation,
    Confidence,
    Severity,
    StepKind,
    Tracking,
    UnresolvedReason,
)
from mlaudit.model.workflow import (
    Access,
    Artifact,
    Deliverable,
    Invocation,
    Order,
    Step,
    Unresolved,
)

RAW, MODEL = "data/raw.csv", "models/churn.pkl"


def make_workflow() -> Workflow:
    return Workflow(
        project=Project(
            root=Path("/nowhere"),
            name="nowhere",
            files=(
                SourceFile("src/train.py", 100, Tracking.GIT),
                SourceFile("clean.ipynb", 100, Tracking.GIT),
            ),
            skipped=(Skipped("venv", "a virtual environment"),),
        ),
        steps=_make_steps(),
        artifacts=(
            Artifact(MODEL, ArtifactForm.PATH, "model", Tracking.IGNORED, deliverable=True),
            Artifact(RAW, ArtifactForm.PATH, "dataset", Tracking.IGNORED),
        ),
        invocations=(Invocation("dvc.yaml:train", "src/train.py", Place("dvc.yaml", 3)),),
        orders=(Order("clean.ipynb", "src/train.py", ("data-flow",), "data/clean.csv"),),
        deliverables=(
            Deliverable(MODEL, "model", 1.0, ("clean.ipynb", "src/train.py"), (RAW,), (MODEL, RAW)),
        ),
        problems=(
            Problem(Place("bad.ipynb"), "broken JSON at line 1"),
            Problem(Place("odd.yaml", 3), "a key twice", whole=False),
        ),
    )


def _make_steps() -> tuple[Step, ...]:
    train = (
        Access(RAW, "read", "inferred", "pandas.read_csv", Place("src/train.py", 4)),
        Access(MODEL, "write", "inferred", "pickle.dump", Place("src/train.py", 9)),
    )
    unresolved = Unresolved(
        "read", "open", Place("src/train.py", 12), UnresolvedReason.COMMAND_LINE
    )
    cell = Access("data/clean.csv", "write", "inferred", "to_csv", Place("clean.ipynb", 5, 3))
    return (
        Step(
            "src/train.py",
            StepKind.SCRIPT,
            "train.py",
            "src/train.py",
            Place("src/train.py"),
            accesses=train,
            unresolved=(unresolved,),
        ),
        Step(
            "clean.ipynb",
            StepKind.NOTEBOOK,
            "clean.ipynb",
            "clean.ipynb",
            Place("clean.ipynb"),
            accesses=(cell,),
        ),
        Step(
            "dvc.yaml:train",
            StepKind.DVC_STAGE,
            "train",
            "dvc.yaml",
            Place("dvc.yaml", 3),
            automation=Automation.SCRIPTED,
            runs=("src/train.py",),
            accesses=(
                Access(MODEL, "write", "declared", "out", Place("dvc.yaml", 5)),
                *train[::-1],
            ),
            unresolved=(unresolved,),
        ),
    )


def make_finding(
    code: str = "INP001",
    rule: str = "untracked-input",
    *,
    place: Place = Place("src/train.py", 4),  # noqa: B008  (frozen)
    severity: Severity = Severity.HIGH,
    confidence: Confidence = Confidence.HIGH,
    points: float = 9.4321,
    family: str = "inputs",
    subject: str = RAW,
    status: str = "new",
) -> Finding:
    return Finding(
        code=code,
        rule=rule,
        family=family,
        severity=severity,
        confidence=confidence,
        place=place,
        scope="load",
        subject=subject,
        message=f"{place.path} reads {subject}; nothing makes or fetches it.",
        remedy=f"Keep a version of it (`dvc add {subject}`).",
        evidence=(Evidence(Place("README.md", 9), "asks for the file"),),
        about=(subject,),
        status=status,
        points=points,
        fingerprint=f"{code}-{subject}-{place}",
    )


def make_actions() -> tuple[Action, ...]:
    raw = make_finding()
    return (
        Action(
            "acquire",
            RAW,
            Automation.HIDDEN,
            raw.place,
            reason="nothing makes or fetches it",
            findings=(raw.fingerprint,),
        ),
        Action("run", "dvc repro", Automation.AUTOMATED, Place("dvc.yaml", 3), manual=False),
        Action("approve", "production", Automation.DOCUMENTED, Place("cd.yml", 2), gate=True),
        Action("carry", f"{MODEL} to serving/", Automation.DOCUMENTED, Place("README.md", 21)),
    )


def make_deliverable(
    artifact: str = MODEL, weight: float = 1.0, actions: tuple[Action, ...] | None = None
) -> DeliverableAssessment:
    return DeliverableAssessment(
        artifact=artifact,
        kind="model",
        weight=weight,
        runbook=make_actions() if actions is None else actions,
        manual_actions=2,
        undocumented=1,
        proven=41.26,
        optimistic=53.0,
        level=0,
        dimensions=(("inputs", 30.04), ("order", 35.0)),
    )


def make_result(
    findings: tuple[Finding, ...] | None = None,
    score: Score | None = None,
    deliverables: tuple[DeliverableAssessment, ...] | None = None,
) -> ScanResult:
    second = make_finding(
        "ORD001", "implicit-order", severity=Severity.MEDIUM, points=2.0, subject="clean.ipynb"
    )
    return ScanResult(
        workflow=make_workflow(),
        assessment=Assessment(
            score or Score(41.26, 53.0, 0, None, (("inputs", 30.04), ("order", 35.0))),
            (make_deliverable(),) if deliverables is None else deliverables,
        ),
        findings=(second, make_finding()) if findings is None else findings,
        hidden=3,
        seconds=0.4137,
        version="0.1.0",
        applied=frozenset({"INP001", "ORD001", "ENV001", "NBK001"}),
    )
