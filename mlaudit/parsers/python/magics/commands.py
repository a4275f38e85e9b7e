"""Shell lines of notebooks, in which `{expression}` and `$name` mean Python variables."""

from __future__ import annotations

import ast
from dataclasses import replace

from mlaudit.model.expression import Name
from mlaudit.model.summary import Assign, Shell, Statement
from mlaudit.parsers.python.expressions import translate
from mlaudit.parsers.python.translation import Translation
from mlaudit.patterns import lazy_regex

_BRACES = lazy_regex(r"(?<![{$])\{([^{}\n]+)\}(?!\})")
_LONGEST = 20_000
_LITERALS = (ast.Constant, ast.Tuple, ast.Set)


def shell_statements(
    text: str, line: int, *, persistent: bool = False, same_process: bool = False
) -> tuple[Statement, ...]:
    """A command line of a notebook as statements.

    An expression in braces that is more than a name is first assigned to a variable, since
    shell code can only name variables.
    """
    from mlaudit.parsers.shell import parse_script

    bound, assignments = _bind_expressions(text, line)
    script = replace(parse_script(bound, line), text=text)
    return (*assignments, Shell(script, line, persistent, same_process))


def script_statement(text: str, line: int) -> Shell:
    """The shell code of a `%%bash` cell, in which braces are the shell's own."""
    from mlaudit.parsers.shell import parse_script

    return Shell(parse_script(text, line), line)


def _bind_expressions(text: str, line: int) -> tuple[str, tuple[Assign, ...]]:
    if len(text) > _LONGEST:
        return text, ()
    assignments: list[Assign] = []
    pieces = []
    position = 0
    for match in _BRACES.finditer(text):
        expression = _read_expression(match[1])
        if expression is None:
            continue
        value = translate(expression, Translation(offset=line - 1))
        if isinstance(value, Name):
            name = value.identifier
        else:
            name = f"__braces_{line}_{len(assignments)}__"
            assignments.append(Assign((Name(name),), value, line))
        reference = f"${{{name}}}"
        if _inside_single_quotes(text, match.start()):
            # Notebooks fill in braces before the shell sees the quotes.
            reference = f"'\"{reference}\"'"
        pieces += [text[position : match.start()], reference]
        position = match.end()
    return "".join(pieces) + text[position:], tuple(assignments)


def _read_expression(text: str) -> ast.expr | None:
    """The expression between braces, or None where the shell or awk means something else."""
    try:
        tree = ast.parse(f'f"""{{{text}}}"""', mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    if not isinstance(tree, ast.JoinedStr) or len(tree.values) != 1:
        return None
    piece = tree.values[0]
    if not isinstance(piece, ast.FormattedValue) or isinstance(piece.value, _LITERALS):
        return None
    return tree if piece.format_spec or piece.conversion >= 0 else piece.value


def _inside_single_quotes(text: str, end: int) -> bool:
    quote = ""
    escaped = False
    for character in text[:end]:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif character == quote:
            quote = ""
        elif not quote and character in "'\"":
            quote = character
    return quote == "'"
