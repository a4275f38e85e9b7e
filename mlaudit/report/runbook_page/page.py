"""The page: for each deliverable a checklist in the order in which a person follows it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from mlaudit.model.assessment import Action, DeliverableAssessment
from mlaudit.model.graph import Workflow
from mlaudit.model.report import Runbooks
from mlaudit.model.vocabulary import Automation
from mlaudit.report.action_details import Detail, Name, list_details
from mlaudit.report.base import Presentation, Reporter
from mlaudit.report.escape import disarm
from mlaudit.report.markdown.text import code, escape, prose
from mlaudit.report.runbook_page.blocks import Block, write_page
from mlaudit.report.terminal.deliverable import tell_actions
from mlaudit.report.terminal.words import verb

_HEAD = (
    "# Runbook\n\n"
    "Everything that must happen from a clean clone, in order. `mlaudit runbook --write` renews\n"
    "what stands between the marks; notes below them stay.\n"
)
_NONE = "No deliverable was found: no model, report or release that the code makes.\n"
_STATES = {
    Automation.HIDDEN: "by hand, written down nowhere",
    Automation.DOCUMENTED: "by hand",
    Automation.SCRIPTED: "by hand, one command",
    Automation.AUTOMATED: "runs by itself",
}


def render(runbooks: Runbooks, presentation: Presentation) -> str:
    """The page without any notes."""
    return write_page("", list_blocks(runbooks))


def list_blocks(runbooks: Runbooks) -> tuple[Block, ...]:
    """The blocks of the page; an id depends on what its action is, not on where it stands."""
    blocks = [Block("head", _HEAD if runbooks.deliverables else f"{_HEAD}\n{_NONE}")]
    seen: Counter[str] = Counter()
    for deliverable in runbooks.deliverables:
        for words, body in _describe(runbooks.workflow, deliverable):
            digest = hashlib.sha256("\0".join(words).encode("utf-8", "surrogatepass"))
            id_ = digest.hexdigest()[:12]
            seen[id_] += 1
            id_ = id_ if seen[id_] == 1 else f"{id_}-{seen[id_]}"
            blocks.append(Block(id_, disarm(body)))
    return tuple(blocks)


def _describe(
    workflow: Workflow, deliverable: DeliverableAssessment
) -> Iterator[tuple[tuple[str, ...], str]]:
    """What tells each block from the others, and its text."""
    heading = f"## {code(deliverable.artifact)} ({escape(deliverable.kind)})\n\n"
    yield (deliverable.artifact,), f"{heading}{tell_actions(deliverable)}\n"
    for action in deliverable.runbook:
        about = action.about if action.kind == "run" else ()
        words = (deliverable.artifact, action.kind, action.what, *about)
        yield words, _describe_action(workflow, action)


def _describe_action(workflow: Workflow, action: Action) -> str:
    state = _STATES[action.automation] if action.manual else "runs by itself"
    state = "a deliberate gate" if action.gate else state
    box = "[ ] " if action.manual or action.gate else ""
    first = f"- {box}**{verb(action)}** {code(action.what)} ({state})\n"
    return first + "".join(f"  - {_tell(line)}\n" for line in list_details(workflow, action))


def _tell(detail: Detail) -> str:
    told = "".join(code(p.text) if isinstance(p, Name) else prose(p) for p in detail.parts)
    return f"**{told}**" if detail.gap else told


REPORTER = Reporter("runbook", "markdown", render)
