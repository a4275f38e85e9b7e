"""Hooks of the repository itself in .pre-commit-config.yaml: https://pre-commit.com."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Data, Table
from mlaudit.model.facts import DeclaredStep, Facts, Run, Trigger
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind, TriggerKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.environment.values import find, items_of, text_of, texts_of
from mlaudit.parsers.path_text import folder_of, name_of
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.yaml_data import read_yaml

PRE_COMMIT_HOOK = StepKind("pre-commit-hook", StepFamily.TARGET, "pre-commit hooks")
OTHER_HOOK = StepKind("pre-commit-other-hook", StepFamily.TARGET, "pre-commit hooks")
"""A hook of another stage, which `pre-commit run` passes over."""

_NAMES = (".pre-commit-config.yaml", ".pre-commit-config.yml")
_COMMANDS = ("system", "unsupported", "python", "script", "unsupported_script", "node", "conda")


def parse(path: str, data: bytes) -> Facts:
    """The hooks whose command stands in the file; those of other repositories check only.

    Broken syntax is reported where the file is read as configuration.
    """
    value, _, _ = read_yaml(data)
    usual = [text for text, _ in texts_of(find(value, "default_stages"))] or ["pre-commit"]
    steps = [
        _step(path, hook, usual)
        for repository in items_of(find(value, "repos"))
        if text_of(find(repository, "repo")) == "local"
        for hook in items_of(find(repository, "hooks"))
        if isinstance(hook, Table)
    ]
    return Facts(path, PARSER.name, steps=tuple(steps))


def _step(path: str, hook: Table, usual: list[str]) -> DeclaredStep:
    name = text_of(hook.get("id")) or text_of(hook.get("name")) or "hook"
    place = Place(path, hook.line)
    stages = _stages(hook, usual)
    return DeclaredStep(
        PRE_COMMIT_HOOK if "pre-commit" in stages else OTHER_HOOK,
        name,
        place,
        f"hooks.{name}",
        runs=tuple(_runs(path, hook)),
        directory=folder_of(path),
        # A person commits or pushes, and has installed the hooks.
        triggers=tuple(
            Trigger(TriggerKind.PERSON, stage, place) for stage in stages if stage != "manual"
        ),
        group=path,
    )


def _runs(path: str, hook: Table) -> Iterator[Run]:
    entry = hook.get("entry")
    text = text_of(entry)
    if entry is None or not text or (text_of(hook.get("language")) or "") not in _COMMANDS:
        return
    arguments = [text_of(item) or "" for item in items_of(hook.get("args"))]
    script = parse_script(" ".join([text, *arguments]), entry.line)
    yield Run(Place(path, entry.line), script=script)


def _stages(hook: Data, usual: list[str]) -> list[str]:
    """The stages of a hook by their present names."""
    named = [text for text, _ in texts_of(find(hook, "stages"))] or usual
    return [f"pre-{stage}" if stage in ("commit", "push") else stage for stage in named]


PARSER = Parser(
    "pre-commit",
    lambda path: name_of(path) in _NAMES,
    parse,
    launchers=(
        Launcher(
            PRE_COMMIT_HOOK,
            ("pre-commit", "prek"),
            before=(("run",),),
            files=_NAMES,
            file_options=("-c", "--config"),
            valued=("--hook-stage", "--files", "--from-ref", "--to-ref", "-s", "-o"),
        ),
    ),
)
"""Reads .pre-commit-config.yaml."""
