"""What a project registers of work that a person does: `[[manual-step]]` of its configuration."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

_FILE = lazy_regex(r"(?=[^#]*(?:/|\.\w))[^\s#:]+(?:#\S*)?")
"""A path with a folder or a suffix, and perhaps an anchor behind it."""


@immutable
class ManualStep:
    """What an entry says beside what the step reads and writes; "" and () where it says nothing.

    Attributes:
        what: the work, in a sentence for the person who does it.
        who: the owner.
        how: a document of the tree with an anchor or without, relative to the root; a URL; or
            words.
        why: why a person does it.
        until: ISO date of the last day on which it should be needed.
        rule: slug or code of the rule whose findings it answers, or the family of rules.
        subject: the subject of these findings.
        paths: patterns as in .gitignore of the files that these findings stand in, relative to
            `folder`.
        file: the one file that they stand in, of a step that a comment there registers.
        folder: the folder that patterns are relative to, "." for the root.
        before, after: names of the steps that come after it, and before it.
    """

    what: str
    who: str = ""
    how: str = ""
    why: str = ""
    until: str = ""
    rule: str = ""
    subject: str = ""
    paths: tuple[str, ...] = ()
    file: str = ""
    folder: str = "."
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def document(self) -> tuple[str, str] | None:
        """(file, anchor or "") that `how` names, or None where it is a URL or words."""
        if _FILE.fullmatch(self.how) is None:
            return None
        path, _, anchor = self.how.partition("#")
        return path, anchor
