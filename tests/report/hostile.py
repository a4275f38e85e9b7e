"""Text as a scanned repository may hold it to mislead whoever shows it."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from mlaudit.model.assessment import Action
from mlaudit.model.change import WorkflowChange
from mlaudit.model.finding import Evidence, Finding
from mlaudit.model.place import Place
from mlaudit.model.report import ScanResult
from mlaudit.model.vocabulary import Automation
from tests.report.examples import make_deliverable, make_finding, make_result

HOSTILE = (
    "a\nb\r\nc",
    "\x1b[31mred\x1b]8;;http://x\x07",
    "::error file=x::y",
    "  ::stop-commands::x",
    "##[error]x ##vso[task.setvariable]x ##teamcity[x]",
    "]]></failure><x>",
    "<script>alert(1)</script>&amp;<!-- x -->",
    "</code></summary></details>",
    "a|b\\|c",
    "`a` ``b`` `",
    "@org/team a@b.org #123 GH-1 !7 org/repo#4 :bomb:",
    "[x](http://evil.example) ![y](http://evil.example/y.png) [z]: http://e",
    "http://evil.example www.evil.example <http://e.example> $x$",
    "**bold** __init__ ~~gone~~ # heading",
    "gpj\u202efdp\u200b",
    "caf\udce9 \ud800 \ufffe \x00 \x0b",
    "%0A%3A,:=",
    "x" * 5000,
)
TEXTS = st.sampled_from(HOSTILE) | st.text(st.characters(codec=None, exclude_categories=()))


def make_hostile(text: str, **changes: object) -> Finding:
    """A finding in which everything that comes from a repository is this text."""
    return replace(
        make_finding(subject=text, place=Place(text, 3)),
        scope=text,
        message=text,
        remedy=text,
        evidence=(Evidence(Place(text, 1), text),),
        **changes,  # type: ignore[arg-type]
    )


def make_hostile_result(text: str) -> ScanResult:
    """A result with such a finding, a deliverable and a failure of that name, and a change."""
    result = make_result((make_hostile(text),), deliverables=(make_deliverable(text),))
    action = Action("run", text, Automation.HIDDEN, Place(text, 1), reason=text)
    change = WorkflowChange(text, "a" * 40, actions_added=(action,))
    return replace(result, failures=((text, text),), change=change)
