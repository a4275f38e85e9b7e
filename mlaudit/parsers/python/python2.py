"""Python 2 code as Python 3, line by line: enough to read what it does, not to run it."""

from __future__ import annotations

from mlaudit.parsers.python.lexical import Scanner
from mlaudit.patterns import lazy_regex

_LONGEST = 1_000
_PRINT = lazy_regex(
    r"(?P<indent>\s*(?:[\w ().\[\]'\"=!<>]+:\s+)?)print(?:\s+(?P<rest>[^=\s].*)|\s*$)"
)
_PRINT_TO = lazy_regex(r">>\s*(?P<stream>[\w.]+)\s*(?:,\s*(?P<rest>.*))?")
_EXCEPT = lazy_regex(r"(?P<head>\s*except\s+(?:[\w.]+|\([^()]*\)))\s*,\s*(?P<name>\w+)\s*:")
_RAISE = lazy_regex(r"(?P<head>\s*raise\s+[\w.]+)\s*,\s*(?P<rest>[^,#]+?)\s*(?:#.*)?$")
_EXEC = lazy_regex(r"(?P<indent>\s*)exec\s+(?P<rest>[^(].*)")
_SPELLINGS = (
    (lazy_regex(r"(?<=[\w)\]'\"])(\s*)<>(\s*)(?=[\w('\"-])"), r"\1!=\2"),
    (lazy_regex(r"`([^`\n]+)`"), r"repr(\1)"),
    (lazy_regex(r"\b(\d+)[lL]\b"), r"\1"),
    (lazy_regex(r"(?<![\w.])0([0-7]+)\b"), r"0o\1"),
    (lazy_regex(r"\b[uU]([rR]['\"])"), r"\1"),
    (lazy_regex(r"\blambda\s*\(([\w\s,]+)\)\s*:"), r"lambda \1:"),
)


def modernize(source: str) -> str:
    """The code with its Python 2 statements respelt; every line stays where it is.

    Only statements that stand on one line are respelt, and spellings inside of strings may
    change with those outside: what still does not parse is left to the reader's recovery.
    """
    scanner = Scanner()
    lines = []
    for line in source.split("\n"):
        starts = scanner.between_statements
        column = scanner.read(line)
        code = line if column < 0 else line[:column].rstrip()
        whole = starts and scanner.between_statements and len(line) < _LONGEST
        lines.append(_respell_statement(code.expandtabs(8)) if whole else line)
    return "\n".join(lines)


def _respell_statement(line: str) -> str:
    for pattern, replacement in _SPELLINGS:
        line = pattern.sub(replacement, line)
    if match := _EXCEPT.match(line):
        return f"{match['head']} as {match['name']}:{line[match.end() :]}"
    if match := _RAISE.match(line):
        return f"{match['head']}({match['rest']})"
    if match := _EXEC.fullmatch(line):
        return f"{match['indent']}exec({match['rest'].replace(' in ', ', ')})"
    match = _PRINT.fullmatch(line)
    return line if match is None else _respell_print(match["indent"], match["rest"] or "")


def _respell_print(indent: str, rest: str) -> str:
    if rest.startswith("(") and rest.endswith(")"):
        return f"{indent}print({rest})"
    to = _PRINT_TO.fullmatch(rest)
    if to is not None:
        return f"{indent}print({(to['rest'] or '').rstrip(', ')}, file={to['stream']})".replace(
            "(, ", "("
        )
    return f"{indent}print({rest.rstrip().rstrip(',')})"
