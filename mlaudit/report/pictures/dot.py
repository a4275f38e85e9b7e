"""The picture in the DOT language of Graphviz."""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.model.graph import Workflow
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import disarm_xml, visible
from mlaudit.report.pictures.looks import INK, look_of, tell, title_of
from mlaudit.report.pictures.picture import Edge, Node, draw

_SHAPES = {
    "pill": ("box", "rounded,filled"),
    "box": ("box", "filled"),
    "slant": ("parallelogram", "filled"),
    "octagon": ("octagon", "filled"),
    "cylinder": ("cylinder", "filled"),
    "sheet": ("note", "filled"),
    "flag": ("cds", "filled"),
    "tab": ("tab", "filled"),
}
_STYLES = {"invokes": "dashed", "order": "dotted"}


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The text of the digraph."""
    picture = draw(workflow)
    lines = [
        "digraph workflow {",
        "  rankdir=TB;",
        f'  node [fontname="sans-serif", fontsize=11, fontcolor="{INK}"];',
        *map(_write_node, picture.nodes),
        *map(_write_edge, picture.edges),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _write_node(node: Node) -> str:
    look = look_of(node)
    shape, style = _SHAPES[look.shape]
    label = f"{_escape(title_of(node))}\\n{_escape(tell(node))}"
    return f"  {node.key} [" + _write_attributes(
        {
            "label": label,
            "tooltip": _escape(node.id),
            "shape": shape,
            "style": style,
            "fillcolor": look.fill,
            "color": look.line,
            "penwidth": "3" if look.thick or node.deliverable else "1",
            "peripheries": "2" if node.deliverable else "1",
        }
    )


def _write_edge(edge: Edge) -> str:
    attributes = {"class": edge.sort, "style": _STYLES.get(edge.sort, "solid")}
    if edge.detail:
        attributes["tooltip"] = _escape(edge.detail)
    return f"  {edge.source} -> {edge.target} [{_write_attributes(attributes)}"


def _write_attributes(attributes: Mapping[str, str]) -> str:
    return ", ".join(f'{key}="{value}"' for key, value in attributes.items()) + "];"


def _escape(text: str) -> str:
    """Text within quotes: Graphviz knows escapes behind backslashes and entities of HTML."""
    safe = visible(text).replace("\\", "\\\\").replace('"', '\\"')
    safe = safe.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return disarm_xml(safe)


REPORTER = Reporter("graph", "dot", render)
