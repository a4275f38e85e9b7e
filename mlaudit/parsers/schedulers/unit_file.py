"""The syntax of systemd units: https://man7.org/linux/man-pages/man7/systemd.syntax.7.html."""

from __future__ import annotations

import shlex

from mlaudit.model.immutable import immutable
from mlaudit.parsers.yaml_data import decode_text


@immutable
class Setting:
    """One `Key=value` of a section; a key may stand several times."""

    section: str
    key: str
    value: str
    line: int


def read_settings(data: bytes) -> tuple[Setting, ...]:
    """The settings of a unit in their order, with continued lines joined."""
    found: list[Setting] = []
    section, held, start = "", "", 0
    for number, line in enumerate(decode_text(data).splitlines(), 1):
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        start = start if held else number
        if text.endswith("\\"):
            held += text[:-1].rstrip() + " "
            continue
        text, held = held + text, ""
        if text.startswith("[") and text.endswith("]"):
            section = text[1:-1]
        elif "=" in text:
            key, _, value = text.partition("=")
            found.append(Setting(section, key.strip(), value.strip(), start))
    return tuple(found)


def values_of(settings: tuple[Setting, ...], section: str, key: str) -> tuple[Setting, ...]:
    """The settings of that name; an empty one takes back those before it."""
    found: list[Setting] = []
    for setting in settings:
        if (setting.section, setting.key) == (section, key):
            found = [*found, setting] if setting.value else []
    return tuple(found)


def words_of(value: str) -> list[str]:
    """The words of a value, quotes taken off."""
    try:
        return shlex.split(value)
    except ValueError:
        return value.split()
