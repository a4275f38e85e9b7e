"""What `${name…}` does to a value: trimming, replacing, case, alternatives."""

from __future__ import annotations

import re
from collections.abc import Callable


def apply_operation(operation: str, value: str) -> str | None:
    """The value after an operation, written as it stands behind the name; None if unknown.

    Operations follow the Bash Reference Manual, section "Shell Parameter Expansion".
    """
    if operation in ("", "[@]", "[*]", "[0]", "@Q"):
        return value
    if operation.startswith((":?", "?")):
        return value
    if operation.startswith((":+", "+")):
        return None if "$" in operation else operation.lstrip(":+").strip("\"'")
    for prefix, apply in _OPERATIONS:
        if operation.startswith(prefix):
            argument = operation[len(prefix) :].replace('"', "").replace("'", "")
            return None if "$" in argument else apply(argument, value)
    return None


def _trim_end(longest: bool) -> Callable[[str, str], str]:
    def trim(pattern: str, value: str) -> str:
        found = [i for i in range(len(value) + 1) if _matches(pattern, value[i:])]
        return value[: (found[0] if longest else found[-1])] if found else value

    return trim


def _trim_start(longest: bool) -> Callable[[str, str], str]:
    def trim(pattern: str, value: str) -> str:
        found = [i for i in range(len(value) + 1) if _matches(pattern, value[:i])]
        return value[(found[-1] if longest else found[0]) :] if found else value

    return trim


def _replace(count: int) -> Callable[[str, str], str | None]:
    def change(argument: str, value: str) -> str | None:
        parts = re.split(r"(?<!\\)/", argument, maxsplit=1)
        old = parts[0].replace("\\/", "/")
        new = parts[1] if len(parts) > 1 else ""
        if not old or old[0] in "#%":
            return None
        return re.sub(_glob(old), lambda _: new, value, count=count)

    return change


def _substring(argument: str, value: str) -> str | None:
    numbers = argument.strip().split(":")
    if "{" in value or not all(re.fullmatch(r"\s*-?\d+", number) for number in numbers):
        return None
    first = int(numbers[0])
    if len(numbers) == 1:
        return value[first:]
    length = int(numbers[1])
    return value[first:][:length]


_OPERATIONS: tuple[tuple[str, Callable[[str, str], str | None]], ...] = (
    ("%%", _trim_end(longest=True)),
    ("%", _trim_end(longest=False)),
    ("##", _trim_start(longest=True)),
    ("#", _trim_start(longest=False)),
    ("//", _replace(0)),
    ("/", _replace(1)),
    (",,", lambda _, value: value if "{" in value else value.lower()),
    ("^^", lambda _, value: value if "{" in value else value.upper()),
    ("^", lambda _, value: value[:1].upper() + value[1:]),
    (":", _substring),
)


def _matches(pattern: str, text: str) -> bool:
    return re.fullmatch(_glob(pattern), text, re.DOTALL) is not None


def _glob(pattern: str) -> str:
    pieces = []
    for piece in re.findall(r"\\.|\[[^\]]+\]|.", pattern, re.DOTALL):
        if piece == "*":
            pieces.append(".*")
        elif piece == "?":
            pieces.append(".")
        elif len(piece) > 2 and piece[0] == "[":
            pieces.append("[" + piece[1:-1].replace("!", "^", 1).replace("\\", "\\\\") + "]")
        else:
            pieces.append(re.escape(piece[-1]))
    return "".join(pieces)
