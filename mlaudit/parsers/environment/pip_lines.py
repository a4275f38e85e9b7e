"""The lines of a requirements file: https://pip.pypa.io/en/stable/reference/requirements-file-format/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mlaudit.model.facts import Problem, Requirement
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.environment.requirement import read_requirement
from mlaudit.parsers.path_text import folder_of, join_path
from mlaudit.patterns import lazy_regex

_COMMENT = lazy_regex(r"(?:^|(?<=\s))#.*")
_INCLUDE = lazy_regex(r"(?:-r|-c|--requirement|--constraint)[\s=]*(?P<target>\S.*)")
_EDITABLE = lazy_regex(r"(?:-e|--editable)[\s=]+")
_OPTIONS = lazy_regex(r"\s--(?:hash|config-settings?|global-option|install-option)[\s=].*")
_LOCAL = lazy_regex(r"file:(?!//)|\.{0,2}[/\\]|[A-Za-z]:[/\\]|~|\.\.?(?:\[|$)|[\w.-]+/[^@]*$")
_CONFLICT = lazy_regex(r"<{7}|={7}|>{7}")


@immutable
class PipLines:
    """What a list of requirement lines says.

    Attributes:
        requirements: the packages.
        includes: files taken in, and folders of local packages.
        hashed: number of requirements with a hash.
        problems: lines that are no requirement.
    """

    requirements: tuple[Requirement, ...]
    includes: tuple[str, ...]
    hashed: int
    problems: tuple[Problem, ...]


def join_lines(text: str) -> Iterator[tuple[str, int]]:
    """(line, number) without comments; a line that ends in a backslash goes on in the next."""
    started, kept = 0, ""
    for number, row in enumerate([*text.splitlines(), ""], 1):
        started = started or number
        whole = kept + _COMMENT.sub("", row).rstrip()
        if whole.endswith("\\"):
            kept = whole[:-1] + " "
            continue
        if whole.strip():
            yield whole.strip(), started
        started, kept = 0, ""


def read_pip_lines(lines: Iterable[tuple[str, int]], path: str) -> PipLines:
    """The requirements, includes and faults in (line, number) pairs of the file at `path`."""
    requirements: list[Requirement] = []
    includes: list[str] = []
    problems: list[Problem] = []
    hashed = 0
    for line, number in lines:
        place = Place(path, number)
        bare = _EDITABLE.sub("", _OPTIONS.sub("", " " + line).strip())
        if included := _INCLUDE.fullmatch(line):
            includes.append(join_path(folder_of(path), included["target"].strip("'\"")))
        elif line.startswith("-") and bare == line:
            continue
        elif _LOCAL.match(bare):
            includes.append(
                join_path(folder_of(path), re.split(r"[\[#]", bare.removeprefix("file:"))[0])
            )
        elif requirement := None if _CONFLICT.match(bare) else read_requirement(bare, place):
            requirements.append(requirement)
            hashed += "--hash" in line
        else:
            problems.append(Problem(place, "no requirement", whole=False))
    return PipLines(tuple(requirements), tuple(includes), hashed, tuple(problems))
