"""Data that goes from one unit to another although no machine keeps their order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from mlaudit.graph.analysis.keeping import KEPT, is_perhaps_kept
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.obtained import is_told_to_fetch, is_told_to_obtain
from mlaudit.graph.analysis.own_ways import are_apart, has_own_way
from mlaudit.graph.analysis.paths import is_placeholder, is_plumbing, is_temporary
from mlaudit.graph.analysis.units import (
    BY_PERSON,
    is_automatic,
    is_orchestrated,
    pipeline_units,
    services,
)
from mlaudit.graph.registries import is_registered
from mlaudit.model.facts import Trigger
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Confidence, StepKind, TriggerKind
from mlaudit.model.workflow import Access, Artifact, Flow, Order, Step
from mlaudit.parsers.registry import launcher_of

_UNPACKERS = frozenset(
    {"tar", "bsdtar", "gtar", "unzip", "7z", "7za", "7zr", "unrar", "rar", "zipfile", "tarfile"}
)
_CLOCK = TriggerKind.SCHEDULE


@immutable
class LooseEdge:
    """`after` reads what `before` writes, and nothing that runs keeps them in order.

    Attributes:
        before, after: the two units.
        artifacts: what flows, by id; never empty.
        documented: a document lists their commands in this order.
        place: where it does, or None.
        together: one definition (a workflow file, a Makefile, a DAG) declares both.
        encoded: whether more than a person starts `before`, and `after` (`is_orchestrated`).
        kept: the content that flows lies in the repository, so `after` can start without `before`.
    """

    before: Step
    after: Step
    artifacts: tuple[Artifact, ...]
    documented: bool
    place: Place | None
    together: bool
    encoded: tuple[bool, bool]
    kept: bool


@asked_once
def loose_edges(workflow: Workflow) -> tuple[LooseEdge, ...]:
    """Every such pair, by the ids of its units; services and images wait for no run."""
    flowing: dict[tuple[str, str], set[str]] = defaultdict(set)
    settled = _settled_reads(workflow)
    for flow in workflow.flows:
        if _is_settled(workflow, flow, settled):
            continue
        if not (is_temporary(flow.read) or is_plumbing(flow.read) or is_placeholder(flow.read)):
            flowing[flow.before, flow.after].add(flow.read)
    units = {unit.id: unit for unit in pipeline_units(workflow)}
    found = []
    for before, after in sorted(flowing):
        if before not in units or after not in units or not _waits(workflow, units[after]):
            continue
        if units[after].declares_more and _is_together(units[before], units[after]):
            continue  # the edge may be among what could not be told
        candidates = flowing[before, after]
        if _meet_at_registry(units[before], units[after]):
            candidates = {id_ for id_ in candidates if not is_registered(id_)}
        read = _waited_for(workflow, units[before], units[after], candidates)
        if read and not workflow.is_fixed(before, after):
            found.append(_describe(workflow, units[before], units[after], read))
    return tuple(found)


def _meet_at_registry(before: Step, after: Step) -> bool:
    """Do two pipelines start by themselves? Then each run takes what is registered by then."""
    return is_automatic(before) and is_automatic(after) and not _is_together(before, after)


def _settled_reads(workflow: Workflow) -> set[tuple[str, str, str]]:
    """(unit, file, what is written) of reads whose maker is in order; "" for any written name.

    A maker of that very name leaves nothing to wait for; who writes one file of a folder leaves
    the others.
    """
    return {
        (flow.after, flow.read, flow.written if flow.match == "directory" else "")
        for flow in workflow.flows
        if workflow.is_fixed(flow.before, flow.after)
    }


def _is_settled(workflow: Workflow, flow: Flow, settled: set[tuple[str, str, str]]) -> bool:
    """Does what the flow carries come in order from another unit? Not if this one adds to it."""
    if not settled.intersection((flow.after, flow.read, name) for name in ("", flow.written)):
        return False
    own = workflow.own_accesses(workflow.step_by_id[flow.before])
    return not any(a.mode == "read" and a.artifact in (flow.read, flow.written) for a in own)


def _waits(workflow: Workflow, unit: Step) -> bool:
    """Is it work that follows other work? Services and images belong to the release."""
    return unit.id not in services(workflow) and unit.kind != StepKind.CONTAINER_BUILD


def _waited_for(
    workflow: Workflow, before: Step, after: Step, candidates: set[str]
) -> tuple[Artifact, ...]:
    """What `after` needs from `before`: reads that fail without it, of what it does not make."""
    own = workflow.own_accesses(after)
    made = {access.artifact for access in own if access.mode == "write"} | _filled_first(own)
    needed = {a.artifact for a in own if a.mode == "read" and not a.guarded} - made
    if _is_cycle(workflow, before.id, after.id) or _runs_earlier(workflow, after, before):
        return ()
    if is_told_to_fetch(workflow, before):
        return ()
    found = tuple(
        workflow.artifact_by_id[id_]
        for id_ in sorted(candidates & needed)
        if id_ in workflow.artifact_by_id and not is_told_to_obtain(workflow, id_)
    )
    kept = all(artifact.tracking in KEPT for artifact in found)
    if has_own_way(workflow, before, after, found) or (
        are_apart(before, after, found) and not kept
    ):
        return ()
    return found


def _filled_first(accesses: Iterable[Access]) -> set[str]:
    """The folders that a unit reads as a whole after it put files of its own there."""
    written: set[str] = set()
    found: set[str] = set()
    for access in accesses:
        if access.mode == "write":
            written.add(access.artifact)
        elif any(name.startswith(f"{access.artifact}/") for name in written):
            found.add(access.artifact)
    return found


def _is_cycle(workflow: Workflow, before: str, after: str) -> bool:
    """Each needs the other's output: the data flow gives no order."""
    return (after, before) in workflow.flows_by_pair


def _runs_earlier(workflow: Workflow, reader: Step, writer: Step) -> bool:
    """Does a machine run the reader first, so that it takes what an earlier run wrote?"""
    seen: set[str] = set()
    waiting = [writer.id]
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if workflow.is_fixed(reader.id, current):
            return True
        waiting += [i.by for i in workflow.invokers.get(current, ()) if i.by != reader.id]
    return False


def _describe(
    workflow: Workflow, before: Step, after: Step, read: tuple[Artifact, ...]
) -> LooseEdge:
    orders = workflow.order_by_pair.get((before.id, after.id), ())
    documented = next((order for order in orders if "documented" in order.evidence), None)
    return LooseEdge(
        before,
        after,
        read,
        documented is not None or _is_told(workflow, before, after, orders),
        next((order.place for order in orders if order.place is not None), None),
        _is_together(before, after),
        (is_orchestrated(workflow, before), is_orchestrated(workflow, after)),
        all(artifact.tracking in KEPT or is_perhaps_kept(artifact) for artifact in read),
    )


def _is_together(before: Step, after: Step) -> bool:
    """Does one definition of a tool (no document) declare both, or one command start both?"""
    launcher = launcher_of(before.kind.value)
    if before.kind == after.kind and launcher is not None and launcher.of_project:
        return True
    groups = {(step.path, step.group or step.path) for step in (before, after)}
    return len(groups) == 1 and before.kind.is_encoded and after.kind.is_encoded


def _is_told(workflow: Workflow, before: Step, after: Step, orders: tuple[Order, ...]) -> bool:
    """Does one document name the commands of both, the first one first?"""
    mentioned = any("mentioned" in order.evidence for order in orders)
    return mentioned and is_documented(workflow, before) and is_documented(workflow, after)


def is_documented(workflow: Workflow, step: Step) -> bool:
    """Does a document hold a command that starts it, or is it such a command?"""
    starters = [step, *(workflow.step_by_id[i.by] for i in workflow.invokers.get(step.id, ()))]
    return any(starter.kind == StepKind.README_COMMAND for starter in starters)


def join_edges(
    edges: tuple[LooseEdge, ...], name: Callable[[Step], str]
) -> tuple[tuple[LooseEdge, ...], ...]:
    """Edges that hang together through their ends, each chain in the order of its edges.

    Args:
        edges: to join.
        name: the same for units that count as one end.
    """
    chain_of: dict[str, int] = {}
    groups: dict[int, list[LooseEdge]] = {}
    for number, edge in enumerate(edges):
        ends = (name(edge.before), name(edge.after))
        joined = {chain_of[end] for end in ends if end in chain_of}
        target = min(joined, default=number)
        for other in sorted(joined - {target}):
            groups.setdefault(target, []).extend(groups.pop(other))
            for end, chain in chain_of.items():
                chain_of[end] = target if chain == other else chain
        groups.setdefault(target, []).append(edge)
        chain_of.update(dict.fromkeys(ends, target))
    return tuple(
        tuple(sorted(groups[number], key=lambda edge: (edge.before.id, edge.after.id)))
        for number in sorted(groups)
    )


def pattern_of(edge: LooseEdge) -> str:
    """Which pattern a loose edge is: the first of these that holds.

    "undeclared" (one definition declares both units), "clock" (each has a schedule of its own),
    "partly" (the repository starts exactly one of them), "documented", or "implicit".
    """
    if not edge.together and _have_own_schedules(edge.before, edge.after):
        return "clock"
    if edge.together:
        return "undeclared"
    if edge.encoded[0] != edge.encoded[1]:
        return "partly"
    return "documented" if edge.documented else "implicit"


def _have_own_schedules(before: Step, after: Step) -> bool:
    """Does a clock start both, each by another entry, and nothing but a clock the later one?"""
    clocks = [schedules_of(step) for step in (before, after)]
    others = any(t.enabled and t.kind not in (*BY_PERSON, _CLOCK) for t in after.triggers)
    return all(clocks) and set(clocks[0]).isdisjoint(clocks[1]) and not others


def schedules_of(step: Step) -> tuple[Trigger, ...]:
    """The schedules that start a step, its own or of what starts it."""
    return tuple(t for t in step.triggers if t.enabled and t.kind == _CLOCK)


def reading_of(workflow: Workflow, edge: LooseEdge) -> Access:
    """The read through which `after` needs `before`; code before declarations."""
    wanted = {artifact.id for artifact in edge.artifacts}
    reads = [
        access
        for access in workflow.own_accesses(edge.after)
        if access.mode == "read" and access.artifact in wanted
    ]
    return min(reads, key=lambda a: (a.evidence == "declared", a.place.sort_key))


def writing_of(workflow: Workflow, edge: LooseEdge) -> Access | None:
    """The write that makes what `reading_of` reads, the surest by its name."""
    read = reading_of(workflow, edge).artifact
    flows = workflow.flows_by_pair.get((edge.before.id, edge.after.id), ())
    by_name = {flow.written for flow in flows if flow.read == read and flow.match == "exact"}
    flowing = by_name or {flow.written for flow in flows if flow.read == read}
    writes = [
        access
        for access in workflow.own_accesses(edge.before)
        if access.mode == "write" and access.artifact in flowing
    ]
    return min(writes, key=lambda a: (a.evidence == "declared", a.place.sort_key), default=None)


def confidence_of(workflow: Workflow, edge: LooseEdge) -> Confidence:
    """How sure it is that the data flows: equal names are, a folder or a pattern is less so."""
    flows = workflow.flows_by_pair.get((edge.before.id, edge.after.id), ())
    exact = any(flow.match == "exact" for flow in flows)
    reading = reading_of(workflow, edge).confidence
    if exact or reading == Confidence.LOW:
        return reading
    # Of an archive that is unpacked into a folder nobody sees whether the file is in it.
    written = writing_of(workflow, edge)
    unpacked = written is not None and written.via.rpartition(" ")[2] in _UNPACKERS
    return Confidence.LOW if unpacked else Confidence.MEDIUM


def evidence_of(
    workflow: Workflow, edges: Iterable[LooseEdge], name: Callable[[Step], str]
) -> tuple[Evidence, ...]:
    """For each edge the read and the write that make it, in the words of `name`."""
    found: list[Evidence] = []
    for edge in edges:
        reading, written = reading_of(workflow, edge), writing_of(workflow, edge)
        found.append(Evidence(reading.place, f"{name(edge.after)} reads {reading.artifact}"))
        if written is not None:
            found.append(Evidence(written.place, f"{name(edge.before)} writes {written.artifact}"))
    return tuple(dict.fromkeys(found))
