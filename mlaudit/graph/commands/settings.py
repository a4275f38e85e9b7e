"""Values that a command line gives to variables of the file whose steps it starts."""

from __future__ import annotations

from collections.abc import Sequence

from mlaudit.parsers.base import SettingForm


def take_settings(form: SettingForm, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Words `NAME=value`, or `=value` for one without a name, and the words that are left.

    Those that are words `NAME=value` already are left where they are.
    """
    if form.in_order:
        return _take_in_order(form, words)
    if form.mark:
        return _take_marked(form.mark, words)
    return [], list(words)


def _take_marked(mark: str, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """`--city oslo`, `--city=oslo`, `--fast`."""
    found: list[str] = []
    rest: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, sign, value = word.removeprefix(mark).partition("=")
        if not word.startswith(mark) or not name:
            rest.append(word)
            continue
        if not sign:
            value = waiting.pop(0) if waiting and not waiting[0].startswith("-") else "true"
        found.append(f"{name}={value}")
    return found, rest


def _take_in_order(form: SettingForm, words: Sequence[str]) -> tuple[list[str], list[str]]:
    """`NAME=value` and options come before the first name; all behind it may be values."""
    found: list[str] = []
    rest: list[str] = []
    waiting = list(words)
    while waiting and (waiting[0].startswith("-") or "=" in waiting[0]):
        word = waiting.pop(0)
        if word in form.pairs and len(waiting) > 1:
            found.append(f"{waiting.pop(0)}={waiting.pop(0)}")
        else:
            rest.append(word)
            if word.startswith("-") and waiting and "=" not in word:
                rest.append(waiting.pop(0))
    if not any(word.startswith("-") for word in waiting):  # else it is not told what is a value
        found += [f"={word}" for word in waiting]
    return found, rest + waiting
