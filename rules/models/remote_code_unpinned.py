"""LLM004: code of a hub or a repository that runs without a fixed commit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from mlaudit.graph.analysis.models import RemoteCode, remote_code
from mlaudit.judge.parts import parts_of
from mlaudit.judge.rule import Observation, Rule
from mlaudit.model.finding import Evidence
from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import Confidence, Severity
from mlaudit.patterns import lazy_regex

_COMMIT = lazy_regex(r"[@:][0-9a-f]{7,40}$")
_TAG = lazy_regex(r":v?\d+(\.\d+)+$")
_MAINTAINED = ("pytorch/", "facebookresearch/", "ultralytics/", "huggingface/", "NVIDIA/")


def find_remote_code(workflow: Workflow) -> Iterator[Observation]:
    """One finding for each repository whose code is run."""
    found: dict[str, list[RemoteCode]] = defaultdict(list)
    for use in remote_code(workflow):
        if _is_open(use.artifact):
            found[use.artifact.partition("://")[2].partition("@")[0]].append(use)
    for name in sorted(found):
        yield _observe(name, found[name])


def _is_open(artifact: str) -> bool:
    """Is it a repository of its own, without a commit or a tag of a version?"""
    name = artifact.partition("://")[2]
    fixed = _COMMIT.search(name) or (artifact.startswith("github://") and _TAG.search(name))
    return "/" in name and "{" not in name and not fixed


def _observe(name: str, uses: list[RemoteCode]) -> Observation:
    first, *others = sorted(uses, key=lambda use: use.place.sort_key)
    places = dict.fromkeys(use.place for use in others if use.place != first.place)
    remedy = '`revision="<40 hex digits>"`, and `code_revision` where the code lies elsewhere'
    if first.via == "torch.hub.load":
        remedy = f'`torch.hub.load("{name}:<tag or commit>", …)`'
    return Observation(
        place=first.place,
        also=tuple(places),
        scope=first.scope,
        subject=name,
        message=f"{first.place.path} runs code of {name} as it stands on the day of the run; "
        "whoever may push there decides what runs here, and nobody reviews it.",
        remedy=f"Fix the commit that you have read: {remedy}.",
        severity=Severity.MEDIUM if name.startswith(_MAINTAINED) else Severity.HIGH,
        evidence=tuple(Evidence(place, "runs it too") for place in list(places)[:8]),
        about=tuple(dict.fromkeys(id_ for use in uses for id_ in (use.artifact, use.step))),
        parts=parts_of(".", "", [name]),
    )


RULE = Rule(
    code="LLM004",
    slug="remote-code-unpinned",
    family="models",
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    check=find_remote_code,
)
