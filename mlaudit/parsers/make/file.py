"""Makefiles as facts."""

from __future__ import annotations

from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.make.rules import read_makefile
from mlaudit.parsers.make.steps import build_steps
from mlaudit.parsers.path_text import name_of
from mlaudit.parsers.yaml_data import decode_text


def claims(path: str) -> bool:
    """The names that GNU make looks for, and `*.mk`."""
    name = name_of(path)
    return name in {"Makefile", "makefile", "GNUmakefile"} or name.endswith(".mk")


def parse(path: str, data: bytes) -> Facts:
    """The targets of a makefile as steps."""
    try:
        makefile = read_makefile(decode_text(data).replace("\r\n", "\n"), path)
        steps = tuple(build_steps(makefile, path))
    except RecursionError:
        return Facts(path, "make", problems=(Problem(Place(path), "nested too deeply"),))
    problems = tuple(
        Problem(Place(path, line), f"missing separator: {text[:60]!r}", whole=False)
        for line, text in makefile.unread[:20]
    )
    return Facts(path, "make", steps=steps, problems=problems)


PARSER = Parser("make", claims, parse)
"""Reads `Makefile`, `GNUmakefile`, `makefile` and `*.mk`."""
