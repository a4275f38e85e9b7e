"""The picture as GraphML, with typed attributes, for yEd, Gephi, networkx and others."""

from __future__ import annotations

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import disarm_xml, visible
from mlaudit.report.pictures.picture import draw


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The XML text."""
    import networkx

    picture = draw(workflow)
    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for node in picture.nodes:
        graph.add_node(
            node.key,
            node=node.sort,
            name=visible(node.id),
            label=visible(node.label),
            kind=node.kind,
            state=node.state,
            place=visible(node.place),
            deliverable=node.deliverable,
            by_hand=node.by_hand,
            aside=node.aside,
        )
    for number, edge in enumerate(picture.edges, 1):
        attributes = {"edge": edge.sort, "evidence": edge.detail}
        graph.add_edge(edge.source, edge.target, key=f"e{number}", **attributes)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    lines = networkx.generate_graphml(graph, named_key_ids=True)
    return disarm_xml(head + "\n".join(lines) + "\n")


REPORTER = Reporter("graph", "graphml", render)
