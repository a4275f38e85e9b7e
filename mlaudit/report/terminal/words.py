"""The words that reports use for the model's vocabulary."""

from __future__ import annotations

import shlex

from mlaudit.model.assessment import Action
from mlaudit.model.vocabulary import Automation, Tracking

LEVELS = ("remembered", "written down", "scripted", "one command", "continuous")
"""What each level means, from 0."""

VERBS = {"acquire": "obtain", "carry": "copy"}
"""Kinds of action whose plain word is another."""

SEVERITY_STYLES = {"high": "alarm", "medium": "caution", "low": "", "info": "dim"}


AUTOMATION_STYLES = {
    Automation.HIDDEN: "alarm",
    Automation.DOCUMENTED: "caution",
    Automation.SCRIPTED: "good",
    Automation.AUTOMATED: "good",
}

TRACKING_WORDS = {
    Tracking.GIT: "in git",
    Tracking.LFS: "in Git LFS",
    Tracking.DVC: "in DVC",
    Tracking.ANNEX: "in git-annex",
    Tracking.PRODUCED: "made by a step",
    Tracking.PINNED_REMOTE: "a fixed version from elsewhere",
    Tracking.MUTABLE_REMOTE: "from elsewhere, may change",
    Tracking.IGNORED: "kept out of git",
    Tracking.UNTRACKED: "not in git",
    Tracking.ABSENT: "not in the tree",
    Tracking.UNKNOWN: "its content is kept nowhere in sight",
}
"""What keeps the content of an artifact."""


def count(number: int, noun: str) -> str:
    """`1 step`, `3 steps`, `2 entries`."""
    if number == 1:
        return f"1 {noun}"
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}es" if noun.endswith("s") else ""
    return f"{number} {plural or noun + 's'}"


def level(number: int) -> str:
    """`level 0, remembered`."""
    return f"level {number}, {LEVELS[number]}"


def points(value: float) -> str:
    """A score without decimals, except that only nothing is 0 and only everything is 100."""
    if 0 < value < 1:
        return f"{max(value, 0.1):.1f}"
    if 99 <= value < 100:
        return "99"
    return f"{value:.0f}"


def verb(action: Action) -> str:
    """What the person does, as an imperative; a command that copies is run."""
    if action.kind == "carry" and " to " not in action.what:
        return "run"
    return VERBS.get(action.kind, action.kind)


def whereabouts(action: Action) -> str:
    """Where the action is written down, or what does it instead of a person."""
    if action.automation is Automation.HIDDEN:
        return "nowhere"
    if action.manual and action.automation is not Automation.AUTOMATED:
        return str(action.place) if action.place else action.automation.value
    return action.automation.value


def name_command(command: str, root: str) -> str:
    """The command line that runs an mlaudit command on the scanned directory."""
    words = command.split()
    if root != ".":
        words.append(shlex.quote(root))
    elif words[-1] == "--dir":
        words.pop()
    return " ".join(["mlaudit", *words])
