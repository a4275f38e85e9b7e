"""What a file is for, by the folders it lies in and by the conventions for its name."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mlaudit.discover.tree import Tree
from mlaudit.discover.words import PIPELINE_FILES, is_below_data, is_code
from mlaudit.model.project import SourceFile
from mlaudit.model.vocabulary import Role
from mlaudit.patterns import lazy_regex

_TEST_FOLDERS = frozenset(
    {"tests", "__tests__", "unit_tests", "integration_tests", "unittests", "e2e_tests"}
)
_POSSIBLE_TEST_FOLDERS = frozenset({"test", "testing"})
_FOLDERS = {
    **dict.fromkeys(("docs", "doc", "documentation"), Role.DOCUMENTATION),
    **dict.fromkeys(("examples", "example"), Role.EXAMPLE),
    **dict.fromkeys(("tutorial", "tutorials", "workshop", "workshops"), Role.TUTORIAL),
    **dict.fromkeys(("homework", "homeworks", "coursework", "cohorts"), Role.TUTORIAL),
    **dict.fromkeys(("lesson", "lessons", "lecture", "lectures", "exercises"), Role.TUTORIAL),
}
_TEMPLATE_SUFFIXES = (".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".template")
_TEST_NAME = lazy_regex(r"(test_.*|.*_test)\.py$")
_TEST_CODE = lazy_regex(
    rb"^\s*(async\s+)?def\s+test|^\s*(import|from)\s+(pytest|unittest)\b", re.MULTILINE
)
_BOOTSTRAP = lazy_regex(
    r"(.*/)?(renv/activate\.R|packrat/init\.R|versioneer\.py|(ez|distribute)_setup\.py|get-pip\.py)"
)
"""What tools put into a project to start themselves with: the code is theirs."""
_MAX_READ = 200_000


def assign_roles(tree: Tree, files: Iterable[SourceFile]) -> dict[str, Role]:
    """The role of every file, by its path.

    Code that is all there is keeps the role PIPELINE, even in a folder called `examples/`. In
    folders of lessons it does so only beside the file of a pipeline: a course alone makes nothing.
    A root-level `test.py` is no test by its name: in machine learning it measures a model.
    """
    paths = [file.path for file in files]
    suites = _find_test_suites(paths)
    roles = {path: _judge_path(tree, path, suites) for path in paths}
    if not any(role is Role.PIPELINE and _is_work(path) for path, role in roles.items()):
        _rescue_only_code(roles)
    return roles


def _rescue_only_code(roles: dict[str, Role]) -> None:
    for role, tells in ((Role.EXAMPLE, _is_work), (Role.TUTORIAL, _is_pipeline)):
        candidates = [path for path, found in roles.items() if found is role]
        if any(tells(path) for path in candidates):
            roles.update(dict.fromkeys(candidates, Role.PIPELINE))
            return


def _is_pipeline(path: str) -> bool:
    return path.rpartition("/")[2] in PIPELINE_FILES


def _is_work(path: str) -> bool:
    name = path.rpartition("/")[2]
    if name in ("setup.py", "conftest.py", "__init__.py"):
        return False
    return is_code(path) or name in PIPELINE_FILES


def _find_test_suites(paths: Iterable[str]) -> frozenset[str]:
    """Folders called `test` that hold tests, not a test set or an evaluation."""
    found = set()
    for path in paths:
        folder, _, name = path.rpartition("/")
        if _TEST_NAME.match(name) or name == "conftest.py":
            parts = folder.split("/")
            for index, segment in enumerate(parts):
                if segment.lower() in _POSSIBLE_TEST_FOLDERS:
                    found.add("/".join(parts[: index + 1]))
    return frozenset(found)


def _judge_path(tree: Tree, path: str, suites: frozenset[str]) -> Role:
    *folders, name = path.split("/")
    if "{{" in path or "{%" in path or name.lower().endswith(_TEMPLATE_SUFFIXES):
        return Role.TEMPLATE
    if _BOOTSTRAP.fullmatch(path):
        return Role.VENDORED
    for index, segment in enumerate(folders):
        around = "/".join(folders[: index + 1])
        if around in suites or (segment.lower() in _TEST_FOLDERS and not is_below_data(around)):
            return Role.TEST
        role = _FOLDERS.get(segment.lower())
        if role is not None and not is_below_data(around):
            return role
    if name == "conftest.py" or (_TEST_NAME.match(name) and _holds_tests(tree, path)):
        return Role.TEST
    return Role.PIPELINE


def _holds_tests(tree: Tree, path: str) -> bool:
    try:
        return _TEST_CODE.search(tree.read(path, _MAX_READ)) is not None
    except OSError:
        return False
