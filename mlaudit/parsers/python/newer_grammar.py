"""Rewrites grammar newer than the running interpreter into older equivalents.

libcst reads it whatever the interpreter; `ast` then parses the rewritten code, in which every
line is still where it was. Covered are type parameter lists and `type` statements (PEP 695,
696), f-strings of any nesting (PEP 701), `except` without parentheses (PEP 758) and t-strings
(PEP 750).
"""

from __future__ import annotations

import re

from mlaudit.parsers.python.lexical import Scanner
from mlaudit.patterns import lazy_regex

_NEWER = lazy_regex(
    r"^[ \t]*(?:type\s+\w+\s*[\[=]|(?:async\s+)?(?:def|class)\s+\w+\s*\[|except\*?\s[^:\n(]*,)"
    r"|\b(?:[fFtT][rR]?|[rR][fFtT])['\"]",
    re.MULTILINE,
)
_OPERATOR = lazy_regex(r"[-+*/%@&|^~.]|\b(?:not|lambda|if|await|and|or)\b")

LARGEST = 400_000
DEEPEST = 60
MOST_OPERATORS = 2_000
MOST_BRANCHES = 300
"""Bounds within which libcst parses safely: it recurses on the machine's stack and does not
count its depth, so that code nested beyond measure would end the process."""


def may_be_newer(source: str) -> bool:
    """Whether the code shows newer grammar and stays within the bounds."""
    return (
        len(source) <= LARGEST
        and _NEWER.search(source) is not None
        and source.count("elif") <= MOST_BRANCHES
        and _is_shallow(source)
    )


def rewrite_newer_grammar(source: str) -> str | None:
    """The code in older grammar, line by line, or None where libcst does not read it either."""
    import libcst

    from mlaudit.parsers.python._rewriting import OlderGrammar

    try:
        return libcst.parse_module(source).visit(OlderGrammar()).code
    except (libcst.ParserSyntaxError, libcst.CSTValidationError, ValueError, RecursionError):
        return None
    except BaseException as error:
        # A panic of the native parser is no Exception and has no public class.
        if type(error).__name__ != "PanicException":
            raise
        return None


def _is_shallow(source: str) -> bool:
    scanner = Scanner()
    operators = 0
    for line in source.split("\n"):
        if scanner.between_statements:
            operators = 0
        operators += len(_OPERATOR.findall(line))
        scanner.read(line)
        if scanner.deepest > DEEPEST or operators > MOST_OPERATORS:
            return False
    return True
