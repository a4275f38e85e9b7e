"""Interpreters: Python, shells, and files that are called by their path."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from mlaudit.catalog.command_models import match_command
from mlaudit.graph.commands.launchers import is_interpreter
from mlaudit.graph.commands.paths import is_unknown_path
from mlaudit.graph.commands.state import ShellState

SHELLS = frozenset({"bash", "sh", "zsh", "dash", "ksh", "ash", "bash.exe", "fish", "rbash"})
_PYTHON_VALUES = {"-W": "value", "-X": "value", "--check-hash-based-pycs": "value"}
_SHELL_VALUES = {"-O": "value", "--rcfile": "value", "--init-file": "value"}


def run_python(state: ShellState, words: Sequence[str]) -> None:
    """`python [options] FILE | -m MODULE | -c CODE | -` with its arguments."""
    rest = list(words[1:])
    interactive = not words[0].endswith("ipython") and "-i" in rest[:3]
    while rest:
        word = rest.pop(0)
        if word in ("-m", "-c"):
            if rest:
                _run_named(state, word, rest[0], rest[1:])
            return
        if word in _PYTHON_VALUES:
            rest = rest[1:]
        elif word.startswith("-m") and len(word) > 2 and not word.startswith("--"):
            _run_named(state, "-m", word[2:], rest)
            return
        elif word == "-":
            break
        elif word == "--":
            continue
        elif not word.startswith("-"):
            run_python_file(state, word, rest)
            return
        elif len(word) > 2 and word[1] != "-" and word[-1] in "mc" and rest:
            _run_named(state, "-" + word[-1], rest[0], rest[1:])
            return
    if state.around.text is not None:
        state.run("python-code", state.around.text, tuple(rest))
    elif interactive or (not state.around.piped and len(words) == 1):
        state.effect("prompt-user", words[0], detail="an interactive interpreter")


def _find_code(state: ShellState, path: str, program: str) -> str | None:
    """The file that a program is told to run; an unknown one is noted and gives None."""
    target = state.resolve(path)
    if target is not None and is_unknown_path(target):
        state.fail(target, "read", program)
        return None
    return target


def run_python_file(
    state: ShellState, path: str, arguments: Sequence[str], program: str = "python"
) -> None:
    """Record the run of a Python file, a notebook, or a folder with `__main__.py`."""
    target = _find_code(state, path, program)
    if target is None:
        return
    form = "streamlit-app" if program == "streamlit" else "python-file"
    state.run("notebook" if target.endswith(".ipynb") else form, target, tuple(arguments))


def _run_named(state: ShellState, flag: str, name: str, arguments: Sequence[str]) -> None:
    if flag == "-c":
        state.run("python-code", name, tuple(arguments))
    else:
        run_python_module(state, name, arguments)


def run_python_module(state: ShellState, name: str, arguments: Sequence[str]) -> None:
    """`python -m name`: modules that are known programs do as those do."""
    program = _MODULE_PROGRAMS.get(name, name)
    words = [*program.split(), *arguments]
    if program in _RUNNER_MODULES or match_command(words) is not None:
        state.engine.perform(state, words)
    else:
        state.run("python-module", name, tuple(arguments))


_MODULE_PROGRAMS = {
    "nbconvert": "jupyter nbconvert",
    "jupyterlab": "jupyter lab",
    "notebook": "jupyter notebook",
}
_RUNNER_MODULES = frozenset(
    {
        "papermill",
        "jupyter nbconvert",
        "jupyter lab",
        "jupyter notebook",
        "jupyter",
        "jupytext",
        "streamlit",
        "flask",
        "uvicorn",
        "gunicorn",
        "mlflow",
        "kedro",
        "luigi",
        "snakemake",
        "dvc",
        "gradio",
        "fastapi",
        "chainlit",
        "hypercorn",
        "zipfile",
        "tarfile",
        "gzip",
    }
)


def run_shell(state: ShellState, words: Sequence[str]) -> None:
    """`bash FILE`, `sh -c CODE`, and code from a here-document."""
    rest = list(words[1:])
    while rest:
        word = rest.pop(0)
        if word in _SHELL_VALUES:
            rest = rest[1:]
        elif word.startswith("-") and not word.startswith("--") and "c" in word[1:]:
            if rest:
                evaluate_text(state.subshell(), rest[0], tuple(rest[2:]))
            return
        elif word in ("-s", "-"):
            break
        elif not word.startswith(("-", "+")):
            run_shell_file(state, word, rest)
            return
    if state.around.text is not None:
        evaluate_text(state.subshell(), state.around.text, tuple(rest))


def run_shell_file(
    state: ShellState, path: str, arguments: Sequence[str], same_shell: bool = False
) -> None:
    """Record the run of a shell script."""
    target = _find_code(state, path, "bash")
    if target is not None:
        state.run("shell-script", target, tuple(arguments), same_shell=same_shell)


def evaluate_text(state: ShellState, text: str, arguments: tuple[str, ...] = ()) -> None:
    """Evaluate code that a command holds as text; its lines all stand where the command does."""
    from mlaudit.parsers.shell import parse_script

    place = state.place
    outer = state.place_of, state.arguments
    state.place_of = lambda line: place
    state.arguments = arguments or state.arguments
    with state.within(text=None):
        state.engine.evaluate(state, parse_script(text))
    state.place_of, state.arguments = outer
    state.place = place


_SHELL_SUFFIXES = (".sh", ".bash", ".ksh", ".zsh", ".slurm", ".sbatch", ".bat", ".cmd", ".ps1")


def run_path(state: ShellState, words: Sequence[str]) -> bool:
    """Record the run of a file that is called by its path; False where the word is no path."""
    first = words[0]
    base = posixpath.basename(first)
    if first.endswith((".py", ".ipynb")):
        run_python_file(state, first, words[1:])
    elif first.endswith(_SHELL_SUFFIXES):
        run_shell_file(state, first, words[1:])
    elif "/" in first and len(words) > 1 and is_interpreter(first):
        run_python(state, words)
    elif "/" in first and base:
        target = state.resolve(first)
        if target is not None and not is_unknown_path(target):
            state.run("program", target, tuple(words[1:]))
    else:
        return False
    return True
