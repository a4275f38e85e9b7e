"""The picture as a flowchart of Mermaid, which GitHub and GitLab draw in Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.graph import Workflow
from mlaudit.patterns import lazy_regex
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import visible
from mlaudit.report.pictures.collapse import collapse
from mlaudit.report.pictures.looks import INK, LOOKS, Look, look_of, tell, title_of
from mlaudit.report.pictures.picture import Edge, Node, draw

_SHAPES = {
    "pill": ("([", "])"),
    "box": ("[", "]"),
    "slant": ("[/", "/]"),
    "octagon": ("{{", "}}"),
    "cylinder": ("[(", ")]"),
    "sheet": ("(", ")"),
    "flag": (">", "]"),
    "tab": ("[\\", "\\]"),
}
_WORDS = {"holds": "|holds|", "invokes": "|starts|", "order": "|before|"}
_DASHES = {"invokes": "6 4", "order": "1 4"}
_UNSAFE = lazy_regex(r"[^\w /,=+:.-]|_|(?<!\w)\.|\.(?!\w)|^[-+=]")
"""All but letters, digits and what stands between them: Mermaid takes labels for Markdown."""


def render(workflow: Workflow, presentation: Presentation) -> str:
    """The text of the flowchart; groups stand for nodes where there are many."""
    picture = collapse(draw(workflow))
    lines = ["flowchart TB", *map(_write_node, picture.nodes), *map(_write_edge, picture.edges)]
    for sort, dashes in _DASHES.items():
        numbers = [str(n) for n, edge in enumerate(picture.edges) if edge.sort == sort]
        if numbers:
            lines.append(f"  linkStyle {','.join(numbers)} stroke-dasharray:{dashes}")
    lines += _write_classes(picture.nodes)
    return "\n".join(lines) + "\n"


def _write_node(node: Node) -> str:
    look = look_of(node)
    opening, closing = _SHAPES[look.shape]
    label = f"{_escape(title_of(node))}<br/>{_escape(tell(node))}"
    return f'  {node.key}{opening}"{label}"{closing}:::{look.name}'


def _escape(text: str) -> str:
    """Text in which neither Mermaid nor the HTML that it becomes finds anything to act on."""
    return _UNSAFE.sub(lambda match: f"#{ord(match[0])};", visible(text))


def _write_edge(edge: Edge) -> str:
    line = "-.->" if edge.sort in _DASHES else "-->"
    return f"  {edge.source} {line}{_WORDS.get(edge.sort, '')} {edge.target}"


def _write_classes(nodes: tuple[Node, ...]) -> Iterator[str]:
    used = {look_of(node) for node in nodes}
    yield from (_write_class(look) for look in LOOKS if look in used)
    deliverables = [node.key for node in nodes if node.deliverable]
    if deliverables:
        yield "  classDef deliverable stroke-width:4px,font-weight:bold"
        yield f"  class {','.join(deliverables)} deliverable"


def _write_class(look: Look) -> str:
    width = 3 if look.thick else 1
    return (
        f"  classDef {look.name} "
        f"fill:{look.fill},stroke:{look.line},stroke-width:{width}px,color:{INK}"
    )


REPORTER = Reporter("graph", "mermaid", render)
