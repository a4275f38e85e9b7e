"""Models of what finds the root of a project: helpers of libraries, git, the file of the code."""

from __future__ import annotations

import posixpath

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.markers import find_marker
from mlaudit.graph.python.text import (
    combine,
    is_absolute,
    join_paths,
    normalise,
    spread_whole,
    texts_of,
)
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    ClassValue,
    ExternalInstance,
    FunctionValue,
    Known,
    ListValue,
    ModuleValue,
    PathValue,
    Value,
    join,
)

_DEFAULT_MARKERS = (".project-root", "setup.cfg", "setup.py", ".git", "pyproject.toml")
_TOP_LEVEL = ("rev-parse", "--show-toplevel")


def _climb(run: Evaluation, start: str, markers: tuple[str, ...]) -> str:
    """The nearest folder at or above `start` with one of the markers, else the root."""
    folder = normalise(start, run.directory)
    while folder not in ("", ".") and not is_absolute(folder) and not folder.startswith(".."):
        if any(
            find_marker(run, Known(f"{ROOT}/{folder}/{name}")) == Known(True) for name in markers
        ):
            return f"{ROOT}/{folder}"
        folder = posixpath.dirname(folder)
    return ROOT


def _markers(value: Value | None) -> tuple[str, ...]:
    """The files that mark a root, as a text or a list of them."""
    items = value.items if isinstance(value, ListValue) else [value] if value is not None else []
    found = tuple(text for item in items for text in texts_of(item))
    return found or _DEFAULT_MARKERS


def _mark_root(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`rootutils.setup_root(…)`, which also sets PROJECT_ROOT, the import path and the folder."""
    found = _project_root(run, name, arguments, site)
    if not isinstance(found, PathValue):
        return found
    if arguments.get(None, "project_root_env_var") != Known(False):
        run.environment.setdefault("PROJECT_ROOT", found.text)
    if arguments.get(None, "cwd") == Known(True) and not run.uncertain:
        run.directory = normalise(found.text, run.directory)
    run.search_path.items.insert(0, Known(found.text))
    return found


def _project_root(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`rootutils.find_root(__file__, indicator=…)`, which climbs from the file."""
    start = arguments.get(0, "search_from")
    texts = texts_of(start) if start is not None else ["."]
    markers = _markers(arguments.get(1, "indicator"))
    return join([PathValue(_climb(run, text, markers)) for text in texts], "path")


def _here(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`pyprojroot.here(*parts)`."""
    parts = combine([PathValue(ROOT), *spread_whole(arguments)])
    return join([PathValue(join_paths(texts)) for texts in parts], "path")


def _found_root(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`pyprojroot.find_root(criterion)`."""
    return PathValue(ROOT)


def _source_file(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`inspect.getfile(x)`: the file of the code that makes the object."""
    value = arguments.get(0, "object")
    if isinstance(value, FunctionValue | ClassValue):
        path = value.module.module.path
    elif isinstance(value, ModuleValue):
        path = value.scope.module.path
    elif isinstance(value, ExternalInstance) and value.call == "inspect.currentframe":
        path = site.frame.module.module.path
    else:
        return None
    return Known(f"{ROOT}/{path}")


def is_top_level(command: Value) -> bool:
    """Is it the command that asks git for the root of the repository?"""
    if isinstance(command, ListValue):
        words = [text for item in command.items for text in texts_of(item)]
    else:
        words = [word for text in texts_of(command)[:1] for word in text.split()]
    return words[:1] == ["git"] and tuple(words[-2:]) == _TOP_LEVEL


def give_output(name: str, text: str) -> Value:
    """What starting a program gives that prints a known text."""
    if name in ("subprocess.check_output", "subprocess.getoutput"):
        return Known(text)
    stream = ExternalInstance("subprocess.Stream", name, state={"text": Known(text)})
    if name == "os.popen":
        return stream
    output: Value = Known(text) if name == "subprocess.run" else stream
    state: dict[str, object] = {"stdout": output, "text": Known(text)}
    return ExternalInstance("subprocess.CompletedProcess", name, state=state)


def _read_output(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    text = receiver.state.get("text") if isinstance(receiver, ExternalInstance) else None
    if not isinstance(text, Known):
        return None
    return ListValue([text, NONE], "tuple") if name == "communicate" else text


def _repository(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`git.Repo(path)` of the repository itself."""
    path = arguments.get(0, "path")
    texts = texts_of(path) if path is not None else ["."]
    if any(is_absolute(normalise(text, run.directory)) for text in texts):
        return None
    state: dict[str, object] = {"working_dir": Known(ROOT), "working_tree_dir": Known(ROOT)}
    state["git"] = ExternalInstance("git.Git", "git.Git")
    state["git_dir"] = Known(f"{ROOT}/.git")
    return ExternalInstance("git.Repo", name, None, "", arguments, state)


def _ask_git(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    asked = [text for value in arguments.positional for text in texts_of(value)]
    return (
        Known(ROOT) if "--show-toplevel" in asked or "show_toplevel" in arguments.keywords else None
    )


MODELS = {
    **dict.fromkeys(["pyprojroot.here", "pyprojroot.here.here"], _here),
    "pyprojroot.find_root": _found_root,
    "pyprojroot.root.find_root": _found_root,
    **dict.fromkeys(["rootutils.find_root", "pyrootutils.find_root"], _project_root),
    **dict.fromkeys(["rootutils.setup_root", "pyrootutils.setup_root"], _mark_root),
    **dict.fromkeys(
        ["inspect.getfile", "inspect.getsourcefile", "inspect.getabsfile"], _source_file
    ),
    "git.Repo": _repository,
}
METHODS = {
    **dict.fromkeys(["subprocess.Stream.read", "subprocess.Stream.readline"], _read_output),
    "subprocess.CompletedProcess.communicate": _read_output,
    "git.Git.rev_parse": _ask_git,
}
