"""What a document consists of, whatever its markup."""

from __future__ import annotations

from mlaudit.model.immutable import immutable


@immutable
class Prose:
    """A paragraph, a list item or a table cell.

    Attributes:
        text: as written, with its inline markup, one line of the file per line.
        line: of the file, on which it starts.
        headings: the headings it stands under, outermost first.
        ordered: it stands in a numbered list.
    """

    text: str
    line: int
    headings: tuple[str, ...] = ()
    ordered: bool = False


@immutable
class Code:
    """A fenced, indented or literal block.

    Attributes:
        text: without fence and indentation.
        line: of the file, on which the first line of `text` stands.
        headings: the headings it stands under, outermost first.
        language: the one that the block declares, lower case, "" if none.
    """

    text: str
    line: int
    headings: tuple[str, ...] = ()
    language: str = ""


@immutable
class Divide:
    """A point at which an alternative to what came before begins (a tab)."""

    line: int
    headings: tuple[str, ...] = ()


Part = Prose | Code | Divide
