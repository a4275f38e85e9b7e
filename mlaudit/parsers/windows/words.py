"""Words of commands that both shells of Windows have in common."""

from __future__ import annotations

from mlaudit.model.shell import Command, Literal, Script, Substitution, Variable, Word, WordPart


def literal(text: str, *, quoted: bool = True) -> Literal:
    """Fixed text with the separators of paths that everybody knows."""
    return Literal(text.replace("\\", "/"), quoted)


def word(text: str) -> Word:
    """A word without anything variable."""
    return Word((literal(text),))


def folder_of_script(line: int) -> WordPart:
    """The folder of the script itself."""
    command = Command((word("dirname"), Word((Variable("0"),))), line)
    return Substitution(Script((command,), 'dirname "$0"', line))


def merge(parts: list[WordPart]) -> Word:
    """Parts as one word; texts that stand behind each other become one."""
    found: list[WordPart] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, Literal) and isinstance(last, Literal) and part.quoted == last.quoted:
            found[-1] = Literal(last.text + part.text, part.quoted)
        else:
            found.append(part)
    return Word(tuple(found))


def text_of(value: Word) -> str:
    """The text of a word, "" where it is not fixed."""
    return value.literal or ""
