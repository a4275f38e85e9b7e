"""Answers that are worked out once for each workflow."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from mlaudit.model.graph import Workflow

Answer = TypeVar("Answer")


def asked_once(question: Callable[[Workflow], Answer]) -> Callable[[Workflow], Answer]:
    """Keep the answer to `question` on the workflow, as its cached properties are kept."""

    @wraps(question)
    def ask(workflow: Workflow) -> Answer:
        answers: dict[Any, Any] = workflow.__dict__.setdefault("_answers", {})
        if question not in answers:
            answers[question] = question(workflow)
        answer: Answer = answers[question]
        return answer

    return ask
