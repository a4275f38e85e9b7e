"""Notebooks that are started with parameters."""

from __future__ import annotations

import re

from mlaudit.graph.python.configuration_values import read_word, value_of_data
from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.values import DictValue, Known, Value
from mlaudit.model.summary import Module
from mlaudit.patterns import lazy_regex

_PARAMETER = lazy_regex(r"([A-Za-z_]\w*)(:?=)(.*)", re.DOTALL)
_WORDS = {"True": True, "False": False, "None": None}


def run_notebook(run: Evaluation, module: Module, frame: Frame) -> None:
    """Execute a notebook; parameters are set after the cell that has their defaults."""
    given = read_parameters(run, run.arguments or ())
    first, end = module.parameters if given else (0, 0)
    if run.execute(run, module.body[:first], frame) is not None:
        return
    for name, value in given.items():
        if run.watcher is not None:
            run.watcher.note_option(value, (f"-p {name}",), name, True)
        frame.scope.variables[name] = value
    run.execute(run, module.body[end:], frame)


def read_parameters(run: Evaluation, words: tuple[str, ...]) -> dict[str, Value]:
    """The values of `name=text`, `name:=YAML` and `@file` words; later ones win."""
    found: dict[str, Value] = {}
    for word in words:
        if word.startswith("@"):
            data = run.world.configuration(word[1:])
            table = value_of_data(data) if data is not None else None
            if isinstance(table, DictValue):
                found.update({str(key): value for key, value in table.entries.items()})
        elif (match := _PARAMETER.fullmatch(word)) is not None:
            found[match[1]] = read_parameter(match[3]) if match[2] == "=" else read_word(match[3])
    return found


def read_parameter(text: str) -> Value:
    """A word that stands for a value: a number, True, False, None, else text."""
    if text in _WORDS:
        return Known(_WORDS[text])
    for kind in (int, float):
        try:
            return Known(kind(text))
        except ValueError:
            continue
    return Known(text)
