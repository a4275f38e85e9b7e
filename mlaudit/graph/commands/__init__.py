"""What command lines do: shell code and argument lists evaluated without running them."""

from __future__ import annotations

from mlaudit.graph.commands.evaluation import evaluate_script, evaluate_words
from mlaudit.graph.commands.foreign import FOREIGN_FORMS, infer_accesses
from mlaudit.graph.commands.outcome import CodeRun, Event, ShellContext, ShellOutcome

__all__ = [
    "FOREIGN_FORMS",
    "CodeRun",
    "Event",
    "ShellContext",
    "ShellOutcome",
    "evaluate_script",
    "evaluate_words",
    "infer_accesses",
]
