"""Small pieces of the sentences that rules write."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence

from mlaudit.graph.analysis.wholes import Whole
from mlaudit.model.vocabulary import Confidence, StepKind, Tracking
from mlaudit.model.workflow import Step

_CONFIDENCES = tuple(Confidence)
_KEPT_OUT = {
    Tracking.IGNORED: ".gitignore keeps it out",
    Tracking.UNTRACKED: "it is not committed",
    Tracking.ABSENT: "it is not in the repository",
    Tracking.PRODUCED: "nothing keeps a version of it",
    Tracking.UNKNOWN: "nothing in sight keeps a version of it",
}


def count(number: int, noun: str) -> str:
    """`1 step`, `3 steps`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listing(names: Iterable[str], limit: int = 3) -> str:
    """`a`, `a and b`, `a, b, c and 4 more`; each name once, in the given order."""
    shown = list(dict.fromkeys(names))
    if len(shown) > limit + 1:
        return f"{', '.join(shown[:limit])} and {len(shown) - limit} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)


def kept_out(tracking: Tracking, number: int = 1) -> str:
    """Why git does not hand the content to the next person, as half a sentence."""
    found = _KEPT_OUT.get(tracking, "nothing keeps a version of it")
    if number == 1:
        return found
    return re.sub(r"\bit\b", "them", found.replace("it is", "they are"))


def name_of(step: Step) -> str:
    """A step as a reader can find it."""
    if step.kind == StepKind.README_COMMAND:
        return f"`{step.name}` ({step.place})"
    if step.id == step.path:
        return step.path
    return f"{step.name} ({step.path})"


def name_of_whole(whole: Whole) -> str:
    """What is started, as a reader can find it."""
    return whole.label or name_of(whole.step)


def quote(path: str) -> str:
    """A path as a word of a command line; names with varying parts stay readable."""
    return path if "{" in path or "*" in path else shlex.quote(path)


def lower(confidence: Confidence, steps: int = 1) -> Confidence:
    """A confidence, lowered by some steps."""
    index = min(_CONFIDENCES.index(confidence) + steps, len(_CONFIDENCES) - 1)
    return _CONFIDENCES[index]


def least(confidences: Sequence[Confidence]) -> Confidence:
    """The lowest of some confidences; high for none."""
    return max(confidences, key=_CONFIDENCES.index, default=Confidence.HIGH)
