"""Workflow tools whose files declare steps: make, DVC, MLflow, Snakemake, Kedro."""

from __future__ import annotations

from collections.abc import Callable

from mlaudit.catalog.command_models import match_command
from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.paths import change_directory, is_uri
from mlaudit.graph.commands.state import ShellState
from mlaudit.graph.commands.tools import apply_model


def _options(*flags: str) -> dict[str, str]:
    return dict.fromkeys(flags, "value")


def _run_each(
    state: ShellState, form: str, targets: list[str], arguments: list[str], directory: str
) -> None:
    for target in targets or [""]:
        state.run(form, target, tuple(arguments), directory=directory)


def _apply_catalogue(state: ShellState, words: list[str]) -> None:
    matched = match_command(words)
    if matched is not None:
        apply_model(state, matched)


def _directory(state: ShellState, arguments: Arguments, *flags: str) -> str:
    given = arguments.value(*flags)
    return state.directory if given is None else change_directory(state.directory, given)


_MAKE = _options("-C", "--directory", "-f", "--file", "--makefile", "-I", "-o", "-W")


def _make(state: ShellState, words: list[str]) -> None:
    rest = [word for word in words[1:] if not word.startswith(("-j", "-l", "--jobs"))]
    arguments = split_arguments(rest, _MAKE)
    settings = [word for word in arguments.operands if "=" in word]
    # `make -j 4 all`: the number belongs to -j, which takes one only where it follows.
    targets = [word for word in arguments.operands if "=" not in word and not word.isdigit()]
    file = arguments.value("-f", "--file", "--makefile")
    if file is not None:
        settings = ["-f", file, *settings]
    _run_each(state, "make", targets, settings, _directory(state, arguments, "-C", "--directory"))


_DVC_RUN = _options("-S", "--set-param", "-n", "--name", "--cd", "-j", "--jobs", "-m", "--message")
_DVC_RUN |= _options("--copy-paths", "-C")


def _dvc(state: ShellState, words: list[str]) -> None:
    rest = words[1:]
    directory = state.directory
    while rest[:1] in (["--cd"], ["-C"]) and len(rest) > 1:
        directory = change_directory(directory, rest[1])
        rest = rest[2:]
    outer, state.directory = state.directory, directory
    if rest[:1] == ["repro"]:
        _reproduce(state, rest[1:])
    elif rest[:2] == ["exp", "run"] or rest[:2] == ["experiments", "run"]:
        _reproduce(state, rest[2:])
    else:
        if rest[:1] in (["pull"], ["fetch"], ["push"], ["checkout"]):
            rest = ["pull" if word == "checkout" else word for word in rest]
        _apply_catalogue(state, ["dvc", *rest])
    state.directory = outer


def _reproduce(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(words, _DVC_RUN)
    settings = [
        word for value in arguments.all_values("-S", "--set-param") for word in ("-S", value)
    ]
    settings += sorted(arguments.flags & {"-P", "--all-pipelines", "-R", "--recursive", "-s"})
    settings += sorted(arguments.flags & {"--single-item", "--pull", "-p", "--pipeline", "-f"})
    if "--pull" in arguments.flags:
        state.effect("download", "dvc repro --pull")
    _run_each(state, "dvc", arguments.operands, settings, state.directory)


_MLFLOW = _options(
    "-e", "--entry-point", "-v", "--version", "-b", "--backend", "-c", "--env-manager"
)
_MLFLOW |= _options("--backend-config", "--experiment-name", "--experiment-id", "--storage-dir")
_MLFLOW |= _options("--run-id", "--run-name", "-A", "--docker-args", "-P", "--param-list")


def _mlflow(state: ShellState, words: list[str]) -> None:
    if words[1:2] != ["run"]:
        _apply_catalogue(state, words)
        return
    arguments = split_arguments(words[2:], _MLFLOW)
    project = arguments.operands[0] if arguments.operands else "."
    entry = arguments.value("-e", "--entry-point") or "main"
    parameters = arguments.all_values("-P", "--param-list")
    if is_uri(project) or project.startswith("git@"):
        state.effect("download", "mlflow run", project, arguments.value("-v", "--version") or "")
        return
    directory = change_directory(state.directory, project)
    state.run("mlproject", entry, tuple(parameters), directory=directory)


_SNAKEMAKE = _options("-s", "--snakefile", "-d", "--directory", "--configfile", "--configfiles")
_SNAKEMAKE |= _options("--profile", "--cluster", "-c", "--cores", "-j", "--jobs", "--conda-prefix")
_SNAKEMAKE |= _options(
    "--executor", "--latency-wait", "--workflow-profile", "--resources", "--until"
)
_SNAKEMAKE |= _options("--restart-times", "--retries", "--rerun-triggers", "-R", "--forcerun")
_SNAKEMAKE |= _options("-U", "-P", "--prioritize")


def _snakemake(state: ShellState, words: list[str]) -> None:
    rest = list(words[1:])
    settings: list[str] = []
    if "--config" in rest:
        # Takes every following word up to the next option.
        start = rest.index("--config")
        end = next((i for i in range(start + 1, len(rest)) if rest[i].startswith("-")), len(rest))
        settings += rest[start + 1 : end]
        rest = rest[:start] + rest[end:]
    arguments = split_arguments(rest, _SNAKEMAKE)
    file = arguments.value("-s", "--snakefile")
    if file is not None:
        settings = ["-s", file, *settings]
    for path in arguments.all_values("--configfile", "--configfiles"):
        settings += ["--configfile", path]
        state.read(path, "snakemake", kind="config")
    targets = [word for word in arguments.operands if not word.isdigit()]
    # What is forced is made beside the target, be it named or the default.
    forced = arguments.all_values("-R", "--forcerun", "-U", "--until", "-P", "--prioritize")
    directory = _directory(state, arguments, "-d", "--directory")
    _run_each(state, "snakemake", [*(targets or [""]), *forced], settings, directory)


_YOLO_MODES = {"train": "train", "val": "eval", "predict": "eval", "track": "eval"}
"""https://docs.ultralytics.com/usage/cli/"""


def _yolo(state: ShellState, words: list[str]) -> None:
    """`yolo detect train data=d.yaml model=a.pt project=out name=first`."""
    options = dict(word.partition("=")[::2] for word in words[1:] if "=" in word)
    mode = options.get("mode") or next((w for w in words[1:] if w in _YOLO_MODES), "")
    if mode not in _YOLO_MODES:
        return
    task = options.get("task") or next((w for w in words[1:] if w in _YOLO_TASKS), "{task}")
    for name in ("data", "source", "model"):
        # A bare name is fetched by the library; files of the project are given by their path.
        path = options.get(name, "")
        if path and not is_uri(path) and (name != "model" or "/" in path):
            state.read(path, "yolo")
    folder = options.get("project") or f"runs/{task}"
    kind = "checkpoint" if mode == "train" else "other"
    name = options.get("name") or f"{mode}{{number}}"
    state.write(f"{folder.rstrip('/')}/{name}", "yolo", kind=kind)
    state.effect(_YOLO_MODES[mode], "yolo", detail=" ".join(words[1:])[:200])


_YOLO_TASKS = frozenset({"detect", "segment", "classify", "pose", "obb"})

RUNNERS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "make": _make,
    "gmake": _make,
    "mingw32-make": _make,
    "dvc": _dvc,
    "mlflow": _mlflow,
    "snakemake": _snakemake,
    "yolo": _yolo,
}
