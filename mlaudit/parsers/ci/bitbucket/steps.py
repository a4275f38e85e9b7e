"""A step of a pipeline.

Source: https://support.atlassian.com/bitbucket-cloud/docs/step-options/
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import ActionUse, DeclaredStep, Gate, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.ci.kept_paths import to_kept_path
from mlaudit.parsers.ci.scripts import join_scripts
from mlaudit.parsers.ci.texts import is_false, text_as_written
from mlaudit.parsers.ci.work import Kept, Work
from mlaudit.parsers.environment.values import entries_of, find, items_of, text_of, texts_of

BITBUCKET_STEP = StepKind("bitbucket-step", StepFamily.JOB, "pipeline")


def read_step(step: Table, name: str, root: Data | None, path: str) -> tuple[DeclaredStep, Work]:
    """A step with that name, without its order and its triggers."""
    work = Work()
    for key in ("script", "after-script"):
        _read_script(step, key, path, work)
    artifacts = step.get("artifacts")
    for text, line in (*texts_of(artifacts), *_uploads(artifacts)):
        kept = to_kept_path(text)
        if kept is None:
            work.declares_more = True
        else:
            work.kept.append(Kept(kept, kept, Place(path, line)))
    image = step.get("image") if step.get("image") is not None else find(root, "image")
    found = DeclaredStep(
        BITBUCKET_STEP,
        name,
        Place(path, step.line),
        name,
        runs=tuple(work.runs),
        gates=_gates(step, path),
        uses=tuple(work.uses),
        image=text_of(image) or text_of(find(image, "name")),
        declares_more=work.declares_more,
    )
    return found, work


def takes_artifacts(step: Table) -> bool:
    """Whether what earlier steps kept is put into its folder, as it is unless refused."""
    return not is_false(find(step, "artifacts", "download"))


def _uploads(artifacts: Data | None) -> Iterator[tuple[str, int]]:
    yield from texts_of(find(artifacts, "paths"))
    for item in items_of(find(artifacts, "upload")):
        yield from texts_of(find(item, "paths"))


def _read_script(step: Table, key: str, path: str, work: Work) -> None:
    """One shell for all commands; a pipe is a container of its own."""
    lines: list[tuple[str, int]] = []
    for item in items_of(step.get(key)):
        if isinstance(item, Scalar):
            lines.append((text_as_written(item), item.line))
        elif text_of(find(item, "pipe")) is not None:
            use, code = _read_pipe(item, path)
            work.uses.append(use)
            if code:
                lines.append((code, item.line))
    if lines:
        place = Place(path, lines[0][1])
        name = "" if key == "script" else key
        work.runs.append(Run(place, script=join_scripts(lines), name=name))


def _read_pipe(item: Data, path: str) -> tuple[ActionUse, str]:
    """A pipe, and the commands that it stands for, where it is known."""
    name = text_of(find(item, "pipe")) or ""
    inputs = {e.key: text_as_written(e.value) for e in entries_of(find(item, "variables"))}
    code = ""
    if name.startswith("atlassian/aws-s3-deploy") and inputs.get("S3_BUCKET"):
        source = shlex.quote(inputs.get("LOCAL_PATH") or ".")
        code = f"aws s3 sync {source} s3://{inputs['S3_BUCKET']}"
    return ActionUse(name, tuple(inputs.items()), Place(path, item.line)), code


def _gates(step: Table, path: str) -> tuple[Gate, ...]:
    if text_of(step.get("trigger")) != "manual":
        return ()
    deployment = text_of(step.get("deployment"))
    detail = f"manual start, deployment {deployment}" if deployment else "manual start"
    return (Gate(Place(path, step.line_of("trigger")), detail),)
