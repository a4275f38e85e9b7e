"""LLM007: the id of something that a provider keeps, pasted into the code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.models import Question, model_questions
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.patterns import lazy_regex

_MADE = (
    (lazy_regex(r"ft:[\w.-]+:[\w-]*:[\w-]*:\w+|ft-[A-Za-z0-9]{16,}"), "fine-tuned model"),
    (lazy_regex(r"[\w.-]+:ft-[\w-]+"), "fine-tuned model"),
    (lazy_regex(r"file-[A-Za-z0-9]{8,}"), "uploaded file"),
    (lazy_regex(r"batch_[0-9a-f]{8,}"), "batch"),
    (lazy_regex(r"asst_[A-Za-z0-9]{8,}"), "assistant"),
    (lazy_regex(r"vs_[A-Za-z0-9]{8,}"), "vector store"),
    (lazy_regex(r"thread_[A-Za-z0-9]{8,}"), "thread"),
    (lazy_regex(r"projects/[\w-]+/locations/[\w-]+/(models|endpoints|tuningJobs)/\d+"), "model"),
)
"""How providers name what a call has made, and what it is."""


def find_carried_ids(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each id."""
    found: dict[str, list[Question]] = defaultdict(list)
    for question in model_questions(workflow):
        if _noun_of(question.model):
            found[question.model].append(question)
    for id_ in sorted(found):
        yield _observe(id_, found[id_])


def _noun_of(name: str) -> str:
    return next((noun for form, noun in _MADE if form.fullmatch(name)), "")


def _observe(id_: str, questions: list[Question]) -> Observation:
    first = questions[0].effect
    noun = _noun_of(id_)
    places = dict.fromkeys(question.effect.place for question in questions)
    return Observation(
        place=first.place,
        also=tuple(places),
        scope=first.scope,
        subject=id_,
        message=f"{first.place.path} uses the {noun} {id_}, whose id a person copied from the call "
        "that made it; nothing links the two, and the next one must be pasted again.",
        remedy="Let the step that makes it write the id to a file or a registry, and read it from "
        f'there: {{"{noun.replace(" ", "_")}": "{id_}"}} in a tracked JSON file.',
        evidence=tuple(Evidence(place, "uses it too") for place in list(places)[1:9]),
        about=tuple(dict.fromkeys(question.step.id for question in questions)),
        parts=parts_of(".", "", [id_]),
    )


RULE = Rule(
    code="LLM007",
    slug="hand-carried-llm-id",
    family="models",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_carried_ids,
)
