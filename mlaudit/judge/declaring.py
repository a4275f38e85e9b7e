"""How the definition of a stage names what it reads and writes, and which lines it lacks."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from mlaudit.graph.analysis.stages import name_of_stage
from mlaudit.judge.wording import quote
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import StepKind, Tracking
from mlaudit.model.workflow import Artifact, Step

_SHOWN = 12


@immutable
class Tool:
    """The words of a tool that runs stages.

    Attributes:
        command: what a person types to run what has changed.
        inputs, outputs: what the definition calls the files that a stage reads and writes.
        lost: what becomes of a file that a stage writes and does not declare.
        lost_in_git: the same where git keeps the file.
    """

    command: str
    inputs: str
    outputs: str
    lost: str
    lost_in_git: str


_TOOLS = {
    StepKind.DVC_STAGE: Tool(
        "dvc repro",
        "deps",
        "outs",
        "`dvc pull` does not restore {it}, and no stage waits for {it}",
        "after a run a person must remember to commit {it}, and no stage waits for {it}",
    ),
    StepKind.SNAKEMAKE_RULE: Tool(
        "snakemake", "input", "output", *["Snakemake does not know which rule makes {it}"] * 2
    ),
    StepKind.MAKE_TARGET: Tool(
        "make", "prerequisites", "targets", *["make does not know which target makes {it}"] * 2
    ),
}


def tool_of(stage: Step) -> Tool:
    """The words for a stage of DVC, a rule of Snakemake or a target of Make."""
    return _TOOLS[stage.kind]


def lines_for_inputs(workflow: Workflow, stage: Step, artifacts: Iterable[str]) -> str:
    """What to add so that the definition of `stage` lists what it reads."""
    ids = tuple(artifacts)
    names = _as_written(stage, ids)
    if stage.kind == StepKind.SNAKEMAKE_RULE:
        return f"Add to the input of rule {name_of_stage(stage)}: {_quoted(names)}."
    if stage.kind == StepKind.MAKE_TARGET:
        return f"Add the prerequisites: `{stage.name}: {' '.join(map(quote, names))}`."
    sections: dict[str, list[str]] = {}
    for id_, name in zip(ids, names, strict=True):
        if workflow.artifact_by_id[id_].kind == "config":
            sections.setdefault("params", []).append(f"{name}: [keys that it reads]")
        else:
            sections.setdefault("deps", []).append(name)
    return _for_stage(stage, sections)


def lines_for_outputs(
    workflow: Workflow, stage: Step, artifacts: Iterable[str], readers: Mapping[str, Iterable[Step]]
) -> str:
    """What to add so that the definition of `stage` lists what it writes.

    Args:
        workflow: tells what git keeps; DVC then must not.
        stage: the writer.
        artifacts: what it writes.
        readers: who reads each of them.
    """
    ids = tuple(artifacts)
    names = _as_written(stage, ids)
    after = _say_readers(stage, readers)
    if stage.kind == StepKind.SNAKEMAKE_RULE:
        return f"Add to the output of rule {name_of_stage(stage)}: {_quoted(names)}.{after}"
    if stage.kind == StepKind.MAKE_TARGET:
        together = " ".join(map(quote, names))
        return f"Make the rule one for all its files: `{stage.name} {together} &:`.{after}"
    sections: dict[str, list[str]] = {}
    for id_, name in zip(ids, names, strict=True):
        artifact = workflow.artifact_by_id[id_]
        section = "metrics" if artifact.kind == "metrics" else "outs"
        entry = f"{name}: {{cache: false}}" if _is_in_git(artifact, section) else name
        sections.setdefault(section, []).append(entry)
    return _for_stage(stage, sections) + after


def _for_stage(stage: Step, sections: Mapping[str, list[str]]) -> str:
    lines = "; ".join(f"under {section}: {_items(sections[section])}" for section in sections)
    return f"Add to stage {name_of_stage(stage)} in {stage.path}, {lines}."


def _say_readers(stage: Step, readers: Mapping[str, Iterable[Step]]) -> str:
    """What the definitions of the stages that read it lack."""
    lines: dict[str, list[str]] = {}
    section = tool_of(stage).inputs
    for id_, steps in readers.items():
        for reader in steps:
            if reader.kind == stage.kind:
                (written,) = _as_written(reader, (id_,))
                lines.setdefault(name_of_stage(reader), []).append(written)
    parts = [f"{section} of {name}: {_items(lines[name])}" for name in lines]
    return f" Then add to {'; to '.join(parts[:_SHOWN])}." if parts else ""


def _is_in_git(artifact: Artifact, section: str) -> bool:
    return section == "metrics" or artifact.tracking in (Tracking.GIT, Tracking.LFS)


def _as_written(stage: Step, artifacts: Iterable[str]) -> list[str]:
    """Paths as the definition writes them: relative to the working directory of the stage."""
    return [posixpath.relpath(id_, stage.directory) for id_ in artifacts]


def _items(names: list[str]) -> str:
    return _shown([f"`- {name}`" for name in names])


def _quoted(names: list[str]) -> str:
    return _shown([f'"{name}"' for name in names])


def _shown(items: list[str]) -> str:
    more = f" and {len(items) - _SHOWN} more" if len(items) > _SHOWN else ""
    return ", ".join(items[:_SHOWN]) + more
