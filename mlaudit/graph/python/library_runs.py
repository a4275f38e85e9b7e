"""Models of calls that run notebooks and projects with parameters."""

from __future__ import annotations

import json
import posixpath

from mlaudit.graph.python.configuration_values import plain_of_value
from mlaudit.graph.python.evaluation import CodeCall, Evaluation, Site
from mlaudit.graph.python.library_system import from_root, word_of
from mlaudit.graph.python.text import combine, is_uri, normalise, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    DictValue,
    ExternalInstance,
    InstanceValue,
    Known,
    ListValue,
    Value,
)

RUN_CONFIGURATION = "wandb.config"
"""Where an evaluation keeps the configuration of the run of Weights & Biases."""


def _execute_notebook(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`papermill.execute_notebook(input, output, parameters=…)`."""
    files = (arguments.get(0, "input_path"), arguments.get(1, "output_path"))
    given = [value for value in files if value is not None and value != NONE]
    parameters, folder = arguments.get(2, "parameters"), arguments.get(None, "cwd")
    further: list[str] = []
    for key, value in parameters.entries.items() if isinstance(parameters, DictValue) else ():
        further += _parameter_words(str(key), value, run.directory)
    if folder is not None and folder != NONE:
        further += ["--cwd", word_of(folder, run.directory)]
    for names in combine(given):
        files_given = (from_root(name, run.directory) for name in names)
        words = ("papermill", *files_given, *further)
        run.record.calls[CodeCall(None, words, run.directory, site.place, site.scope)] = None
    return NONE


def _parameter_words(key: str, value: Value, directory: str) -> list[str]:
    """The words that hand a parameter over: text as it is, everything else as YAML."""
    if isinstance(value, Known) and not isinstance(value.value, str):
        return ["-p", key, str(value.value)]
    plain = plain_of_value(value) if isinstance(value, DictValue | ListValue) else None
    if plain is not None:
        return ["-y", json.dumps({key: plain})]
    return ["-r", key, word_of(value, directory) if texts_of(value) else "{" + key + "}"]


def _run_project(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`mlflow.run(uri, entry_point, parameters={…})`."""
    project = arguments.get(0, "uri")
    entries = texts_of(arguments.get(1, "entry_point") or Known("main"))
    parameters = arguments.get(3, "parameters")
    folder = word_of(project or Known("."), run.directory)
    inside = run.directory if is_uri(folder) else normalise(folder, run.directory)
    given: list[str] = []
    if isinstance(parameters, DictValue):
        for key, value in parameters.entries.items():
            given += ["-P", f"{key}={word_of(value, inside)}"]
    for entry in entries:
        words = ["mlflow", "run", folder, "-e", entry, *given]
        call = CodeCall(None, tuple(words), run.directory, site.place, site.scope)
        run.record.calls[call] = None
    return ExternalInstance("mlflow.projects.SubmittedRun", name)


def _show_page(run: Evaluation, name: str, arguments: Arguments, site: Site) -> None:
    """`streamlit.Page(file)`: the app runs the file, whose path counts from the app's folder.

    https://docs.streamlit.io/develop/api-reference/navigation/st.page
    """
    page = arguments.get(0, "page")
    for text in texts_of(page) if page is not None else ():
        if text.endswith(".py"):
            file = posixpath.join(posixpath.dirname(site.place.path), text)
            _note(run, ["python", posixpath.relpath(file, run.directory)], site)


def _start_run(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`wandb.init(config=…)`: what `wandb.config` holds from then on."""
    given = arguments.get(None, "config")
    if isinstance(given, InstanceValue):
        given = DictValue(given.attributes, given.open_)
    if isinstance(given, DictValue):
        run.kept[RUN_CONFIGURATION] = given
    return None


def _replace_process(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`os.execvp(file, words)` and `os.execlp(file, word, …)`."""
    words = arguments.get(1, "args")
    given = words.items if isinstance(words, ListValue) else arguments.positional[1:]
    _note(run, [word_of(value, run.directory) for value in given], site)
    return NONE


def run_program(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`sh.program(word, …, option=value)` of the module sh."""
    words = [name.partition(".")[2].replace("_", "-")]
    for value in arguments.positional:
        given = value.items if isinstance(value, ListValue) else [value]
        words += [word_of(word, run.directory) for word in given]
    for option, value in arguments.keywords.items():
        if not option.startswith("_"):
            dashes = "-" if len(option) == 1 else "--"
            words.append(dashes + option.replace("_", "-"))
            words += [] if value == Known(True) else [word_of(value, run.directory)]
    _note(run, words, site)
    return ExternalInstance("sh.RunningCommand", name)


def _note(run: Evaluation, words: list[str], site: Site) -> None:
    if words:
        call = CodeCall(None, tuple(words), run.directory, site.place, site.scope)
        run.record.calls[call] = None


MODELS = {
    "wandb.init": _start_run,
    **dict.fromkeys(["os.execv", "os.execvp", "os.execve", "os.execvpe"], _replace_process),
    **dict.fromkeys(["os.execl", "os.execlp"], _replace_process),
    "papermill.execute_notebook": _execute_notebook,
    "streamlit.Page": _show_page,
    "mlflow.run": _run_project,
    "mlflow.projects.run": _run_project,
}
