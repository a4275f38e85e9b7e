"""Command lines that start a declared step from the root of the repository."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Collection

from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.base import Launcher
from mlaudit.parsers.orchestrators.snakemake.paths import main_files, working_directory
from mlaudit.parsers.registry import launcher_of


def command_of_declared(
    kind: StepKind, path: str, name: str, files: Collection[str], directory: str = "."
) -> str:
    """What a person types to start a step of a pipeline file, "" where it is not known.

    Args:
        kind: of the step.
        path: of the file that declares it.
        name: of the step.
        files: every file of the tree.
        directory: in which the step runs.
    """
    folder = posixpath.dirname(path)
    if kind == StepKind.DVC_STAGE:
        return f"dvc repro {shlex.quote(f'{path}:{name}' if folder else name)}"
    if kind == StepKind.MAKE_TARGET:
        return f"make {'-C ' + shlex.quote(folder) + ' ' if folder else ''}{shlex.quote(name)}"
    if kind == StepKind.SNAKEMAKE_RULE:
        return _command_of_rule(path, name, files)
    if kind == StepKind.MLPROJECT_ENTRY:
        return f"mlflow run {shlex.quote(folder or '.')} -e {shlex.quote(name)}"
    launcher = launcher_of(kind.value)
    return "" if launcher is None else _command_of_launcher(launcher, path, name, directory)


def command_of_project(launcher: Launcher, directory: str) -> str:
    """The command that starts all steps of a project."""
    words = [launcher.programs[0], *launcher.before[0]]
    return " ".join([*([] if directory == "." else ["cd", shlex.quote(directory), "&&"]), *words])


def _command_of_launcher(launcher: Launcher, path: str, name: str, directory: str) -> str:
    """The first program that starts such steps, in the folder of the file or of the project."""
    if launcher.of_project:
        words = [*launcher.name_options[:1], name]
        if launcher.module_option:
            module = path.removesuffix(".py").removeprefix("src/").replace("/", ".")
            words = [launcher.module_option, module, *words]
        return " ".join([command_of_project(launcher, directory), *map(shlex.quote, words)])
    words = [launcher.programs[0], *launcher.before[0]]
    if launcher.takes_file:
        words.append(path)
    elif launcher.file_options and posixpath.basename(path) not in launcher.files:
        words += [launcher.file_options[0], path]
    elif folder := posixpath.dirname(path):
        words = ["cd", folder, "&&", *words]
    takes_names = launcher.several or not (launcher.takes_file or _starts_files(launcher))
    if takes_names:
        words += [*launcher.name_options[:1], name]
    return " ".join(word if word == "&&" else shlex.quote(word) for word in words)


def _starts_files(launcher: Launcher) -> bool:
    """Does it start all that a file holds (`kubectl apply -f`)?"""
    return launcher.at_once and bool(launcher.file_options) and not launcher.files


def _command_of_rule(path: str, name: str, files: Collection[str]) -> str:
    """Snakemake wants a number of cores, and finds only a main file in the working directory."""
    base = working_directory(path)
    main = next((file for file in main_files(base) if file in files), path)
    words = ["snakemake", "--cores", "all"]
    if base != ".":
        words += ["-d", base]
    if main not in main_files("."):
        words += ["-s", main]
    return " ".join(map(shlex.quote, [*words, name]))
