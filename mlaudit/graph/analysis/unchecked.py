"""Tables that a training takes in and that nothing looks at on the way."""

from __future__ import annotations

import re

from mlaudit.graph.analysis.assurance import checks_of_data, models_trained, uses_validators
from mlaudit.graph.analysis.versioning import TABULAR
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Access
from mlaudit.patterns import lazy_regex

_TABLES = (".csv", ".tsv", ".parquet", ".xlsx", ".xls", ".feather", ".arff", ".sql", ".json")
_SHOWING = lazy_regex(r"visual|viz|plot|figure|dashboard|chart|\bmaps?\b", re.IGNORECASE)
"""Files of code that show data to people; what they read is no training data."""


@immutable
class UncheckedTables:
    """What the trainings of a project take in without a look at it.

    Attributes:
        reads: of the tables, in order of the steps; never empty.
        steps: ids of the steps on the way to the trained models.
    """

    reads: tuple[Access, ...]
    steps: tuple[str, ...]

    @property
    def first(self) -> Access:
        """The read that a person should look at first: code before declarations."""
        return min(self.reads, key=lambda read: (read.evidence == "declared", read.place.sort_key))

    @property
    def names(self) -> tuple[str, ...]:
        """The ids of the tables, each once."""
        return tuple(dict.fromkeys(read.artifact for read in self.reads))


def unchecked_tables(workflow: Workflow) -> UncheckedTables | None:
    """The tables behind the trained models; None where there are none, or something checks data."""
    trained = models_trained(workflow)
    steps = tuple(dict.fromkeys(id_ for deliverable in trained for id_ in deliverable.steps))
    if not trained or uses_validators(workflow) or checks_of_data(workflow, steps):
        return None
    inputs = {id_ for deliverable in trained for id_ in deliverable.inputs}
    reads = tuple(
        access
        for id_ in steps
        for access in workflow.own_accesses(workflow.step_by_id[id_])
        if access.mode == "read"
        and access.artifact in inputs
        and _is_table(workflow, access)
        and not _SHOWING.search(access.place.path)
    )
    return UncheckedTables(reads, steps) if reads else None


def _is_table(workflow: Workflow, access: Access) -> bool:
    artifact = workflow.artifact_by_id[access.artifact]
    table = artifact.kind == "table" or artifact.id.lower().partition("?")[0].endswith(_TABLES)
    return artifact.kind in TABULAR and table
