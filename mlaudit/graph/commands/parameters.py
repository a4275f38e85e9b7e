"""Parameters that the words of papermill give to a notebook.

Follows https://papermill.readthedocs.io/en/latest/usage-cli.html: `-p` takes numbers, True, False
and None for what they are, `-r` takes text, `-y` and `-b` take YAML.
"""

from __future__ import annotations

import base64
import binascii
import json

from mlaudit.graph.commands.arguments import Arguments
from mlaudit.model.data import plain

PAPERMILL = dict.fromkeys(
    [
        *("-k", "--kernel", "--cwd", "-f", "--parameters_file", "-y", "--parameters_yaml"),
        *("-b", "--parameters_base64", "--engine", "--log-level", "--start-timeout"),
        *("--execution-timeout", "--autosave-cell-every", "-l", "--language"),
        *("--stdout-file", "--stderr-file", "--start_timeout", "--execution_timeout"),
    ],
    "value",
)
"""The options of papermill that take one value."""
_NAMED = ("-p", "--parameters")
_RAW = ("-r", "--parameters_raw")


def take_parameters(words: list[str]) -> tuple[list[str], list[str]]:
    """Take the options with two values out; give words for them and what is left."""
    named: list[str] = []
    raw: list[str] = []
    rest: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word not in _NAMED + _RAW or len(waiting) < 2:
            rest.append(word)
            continue
        name, value = waiting.pop(0), waiting.pop(0)
        if word in _NAMED:
            named.append(f"{name}={value}")
        else:
            raw.append(f"{name}:={json.dumps(value)}" if _is_special(value) else f"{name}={value}")
    return [*named, *raw], rest


def _is_special(text: str) -> bool:
    """Would `-p` make something else than text of it?"""
    if text in ("True", "False", "None"):
        return True
    try:
        float(text)
    except ValueError:
        return False
    return True


def yaml_parameters(arguments: Arguments) -> list[str]:
    """Words for the parameters of `-b` and `-y`."""
    texts = [_decode(text) for text in arguments.all_values("-b", "--parameters_base64")]
    texts += arguments.all_values("-y", "--parameters_yaml")
    found = []
    for text in texts:
        values = _read(text)
        found += [f"{name}:={json.dumps(value, default=str)}" for name, value in values.items()]
    return found


def _read(text: str) -> dict[str, object]:
    from mlaudit.parsers.yaml_data import read_yaml

    data, _, _ = read_yaml(text)
    values = plain(data)
    return values if isinstance(values, dict) else {}


def _decode(text: str) -> str:
    try:
        return base64.b64decode(text).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
