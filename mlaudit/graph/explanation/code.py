"""Expressions as the code that they were made from."""

from __future__ import annotations

from mlaudit.model import expression as e
from mlaudit.model.summary import Parameter

_BRACKETS = {"list": ("[", "]"), "tuple": ("(", ")"), "generator": ("(", ")")}
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def show(node: e.Expression, depth: int = 6) -> str:
    """An expression as Python code; what lies deeper than `depth` becomes an ellipsis."""
    if depth == 0:
        return _ELLIPSIS
    if isinstance(node, e.Constant):
        return _show_constant(node)
    if isinstance(node, e.Name):
        return node.identifier
    if isinstance(node, e.Attribute):
        return f"{_operand(node.base, depth)}.{node.name}"
    if isinstance(node, e.Item):
        return f"{_operand(node.base, depth)}[{_show_index(node.index, depth)}]"
    if isinstance(node, e.Call):
        given = ", ".join(_show_argument(argument, depth - 1) for argument in node.arguments)
        return f"{_operand(node.function, depth)}({given})"
    if isinstance(node, e.Operation):
        return _show_operation(node, depth)
    if isinstance(node, e.Format):
        return 'f"' + "".join(_show_piece(piece, depth - 1) for piece in node.pieces) + '"'
    return _show_other(node, depth - 1)


def show_call(node: e.Call, chosen: e.Expression | None, limit: int) -> str:
    """A call; where it is longer than `limit` the arguments beside `chosen` are left out."""
    whole = show(node)
    if len(whole) <= limit or chosen is None:
        return whole
    kept: list[str] = []
    for argument in node.arguments:
        text = _show_argument(argument, 5) if argument.value is chosen else _ELLIPSIS
        if text != _ELLIPSIS or kept[-1:] != [text]:
            kept.append(text)
    return f"{_operand(node.function, 4)}({', '.join(kept)})"


def _show_constant(node: e.Constant) -> str:
    if not isinstance(node.value, str):
        return repr(node.value)
    text = node.value if len(node.value) <= 120 else node.value[:119] + _ELLIPSIS
    return repr(text) if '"' in text else '"' + repr(text)[1:-1] + '"'


def _operand(node: e.Expression, depth: int) -> str:
    text = show(node, depth - 1)
    loose = e.Operation | e.Conditional | e.Lambda | e.Bind | e.Yield
    return f"({text})" if isinstance(node, loose) else text


def _show_index(node: e.Expression, depth: int) -> str:
    if isinstance(node, e.Operation) and node.operator == "slice":
        start, stop, step = ("" if _is_none(part) else show(part, depth) for part in node.operands)
        return f"{start}:{stop}" + (f":{step}" if step else "")
    return show(node, depth)


def _is_none(node: e.Expression) -> bool:
    return isinstance(node, e.Constant) and node.value is None


def _show_argument(argument: e.Argument, depth: int) -> str:
    name = f"{argument.name}=" if argument.name else "*" * argument.stars
    return name + show(argument.value, max(depth, 0))


def _show_operation(node: e.Operation, depth: int) -> str:
    parts = [_operand(part, depth) for part in node.operands]
    if len(parts) == 1:
        return f"not {parts[0]}" if node.operator == "not" else node.operator + parts[0]
    first = node.operands[0]
    if isinstance(first, e.Operation) and first.operator == node.operator in ("+", "/"):
        parts[0] = show(first, depth - 1)
    return f" {node.operator} ".join(parts)


def _show_piece(piece: e.Expression, depth: int) -> str:
    if isinstance(piece, e.Constant) and isinstance(piece.value, str):
        return _show_constant(piece)[1:-1]
    return "{" + show(piece, max(depth, 0)) + "}"


def _show_other(node: e.Expression, depth: int) -> str:
    if isinstance(node, e.Collection):
        begin, end = _BRACKETS.get(node.kind, ("{", "}"))
        comma = "," if node.kind == "tuple" and len(node.elements) == 1 else ""
        return f"{begin}{', '.join(_show_some(node.elements, depth))}{comma}{end}"
    if isinstance(node, e.Mapping):
        pairs = [
            f"**{show(value, depth)}"
            if key is None
            else f"{show(key, depth)}: {show(value, depth)}"
            for key, value in node.entries[:4]
        ]
        more = [_ELLIPSIS] if len(node.entries) > 4 else []
        return "{" + ", ".join(pairs + more) + "}"
    if isinstance(node, e.Conditional):
        then, otherwise = show(node.then, depth), show(node.otherwise, depth)
        return f"{then} if {show(node.test, depth)} else {otherwise}"
    if isinstance(node, e.Comprehension):
        begin, end = _BRACKETS.get(node.kind, ("{", "}"))
        clauses = " ".join(f"for {show(t, depth)} in {show(i, depth)}" for t, i, _ in node.clauses)
        return f"{begin}{show(node.element, depth)} {clauses}{end}"
    if isinstance(node, e.Lambda):
        return f"lambda {_show_parameters(node.parameters)}: {show(node.body, depth)}"
    if isinstance(node, e.Starred):
        return f"*{show(node.value, depth)}"
    if isinstance(node, e.Bind):
        return f"{node.name} := {show(node.value, depth)}"
    return f"yield {show(node.value, depth)}" if isinstance(node, e.Yield) else _ELLIPSIS


def _show_some(elements: tuple[e.Expression, ...], depth: int) -> list[str]:
    shown = [show(element, depth) for element in elements[:6]]
    return shown + ([_ELLIPSIS] if len(elements) > 6 else [])


def _show_parameters(parameters: tuple[Parameter, ...]) -> str:
    return ", ".join(parameter.name for parameter in parameters)
