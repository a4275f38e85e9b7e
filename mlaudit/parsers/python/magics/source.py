"""The source of a cell with its magics replaced by Python that keeps every line in place."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass, field

from mlaudit.model.summary import Statement
from mlaudit.parsers.python.interactive import SUBSTITUTE
from mlaudit.parsers.python.lexical import Scanner
from mlaudit.parsers.python.magics.cells import read_cell_magic
from mlaudit.parsers.python.magics.commands import shell_statements
from mlaudit.parsers.python.magics.lines import read_line_magic
from mlaudit.parsers.python.magics.replacement import NOTHING, Replacement
from mlaudit.patterns import lazy_regex

_ASSIGNED = lazy_regex(r"(?P<target>[A-Za-z_][^=!%()#\n]*)=\s*(?P<magic>[!%].*)", re.DOTALL)
_MAGIC = lazy_regex(r"%\s*(?P<name>[A-Za-z_][\w.]*)(?P<rest>.*)", re.DOTALL)
_HELP = lazy_regex(r"\?{1,2}\s*[\w.*%]+.*|%{0,2}[\w.*()\[\]'\"]+\s*\?{1,2}\s*;?", re.DOTALL)
_QUOTED_CALL = lazy_regex(r"[,;/]\s*[A-Za-z_][\w.]*\s.*", re.DOTALL)
# IPython runs these without "%" where no variable of that name hides them ("automagic").
_AUTOMATIC = lazy_regex(
    r"(?:cd|ls|pip|conda|mkdir|rmdir|cp|mv|rm|cat)\s+(?:[^\s=(\[,:.]|\.\.?(?:/|\s*$)).*", re.DOTALL
)
_DEEPEST = 20


@dataclass(slots=True)
class Prepared:
    """Python code that stands for a cell.

    Attributes:
        code: has as many lines as the cell, up to trailing blank ones.
        substitutes: the statements that each placeholder call in it stands for, by line.
        magic: name of the cell magic under which the code stands, "" for none.
    """

    code: str
    substitutes: dict[int, tuple[Statement, ...]] = field(default_factory=dict)
    magic: str = ""


def prepare(text: str, line: int) -> Prepared:
    """Replace the magics of a cell whose first line is `line`."""
    prepared = Prepared(text)
    for _ in range(_DEEPEST):
        found = read_cell_magic(prepared.code, line)
        if found is None:
            break
        prepared.magic = found.name
        statements = found.replacement.statements
        if statements:
            placed = _place(prepared, statements, line + found.before)
            prepared.code = "\n" * found.before + placed
            return prepared
        prepared.code = found.replacement.code
    prepared.code = _replace_lines(prepared, line)
    return prepared


def read_magic_code(text: str, line: int) -> tuple[Statement, ...] | None:
    """The statements of a piece of notebook code, or None where it does not parse."""
    from mlaudit.parsers.python.statements import translate_body
    from mlaudit.parsers.python.syntax import parse_strictly
    from mlaudit.parsers.python.translation import Translation

    prepared = prepare(text, line)
    tree = parse_strictly(prepared.code)
    if not isinstance(tree, ast.Module):
        return None
    state = Translation(offset=line - 1, substitutes=prepared.substitutes)
    return translate_body(tree.body, state)


def _place(prepared: Prepared, statements: tuple[Statement, ...], line: int) -> str:
    prepared.substitutes[line] = statements
    return f"{SUBSTITUTE}({line})"


def _replace_lines(prepared: Prepared, line: int) -> str:
    lines = prepared.code.split("\n")
    scanner = Scanner()
    index = 0
    while index < len(lines):
        start = index
        if scanner.between_statements and (magic := _take_magic(lines, index)) is not None:
            indentation, text, index = magic
            code = _replace_magic(prepared, text, line + start)
            missing = index - start - 1 - code.count("\n")
            replaced = [indentation + part for part in code.split("\n")]
            lines[start:index] = (replaced + [""] * max(0, missing))[: index - start]
            continue
        scanner.read(lines[index])
        index += 1
    return "\n".join(lines)


def _take_magic(lines: list[str], index: int) -> tuple[str, str, int] | None:
    """The indentation and text of a magic that starts at a line, and the line after it."""
    line = lines[index]
    text = line.lstrip()
    if not is_magic(text):
        return None
    end = index + 1
    while lines[end - 1].endswith("\\") and end < len(lines):
        end += 1
    joined = "\n".join([text, *lines[index + 1 : end]]).rstrip("\\")
    return line[: len(line) - len(text)], joined, end


def is_magic(text: str) -> bool:
    """Whether a line that starts a statement is a magic and not Python."""
    if not text:
        return False
    return (
        text[0] in "!%?"
        or (text[0] in ",;/" and _QUOTED_CALL.fullmatch(text) is not None)
        or (text.rstrip(" ;").endswith("?") and _HELP.fullmatch(text.rstrip()) is not None)
        or _ASSIGNED.fullmatch(text) is not None
        or _AUTOMATIC.fullmatch(text) is not None
    )


def _replace_magic(prepared: Prepared, text: str, line: int, depth: int = 0) -> str:
    """The Python that stands for one magic; code inside it may be a magic again (`%time !ls`)."""
    assigned = _ASSIGNED.fullmatch(text)
    magic = text if assigned is None else assigned["magic"]
    replacement = _read_magic(magic, line)
    if replacement.statements:
        code = _place(prepared, replacement.statements, line)
    elif depth < _DEEPEST and is_magic(replacement.code):
        code = _replace_magic(prepared, replacement.code, line, depth + 1)
    else:
        code = replacement.code
    if assigned is None:
        return code or "pass"
    return f"{assigned['target'].rstrip()} = {code or None}"


def _read_magic(text: str, line: int) -> Replacement:
    if text.startswith("!"):
        return Replacement(statements=shell_statements(text.lstrip("!"), line))
    if _HELP.fullmatch(text.rstrip()) and not text.startswith("%"):
        return NOTHING
    match = _MAGIC.match(text)
    if match is not None:
        is_help = text.rstrip().endswith("?")
        return NOTHING if is_help else read_line_magic(match["name"], match["rest"], line)
    if _AUTOMATIC.fullmatch(text):
        name, _, rest = text.partition(" ")
        return read_line_magic(name, rest, line)
    return NOTHING
