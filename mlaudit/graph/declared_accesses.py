"""What a declared step says that it reads and writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mlaudit.graph.containers import copy_kind
from mlaudit.graph.handing_over import fill_in
from mlaudit.graph.seeds import Seed
from mlaudit.graph.settling import Handed
from mlaudit.model.facts import Facts
from mlaudit.model.project import Project
from mlaudit.model.workflow import Access


def list_declared(
    seed: Seed, facts: Mapping[str, Facts], project: Project, handed: Handed
) -> Iterator[Access]:
    """Its declarations as accesses, reads first; paths may depend on inputs that it is handed."""
    declared = seed.declared
    if declared is None:
        return
    for mode, declarations in (("read", declared.reads), ("write", declared.writes)):
        for item in declarations:
            yield Access(
                fill_in(item.path, handed),
                mode,
                "declared",
                item.role,
                item.place,
                kind=copy_kind(item, facts, project.directories),
                guarded=item.tolerated,
                stored=item.stored,
                by=seed.id,
            )
