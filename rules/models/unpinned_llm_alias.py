"""LLM001: a hosted model under a name that its provider moves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.catalog.model_aliases import Alias, find_alias
from mlaudit.graph.analysis.models import Question, model_questions
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity

_OWN_NAMES = ("azure", "ollama")
"""Clients whose model is the name of a deployment, or of a file on the machine."""


def find_moving_models(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each name, whoever asks for it."""
    found: dict[str, list[Question]] = defaultdict(list)
    aliases: dict[str, Alias] = {}
    for question in model_questions(workflow):
        alias = find_alias(question.model)
        via = question.effect.via.lower()
        if alias is not None and not any(name in via for name in _OWN_NAMES):
            aliases[alias.name] = alias
            found[alias.name].append(question)
    for name in sorted(found):
        yield _observe(aliases[name], found[name])


def _observe(alias: Alias, questions: list[Question]) -> Observation:
    first = questions[0].effect
    fixed = f"`{alias.snapshot}`" if alias.snapshot else "a dated name of the same model"
    known = f" (the newest known on {alias.as_of})" if alias.snapshot else ""
    places = dict.fromkeys(question.effect.place for question in questions)
    return Observation(
        place=first.place,
        also=tuple(places),
        scope=first.scope,
        subject=alias.name,
        message=f"{first.place.path} asks {alias.name}, a name that the provider points to another "
        "model from time to time; answers and evaluations change without a commit.",
        remedy=f"Name a snapshot: {fixed}{known}, and evaluate again when you change it.",
        evidence=tuple(Evidence(place, "asks it too") for place in list(places)[1:9]),
        about=tuple(dict.fromkeys(question.step.id for question in questions)),
        parts=parts_of(".", "", [alias.name]),
    )


RULE = Rule(
    code="LLM001",
    slug="unpinned-llm-alias",
    family="models",
    severity=Severity.MEDIUM,
    confidence=Confidence.HIGH,
    check=find_moving_models,
)
