"""Steps of a stage: what they run, keep and change for what they enclose.

Source: https://www.jenkins.io/doc/pipeline/steps/
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from mlaudit.model.facts import ActionUse, Declaration, Run
from mlaudit.model.place import Place
from mlaudit.model.shell import Script
from mlaudit.parsers.ci.jenkins.setting import Setting
from mlaudit.parsers.ci.jenkins.tree import Block, Call, Items
from mlaudit.parsers.ci.jenkins.values import texts_in, to_pattern, to_shell
from mlaudit.parsers.ci.kept_paths import to_kept_path
from mlaudit.parsers.ci.scripts import NOT_POSIX, is_posix, read_batch, read_script
from mlaudit.parsers.ci.work import Kept, Work
from mlaudit.parsers.path_text import join_path
from mlaudit.parsers.shell import parse_script

_FOREIGN = ("powershell", "pwsh")
_OPAQUE = ("build", "library", "load", "copyArtifacts", "sshCommand", "kubernetesDeploy")


GetWork: TypeAlias = Callable[[int, Setting], Work]


def read_step(call: Call, setting: Setting, work: GetWork, path: str) -> Setting:
    """Read a step, and give the setting of what it encloses.

    Args:
        call: the step.
        setting: around it.
        work: gives the work of the stage that a line belongs to.
        path: of the file.
    """
    place = Place(path, call.line)
    name = call.name
    if name in ("sh", "bat", *_FOREIGN):
        _run(call, setting, work(call.line, setting), place)
    elif name == "dir":
        inner = to_pattern(call.first("path"), setting.values).replace("\\", "/")
        return replace(setting, directory=posixpath.normpath(join_path(setting.directory, inner)))
    elif name == "withEnv":
        for text in texts_in(call.first("overrides")):
            variable, _, value = to_pattern(text, setting.values).partition("=")
            setting = setting.with_variable(variable, "" if "{" in value else value)
    elif name == "archiveArtifacts":
        for each in _paths(call, "artifacts", setting):
            work(call.line, setting).reads.append(Declaration(each, place, "upload"))
    elif name in ("stash", "unstash"):
        _stash(call, setting, work(call.line, setting), place)
    elif name == "docker.build" or name.endswith(".push"):
        _image(call, setting, work(call.line, setting), place)
    elif name in _OPAQUE:
        work(call.line, setting).uses.append(_use(call, setting, place))
    return setting


def _run(call: Call, setting: Setting, work: Work, place: Place) -> None:
    node = call.first("script")
    texts = texts_in(node)
    line = texts[0].line if texts else call.line
    code = to_shell(node, setting.values)
    if not code.strip():
        return
    work.runs.append(
        Run(
            place,
            script=_script(call.name, code, line),
            directory=setting.directory,
            name=to_pattern(call.get("label"), setting.values),
            environment=setting.environment,
        )
    )


def _script(program: str, code: str, line: int) -> Script:
    if program == "bat":
        return read_batch(code, line)
    first = code.lstrip().partition("\n")[0]
    foreign = first.startswith("#!") and not is_posix(first[2:].split("env ")[-1].strip())
    if program in _FOREIGN or foreign:
        return Script((), code, line, NOT_POSIX)
    return read_script(code, line)


def _stash(call: Call, setting: Setting, work: Work, place: Place) -> None:
    name = to_pattern(call.first("name"), setting.values)
    if call.name == "unstash":
        work.taken.append(Declaration(name, place, "download"))
        return
    for each in _paths(call, "includes", setting):
        work.kept.append(Kept(each, name, place))


def _paths(call: Call, key: str, setting: Setting) -> list[str]:
    """The paths of a list with commas; a pattern that fits everywhere says nothing."""
    text = to_pattern(call.get(key) or call.first(), setting.values)
    kept = (to_kept_path(part, setting.directory) for part in text.split(","))
    return [path for path in kept if path is not None]


def _image(call: Call, setting: Setting, work: Work, place: Place) -> None:
    """`docker.build(name, arguments)` and `image.push(tag)` as the commands that they are."""
    texts = [to_shell(a.value, setting.values) for a in call.arguments]
    if call.name == "docker.build":
        context = texts[1] if len(texts) > 1 else "."
        code = f"docker build -t {texts[0]} {context}" if texts else ""
    else:
        image = setting.values.get(call.name.removesuffix(".push"), "")
        base = image.rpartition(":")[0] if ":" in image.rpartition("/")[2] else image
        code = f"docker push {base}:{texts[0]}" if texts and texts[0] else f"docker push {image}"
        code = code if image else ""
    if code:
        script = parse_script(code, call.line)
        work.runs.append(Run(place, script=script, directory=setting.directory))


def _use(call: Call, setting: Setting, place: Place) -> ActionUse:
    named = [a for a in call.arguments if not isinstance(a.value, Items | Block)]
    inputs = tuple((a.name, to_pattern(a.value, setting.values)) for a in named)
    target = to_pattern(call.first("job"), setting.values) if call.name == "build" else ""
    return ActionUse(f"{call.name} {target}".strip(), inputs, place)
