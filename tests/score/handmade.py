"""Small workflows made by hand: documented commands, and a declared pipeline."""

from __future__ import annotations

from pathlib import Path

from mlaudit.model.facts import Environment, Requirement
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import ArtifactForm, Automation, StepKind, Tracking
from mlaudit.model.workflow import (
    Access,
    Artifact,
    Deliverable,
    Effect,
    Flow,
    Invocation,
    Order,
    Step,
)

PROJECT = Project(Path("/nowhere"), "project", ())
URL = "https://raw.githubusercontent.com/someone/char-rnn/master/data/input.txt"


def access(path: str, mode: str, evidence: str, file: str) -> Access:
    return Access(path, mode, evidence, "open", Place(file, 1), stored=evidence == "declared")


def script(path: str, reads: tuple[str, ...], writes: tuple[str, ...]) -> Step:
    accesses = [access(name, "read", "inferred", path) for name in reads]
    accesses += [access(name, "write", "inferred", path) for name in writes]
    return Step(
        path,
        StepKind.SCRIPT,
        path.rpartition("/")[2],
        path,
        Place(path),
        automation=Automation.DOCUMENTED,
        runs=(path,),
        accesses=tuple(accesses),
        command=f"python {path}",
    )


def command(text: str, line: int, *effects: str) -> Step:
    place = Place("README.md", line)
    return Step(
        f"README.md:{text}",
        StepKind.README_COMMAND,
        text,
        "README.md",
        place,
        automation=Automation.DOCUMENTED,
        effects=tuple(Effect(kind, text, place) for kind in effects),
        command=text,
        unit=False,
    )


def stage(name: str, reads: tuple[str, ...], writes: tuple[str, ...]) -> Step:
    accesses = [access(path, "read", "declared", "dvc.yaml") for path in reads]
    accesses += [access(path, "write", "declared", "dvc.yaml") for path in writes]
    return Step(
        f"dvc.yaml:{name}",
        StepKind.DVC_STAGE,
        name,
        "dvc.yaml",
        Place("dvc.yaml", 2),
        automation=Automation.SCRIPTED,
        runs=(f"src/{name}.py",),
        accesses=tuple(accesses),
        command=f"dvc repro {name}",
        group="dvc.yaml",
    )


def file(path: str, kind: str, tracking: Tracking) -> Artifact:
    form = ArtifactForm.URI if "://" in path else ArtifactForm.PATH
    return Artifact(path, form, kind, tracking, pinned=tracking == Tracking.DVC)


def documented_commands() -> Workflow:
    """Two documented commands, an unpinned download, a checkpoint that is overwritten."""
    prepare, train = "data/prepare.py", "train.py"
    commands = (
        command("pip install torch numpy", 3, "install"),
        command(f"python {prepare}", 10),
        command(f"python {train}", 14),
    )
    return Workflow(
        PROJECT,
        steps=(
            *commands,
            script(prepare, (URL,), ("data/train.bin",)),
            script(train, ("data/train.bin",), ("out/ckpt.pt",)),
        ),
        artifacts=(
            file("data/train.bin", "dataset", Tracking.PRODUCED),
            file(URL, "dataset", Tracking.MUTABLE_REMOTE),
            file("out/ckpt.pt", "checkpoint", Tracking.PRODUCED),
        ),
        invocations=(
            Invocation(commands[1].id, prepare, commands[1].place),
            Invocation(commands[2].id, train, commands[2].place),
        ),
        flows=(Flow(prepare, train, "data/train.bin", "data/train.bin", "exact"),),
        orders=(Order(prepare, train, ("documented", "data-flow"), "data/train.bin"),),
        deliverables=(
            Deliverable(
                "out/ckpt.pt",
                "checkpoint",
                1.0,
                (prepare, train),
                (URL,),
                ("data/train.bin", URL, "out/ckpt.pt"),
            ),
        ),
    )


def declared_pipeline() -> Workflow:
    """Four stages that declare everything, tracked data with a remote, loose requirements."""
    stages = (
        stage("prepare", ("data/data.xml",), ("data/prepared",)),
        stage("featurize", ("data/prepared",), ("data/features",)),
        stage("train", ("data/features",), ("model.pkl",)),
        stage("evaluate", ("model.pkl", "data/features"), ("eval/metrics.json",)),
    )
    passed = (
        ("prepare", "featurize", "data/prepared"),
        ("featurize", "train", "data/features"),
        ("featurize", "evaluate", "data/features"),
        ("train", "evaluate", "model.pkl"),
    )
    wanted = tuple(Requirement(n, ">=1", False, Place("requirements.txt", 1)) for n in "abc")
    return Workflow(
        PROJECT,
        steps=stages,
        artifacts=tuple(
            file(path, kind, Tracking.DVC)
            for path, kind in (
                ("data/data.xml", "dataset"),
                ("data/features", "dataset"),
                ("data/prepared", "dataset"),
                ("eval/metrics.json", "metrics"),
                ("model.pkl", "model"),
            )
        ),
        flows=tuple(Flow(f"dvc.yaml:{b}", f"dvc.yaml:{a}", p, p, "exact") for b, a, p in passed),
        orders=tuple(
            Order(f"dvc.yaml:{b}", f"dvc.yaml:{a}", ("declared", "data-flow"), p)
            for b, a, p in passed
        ),
        deliverables=(
            Deliverable(
                "model.pkl",
                "model",
                1.0,
                tuple(step.id for step in stages[:3]),
                ("data/data.xml",),
                ("data/data.xml", "data/features", "data/prepared", "model.pkl"),
            ),
        ),
        environments=(Environment("requirements.txt", "requirements", wanted),),
        remotes=("https://remote.example.org/store",),
    )
