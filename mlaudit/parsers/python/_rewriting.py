"""The libcst transformer behind `newer_grammar`; imported only when a file needs it."""

from __future__ import annotations

import ast
import re
import warnings

import libcst as cst

from mlaudit.parsers.python.expressions import FORMAT_PLACEHOLDER
from mlaudit.patterns import lazy_regex

_CODE = cst.Module([])
_QUOTE = lazy_regex(r'(\\.)|"', re.DOTALL)


class OlderGrammar(cst.CSTTransformer):
    """Replaces newer constructs by older ones with as many lines.

    An f-string or t-string becomes a placeholder call of its pieces, which the translation turns
    back: that is possible for any nesting, while requoting is not.
    """

    def leave_FunctionDef(
        self, original_node: cst.FunctionDef, updated_node: cst.FunctionDef
    ) -> cst.FunctionDef:
        """Drop the type parameters."""
        parameters = updated_node.type_parameters
        if parameters is None:
            return updated_node
        return updated_node.with_changes(
            type_parameters=None,
            whitespace_after_name=_keep_lines(parameters),
            whitespace_after_type_parameters=cst.SimpleWhitespace(""),
        )

    def leave_ClassDef(
        self, original_node: cst.ClassDef, updated_node: cst.ClassDef
    ) -> cst.ClassDef:
        """Drop the type parameters."""
        parameters = updated_node.type_parameters
        if parameters is None:
            return updated_node
        return updated_node.with_changes(
            type_parameters=None,
            whitespace_after_name=_keep_lines(parameters),
            whitespace_after_type_parameters=cst.SimpleWhitespace(""),
        )

    def leave_TypeAlias(
        self, original_node: cst.TypeAlias, updated_node: cst.TypeAlias
    ) -> cst.Assign:
        """An assignment."""
        blank = cst.SimpleWhitespace(" ")
        if updated_node.type_parameters is not None:
            blank = _keep_lines(updated_node.type_parameters)
        target = cst.AssignTarget(updated_node.name, whitespace_before_equal=blank)
        return cst.Assign([target], updated_node.value)

    def leave_ExceptHandler(
        self, original_node: cst.ExceptHandler, updated_node: cst.ExceptHandler
    ) -> cst.ExceptHandler:
        """Put a tuple of exceptions in parentheses."""
        return updated_node.with_changes(type=_parenthesize(updated_node.type))

    def leave_ExceptStarHandler(
        self, original_node: cst.ExceptStarHandler, updated_node: cst.ExceptStarHandler
    ) -> cst.ExceptStarHandler:
        """Put a tuple of exceptions in parentheses."""
        return updated_node.with_changes(type=_parenthesize(updated_node.type))

    def leave_FormattedString(
        self, original_node: cst.FormattedString, updated_node: cst.FormattedString
    ) -> cst.BaseExpression:
        """A placeholder call of the pieces."""
        return _call_with_lines(original_node, _list_pieces(updated_node))

    def leave_TemplatedString(
        self, original_node: cst.TemplatedString, updated_node: cst.TemplatedString
    ) -> cst.BaseExpression:
        """A placeholder call of the pieces."""
        return _call_with_lines(original_node, _list_pieces(updated_node))

    def visit_ConcatenatedString(self, node: cst.ConcatenatedString) -> bool:
        """Left alone: only strings may stand side by side, so it is replaced as a whole."""
        return False

    def leave_ConcatenatedString(
        self, original_node: cst.ConcatenatedString, updated_node: cst.ConcatenatedString
    ) -> cst.BaseExpression:
        """One placeholder call of all its strings."""
        parts = []
        node: cst.BaseExpression = original_node
        while isinstance(node, cst.ConcatenatedString):
            between = _CODE.code_for_node(node.whitespace_between)
            parts.append(f"{self._rewrite(node.left)},{between}")
            node = node.right
        parts.append(self._rewrite(node))
        return cst.parse_expression(f"{FORMAT_PLACEHOLDER}({''.join(parts)})")

    def _rewrite(self, node: cst.BaseExpression) -> str:
        rewritten = node.visit(self)
        return _CODE.code_for_node(rewritten) if isinstance(rewritten, cst.CSTNode) else ""


def _keep_lines(node: cst.CSTNode) -> cst.SimpleWhitespace:
    return cst.SimpleWhitespace(" " + "\\\n" * _CODE.code_for_node(node).count("\n"))


def _parenthesize(node: cst.BaseExpression | None) -> cst.BaseExpression | None:
    if isinstance(node, cst.Tuple) and not node.lpar:
        return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
    return node


def _call_with_lines(original: cst.CSTNode, pieces: list[str]) -> cst.BaseExpression:
    """A placeholder call with as many line ends as the text that it stands for."""
    code = ", ".join(pieces)
    missing = _CODE.code_for_node(original).count("\n") - code.count("\n")
    return cst.parse_expression(f"{FORMAT_PLACEHOLDER}({code}" + "\n" * max(0, missing) + ")")


def _list_pieces(node: cst.FormattedString | cst.TemplatedString) -> list[str]:
    raw = "r" in node.start.lower()
    return [_write_piece(part, raw) for part in node.parts]


def _write_piece(part: cst.CSTNode, raw: bool) -> str:
    if isinstance(part, cst.FormattedStringText | cst.TemplatedStringText):
        text = part.value.replace("{{", "{").replace("}}", "}")
        return repr(text if raw else _unescape(text)) + "\n" * part.value.count("\n")
    if not isinstance(part, cst.FormattedStringExpression | cst.TemplatedStringExpression):
        return "None"
    before = _CODE.code_for_node(part.whitespace_before_expression)
    expression = _CODE.code_for_node(part.expression)
    after = _CODE.code_for_node(part.whitespace_after_expression)
    code = f"({before}{expression}{after})"
    if part.conversion in ("r", "a"):
        code = f"{'repr' if part.conversion == 'r' else 'ascii'}{code}"
    if part.format_spec:
        pieces = ", ".join(_write_piece(inner, raw) for inner in part.format_spec)
        code = f"format({code}, {FORMAT_PLACEHOLDER}({pieces}))"
    return f"{expression.strip() + '='!r}, {code}" if part.equal is not None else code


def _unescape(text: str) -> str:
    """The text that a literal with escapes stands for."""
    quoted = _QUOTE.sub(lambda match: match[1] or '\\"', text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = ast.literal_eval(f'"""{quoted}"""')
    except (SyntaxError, ValueError):
        return text
    return value if isinstance(value, str) else text
