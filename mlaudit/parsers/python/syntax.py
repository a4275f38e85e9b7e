"""Source text to a syntax tree, with the reason where there is none."""

from __future__ import annotations

import ast
import warnings
from functools import lru_cache

from mlaudit.collector import without_collection
from mlaudit.model.immutable import immutable
from mlaudit.parsers.python.refusals import (
    Refusal,
    explain_error,
    find_conflict,
    find_python_2,
    keep_first_side,
)

TOO_DEEP = "nested too deeply to be read"

Refused = SyntaxError | MemoryError | RecursionError


@immutable
class Parsed:
    """A syntax tree, or why there is none; both where only a part could be read."""

    tree: ast.Module | None
    refusals: tuple[Refusal, ...] = ()


def parse_strictly(source: str) -> ast.Module | Refused:
    """The syntax tree, or the error for which `ast` refuses the code."""
    with without_collection(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like are the author's affair
        try:
            return ast.parse(source)
        except (SyntaxError, MemoryError, RecursionError) as error:
            return error
        except UnicodeEncodeError:
            # Lone surrogates, which JSON can spell and UTF-8 cannot.
            return parse_strictly(source.encode("utf-8", "replace").decode("utf-8"))
        except ValueError as error:  # null bytes, before Python 3.12
            return SyntaxError(str(error))


@lru_cache(maxsize=1)
def parse_whole(source: str) -> ast.Module | Refused:
    """The same for the text of a file, which several parsers read: nobody may change the tree."""
    return parse_strictly(source)


def parse_syntax(source: str, *, in_parts: bool = True) -> Parsed:
    """The syntax tree of all that can be read, by whatever means. Never raises.

    With `in_parts`, statements that are broken do not lose the others.
    """
    parsed = _parse_whole(source)
    if parsed.tree is not None or not in_parts:
        return parsed
    from mlaudit.parsers.python.recovery import parse_in_parts

    tree, refusals = parse_in_parts(source, parse_strictly)
    known = {refusal.line for refusal in refusals}
    return Parsed(tree, (*(r for r in parsed.refusals if r.line not in known), *refusals))


def _parse_whole(source: str) -> Parsed:
    result = parse_whole(source)
    if isinstance(result, ast.Module):
        return Parsed(result)
    if not isinstance(result, SyntaxError):
        return Parsed(None, (Refusal(0, TOO_DEEP),))
    conflict = find_conflict(source)
    if conflict is not None:
        return _parse_again(keep_first_side(source), conflict)
    refusal = explain_error(source, result)
    # Before newer grammar, which has given `except A, b:` another meaning.
    return (
        _read_python_2(source, result, refusal) or _read_newer(source) or Parsed(None, (refusal,))
    )


def _read_python_2(source: str, error: SyntaxError, refusal: Refusal) -> Parsed | None:
    from mlaudit.parsers.python.python2 import modernize

    if find_python_2(source, error) is None:
        return None
    parsed = _parse_again(modernize(source), refusal)
    return None if parsed.tree is None else parsed


def _read_newer(source: str) -> Parsed | None:
    from mlaudit.parsers.python.newer_grammar import may_be_newer, rewrite_newer_grammar

    if not may_be_newer(source):
        return None
    rewritten = rewrite_newer_grammar(source)
    result = None if rewritten is None else parse_strictly(rewritten)
    return Parsed(result) if isinstance(result, ast.Module) else None


def _parse_again(source: str, refusal: Refusal) -> Parsed:
    """Parse mended code; what was wrong with it is told all the same."""
    result = parse_strictly(source)
    return Parsed(result if isinstance(result, ast.Module) else None, (refusal,))
