"""What commands say beside their reports, and what they write into a project, misleads nobody."""

from __future__ import annotations

import shlex
import tomllib
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from mlaudit.adoption import hooks, jobs
from mlaudit.cli.app import app
from mlaudit.configuration.quoting import quote
from mlaudit.gate.baseline.entries import Entry as Accepted
from mlaudit.gate.baseline.text import read_text, write_text
from mlaudit.gate.documenting.comment import insert_comment
from mlaudit.gate.documenting.entry import Entry
from mlaudit.gate.documenting.table import Target, WriteError, append_entry
from mlaudit.model.place import Place
from tests.conftest import WriteTree
from tests.safety.misleading import TEXTS
from tests.safety.reading import check_output

SCRIPT = 'import pickle\npickle.dump({}, open("model.pkl", "wb"))\n'
NAMES = [text for text in TEXTS if "\n" not in text and len(text) < 200]


def make_entry(text: str) -> Entry:
    return Entry("x", text, text, text, text, "2030-01-01", (text,), "rule", text, (text,))


def run(*words: str) -> str:
    """What a command prints on both streams; it must end in a way that is foreseen."""
    finished = CliRunner().invoke(app, list(words))
    assert finished.exit_code in (0, 1, 2, 3), finished.output
    for stream in (finished.stdout, finished.stderr):
        if stream:
            check_output("text", stream)
    return finished.stderr


@pytest.mark.parametrize("text", TEXTS)
def test_an_entry_of_the_configuration_is_text_that_shows(text: str, tmp_path: Path) -> None:
    target = Target(tmp_path / "mlaudit.toml", "manual-step")
    append_entry(target, make_entry(text))
    written = target.file.read_text(encoding="utf-8")
    assert written.replace("\n", "").isprintable()
    (read,) = tomllib.loads(written)["manual-step"]
    assert {read[key] for key in ("what", "who", "how", "why", "subject")} == {text}
    assert read["produces"] == read["paths"] == [text]


def test_what_no_configuration_can_say_is_refused(tmp_path: Path) -> None:
    target = Target(tmp_path / "mlaudit.toml", "manual-step")
    with pytest.raises(WriteError, match="no UTF-8"):
        append_entry(target, make_entry("caf\udce9"))
    assert not target.file.exists()


@pytest.mark.parametrize("text", TEXTS)
def test_a_comment_is_one_that_shows_or_none(text: str, tmp_path: Path) -> None:
    file = tmp_path / "train.py"
    file.write_text(SCRIPT, encoding="utf-8")
    try:
        insert_comment(tmp_path, Place("train.py", 2), make_entry(text))
    except WriteError:
        assert not text.isprintable()
        assert file.read_text(encoding="utf-8") == SCRIPT
    written = file.read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") or line in SCRIPT for line in written)


@pytest.mark.parametrize("text", TEXTS)
def test_a_line_of_a_baseline_is_one_entry(text: str) -> None:
    entry = Accepted("INP001", text, text, text)
    written = write_text([entry])
    assert written.isascii()
    assert written.count("\n") == 3
    assert read_text(written, "x") == (entry,)


@pytest.mark.parametrize("folder", TEXTS)
def test_a_hook_and_a_job_scan_the_folder_and_do_nothing_else(folder: str) -> None:
    github = yaml.safe_load(jobs.render_github(folder))["jobs"]["mlaudit"]["steps"][-1]
    assert set(github) == {"run"}
    assert "${{" not in github["run"].replace("${{ '${{' }}", "")
    gitlab = yaml.safe_load(jobs.render_gitlab(folder))["mlaudit"]
    (hook,) = yaml.safe_load(hooks.render_hooks(folder))["repos"][0]["hooks"]
    run_by_github = github["run"].replace("${{ '${{' }}", "${{")
    for command in (run_by_github, *gitlab["script"], hook["entry"]):
        assert shlex.split(command)[:3] == ["mlaudit", "scan", folder]


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_wrong_with_a_configuration_is_told(text: str, write_tree: WriteTree) -> None:
    broken = f"{quote(text)} = 1\nprofile = {quote(text)}\nselect = [{quote(text)}]\n"
    root = write_tree({"train.py": SCRIPT, "mlaudit.toml": broken})
    assert "cannot be used" in run("scan", str(root))


@pytest.mark.parametrize("text", TEXTS)
def test_what_is_not_found_is_told(text: str, write_tree: WriteTree) -> None:
    root = str(write_tree({"train.py": SCRIPT, ".mlaudit-baseline.json": f'{{"{text}"'}))
    assert "no step reads or writes" in run("why", "--dir", root, "--", f"x{text}")
    assert "there is no step" in run("graph", root, "--focus", text)
    assert "no deliverable" in run("runbook", "--dir", root, "--", text)
    assert "nothing to scan" in run("scan", "--", f"{root}/{text}")
    assert run("baseline", "show", root)
    assert run("scan", root, "--no-baseline", "--against", text)


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_the_project_itself_is_text(name: str, tmp_path: Path) -> None:
    root = tmp_path / name
    root.mkdir(parents=True)
    (root / "train.py").write_text(SCRIPT, encoding="utf-8")
    run("scan", str(root))
    run("init", str(root), "--dry-run")
    run("document", "--dir", str(root), "--", f"unversioned-model:{name}")
    run("document", "--dir", str(root), "unversioned-model:model.pkl")
    run("baseline", "write", str(root))
