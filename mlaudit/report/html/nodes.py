"""Every step and artifact in words: what the picture shows when one is chosen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mlaudit.model.finding import Finding
from mlaudit.model.workflow import Access, Artifact, Step
from mlaudit.report.html.icons import draw_icon
from mlaudit.report.html.markup import Content, Element, code, link, prose, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.pictures.looks import look_of, tell
from mlaudit.report.pictures.picture import Node
from mlaudit.report.terminal.words import count

_SHOWN = 12
"""Rows of one kind below a node."""


def write_nodes(subject: Subject) -> Element:
    """The folded list below the picture."""
    findings: dict[str, list[Finding]] = defaultdict(list)
    for finding in subject.findings:
        for id_ in dict.fromkeys(finding.about):
            findings[id_].append(finding)
    steps = sum(node.sort == "step" for node in subject.picture.nodes)
    others = len(subject.picture.nodes) - steps
    return tag(
        "details",
        tag("summary", f"{count(steps, 'step')} and {count(others, 'artifact')} in words"),
        (_write_node(subject, node, findings[node.id]) for node in subject.picture.nodes),
        class_="nodes",
        id="nodes",
    )


def _write_node(subject: Subject, node: Node, findings: list[Finding]) -> Element:
    workflow = subject.result.workflow
    if node.sort == "step":
        rows = _describe_step(subject, workflow.step_by_id[node.id])
    else:
        rows = _describe_artifact(subject, workflow.artifact_by_id[node.id])
    return tag(
        "article",
        tag("h3", draw_icon(look_of(node).name), " ", code(node.label)),
        tag("p", tell(node), class_="told"),
        tag("ul", rows, _list_findings(subject, findings)),
        id=f"node-{node.key}",
        class_="node",
    )


def _describe_step(subject: Subject, step: Step) -> Iterator[Content]:
    yield tag("li", "at ", code(str(step.place)))
    if step.command:
        yield tag("li", "started with ", code(step.command, class_="command"))
    starters = [i.by for i in subject.result.workflow.invokers.get(step.id, ())]
    if starters:
        yield tag("li", "started by ", _link_steps(subject, starters))
    yield from _list_accesses(subject, "reads", step.reads)
    yield from _list_accesses(subject, "writes", step.writes)
    if step.unresolved:
        told = f"{count(len(step.unresolved), 'access')} whose file could not be told"
        yield tag("li", told, class_="gap")


def _list_accesses(subject: Subject, word: str, accesses: Iterable[Access]) -> Iterator[Content]:
    by_artifact: dict[str, Access] = {}
    for access in accesses:
        by_artifact.setdefault(access.artifact, access)
    for access in list(by_artifact.values())[:_SHOWN]:
        yield tag(
            "li",
            f"{word} ",
            _link_node(subject, "artifact", access.artifact),
            tag("span", f"{access.call} at {access.place}", class_="told"),
        )
    yield _tell_more(len(by_artifact))


def _describe_artifact(subject: Subject, artifact: Artifact) -> Iterator[Content]:
    workflow = subject.result.workflow
    made = workflow.producers.get(artifact.id, ())
    read = workflow.consumers.get(artifact.id, ())
    if made:
        yield tag("li", "made by ", _link_steps(subject, made))
    if read:
        yield tag("li", "read by ", _link_steps(subject, read))
    if artifact.source:
        yield tag("li", "comes from ", code(artifact.source))


def _link_steps(subject: Subject, ids: Iterable[str]) -> list[Content]:
    listed = list(dict.fromkeys(ids))
    told = [part for id_ in listed[:_SHOWN] for part in (_link_node(subject, "step", id_), " ")]
    more = len(listed) - _SHOWN
    return [*told, f"and {more} more" if more > 0 else None]


def _link_node(subject: Subject, sort: str, id_: str) -> Element:
    anchor = subject.find_anchor(sort, id_)
    return link(f"#{anchor}", code(id_)) if anchor else code(id_)


def _list_findings(subject: Subject, findings: list[Finding]) -> Iterator[Content]:
    for finding in findings[:_SHOWN]:
        anchor = subject.anchor_of_finding[finding.fingerprint]
        told = link(f"#{anchor}", finding.code, " ", prose(finding.message))
        yield tag("li", told, class_="found")
    yield _tell_more(len(findings))


def _tell_more(number: int) -> Content:
    return tag("li", f"and {number - _SHOWN} more") if number > _SHOWN else None
