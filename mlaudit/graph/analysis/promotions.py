"""Aliases of a registry that nothing in the project gives to a version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mlaudit.graph.analysis.chosen import first_reads
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.graph.registries import find_entries
from mlaudit.graph.text.aliases import ANY_ALIAS
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Access, Step
from mlaudit.patterns import lazy_regex

_NAMED = lazy_regex(
    r"(?:mlflow://models:/(?P<model>[^@/{}]+)(?:@(?P<alias>[^/{}]+)|/(?P<stage>[A-Za-z][^/{}]*))"
    r"|(?:wandb|bentoml|clearml|comet)://(?P<entry>[^:{}]+):(?P<tag>[^/:{}]+))$"
)
_BY_ITSELF = lazy_regex(r"latest|none|newest|best|v?\d[\d.]*|[0-9a-f]{8,}", re.IGNORECASE)
"""What a registry names by itself, and versions."""


@immutable
class Promotion:
    """An alias by which a version is chosen, and that a person gives.

    Attributes:
        reference: the artifact as it is read.
        entry, alias: what it is called in the registry, and the alias.
        makers: ids of the units that put versions of it into the registry.
        reads: (unit, read), first place first.
    """

    reference: str
    entry: str
    alias: str
    makers: tuple[str, ...]
    reads: tuple[tuple[Step, Access], ...]


def manual_promotions(workflow: Workflow) -> Iterator[Promotion]:
    """Those of what the project itself puts into the registry, by reference.

    Nothing is said where some step promotes, or where aliases are given that only a run tells.
    """
    promotes = any(effect.kind == "promote" for step in workflow.steps for effect in step.effects)
    if promotes or ANY_ALIAS in workflow.aliases:
        return
    for id_, reads in sorted(first_reads(workflow, pipeline_units(workflow)).items()):
        found = _NAMED.match(id_)
        if found is None or id_ in workflow.writes:
            continue
        alias = found["alias"] or found["stage"] or found["tag"]
        entries = [entry for entry, _ in find_entries(id_, workflow.producers)]
        makers = tuple(m for entry in entries for m in workflow.producers[entry])
        if makers and alias not in workflow.aliases and not _BY_ITSELF.fullmatch(alias):
            entry = found["model"] or found["entry"]
            yield Promotion(id_, entry, alias, makers, tuple(reads))
