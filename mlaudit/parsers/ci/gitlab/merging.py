"""Jobs with what they inherit: `extends`, `default:` and defaults at the top of the file."""

from __future__ import annotations

from dataclasses import dataclass, field

from mlaudit.model.data import Data, Entry, Table
from mlaudit.parsers.ci.texts import is_false
from mlaudit.parsers.environment.values import entries_of, find, texts_of

MAXIMUM_LEVELS = 11
"""Levels of `extends` that GitLab follows."""

_KEYWORDS = frozenset(
    {
        "after_script",
        "before_script",
        "cache",
        "default",
        "image",
        "include",
        "services",
        "spec",
        "stages",
        "types",
        "variables",
        "workflow",
    }
)
_INHERITED = ("image", "before_script", "after_script")
_WORK = ("script", "trigger", "run")


def read_tables(root: Data | None) -> dict[str, Table]:
    """The jobs of a file that run, by name, with all that they inherit."""
    templates = _Templates(
        {
            entry.key: Table(entry.value.entries, entry.line)
            for entry in entries_of(root)
            if entry.key not in _KEYWORDS and isinstance(entry.value, Table)
        }
    )
    found = {}
    for name in templates.tables:
        if not name.startswith("."):
            whole = _inherit(templates.extended(name, 0), root)
            if any(whole.get(key) is not None for key in _WORK):
                found[name] = whole
    return found


@dataclass(slots=True)
class _Templates:
    """Jobs and hidden jobs as written, and those that were extended already."""

    tables: dict[str, Table]
    done: dict[str, Table] = field(default_factory=dict)

    def extended(self, name: str, level: int) -> Table:
        """The table over all that it extends; of its templates, later ones over earlier ones."""
        if name not in self.done:
            table = self.tables[name]
            # What is in the making counts as written: templates cannot extend each other.
            self.done[name] = table
            merged = Table((), table.line)
            names = texts_of(table.get("extends")) if level < MAXIMUM_LEVELS else ()
            for template, _ in names[:MAXIMUM_LEVELS]:
                if template in self.tables:
                    merged = merge_tables(merged, self.extended(template, level + 1))
            self.done[name] = merge_tables(merged, table)
        return self.done[name]


def merge_tables(lower: Table, upper: Table) -> Table:
    """One table over another one; tables inside them are merged, too."""
    entries = {entry.key: entry for entry in lower.entries}
    for entry in upper.entries:
        below = entries.get(entry.key)
        if below and isinstance(below.value, Table) and isinstance(entry.value, Table):
            entry = Entry(entry.key, merge_tables(below.value, entry.value), entry.line)
        entries[entry.key] = entry
    return Table(tuple(entries.values()), upper.line)


def _inherit(job: Table, root: Data | None) -> Table:
    """The job with the defaults that it neither overrides nor refuses by `inherit`."""
    wanted = find(job, "inherit", "default")
    allowed = {name for name, _ in texts_of(wanted)}
    refused = is_false(wanted)
    if refused or find(job, "trigger") is not None:
        return job
    added = [
        Entry(key, value, value.line)
        for key in _INHERITED
        if job.get(key) is None and (not allowed or key in allowed)
        for value in [find(root, "default", key) or find(root, key)]
        if value is not None
    ]
    return Table((*job.entries, *added), job.line)
