"""Comments as running text, so that a sentence over several lines is read as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from mlaudit.model.immutable import immutable
from mlaudit.parsers.manual.notes import is_note
from mlaudit.parsers.prose.lexicon import BASE_FORMS, INFLECTED
from mlaudit.parsers.python.lexical import Comment, find_comments
from mlaudit.patterns import lazy_regex

_SHORT = 60
_WORD = lazy_regex(r"[a-z]+")
_HASH = lazy_regex(r"#[^\n]*")
_TELLING = (
    frozenset(BASE_FORMS) | frozenset(INFLECTED) | {"manual", "manually", "hand", "sure", "ensure"}
)
_RULER = lazy_regex(r"[-=#*~_+\s]*")
_ITEM = lazy_regex(r"\s*(?:[-*•]|\(?\d+[.)]|\(?[a-zA-Z][.)])\s")
_ASSIGNMENT = lazy_regex(r"\s*[\w.\[\]'\", ]+\s[-+*/|&%]?=\s.*")
_CODE = lazy_regex(
    r"\s*(?:(?:import|from)\s+[\w.]+(?:\s+(?:import|as)\s.*)?"
    r"|(?:def|class|for|while|with|if|elif|else|try|except|finally)\b.*:|@\w.*|[)\]}].*"
    r"|[\w.]+\(.*\)?[,:]?)"
)


@immutable
class Block:
    """Running text with the line of each of its parts.

    Attributes:
        text: the comment lines joined by blanks.
        starts: offset in the text at which each line starts.
        lines: the number of each line.
    """

    text: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line_at(self, offset: int) -> int:
        """The line on which the character at an offset stands."""
        return self.lines[max(0, bisect_right(self.starts, offset) - 1)]


def may_tell(text: str) -> bool:
    """Whether a text has a word without which no sentence is an instruction."""
    return not _TELLING.isdisjoint(_WORD.findall(text.lower()))


def find_blocks(source: str) -> list[Block]:
    """The comments of some code that may tell a person to do something."""
    if not may_tell(" ".join(_HASH.findall(source))):
        return []  # most files: spares them the scan
    blocks = map(_join, _group(find_comments(source)))
    return [block for block in blocks if may_tell(block.text)]


def _group(comments: Iterable[Comment]) -> list[list[Comment]]:
    """Consecutive comment lines of one column; rulers, items, dead code and notes part them."""
    groups: list[list[Comment]] = []
    for comment in comments:
        text = comment.text.lstrip("#!:")
        if _RULER.fullmatch(text) or _is_code(text.rstrip()) or is_note(text):
            continue
        last = groups[-1][-1] if groups else None
        joins = (
            last is not None
            and comment.alone
            and last.line + 1 == comment.line
            and last.column == comment.column
            and not _ITEM.match(text)
            and not _starts_anew(last.text, text)
        )
        if joins:
            groups[-1].append(comment)
        else:
            groups.append([comment])
    return groups


def _is_code(text: str) -> bool:
    return ("=" in text and _ASSIGNMENT.fullmatch(text) is not None) or (
        _CODE.fullmatch(text) is not None
    )


def _starts_anew(previous: str, text: str) -> bool:
    """Whether a line starts a sentence of its own: the one before ended short of the margin."""
    return (
        len(previous.strip()) < _SHORT
        and text.strip()[:1].isupper()
        and not previous.rstrip().endswith((",", " and", " or", " the", " to", " of", " in"))
    )


def _join(comments: Sequence[Comment]) -> Block:
    texts = [comment.text.lstrip("#!:").strip() for comment in comments]
    starts = []
    position = 0
    for text in texts:
        starts.append(position)
        position += len(text) + 1
    return Block(" ".join(texts), tuple(starts), tuple(comment.line for comment in comments))
