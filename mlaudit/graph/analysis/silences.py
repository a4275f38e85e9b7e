"""Failures of the work that are told to have no consequence."""

from __future__ import annotations

import re

from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.units import pipeline_units
from mlaudit.model.code import Silence
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role
from mlaudit.patterns import lazy_regex

_MATTERS = lazy_regex(
    r"\b(pytest|tox|nox|unittest|test(s|ing)?|valid\w*|check\w*|verify\w*|train\w*|eval\w*|fit|dvc|"
    r"great_expectations|soda|dbt|predict\w*|deploy\w*|release|publish|push|register|ingest\w*|"
    r"snakemake|kedro|papermill|jupyter|nbconvert|prefect|mlflow|python3?|Rscript|make|spark-submit)\b",
    re.IGNORECASE,
)
_HARMLESS = lazy_regex(
    r"^\s*(sudo\s+|@)*(rm|rmdir|mkdir|kill|pkill|killall|find|ls|cat|echo|grep|which|command|test|\[|"
    r"ln|chmod|chown|cp|mv|source|deactivate|sleep|wait|tput|open|xdg-open|apt(-get)?|brew|curl|wget)\b|"
    r"\b(mypy|ruff|flake8|pylint|black|isort|bandit|safety|lint\w*|format\w*|pre-commit|codecov|"
    r"coverage|cache\w*|clean\w*|stop|down|down\w*|prune|delete|uninstall|badge|docs?|sphinx\w*)\b|"
    r"docker[ -]\w*\s*(network|volume|rm|rmi|stop|kill|login|pull)|"
    r"git (add|commit|config|tag|diff)|"
    r"pip\w* (install|uninstall)|--(help|version)\b|pip-audit|trivy|snyk|notify|slack",
    re.IGNORECASE,
)
_WORK = frozenset({"train", "validate", "register", "deploy", "upload", "publish", "gate", "log"})


@immutable
class SilencedWork:
    """A silence, with the ids of the steps whose failure it hides."""

    silence: Silence
    units: tuple[str, ...]


@asked_once
def silenced_work(workflow: Workflow) -> tuple[SilencedWork, ...]:
    """The silences around tests, trainings, checks and releases of the project's own work."""
    found = []
    for silence in workflow.silences:
        file = workflow.project.by_path.get(silence.place.path)
        if file is None or file.role != Role.PIPELINE:
            continue
        if silence.kind == "except":
            units = _units_around(workflow, silence)
            counts = bool(units)
        else:
            units = (silence.step,) if silence.step else ()
            counts = _is_work(silence)
        if counts:
            found.append(SilencedWork(silence, units))
    return tuple(found)


def _is_work(silence: Silence) -> bool:
    """Is what may fail a part of the work, and nothing that puts things away?"""
    what = silence.what.replace("_", " ")
    return bool(_MATTERS.search(what)) and not _HARMLESS.search(what)


def _units_around(workflow: Workflow, silence: Silence) -> tuple[str, ...]:
    """The needed units whose writes, checks or releases may fail there without a word."""
    found = []
    for unit in pipeline_units(workflow) if silence.kind == "except" else ():
        if unit.id not in workflow.deliverables_of_step:
            continue
        writes = [a.place for a in workflow.own_accesses(unit) if a.mode == "write"]
        works = [e.place for e in workflow.own_effects(unit) if e.kind in _WORK]
        if any(map(silence.covers, (*writes, *works))):
            found.append(unit.id)
    return tuple(found)
