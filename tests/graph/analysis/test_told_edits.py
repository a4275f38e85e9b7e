"""Sentences that tell a person to edit a file or a constant."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlaudit.graph.analysis.mentions import file_named
from mlaudit.graph.analysis.told_edits import told_edits
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.place import Place
from mlaudit.model.project import Project, SourceFile
from mlaudit.model.vocabulary import StepKind, Tracking
from mlaudit.model.workflow import Step

FILES = ("README.md", "conf/app.yaml", "docs/a.yaml", "docs/guide.md", "src/a.py", "src/b/a.py")


def sentence(
    text: str, *mentions: str, verb: str = "edit", path: str = "README.md", heading: str = "Run"
) -> Instruction:
    return Instruction(text, Place(path, 1), "document", heading, verb, mentions)


def workflow(*told: Instruction) -> Workflow:
    files = tuple(SourceFile(path, 1, Tracking.GIT) for path in FILES)
    step = Step("src/a.py", StepKind.SCRIPT, "src/a.py", "src/a.py", Place("src/a.py"))
    stage = Step("a:b", StepKind.DVC_STAGE, "b", "docs/a.yaml", Place("docs/a.yaml"))
    return Workflow(Project(Path("/x"), "shop", files), steps=(step, stage), instructions=told)


@pytest.mark.parametrize(
    ("mention", "path"),
    [
        ("src/a.py", "src/a.py"),
        ("./src/a.py", "src/a.py"),
        ("a.yaml", "docs/a.yaml"),
        ("app.yaml", "conf/app.yaml"),
        ("a.py", None),  # two of this name
        ("b.py", None),
    ],
)
def test_files_that_sentences_name(mention: str, path: str | None) -> None:
    told = sentence("Edit it.", mention, path="docs/guide.md")
    assert file_named(workflow(told), told, mention) == path


@pytest.mark.parametrize(
    ("told", "target"),
    [
        (sentence("Edit `src/a.py`.", "src\\a.py"), "src/a.py"),
        (sentence("Set `DATA_DIR` before you run.", "DATA_DIR", verb="set"), "DATA_DIR"),
        (sentence("Set `DATA_DIR`.", "DATA_DIR", verb="set"), None),
        (sentence("Open `src/a.py`.", "src/a.py", verb="open"), None),
        (sentence("If you want, edit `src/a.py`.", "src/a.py"), None),
        (sentence("Edit `src/a.py`.", "src/a.py", heading="Contributing"), None),
        (sentence("Edit `README.md`.", "README.md"), None),
    ],
)
def test_targets(told: Instruction, target: str | None) -> None:
    found = told_edits(workflow(told))
    assert [edit.target for edit in found] == ([target] if target else [])


def test_settings_are_no_code() -> None:
    told = (
        sentence("Edit it.", "conf/app.yaml"),
        sentence("Edit it.", "src/a.py"),
        sentence("Set it to the path.", "DATA_DIR", verb="set"),
    )
    found = told_edits(workflow(*told, sentence("Edit it.", "docs/a.yaml")))
    kinds = {edit.target: (edit.in_file, edit.is_settings) for edit in found}
    assert kinds == {
        "DATA_DIR": (False, False),
        "conf/app.yaml": (True, True),
        "docs/a.yaml": (True, False),  # it defines a stage
        "src/a.py": (True, False),
    }


def test_the_page_at_the_top_comes_first() -> None:
    deep = sentence("Edit it.", "src/a.py", path="docs/guide.md")
    top = sentence("Change it.", "src/a.py", verb="change")
    (edit,) = told_edits(workflow(deep, top))
    assert edit.first is top
    assert edit.told == (deep, top)
