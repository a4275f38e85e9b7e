"""Sentences about data, and commands of documents that name what is not there."""

from __future__ import annotations

import pytest

from mlaudit.graph.analysis.hand_edits import left_out_steps
from mlaudit.graph.analysis.stale_commands import stale_commands
from mlaudit.graph.analysis.told import is_about_data
from mlaudit.model.edits import CommentedRun
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import StepKind, Tracking
from mlaudit.model.workflow import Step


def sentence(text: str, *mentions: str) -> Instruction:
    return Instruction(text, Place("README.md", 1), "document", "", "download", mentions)


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Download the dataset from https://x.org", "https://x.org"),
        ("Get it from [here](https://x.org/python/data.csv) as labels", "https://x.org"),
        ("Put `train.csv` there", "train.csv"),
    ],
)
def test_sentences_about_data(text: str, mention: str) -> None:
    assert is_about_data(sentence(text, mention))


@pytest.mark.parametrize(
    ("text", "mention"),
    [
        ("Download the Python package from https://x.org", "https://x.org"),
        ("Download the data with:", "data/"),
        ("Download the dataset with the following command", "data/"),
        ("Download the paper from https://x.org", "https://x.org"),
    ],
)
def test_other_sentences(text: str, mention: str) -> None:
    assert not is_about_data(sentence(text, mention))


def test_a_sentence_that_names_nothing_is_none() -> None:
    assert not is_about_data(sentence("Download the data."))


def project(tmp: str, *paths: str) -> Project:
    from pathlib import Path

    return Project(Path(tmp), "shop", tuple(SourceFile(p, 1, Tracking.GIT) for p in sorted(paths)))


def command(text: str, directory: str = ".") -> Step:
    place = Place("README.md", 3)
    id_ = f"README.md:{text}"
    return Step(id_, StepKind.README_COMMAND, text, "README.md", place, directory=directory)


def missing(*commands: Step, files: tuple[str, ...] = ("src/train.py",)) -> list[tuple[str, bool]]:
    workflow = Workflow(project("/x", *files), steps=commands)
    return [(stale.missing, stale.sure) for stale in stale_commands(workflow)]


@pytest.mark.parametrize(
    ("text", "path", "sure"),
    [
        ("python src/prepare.py --a 1", "src/prepare.py", True),
        ("python .\\src\\prepare.py", "src/prepare.py", True),
        ("python -u other/prepare.py", "other/prepare.py", False),
        ("bash run.sh", "run.sh", False),
        ("python -m src.prepare", "src/prepare.py", True),
    ],
)
def test_stale_commands(text: str, path: str, sure: bool) -> None:
    assert missing(command(text)) == [(path, sure)]


@pytest.mark.parametrize(
    "text",
    [
        "python src/train.py",
        "python train.py",
        "python -m src.train",
        "python -m pip.install",
        "python src/$NAME.py",
        "python src/<name>.py",
        "docker run x python src/inside.py",
        "python ../other/a.py",
        "make train",
        "cat src/prepare.py",
    ],
)
def test_commands_that_may_work(text: str) -> None:
    assert missing(command(text)) == []


def test_documents_that_clone_another_repository_are_left_alone() -> None:
    clone = command("git clone https://github.com/a/labeller.git")
    own = command("git clone https://github.com/a/shop.git")
    stale = command("python src/prepare.py")
    assert missing(clone, stale) == []
    assert missing(own, stale) == [("src/prepare.py", True)]


@pytest.mark.parametrize(
    ("target", "sibling", "is_step"),
    [
        ("train_model", "evaluate", True),
        ("steps.prepare.run", "evaluate", False),
        ("src.train.run", "evaluate", True),
        ("plot_model", "evaluate", False),
        ("train_model", "numpy.load", False),
    ],
)
def test_steps_that_are_left_out(target: str, sibling: str, is_step: bool) -> None:
    commented = CommentedRun(Place("main.py", 3), f"{target}()", target, sibling)
    step = Step("main.py", StepKind.SCRIPT, "main.py", "main.py", Place("main.py"))
    files = project("/x", "main.py", "src/train.py")
    workflow = Workflow(files, steps=(step,), commented=(commented,))
    assert bool(list(left_out_steps(workflow))) == is_step
