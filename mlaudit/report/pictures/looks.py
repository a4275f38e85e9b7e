"""How nodes look: colour and shape both tell what is done by hand, and a line of words does."""

from __future__ import annotations

from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Automation, Tracking
from mlaudit.report.pictures.picture import Node
from mlaudit.report.terminal.words import TRACKING_WORDS, count

INK = "#1b1f24"
"""Of text; its contrast with every fill is above 10 to 1."""
MAX_LABEL = 64
"""Characters of a label; the middle of longer ones is left out."""


@immutable
class Look:
    """A way of drawing nodes.

    Attributes:
        name: of the class of nodes that share it.
        shape: "pill", "box", "slant", "octagon", "cylinder", "sheet", "flag" or "tab".
        fill, line: colours.
        thick: drawn with a heavy line.
        meaning: in the legend.
    """

    name: str
    shape: str
    fill: str
    line: str
    thick: bool
    meaning: str


HIDDEN = Look("hidden", "octagon", "#ffd7d5", "#b3121d", True, "by hand, written down nowhere")
DOCUMENTED = Look("documented", "slant", "#fff1c2", "#9a6700", True, "by hand, documented")
SCRIPTED = Look("scripted", "box", "#dbe9fb", "#0a58ca", False, "one command or script")
AUTOMATED = Look("automated", "pill", "#d9f2e0", "#1a7f37", False, "runs by itself")
ASIDE = Look("aside", "box", "#f6f8fa", "#8c959f", False, "test, example or tutorial")
BROUGHT = Look("brought", "tab", "#ffd7d5", "#b3121d", True, "a file that a person must bring")
KEPT = Look("kept", "cylinder", "#eef1f4", "#57606a", False, "a version of it is kept")
MADE = Look("made", "sheet", "#ffffff", "#57606a", False, "made, and no version kept")
OUTSIDE = Look("outside", "flag", "#ece4fb", "#6639ba", False, "from elsewhere, or not known")
LOOKS = (HIDDEN, DOCUMENTED, SCRIPTED, AUTOMATED, ASIDE, BROUGHT, KEPT, MADE, OUTSIDE)
"""All, as the legend lists them."""

_STEPS = {
    Automation.HIDDEN.value: HIDDEN,
    Automation.DOCUMENTED.value: DOCUMENTED,
    Automation.SCRIPTED.value: SCRIPTED,
    Automation.AUTOMATED.value: AUTOMATED,
}
_ARTIFACTS = {
    Tracking.GIT.value: KEPT,
    Tracking.LFS.value: KEPT,
    Tracking.DVC.value: KEPT,
    Tracking.ANNEX.value: KEPT,
    Tracking.PINNED_REMOTE.value: KEPT,
    Tracking.PRODUCED.value: MADE,
    Tracking.IGNORED.value: MADE,
    Tracking.UNTRACKED.value: MADE,
    Tracking.ABSENT.value: OUTSIDE,
    Tracking.MUTABLE_REMOTE.value: OUTSIDE,
    Tracking.UNKNOWN.value: OUTSIDE,
}


def look_of(node: Node) -> Look:
    """How a node is drawn."""
    if node.sort == "step":
        return ASIDE if node.aside else _STEPS[node.state]
    return BROUGHT if node.by_hand else _ARTIFACTS[node.state]


def title_of(node: Node) -> str:
    """The first line of a node; deliverables have a star."""
    label = node.label
    if len(label) > MAX_LABEL:
        half = (MAX_LABEL - 1) // 2
        label = f"{label[:half]}…{label[-half:]}"
    if node.members > 1:
        label = f"{label} ({count(node.members, node.sort)})"
    return f"★ {label}" if node.deliverable else label


def tell(node: Node) -> str:
    """The second line of a node: what it is, and how it comes about."""
    if node.sort == "step":
        return f"{node.kind}: {look_of(node).meaning}"
    words = TRACKING_WORDS[Tracking(node.state)]
    told = f"{node.kind}: {'bring it by hand, ' if node.by_hand else ''}{words}"
    return f"deliverable, {told}" if node.deliverable else told
