"""Commands that run, convert or open notebooks."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from mlaudit.graph.commands.arguments import Arguments, split_arguments
from mlaudit.graph.commands.parameters import PAPERMILL as _PAPERMILL
from mlaudit.graph.commands.parameters import take_parameters, yaml_parameters
from mlaudit.graph.commands.paths import is_unknown_path
from mlaudit.graph.commands.state import ShellState

_EXTENSIONS = {
    "html": ".html",
    "slides": ".slides.html",
    "pdf": ".pdf",
    "webpdf": ".pdf",
    "latex": ".tex",
    "markdown": ".md",
    "rst": ".rst",
    "script": ".py",
    "python": ".py",
    "notebook": ".nbconvert.ipynb",
    "asciidoc": ".asciidoc",
}


def _options(*flags: str) -> dict[str, str]:
    return dict.fromkeys(flags, "value")


_CONVERT = _options(
    "--to", "--output", "--output-dir", "--template", "--config", "--post", "--writer"
)
_CONVERT |= _options("--preprocessors", "--nbformat", "--log-level", "--reveal-prefix")
_JUPYTEXT = _options(
    "--to", "--from", "-o", "--output", "--opt", "--set-formats", "--update-metadata"
)
_JUPYTEXT |= _options("--set-kernel", "--pipe", "--check", "--run-path", "--diff-format")
_OPEN = _options("--port", "--ip", "--notebook-dir", "--config", "--NotebookApp.token")


def _run_papermill(state: ShellState, words: list[str]) -> None:
    """`papermill IN OUT -p name value -f parameters.yaml`; what comes last here wins."""
    named, rest = take_parameters(words[1:])
    arguments = split_arguments(rest, _PAPERMILL)
    parameters = yaml_parameters(arguments)
    for path in arguments.all_values("-f", "--parameters_file"):
        state.read(path, "papermill", kind="config")
        parameters.append("@" + (state.resolve(path) or path))
    parameters += named
    if not arguments.operands:
        return
    output = arguments.operands[1] if len(arguments.operands) > 1 else None
    _run_notebook(
        state, "papermill", arguments.operands[0], output, parameters, arguments.value("--cwd")
    )


def _run_notebook(
    state: ShellState,
    via: str,
    path: str,
    output: str | None,
    parameters: list[str],
    directory: str | None = None,
) -> None:
    target = state.resolve(path)
    if target is None:
        return
    if is_unknown_path(target):
        state.fail(target, "read", via)
        return
    made = None if output is None else state.resolve(output)
    where = state.resolve(directory) if directory else None
    state.run("notebook", target, tuple(parameters), output=made, directory=where)
    if made is not None and output is not None:
        state.write(output, via)


def _use_jupyter(state: ShellState, words: list[str]) -> None:
    operands = [word for word in words[1:] if not word.startswith("-")]
    command = operands[0] if operands else ""
    rest = list(words[1:])
    if command in rest:
        rest.remove(command)
    if command == "nbconvert":
        _convert(state, ["nbconvert", *rest])
    elif command in ("execute", "run"):
        _execute(state, rest)
    elif command in ("notebook", "lab", "nbclassic", "book", "server") or not command:
        _open(state, f"jupyter {command}".strip(), rest)
    elif command.endswith(".ipynb"):
        _open(state, "jupyter", [command])


def _convert(state: ShellState, words: list[str]) -> None:
    """`nbconvert [--execute] [--to FORMAT] [--inplace] [--output O] N.ipynb …`."""
    arguments = split_arguments(words[1:], _CONVERT)
    executes = "--execute" in arguments.flags or any(
        option.startswith("--ExecutePreprocessor.enabled") for option, _ in arguments.values
    )
    for notebook in arguments.operands:
        output = _converted(notebook, arguments)
        if executes:
            # The working directory of an executed notebook is its own folder.
            folder = posixpath.dirname(notebook) or "."
            _run_notebook(state, "jupyter nbconvert", notebook, output, [], folder)
        else:
            state.read(notebook, "jupyter nbconvert")
            state.write(output, "jupyter nbconvert")
            state.effect("convert", "jupyter nbconvert", state.resolve(output))


def _converted(notebook: str, arguments: Arguments) -> str:
    form = arguments.value("--to") or ("notebook" if "--inplace" in arguments.flags else "html")
    in_place = arguments.flags & {"--inplace", "--clear-output"}
    extension = _EXTENSIONS.get(form, "." + form)
    output = arguments.value("--output")
    if output is None:
        stem = notebook.removesuffix(".ipynb")
        if in_place or (arguments.value("--output-dir") and form == "notebook"):
            output = notebook
        else:
            output = stem + extension
    else:
        ending = ".ipynb" if form == "notebook" else extension
        output = output if output.endswith(ending) else output + ending
        output = posixpath.join(posixpath.dirname(notebook), output)
    folder = arguments.value("--output-dir")
    return output if folder is None else posixpath.join(folder, posixpath.basename(output))


def _execute(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(
        words, _options("--timeout", "--kernel_name", "--output", "--kernel")
    )
    for notebook in arguments.operands:
        output = arguments.value("--output") or (
            "" if "--inplace" not in arguments.flags else notebook
        )
        folder = posixpath.dirname(notebook) or "."
        _run_notebook(state, "jupyter execute", notebook, output or None, [], folder)


def _open(state: ShellState, via: str, words: list[str]) -> None:
    """A person opens the notebook and runs its cells."""
    arguments = split_arguments(words, _OPEN)
    notebooks = [word for word in arguments.operands if word.endswith(".ipynb")]
    for notebook in notebooks:
        state.effect("open-notebook", via, state.resolve(notebook))
        _run_notebook(state, via, notebook, None, [], posixpath.dirname(notebook) or ".")
    if not notebooks and not arguments.flags & {"--version", "--help"}:
        state.effect("open-notebook", via, detail=" ".join(arguments.operands))


def _open_directly(state: ShellState, words: list[str]) -> None:
    _open(state, words[0].replace("-", " "), words[1:])


def _convert_text(state: ShellState, words: list[str]) -> None:
    """`jupytext [--execute] --to FORMAT [-o O] FILE …`."""
    arguments = split_arguments(words[1:], _JUPYTEXT)
    form = (arguments.value("--to") or "").partition(":")[0]
    extension = {"notebook": "ipynb", "python": "py", "markdown": "md"}.get(form, form)
    for source in arguments.operands:
        output = arguments.value("-o", "--output")
        if output is None and extension:
            output = posixpath.splitext(source)[0] + "." + extension
        if "--execute" in arguments.flags:
            _run_notebook(state, "jupytext", source, output, [])
        elif output is not None:
            state.read(source, "jupytext")
            state.write(output, "jupytext")
        if "--sync" in arguments.flags:
            state.effect("convert", "jupytext", state.resolve(source))


def _render(state: ShellState, words: list[str]) -> None:
    """`quarto render FILE`: runs the document's code and writes the page."""
    options = _options("--to", "-t", "--output", "-o", "--output-dir", "-P", "--execute-dir")
    arguments = split_arguments(words[1:], options)
    if arguments.operands[:1] not in (["render"], ["convert"]):
        return
    for source in arguments.operands[1:]:
        form = arguments.value("--to", "-t") or "html"
        output = arguments.value("--output", "-o") or posixpath.splitext(source)[0] + "." + form
        given = [value.replace(":", "=", 1) for value in arguments.all_values("-P")]
        if source.endswith(".ipynb"):
            _run_notebook(state, "quarto render", source, None, given)
        else:
            # A document runs in its own folder, whether it holds Python is seen when it is read.
            folder = arguments.value("--execute-dir") or posixpath.dirname(source) or "."
            where = state.resolve(folder)
            state.run("program", state.resolve(source) or source, tuple(given), directory=where)
        state.write(output, "quarto render", kind="report")


NOTEBOOK_RUNNERS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "papermill": _run_papermill,
    "jupyter": _use_jupyter,
    "jupyter-nbconvert": _convert,
    "nbconvert": _convert,
    "jupyter-notebook": _open_directly,
    "jupyter-lab": _open_directly,
    "runipy": lambda state, words: _execute(state, words[1:]),
    "jupyter-execute": lambda state, words: _execute(state, words[1:]),
    "jupytext": _convert_text,
    "quarto": _render,
}
