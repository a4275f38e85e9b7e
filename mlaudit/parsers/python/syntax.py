"""Source text to a syntax tree, with the reason where there is none."""

from __future__ import annotations

import ast
import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from mlaudit.parsers.python.refusals import Refusal, explain_error, find_conflict, keep_first_side

TOO_DEEP = "nested too deeply to be read"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A syntax tree, or why there is none; both where only a part could be read."""

    tree: ast.Module | None
    refusal: Refusal | None = None


@contextmanager
def without_collection() -> Iterator[None]:
    """Suspend the garbage collector: a growing tree has no garbage, and looking for it in vain
    takes two thirds of the time of a parse.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def parse_syntax(source: str) -> Parsed:
    """Parse with `ast`, then with the rewriting of newer grammar. Never raises."""
    result = _parse(source)
    if isinstance(result, ast.Module):
        return Parsed(result)
    if not isinstance(result, SyntaxError):
        return Parsed(None, Refusal(0, TOO_DEEP))
    conflict = find_conflict(source)
    if conflict is not None:
        side = _parse(keep_first_side(source))
        return Parsed(side if isinstance(side, ast.Module) else None, conflict)
    return _parse_newer(source, result)


def _parse_newer(source: str, error: SyntaxError) -> Parsed:
    from mlaudit.parsers.python.newer_grammar import may_be_newer, rewrite_newer_grammar

    if may_be_newer(source):
        rewritten = rewrite_newer_grammar(source)
        result = None if rewritten is None else _parse(rewritten)
        if isinstance(result, ast.Module):
            return Parsed(result)
    return Parsed(None, explain_error(source, error))


def _parse(source: str) -> ast.Module | SyntaxError | MemoryError | RecursionError:
    with without_collection(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # invalid escapes and the like are the author's affair
        try:
            return ast.parse(source)
        except (SyntaxError, MemoryError, RecursionError) as error:
            return error
        except UnicodeEncodeError:
            # Lone surrogates, which JSON can spell and UTF-8 cannot.
            return _parse(source.encode("utf-8", "replace").decode("utf-8"))
        except ValueError as error:  # null bytes, before Python 3.12
            return SyntaxError(str(error))
