"""Conditions `when { … }`, as far as the file tells on what events they hold.

Source: https://www.jenkins.io/doc/book/pipeline/syntax/#when
"""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.model.vocabulary import TriggerKind
from mlaudit.parsers.ci.jenkins.tree import Block, Call, Name, Node
from mlaudit.parsers.ci.jenkins.values import texts_in
from mlaudit.patterns import lazy_regex

_PARAMETER = lazy_regex(r"(!)?\s*params\s*\.\s*(\w+)(?:\s*(==|!=)\s*(?:'([^']*)'|(\w+)))?")
_CAUSES = {
    "TimerTrigger": TriggerKind.SCHEDULE,
    "SCMTrigger": TriggerKind.PUSH,
    "UserIdCause": TriggerKind.PERSON,
}
_TAGS = ("tag", "buildingTag")
LIMITING = ("branch", "changeRequest", *_TAGS)
"""Conditions that only hold anything where Jenkins follows the branches of a repository."""


def may_run(block: Block, kind: TriggerKind, defaults: Mapping[str, str]) -> bool | None:
    """Whether a condition holds on an event; None where that cannot be told.

    Args:
        block: the conditions, all of which must hold.
        kind: of the event; a person may choose other parameters than the defaults.
        defaults: of the parameters, by name.
    """
    return _all([_holds(node, kind, defaults) for node in block.nodes])


def branches_of(block: Block) -> str:
    """The branches to which a condition limits a stage, "" for any."""
    found = [text for node in block.nodes if _is_call(node, "branch") for text in texts_in(node)]
    return ", ".join("".join(map(str, text.parts)) for text in found)


def mentions(block: Block, *names: str) -> bool:
    """Whether a condition speaks of one of these, at whatever depth."""
    return any(
        (
            isinstance(node, Call)
            and (node.name in names or (node.block is not None and mentions(node.block, *names)))
        )
        or (isinstance(node, Name) and node.text in names)
        for node in block.nodes
    )


def _is_call(node: Node, name: str) -> bool:
    return isinstance(node, Call) and node.name == name


def _holds(node: Node, kind: TriggerKind, defaults: Mapping[str, str]) -> bool | None:
    name = node.name if isinstance(node, Call) else node.text if isinstance(node, Name) else ""
    block = node.block if isinstance(node, Call) else None
    if name in ("allOf", "anyOf", "not") and block is not None:
        found = [_holds(inner, kind, defaults) for inner in block.nodes]
        if name == "anyOf":
            return True if True in found else None if None in found else False
        whole = _all(found)
        return whole if name == "allOf" or whole is None else not whole
    if name == "expression" and block is not None:
        return _read(block.written, kind, defaults)
    if name in _TAGS:
        return kind == TriggerKind.TAG
    if name == "changeRequest":
        return kind == TriggerKind.PULL_REQUEST
    if name == "branch":
        return False if kind in (TriggerKind.TAG, TriggerKind.PULL_REQUEST) else None
    if name == "triggeredBy":
        causes = {_CAUSES.get(str(part)) for text in texts_in(node) for part in text.parts}
        return None if None in causes or not causes else kind in causes
    return True if name.startswith("before") else None


def _all(found: list[bool | None]) -> bool | None:
    return False if False in found else None if None in found else True


def _read(code: str, kind: TriggerKind, defaults: Mapping[str, str]) -> bool | None:
    """An expression of Groovy: parameters compared to texts, joined by `&&` and `||`."""
    plain = code.removeprefix("return").strip().strip("()").strip()
    for sign, whole in (("||", True), ("&&", False)):
        if sign in plain:
            found = [_read(part.strip(), kind, defaults) for part in plain.split(sign)]
            return whole if whole in found else None if None in found else not whole
    if plain in ("true", "false"):
        return plain == "true"
    match = _PARAMETER.fullmatch(plain)
    value = defaults.get(match[2]) if match else None
    if match is None or value is None or kind == TriggerKind.PERSON:
        return None
    if match[3] is None:
        return (value not in ("", "false")) == (match[1] is None)
    return (value == (match[4] if match[4] is not None else match[5])) == (match[3] == "==")
