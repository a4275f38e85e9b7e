"""Links the facts of all files into one Workflow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from mlaudit.graph.alternatives import drop_alternatives
from mlaudit.graph.artifacts import build_artifacts, form_of
from mlaudit.graph.automation import find_automation
from mlaudit.graph.checkouts import place_checkouts
from mlaudit.graph.compiled import start_sources
from mlaudit.graph.configured_roots import place_configured_roots
from mlaudit.graph.containers import adopt_images, copies_code, inherit_images, rebase_builds
from mlaudit.graph.databases import drop_other_databases
from mlaudit.graph.datasets import join_datasets
from mlaudit.graph.deliverables import find_deliverables
from mlaudit.graph.documents import place_commands
from mlaudit.graph.flows import find_flows
from mlaudit.graph.folder_contents import drop_other_contents
from mlaudit.graph.handed import drop_handed
from mlaudit.graph.left_behind import drop_left_behind
from mlaudit.graph.locks import find_drift
from mlaudit.graph.manual import find_anchors, order_manual
from mlaudit.graph.mentions import find_told, find_told_orders, name_numbered
from mlaudit.graph.ordering import find_orders, merge_orders
from mlaudit.graph.own_files import drop_own_files
from mlaudit.graph.owners import (
    drop_committed_settings,
    drop_other_ways,
    drop_shared_stores,
    drop_stored_copies,
    without_other_ways,
)
from mlaudit.graph.parts.settling import settle_parts
from mlaudit.graph.performance import Performance
from mlaudit.graph.proof.untouched import find_untouched
from mlaudit.graph.remembering import Earlier, Kept
from mlaudit.graph.seeds import collect_seeds
from mlaudit.graph.servers import drop_between_servers, find_servers
from mlaudit.graph.starts import perform_all
from mlaudit.graph.steps import build_steps
from mlaudit.graph.test_results import find_test_results
from mlaudit.graph.text.aliases import find_aliases
from mlaudit.graph.text.checks import find_checks
from mlaudit.graph.text.imports import find_imports
from mlaudit.graph.text.requests import find_requested
from mlaudit.graph.text.silences import find_silences
from mlaudit.graph.text.statements import walk_files
from mlaudit.graph.text.unread_words import find_unread_words
from mlaudit.graph.text.variables import find_named_variables
from mlaudit.graph.transient import find_transient
from mlaudit.graph.units import find_units
from mlaudit.graph.world import TreeWorld
from mlaudit.model.data import Data
from mlaudit.model.facts import Facts
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.project import Project
from mlaudit.model.vocabulary import StepKind, Tracking
from mlaudit.model.workflow import Access, Artifact, Deliverable, Flow, Invocation
from mlaudit.parsers.registry import complete


@immutable
class Linked:
    """A workflow, and what it was made from.

    Attributes:
        workflow: the result.
        world: the tree as the interpreter sees it.
        performances: what each step does, by id.
        followed: what came of code, for a later scan; nothing where none asked for it.
    """

    workflow: Workflow
    world: TreeWorld
    performances: Mapping[str, Performance]
    followed: Kept


def link(project: Project, facts: Mapping[str, Facts], earlier: Earlier | None = None) -> Linked:
    """The workflow of a project: its steps, what flows between them, and what orders them.

    Args:
        project: the files.
        facts: what each of them tells.
        earlier: what a scan before this one found, and may still hold.
    """
    facts = start_sources(place_commands(project, complete_facts(facts)))
    facts = adopt_images(inherit_images(rebase_builds(project, facts)))
    facts = name_numbered(place_checkouts(facts))
    world = TreeWorld(project, facts)
    facts = join_datasets(world, settle_parts(world, facts))
    world = TreeWorld(project, facts)
    seeds = collect_seeds(project, facts)
    performances, followed = perform_all(world, facts, seeds, earlier)
    place_configured_roots(performances, facts, project)
    invocations = _sorted_invocations(performances)
    units = find_units(seeds, performances, invocations)
    owned = {id_: own_accesses(performances[id_], id_, units) for id_ in sorted(units)}
    kinds = {unit: seeds[unit].kind for unit in owned}
    flows = drop_other_databases(find_flows(*_ends(owned)), owned)
    made = drop_other_contents(flows, owned, performances)
    unmade = frozenset(flow.read for flow in {*flows} - {*made}) - {flow.read for flow in made}
    flows = made
    started = {id_: tuple(done.started) for id_, done in performances.items()}
    flows = drop_handed(drop_other_ways(flows, owned, kinds), owned, kinds, started)
    flows = drop_own_files(drop_left_behind(flows, seeds, started), owned, kinds)
    serving = find_servers({unit: performances[unit] for unit in owned})
    flows = drop_between_servers(flows, serving)
    flows = drop_committed_settings(drop_shared_stores(flows, owned), project)
    instructions = [item for path in sorted(facts) for item in facts[path].instructions]
    told = find_told(seeds, instructions)
    levels, triggers = find_automation(seeds, invocations, told)
    flows = drop_alternatives(flows, owned, seeds, levels)
    artifacts = _describe(project, facts, performances, flows, owned, unmade)
    images = _name_images(performances, invocations, kinds)
    tested = find_test_results(performances, owned, flows)
    transient = {
        u: find_transient(performances[u], owned[u], artifacts) | tested.get(u, frozenset())
        for u in owned
    }
    ways = without_other_ways(owned, kinds)
    needed = drop_stored_copies(flows, kinds, artifacts)
    deliverables = find_deliverables(artifacts, ways, needed, kinds, serving, images, transient)
    told_orders = find_told_orders(seeds, facts)
    untouched = {u: find_untouched(world, facts, seeds[u], performances[u]) for u in owned}
    workflow = Workflow(
        project=project,
        steps=build_steps(
            seeds, performances, units, levels, triggers, invocations, project.by_path, untouched
        ),
        artifacts=_mark(artifacts, deliverables),
        invocations=invocations,
        flows=flows,
        orders=merge_orders(
            find_orders(seeds, performances, units, flows, told_orders), order_manual(seeds, owned)
        ),
        deliverables=deliverables,
        anchors=find_anchors(seeds, facts),
        **_gather(project, facts, performances),  # type: ignore[arg-type]
    )
    return Linked(workflow, world, performances, followed)


def complete_facts(facts: Mapping[str, Facts]) -> dict[str, Facts]:
    """Finish facts that depend on the values of other files."""

    def look_up(path: str) -> Data | None:
        found = facts.get(path)
        return found.data if found is not None else None

    return {path: complete(facts[path], look_up) for path in sorted(facts)}


def _sorted_invocations(performances: Mapping[str, Performance]) -> tuple[Invocation, ...]:
    found = {i: None for performance in performances.values() for i in performance.invocations}
    return tuple(sorted(found, key=lambda i: (i.by, i.of, i.place.sort_key, i.arguments)))


def own_accesses(performance: Performance, id_: str, units: frozenset[str]) -> tuple[Access, ...]:
    """The accesses of a unit that no other unit does on its behalf, without code it copies."""
    return tuple(
        a
        for a in performance.accesses
        if (a.by in ("", id_) or a.by not in units) and not copies_code(a)
    )


def _ends(
    owned: Mapping[str, tuple[Access, ...]],
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(unit, artifact) pairs of the writes and of the reads."""
    pairs: dict[str, list[tuple[str, str]]] = {"write": [], "read": []}
    for unit, accesses in owned.items():
        for access in accesses:
            if not access.artifact.startswith("env:"):
                pairs[access.mode].append((unit, access.artifact))
    return pairs["write"], pairs["read"]


def _describe(
    project: Project,
    facts: Mapping[str, Facts],
    performances: Mapping[str, Performance],
    flows: tuple[Flow, ...],
    owned: Mapping[str, tuple[Access, ...]],
    unmade: frozenset[str],
) -> dict[str, Artifact]:
    accesses: dict[str, list[Access]] = defaultdict(list)
    for performance in performances.values():
        for access in performance.accesses:
            accesses[access.artifact].append(access)
    produced = {a.artifact for found in owned.values() for a in found if a.mode == "write"}
    produced |= {flow.read for flow in flows}
    tracked = [output for path in sorted(facts) for output in facts[path].tracked]
    return build_artifacts(project, tracked, accesses, frozenset(produced), unmade)


def _name_images(
    performances: Mapping[str, Performance],
    invocations: tuple[Invocation, ...],
    kinds: Mapping[str, StepKind],
) -> dict[str, str]:
    """The image that each container build makes, as the command that starts it names it."""
    found: dict[str, str] = {}
    for invocation in invocations:
        if kinds.get(invocation.of) == StepKind.CONTAINER_BUILD:
            for access in performances[invocation.by].accesses:
                if access.mode == "write" and access.artifact.startswith("image:"):
                    found.setdefault(invocation.of, access.artifact)
    return found


def _mark(
    artifacts: Mapping[str, Artifact], deliverables: tuple[Deliverable, ...]
) -> tuple[Artifact, ...]:
    """All artifacts by id, deliverables marked; services and images are artifacts too."""
    marked = dict(artifacts)
    for deliverable in deliverables:
        for id_ in (deliverable.artifact, *deliverable.grouped):
            known = marked.get(id_) or Artifact(
                id_, form_of(id_), deliverable.kind, Tracking.UNKNOWN
            )
            marked[id_] = replace(known, deliverable=True)
    return tuple(marked[id_] for id_ in sorted(marked))


def _gather(
    project: Project, facts: Mapping[str, Facts], performances: Mapping[str, Performance]
) -> dict[str, object]:
    """What linking hands through unchanged, and what it failed on."""
    defects = {defect for performance in performances.values() for defect in performance.defects}
    ordered = [facts[path] for path in sorted(facts)]
    files = walk_files(facts)
    return {
        "instructions": tuple(item for f in ordered for item in f.instructions),
        "placeholders": tuple(item for f in ordered for item in f.placeholders),
        "commented": tuple(item for f in ordered for item in f.commented),
        "environments": tuple(item for f in ordered for item in f.environments),
        "notebooks": tuple((f.path, f.notebook) for f in ordered if f.notebook is not None),
        "imports": find_imports(files),
        "silences": find_silences(facts, files),
        "checks": find_checks(files),
        "named_variables": find_named_variables(facts),
        "code_mentions": tuple(item for f in ordered for item in f.code_mentions),
        "suppressions": tuple(item for f in ordered for item in f.suppressions),
        "unread_words": find_unread_words(files, performances),
        "aliases": find_aliases(facts, files),
        "requested": find_requested(facts),
        "tracked": tuple(item for f in ordered for item in f.tracked),
        "remotes": tuple(dict.fromkeys(item for f in ordered for item in f.remotes)),
        "locked": find_drift(project, facts),
        "problems": (
            *(item for f in ordered for item in f.problems),
            *sorted(defects, key=lambda defect: (defect.place.path, defect.reason)),
        ),
    }
