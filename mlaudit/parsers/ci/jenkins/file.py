"""Jenkinsfiles as facts.

Source: https://www.jenkins.io/doc/book/pipeline/syntax/
"""

from __future__ import annotations

import re
from dataclasses import replace

from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Problem
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Parser
from mlaudit.parsers.ci.holding import hold_back
from mlaudit.parsers.ci.jenkins.parts import find_functions
from mlaudit.parsers.ci.jenkins.reading import read_groovy
from mlaudit.parsers.ci.jenkins.setting import Setting
from mlaudit.parsers.ci.jenkins.stage import Stage, is_empty
from mlaudit.parsers.ci.jenkins.tokens import LONGEST
from mlaudit.parsers.ci.jenkins.tree import Block
from mlaudit.parsers.ci.jenkins.triggers import Inputs, limit, read_inputs
from mlaudit.parsers.ci.jenkins.walker import Walker
from mlaudit.parsers.path_text import suffix_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

JENKINS_STAGE = StepKind("jenkins-stage", StepFamily.JOB, "pipeline")

_NAME = lazy_regex(
    r"(?:.*/)?(?:jenkinsfile(?:[-_.][\w.-]*)?|[\w.-]+[.-]jenkinsfile)", re.IGNORECASE
)
_OTHERS = frozenset({".md", ".rst", ".txt", ".yml", ".yaml", ".json", ".xml", ".py", ".sh", ".png"})


def claims(path: str) -> bool:
    """`Jenkinsfile`, with whatever is added to the name."""
    return bool(_NAME.fullmatch(path)) and suffix_of(path) not in _OTHERS


def parse(path: str, data: bytes) -> Facts:
    """The stages of a pipeline."""
    source = decode_text(data)
    try:
        steps = tuple(_read(read_groovy(source), path))
    except RecursionError:
        return Facts(path, PARSER.name, problems=(Problem(Place(path), "nested too deeply"),))
    long = Problem(Place(path), "only the beginning was read", whole=False)
    problems = (long,) if len(source) > LONGEST else ()
    return Facts(path, PARSER.name, steps=steps, problems=problems)


def _read(root: Block, path: str) -> list[DeclaredStep]:
    inputs = read_inputs(root, path)
    values = {f"params.{name}": text for name, text in inputs.defaults.items() if text}
    values |= {"WORKSPACE": ".", "env.WORKSPACE": "."}
    environment = tuple((name, text or "") for name, text in inputs.parameters)
    walker = Walker(path, find_functions(root))
    walker.walk(root, Setting(values, environment=(*environment, ("WORKSPACE", "."))))
    kept = _kept(walker.stages, path)
    stages = [stage for stage in walker.stages if not is_empty(stage)]
    steps = [_step(stage, inputs, path, kept) for stage in stages]
    held: dict[str, Place] = {}
    for stage in stages:
        for gate in stage.work.gates[:1]:
            waiting = [s.name for s in stages if stage.name in s.after]
            held.update(dict.fromkeys([stage.name] if stage.waits else waiting, gate.place))
    return hold_back(steps, held)


def _step(stage: Stage, inputs: Inputs, path: str, kept: dict[str, list[str]]) -> DeclaredStep:
    work = stage.work
    triggers = limit(inputs, stage.setting.conditions, path, stage.line)
    asked = not triggers or any(t.kind == TriggerKind.DISPATCH for t in triggers)
    reads, writes = list(work.reads), []
    for one in work.kept:
        reads.append(Declaration(one.path, one.place, "upload"))
        writes.append(Declaration(_stashed(path, one.inside), one.place, "upload"))
    for taken in work.taken:
        if taken.path in kept:
            reads.append(replace(taken, path=_stashed(path, taken.path)))
            writes += [replace(taken, path=each) for each in kept[taken.path]]
    return DeclaredStep(
        JENKINS_STAGE,
        stage.name,
        Place(path, stage.line),
        f"stages.{stage.name}",
        runs=tuple(work.runs),
        reads=tuple(dict.fromkeys(reads)),
        writes=tuple(dict.fromkeys(writes)),
        after=stage.after,
        triggers=triggers,
        gates=tuple(work.gates),
        uses=tuple(work.uses),
        inputs=(*(inputs.parameters if asked else ()), *stage.inputs),
        environment=stage.setting.environment,
        image=stage.setting.image,
        group=path,
    )


def _kept(stages: list[Stage], path: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for stage in stages:
        for one in stage.work.kept:
            found.setdefault(one.inside, []).append(one.path)
    return found


def _stashed(path: str, name: str) -> str:
    return f"workspace:{path}/{name}"


PARSER = Parser("jenkins", claims, parse)
"""Reads `Jenkinsfile`."""
