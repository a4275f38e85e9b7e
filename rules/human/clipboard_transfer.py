"""HUM004: data that goes through a person's clipboard."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.graph.analysis.people import Wait, matters, waits
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_GIVES = ("to_clipboard", "write_clipboard", "copy", "pbcopy", "wl-copy", "write_clip")


def find_clipboards(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each call and place around it."""
    return (_observe(wait) for wait in waits(workflow, "clipboard"))


def _observe(wait: Wait) -> Observation:
    effect = wait.effect
    gives = effect.via.rpartition(".")[2] in _GIVES
    what = (
        "puts its result on the clipboard, and a person must paste it where it is needed"
        if gives
        else "takes its data from the clipboard, and a person must know what to copy before"
    )
    file = "Write the result to" if gives else "Save the data as"
    return Observation(
        place=effect.place,
        scope=effect.scope,
        subject=effect.via,
        message=f"{effect.place.path} {what} ({effect.via}).",
        remedy=f"{file} a file with a name (`to_csv` and `read_csv` instead of the clipboard), and "
        "keep a version of that file.",
        severity=Severity.HIGH if matters(wait) else Severity.LOW,
        about=(wait.unit.id,),
    )


RULE = Rule(
    code="HUM004",
    slug="clipboard-transfer",
    family="human",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_clipboards,
)
