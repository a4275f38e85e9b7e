"""Which files git keeps as pointers into Large File Storage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlaudit.discover.patterns import PathPattern, parse_pattern
from mlaudit.discover.tree import Tree
from mlaudit.discover.walk import Entry
from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

# Source: git-lfs-spec(5). A pointer is a few lines of text; each extension adds one.
_POINTER = b"version https://git-lfs.github.com/spec/v1\n"
_POINTER_SIZES = range(100, 1024)
_LINE = lazy_regex(r'\s*("(?:[^"\\]|\\.)*"|\S+)\s+(.*)')


@immutable
class _Rule:
    """A line of .gitattributes that sets or unsets the LFS filter."""

    pattern: PathPattern
    applies: bool


@immutable
class LargeFileStorage:
    """The LFS rules of a tree.

    Attributes:
        tree: of the files.
        rules: of each folder that has a .gitattributes file with such lines, last line first.
    """

    tree: Tree
    rules: dict[str, tuple[_Rule, ...]]

    @classmethod
    def read(cls, tree: Tree, paths: Iterable[str]) -> LargeFileStorage:
        """Read the .gitattributes files among `paths`."""
        rules = {}
        for path in paths:
            folder, _, name = path.rpartition("/")
            if name == ".gitattributes" and (found := tuple(_read_rules(tree, path))):
                rules[folder] = found[::-1]
        return cls(tree, rules)

    def holds(self, entry: Entry) -> bool:
        """Is the file kept in LFS, by attribute or because a pointer stands in its place?"""
        return self._is_attributed(entry.path) or self._is_pointer(entry)

    def _is_attributed(self, path: str) -> bool:
        folder = path.rpartition("/")[0] if self.rules else ""
        while self.rules:
            relative = path[len(folder) + 1 :] if folder else path
            for rule in self.rules.get(folder, ()):
                if rule.pattern.matches(relative, folder=False):
                    return rule.applies
            if not folder:
                return False
            folder = folder.rpartition("/")[0]
        return False

    def _is_pointer(self, entry: Entry) -> bool:
        if entry.size not in _POINTER_SIZES or entry.link:
            return False
        try:
            return self.tree.read(entry.path, len(_POINTER)) == _POINTER
        except OSError:
            return False


def _read_rules(tree: Tree, path: str) -> Iterator[_Rule]:
    macros = {"filter=lfs"}
    for line in (tree.read_settings(path) or "").splitlines():
        match = _LINE.match(line)
        if match is None or line.lstrip().startswith("#"):
            continue
        pattern, attributes = match.group(1), match.group(2).split()
        applies = _read_filter(attributes, macros)
        if pattern.startswith("[attr]"):
            macros.update([pattern.removeprefix("[attr]")] if applies else [])
        elif applies is not None and (rule := _make_rule(pattern, applies)) is not None:
            yield rule


def _read_filter(attributes: list[str], macros: set[str]) -> bool | None:
    """Whether the attributes switch the LFS filter on or off; None where they do neither."""
    verdict = None
    for attribute in attributes:
        if attribute in macros:
            verdict = True
        elif _unsets_filter(attribute, macros):
            verdict = False
    return verdict


def _unsets_filter(attribute: str, macros: set[str]) -> bool:
    if attribute in ("-filter", "!filter") or attribute.startswith("filter="):
        return True
    return attribute.startswith(("-", "!")) and attribute[1:] in macros


def _make_rule(text: str, applies: bool) -> _Rule | None:
    if text.startswith('"'):
        text = re.sub(r"\\(.)", r"\1", text[1:-1])
    if text.startswith("!"):
        return None
    pattern = parse_pattern(text)
    return None if pattern is None else _Rule(pattern, applies)
