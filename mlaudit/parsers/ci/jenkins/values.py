"""Texts of Groovy with the values of what they refer to."""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.parsers.ci.jenkins.tree import Call, Items, Name, Node, Text
from mlaudit.parsers.shell.templates import mark_hole
from mlaudit.patterns import lazy_regex

_NAME = lazy_regex(r"\w+")


def to_pattern(node: Node | None, values: Mapping[str, str]) -> str:
    """Text for a path or a name: what is not known becomes `{name}`; "" for what is no text."""
    if isinstance(node, Name):
        return values.get(node.text, "{" + node.text.rpartition(".")[2] + "}")
    if not isinstance(node, Text):
        return ""
    return "".join(
        part if isinstance(part, str) else values.get(part.code, "{" + _last(part.code) + "}")
        for part in node.parts
    )


def to_shell(node: Node | None, values: Mapping[str, str]) -> str:
    """Shell code in which what is not known is a hole."""
    if isinstance(node, Name):
        return values.get(node.text, mark_hole("{" + node.text.rpartition(".")[2] + "}"))
    if not isinstance(node, Text):
        return ""
    return "".join(
        part
        if isinstance(part, str)
        else values.get(part.code, mark_hole("{" + _last(part.code) + "}"))
        for part in node.parts
    )


def known_text(node: Node | None, values: Mapping[str, str]) -> str | None:
    """The text of a node where all of it is known."""
    if isinstance(node, Name):
        return values.get(node.text)
    if not isinstance(node, Text):
        return None
    found = [part if isinstance(part, str) else values.get(part.code) for part in node.parts]
    return None if None in found else "".join(text for text in found if text is not None)


def texts_in(node: Node | None) -> list[Text]:
    """The texts of a node: of a list all of them, of a call those of its arguments."""
    if isinstance(node, Text):
        return [node]
    if isinstance(node, Items):
        return [text for item in node.items for text in texts_in(item.value)]
    if isinstance(node, Call):
        return [text for argument in node.arguments for text in texts_in(argument.value)]
    return []


def _last(code: str) -> str:
    found = _NAME.findall(code)
    return found[-1] if found else "x"
