"""Shell code as values: words that may hold variables, commands, and what surrounds them."""

from __future__ import annotations

from typing import TypeAlias

from mlaudit.model.immutable import immutable


@immutable
class Literal:
    """Fixed text; `quoted` text takes no part in globbing."""

    text: str
    quoted: bool = False


@immutable
class Variable:
    """`$name`, `${name:-default}`, `$1`, `$@`; also `{name}` of a notebook line.

    Attributes:
        name: the variable, "1" … for positional parameters, "@" or "*" for all of them.
        default: the word after `:-`, `-`, `:=` or `=`, or None.
        operation: what else is done to it, as written ("%.csv", "##*/", "//a/b"), "" for nothing.
    """

    name: str
    default: Word | None = None
    operation: str = ""


@immutable
class Substitution:
    """`$(…)` or backticks."""

    script: Script


@immutable
class Hole:
    """A part that another template language fills (`${{ … }}`, `{{ … }}`, `$(VAR)` unresolved)."""

    text: str


WordPart: TypeAlias = Literal | Variable | Substitution | Hole


@immutable
class Word:
    """One word of a command: the concatenation of its parts."""

    parts: tuple[WordPart, ...]

    @property
    def literal(self) -> str | None:
        """The text when the word is fixed, else None."""
        if all(isinstance(part, Literal) for part in self.parts):
            return "".join(part.text for part in self.parts if isinstance(part, Literal))
        return None


@immutable
class Redirect:
    """A redirection; `operator` is "<", ">", ">>", "<<", "<<<", "&>", …

    For a here-document `target` holds its text.
    """

    operator: str
    target: Word
    descriptor: int | None = None


@immutable
class Command:
    """A simple command with its words, redirections and the variables set for it alone.

    `linked` commands run where the one before them has succeeded (`a && b`).
    """

    words: tuple[Word, ...]
    line: int
    redirects: tuple[Redirect, ...] = ()
    assignments: tuple[tuple[str, Word], ...] = ()
    background: bool = False
    linked: bool = False


@immutable
class Assignment:
    """`NAME=word`, `export NAME=word`, `readonly`, `local`."""

    name: str
    value: Word
    line: int
    exported: bool = False


@immutable
class Pipeline:
    """Commands joined by `|`."""

    commands: tuple[ShellNode, ...]


@immutable
class ShellLoop:
    """`for variable in words; do body; done`; `variable` is "" for while and until."""

    variable: str
    words: tuple[Word, ...]
    body: Script
    line: int


@immutable
class Branch:
    """Alternatives of which one runs: `if`, `case`, and the right side of `||`."""

    tests: Script
    bodies: tuple[Script, ...]
    line: int


@immutable
class Group:
    """`{ … }` or, with `subshell`, `( … )`, whose change of directory does not last."""

    body: Script
    subshell: bool
    redirects: tuple[Redirect, ...] = ()


@immutable
class ShellFunction:
    """A function definition."""

    name: str
    body: Script
    line: int


ShellNode: TypeAlias = Command | Assignment | Pipeline | ShellLoop | Branch | Group | ShellFunction


@immutable
class Script:
    """Shell code in the order in which it runs.

    Attributes:
        nodes: its statements; `a && b` is a then b.
        text: the source, as a person would type it.
        line: the line of the file on which the code starts; the lines of its nodes are lines of
            the file too (of the joined source for notebooks).
        problem: what the grammar could not read, or None.
    """

    nodes: tuple[ShellNode, ...]
    text: str
    line: int = 1
    problem: str | None = None
