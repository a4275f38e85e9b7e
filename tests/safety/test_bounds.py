"""Each bound of the page on safety is told where it is hit."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mlaudit.discover import discover, discover_commit
from mlaudit.discover.commit import open_commit
from mlaudit.discover.git_program import find_git
from mlaudit.discover.repository import find_repository
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.scan import read_workflow
from tests.conftest import Git, WriteTree
from tests.safety.test_documentation import ROWS

READ = "import pandas as pd\n"
BOUND = UnresolvedReason.BOUND.value
TEMPLATE = UnresolvedReason.TEMPLATE.value
ALIASES = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)


def _list_told(root: Path) -> Iterator[str]:
    """All that a scan says of what it left out, and the names of artifacts."""
    found = read_workflow(root)
    yield from found.project.notes
    for problem in found.problems:
        yield f"{problem.place.path}: {problem.reason}"
    for step in found.steps:
        yield from (gap.reason.value for gap in step.unresolved)
    yield from (artifact.id for artifact in found.artifacts)


def _list_skipped_in_commit(root: Path) -> Iterator[str]:
    repository = find_repository(root)
    assert repository is not None
    git = find_git(root, repository.top)
    assert git is not None
    with open_commit(git, git.run("rev-parse", "HEAD").decode().strip(), "") as tree:
        for entry in discover_commit(tree, discover(root)).skipped:
            yield f"{entry.path}: {entry.reason}"


def _write_sparse(root: Path) -> None:
    with (root / "a.json").open("wb") as stream:
        stream.truncate((64 << 20) + 1)


def _include_pipe(root: Path) -> None:
    os.mkfifo(root / ".git" / "pipe")
    with (root / ".git" / "config").open("a") as stream:
        stream.write("[include]\n\tpath = pipe\n")


def _chain_links(root: Path) -> None:
    for number in range(1, 12):
        (root / f"link{number}.py").symlink_to(f"link{number - 1}.py" if number > 1 else "a.py")


@dataclass(frozen=True)
class Case:
    """How a bound is hit.

    Attributes:
        files: of a repository.
        told: what a line that is told holds.
        lowered: the bound meanwhile; None leaves it as it is.
        prepare: changes the repository before its commit, or after it where it is not to be in it.
        look: gives what is told.
    """

    files: Mapping[str, str]
    told: str
    lowered: float | None = None
    prepare: Callable[[Path], None] | None = None
    look: Callable[[Path], Iterator[str]] = field(default=_list_told)


def _shell(code: str, told: str, lowered: float | None = None) -> Case:
    return Case({"a.sh": code}, told, lowered)


CASES: Mapping[str, Case] = {
    "reading.MAX_FILE_SIZE": Case({}, "a.json: larger than 64 MB", prepare=_write_sparse),
    "discover.tree.MAX_SETTINGS_SIZE": Case(
        {"b/.gitignore": "#" * ((4 << 20) + 1)},
        "b/.gitignore is larger than 4 MB and does not count",
    ),
    "discover.git_program.PATIENCE": Case(
        {"a.py": READ}, "no answer within 0.3 s", 0.3, prepare=_include_pipe
    ),
    "discover.walk.MAX_IGNORED_ENTRIES": Case(
        {".gitignore": "data/\n", **{f"data/{n}.csv": "" for n in range(9)}},
        "data is ignored by git and large: only 5 entries are listed",
        5,
    ),
    "discover.links.MAX_LINKS": Case(
        {"a.py": READ},
        "link11.py: symbolic link that cannot be followed: too many links",
        prepare=_chain_links,
        look=_list_skipped_in_commit,
    ),
    "parsers.yaml_data.MAXIMUM_NODES": Case(
        {"params.yaml": ALIASES}, "params.yaml: aliases expand to too many values"
    ),
    "parsers.yaml_data.MAXIMUM_DEPTH": Case(
        {"params.yaml": "".join(" " * n + "k:\n" for n in range(110))}, "nested too deeply"
    ),
    "parsers.configuration.MAXIMUM_SIZE": Case(
        {"params.yaml": "# " + "x" * 2_000_000}, "params.yaml: larger than 2 MB"
    ),
    "parsers.documents.text.MAX_BYTES": Case(
        {"README.md": "word\n" * 201}, "README.md: read up to 1000 bytes only", 1_000
    ),
    "parsers.shell.script.LONGEST": _shell("#" * 1_000_001, "only the beginning was read"),
    "parsers.shell.script.MOST_REDIRECTIONS": _shell("cat <<A\nA\n" * 1_001, "redirections"),
    "parsers.shell.braces.LIMIT": _shell("cat {1..300}.csv\n", "{1..300}.csv"),
    "parsers.dvc.expansion.MAXIMUM_STAGES": Case(
        {
            "dvc.yaml": f"stages:\n  a:\n    foreach: {list(range(501))}\n"
            "    do:\n      cmd: cat ${item}.csv\n"
        },
        "the values of foreach are not known or too many",
    ),
    "parsers.ci.github.matrix.MAXIMUM_COMBINATIONS": Case(
        {
            ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    runs-on: x\n"
            f"    strategy:\n      matrix:\n        k: {list(range(33))}\n"
            "    steps:\n      - run: cat ${{ matrix.k }}\n"
        },
        TEMPLATE,
    ),
    "parsers.make.variables.MOST_LOOK_UPS": Case(
        {
            "Makefile": "".join(f"A{n}=$(A{n + 1})$(A{n + 1})\n" for n in range(12))
            + "A12=x\nall:\n\tcat $(A0)\n"
        },
        TEMPLATE,
        5,
    ),
    "graph.python.evaluation.MAX_STEPS": Case(
        {"a.py": READ + "def f(x):\n    open(x)\n" + "".join(f"f({n})\n" for n in range(15_000))},
        BOUND,
    ),
    "graph.python.evaluation.MAX_DEPTH": Case(
        {"a.py": "".join(f"def f{n}():\n    f{n + 1}()\n" for n in range(40)) + "f0()\n"}, BOUND
    ),
    "graph.python.iteration.MAX_ITERATIONS": Case(
        {"a.py": f"for name in {[f'{n}.csv' for n in range(70)]}:\n    open(name)\n"}, BOUND
    ),
    "graph.python.text.MAX_TEXT": Case(
        {"a.py": READ + "x = 'a' * 20_000\nx += 'b'\npd.read_csv(x + '.csv')\n"}, "{text}.csv"
    ),
    "graph.commands.state.COMMAND_BOUND": _shell("cat a.csv\n" * 4_001, BOUND),
}


def test_each_bound_of_the_page_has_a_case() -> None:
    assert [f"{module}.{name}".removeprefix("mlaudit.") for _, module, name in ROWS] == list(CASES)


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and named pipes")
@pytest.mark.parametrize("name", CASES)
def test_a_bound_that_is_hit_is_told(
    write_tree: WriteTree, git: Git, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    case = CASES[name]
    root = write_tree(case.files)
    git(root, "init", "-q")
    if case.prepare is not None:
        case.prepare(root)
    if case.look is _list_skipped_in_commit:
        git(root, "add", ".")
        git(root, "commit", "-q", "-m", "Start")
    if case.lowered is not None:
        monkeypatch.setattr(f"mlaudit.{name}", case.lowered)
    assert [told for told in case.look(root) if case.told in told]
