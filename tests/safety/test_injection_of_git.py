"""What stands in git beside the files (branches, tags, commits, remotes) acts on nobody."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from mlaudit.cli.app import app
from mlaudit.report.registry import formats
from tests.conftest import Git, WriteTree
from tests.safety.misleading import TEXTS
from tests.safety.reading import check, check_output

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="branches are files there, too")

SCRIPT = 'import pickle\npickle.dump({}, open("model.pkl", "wb"))\n'
BRANCHES = (
    "evil/<img/src=x/onerror=alert(1)>",
    "]]></failure></script><script>alert(1)</script>",
    "`x`$(touch${IFS}owned)${{github.token}}",
    "##[error]owned",
    "##vso-[task.setvariable]y",
    "%0A%3A%3Aerror%3A%3Ax",
    "@evil/team/#123/!7/&amp;",
    "a|b|c=cmd|'",
    '"quote\'"};',
    "gpj\u202efdp\u2066x\u200b\ufeff",
    "$x$/**b**/__i__",
    "http/www.evil.example",
)
"""Names that git allows."""


@pytest.fixture
def root(write_tree: WriteTree, git: Git) -> Path:
    """One commit for each branch, with a message, an author, a tag and remotes of the same kind."""
    found = write_tree({"src/train.py": SCRIPT})
    git(found, "init", "-q")
    names = [name for name in BRANCHES if _is_allowed(git, found, name)]
    assert len(names) > 8
    for name in names:
        text = "\n".join(TEXTS)
        git(found, "add", ".")
        author = f"{name.replace('<', '(').replace('>', ')')} <evil@evil.example>"
        git(found, "commit", "-q", "--allow-empty", "-m", text, "--author", author)
        git(found, "branch", "-f", name)
        git(found, "tag", f"tag/{name}", "-m", text)
        git(found, "update-ref", f"refs/remotes/origin/{name}", "HEAD")
    for number, text in enumerate(TEXTS):
        git(found, "config", f"remote.r{number}.url", text.replace("\0", ""))
    git(found, "symbolic-ref", "HEAD", f"refs/heads/{names[0]}")
    (found / "src/more.py").write_text(SCRIPT.replace("model", "other"), encoding="utf-8")
    return found


def _is_allowed(git: Git, root: Path, name: str) -> bool:
    try:
        git(root, "check-ref-format", "--branch", name)
    except subprocess.CalledProcessError:
        return False
    return True


def _list_branches(git: Git, root: Path) -> list[str]:
    output = git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads")
    return output.splitlines()


def test_names_of_git_are_text_in_every_report(root: Path, git: Git, tmp_path: Path) -> None:
    known = formats("scan")
    reports = [word for f in known for word in ("--report", f"{f}={tmp_path / f}")]
    for branch in _list_branches(git, root):
        history = ("--history", str(tmp_path / "history.jsonl"))
        done = CliRunner().invoke(
            app, ["scan", str(root), "--against", branch, *reports, *history, "--exit-zero"]
        )
        assert done.exit_code == 0, done.output
        check_output("text", done.stdout)
        for form in known:
            check("scan", form, (tmp_path / form).read_text(encoding="utf-8"))


def test_a_branch_that_is_proposed_is_text(root: Path, git: Git) -> None:
    for branch in _list_branches(git, root):
        git(root, "update-ref", "-d", f"refs/heads/{branch}")
        done = CliRunner().invoke(app, ["scan", str(root), "--against", branch])
        assert done.exit_code == 2
        check_output("text", done.stderr)


def test_remotes_say_nothing_in_what_is_written(root: Path) -> None:
    done = CliRunner().invoke(app, ["init", str(root), "--dry-run"])
    assert done.exit_code == 0
    check_output("text", done.stdout)
    assert "evil" not in done.stdout
