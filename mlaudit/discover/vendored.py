"""Is a folder other people's code that was copied in?

Names alone are weak: `external/` and `vendor/` are as often data from outside, or about suppliers.
"""

from __future__ import annotations

from mlaudit.discover.tree import Kind, Tree
from mlaudit.discover.words import is_below_data

_SURE_NAMES = frozenset(
    {"third_party", "third-party", "thirdparty", "3rdparty", "3rd_party", "3rd-party"}
    | {"vendored", "_vendor", "_vendored"}
)
_COLLECTIONS = frozenset(
    _SURE_NAMES | {"vendor", "vendors", "external", "externals", "extern", "submodules"}
)
_PACKAGE_FILES = frozenset(
    {"setup.py", "setup.cfg", "pyproject.toml", "package.json", "cmakelists.txt", "cargo.toml"}
)
_CODE_SUFFIXES = (
    *(".py", ".ipynb", ".r", ".jl", ".js", ".ts", ".java", ".scala", ".go", ".rs"),
    *(".c", ".cc", ".cpp", ".cu", ".h", ".hpp", ".lua", ".m"),
)
_MAX_PEEKED = 2_000


def is_vendored(path: str, tree: Tree, names: frozenset[str]) -> bool:
    """Tell copied code by a sure name around code, or by an own licence in a collecting folder.

    Args:
        path: of the folder in the tree.
        tree: to look for code below it.
        names: of its files and folders.
    """
    *parents, name = path.lower().split("/")
    if is_below_data(path):
        return False
    if name in _SURE_NAMES:
        return _holds_code(path, tree)
    return bool(parents) and parents[-1] in _COLLECTIONS and _is_package(names)


def _is_package(names: frozenset[str]) -> bool:
    lowered = {name.lower() for name in names}
    licences = any(name.startswith(("license", "licence", "copying")) for name in lowered)
    return licences or bool(lowered & _PACKAGE_FILES)


def _holds_code(path: str, tree: Tree) -> bool:
    peeked = 0
    pending = [path]
    while pending and peeked <= _MAX_PEEKED:
        folder = pending.pop()
        try:
            children = tree.list_folder(folder)
        except OSError:
            continue
        names = (child.name.lower() for child in children if child.kind is not Kind.FOLDER)
        if any(name.endswith(_CODE_SUFFIXES) for name in names):
            return True
        peeked += len(children)
        folders = [f"{folder}/{child.name}" for child in children if child.kind is Kind.FOLDER]
        pending.extend(reversed(folders))
    return False
