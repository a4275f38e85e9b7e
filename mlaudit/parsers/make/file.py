"""Makefiles as facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from mlaudit.model.data import Scalar
from mlaudit.model.facts import Facts, Problem
from mlaudit.model.place import Place
from mlaudit.parsers.base import Lookup, Parser
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
        text = decode_text(data).replace("\r\n", "\n")
        makefile = read_makefile(text, path)
        steps = tuple(build_steps(makefile, path))
    except RecursionError:
        return Facts(path, "make", problems=(Problem(Place(path), "nested too deeply"),))
    problems = tuple(
        Problem(Place(path, line), f"missing separator: {text[:60]!r}", whole=False)
        for line, text in makefile.unread[:20]
    )
    return Facts(path, "make", steps=steps, problems=problems, content=Scalar(text, 1))


def settle(facts: Facts, values: Mapping[str, str], _: Lookup, weak: bool) -> Facts:
    """The targets with variables of the command line or, weaker, of the environment."""
    text = facts.data
    if not isinstance(text, Scalar):
        return facts
    makefile = read_makefile(str(text.value), facts.path, values, weak=weak)
    return replace(facts, steps=tuple(build_steps(makefile, facts.path)))


PARSER = Parser("make", claims, parse, settle=settle)
"""Reads `Makefile`, `GNUmakefile`, `makefile` and `*.mk`."""
