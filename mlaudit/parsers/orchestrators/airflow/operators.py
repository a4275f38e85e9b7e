"""What a task runs, by the class of its operator."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from mlaudit.model.data import Data, Scalar
from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.airflow.commands import (
    line_of,
    script_run,
    shell_text,
    words_run,
)
from mlaudit.parsers.orchestrators.airflow.tasks import Task, code_of, settings_of
from mlaudit.parsers.orchestrators.definitions import values
from mlaudit.parsers.orchestrators.definitions.source import Source
from mlaudit.parsers.orchestrators.definitions.tracing.objects import (
    Code,
    Made,
    Reference,
    Value,
    known_text,
    shown,
    text_of,
    texts_of,
)
from mlaudit.parsers.path_text import folder_of, join_path

Runs = Iterator[Run]


def runs_of(source: Source, task: Task) -> tuple[Run, ...]:
    """What a task runs; nothing for operators of which that is not known."""
    if task.code is not None:
        return tuple(_function(source, task, task.code))
    reader = next((r for sign, r in _READERS.items() if sign in task.kind), _command)
    return tuple(reader(source, task))


def _function(source: Source, task: Task, code: Code) -> Runs:
    """A task function, and the command that one with `@task.bash` gives back."""
    place = Place(source.path, code.function.lineno)
    handed = () if task.kind == "asset" else tuple(_handed(task.made))
    yield Run(place, callable_=(source.path, code.function.name), handed=handed)
    if task.kind in ("bash", "run_if"):
        for node in ast.walk(code.function):
            text = values.text_of(getattr(node, "value", None), source.constants)
            if isinstance(node, ast.Return) and text:
                yield script_run(source.path, text, node.lineno)


def _handed(made: Made) -> Iterator[tuple[str, str]]:
    """What a call of a task function hands over, as far as it is text; see `_python`."""
    for value in made.arguments:
        yield "", value if isinstance(value, str) else "{argument}"
    for name, value in settings_of(made).items():
        if isinstance(value, str) and code_of(made) is not None and name != "task_id":
            yield name, value


def _named(name: str, value: object) -> tuple[str, str]:
    """A parameter with its text, or with a hole where it gets something else.

    Without the hole the default would count, and a test of it would be decided by that.
    """
    return name, value if isinstance(value, str) else f"{{{name}}}"


def _python(source: Source, task: Task) -> Runs:
    """A Python callable with `op_args` and `op_kwargs`; what is no constant is a hole."""
    given, place = task.given("python_callable"), Place(source.path, task.made.line)
    handed: list[tuple[str, str]] = []
    if isinstance(given, Made) and given.kind == "partial" and given.arguments:
        handed += [("", shown(value)) for value in given.arguments[1:]]
        handed += [_named(name, value) for name, value in given.keywords.items()]
        given = given.arguments[0]
    arguments, named = task.given("op_args"), task.given("op_kwargs")
    constants: list[tuple[str, Data]] = []
    for value in arguments if isinstance(arguments, tuple) else ():
        if isinstance(value, bool | int | float):
            constants.append((str(len([name for name, _ in handed if not name])), Scalar(value)))
        handed.append(("", value if isinstance(value, str) else "{argument}"))
    for name, value in named.items() if isinstance(named, dict) else ():
        if isinstance(value, bool | int | float):
            constants.append((str(name), Scalar(value)))
        else:
            handed.append(_named(str(name), value))
    if isinstance(given, Code):
        target = (source.path, given.function.name)
        yield Run(place, callable_=target, handed=tuple(handed), given=tuple(constants))
    elif isinstance(given, Reference) and "." in given.name:
        module, _, function = given.name.rpartition(".")
        target = (module, function)
        yield Run(place, callable_=target, handed=tuple(handed), given=tuple(constants))


def _trigger(source: Source, task: Task) -> Runs:
    dag = task.text("trigger_dag_id")
    if dag and "{" not in dag:
        yield Run(Place(source.path, task.made.line), step=f"#{dag}")


def _papermill(source: Source, task: Task) -> Runs:
    files = [text for key in ("input_nb", "output_nb") if (text := task.text(key))]
    given = task.given("parameters")
    parameters = given.items() if isinstance(given, dict) else ()
    pairs = [word for name, value in parameters for word in ("-p", name, shown(value))]
    if files:
        yield words_run(source.path, ("papermill", *files, *pairs), task.made.line)


def _command(source: Source, task: Task) -> Runs:
    """A command of Bash, also on another machine."""
    text = shell_text(task)
    if text.strip():
        line = line_of(task.made, "bash_command", "command")
        yield script_run(source.path, text, line)


def _container(source: Source, task: Task) -> Runs:
    """The words of a container; without any the image says what runs."""
    given = [task.given(name) for name in ("entrypoint", "cmds", "commands", "command")]
    if isinstance(given[-1], str) and not any(given[:-1]):
        yield script_run(source.path, given[-1], line_of(task.made, "command"))
        return
    words = [word for value in (*given, task.given("arguments")) for word in texts_of(value)]
    if words:
        yield words_run(source.path, tuple(words), task.made.line)


def _spark(source: Source, task: Task) -> Runs:
    application = task.text("application")
    words = ("spark-submit", application, *texts_of(task.given("application_args")))
    if application:
        yield words_run(source.path, words, task.made.line)


def _python_file(source: Source, task: Task) -> Runs:
    """Jobs of clouds that take a file of the machine with them."""
    file = task.text("py_file", "script_path", "python_file")
    if file and "://" not in file:
        words = ("python", file, *texts_of(task.given("args", "arguments")))
        yield words_run(source.path, words, task.made.line)


def _databricks(source: Source, task: Task) -> Runs:
    """A run that is submitted: a Python file or a notebook; or a job of the tree by its name."""
    body = task.given("json")
    settings = {**(body if isinstance(body, dict) else {}), **task.settings}
    named = known_text(settings.get("job_name"))
    if named:
        yield Run(Place(source.path, task.made.line), step=f"#{named}")
    listed = settings.get("tasks")
    for item in (settings, *(listed if isinstance(listed, tuple) else ())):
        if isinstance(item, dict):
            yield from _submitted(source, task, item)


def _submitted(source: Source, task: Task, item: dict[str, Value]) -> Runs:
    python, notebook = item.get("spark_python_task"), item.get("notebook_task")
    place = Place(source.path, task.made.line)
    if isinstance(python, dict):
        file = _in_repository(text_of(python.get("python_file")) or "")
        if file:
            yield Run(place, code=file, arguments=texts_of(python.get("parameters")))
    if isinstance(notebook, dict):
        file = _in_repository(text_of(notebook.get("notebook_path")) or "")
        given = notebook.get("base_parameters")
        pairs = given.items() if isinstance(given, dict) else ()
        for ending in ("", ".py", ".ipynb") if file else ():
            arguments = tuple(f"{name}={shown(value)}" for name, value in pairs)
            yield Run(place, code=file + ending, arguments=arguments)


def _in_repository(path: str) -> str:
    """A path of a checkout in a workspace as seen from its root, "" where it leads elsewhere."""
    parts = path.removeprefix("/Workspace").lstrip("/").split("/")
    if parts[0] == "Repos" and len(parts) > 3:
        return "/".join(parts[3:])
    return "" if path.startswith(("/", "{")) or ":" in path else path


def _dbt(source: Source, task: Task) -> Runs:
    """`DbtRunOperator` and the like, and projects that Cosmos takes over as a whole."""
    verbs = ("run", "test", "seed", "snapshot", "build", "compile", "deps", "docs")
    verb = next((v for v in verbs if task.kind.lower().startswith(f"dbt{v}")), "build")
    config = task.given("project_config")
    folder = text_of(config.given("dbt_project_path", place=0)) if isinstance(config, Made) else ""
    folder = folder or task.text("project_dir", "dir", "project_path")
    words = ["dbt", verb, *(["--project-dir", folder] if folder else [])]
    for name in ("select", "models"):
        chosen = texts_of(task.given(name))
        words += ["--select", *chosen] if chosen else []
    yield words_run(source.path, tuple(words), task.made.line)


def _sql(source: Source, task: Task) -> Runs:
    """Queries in the file, or in files beside it."""
    for text in _queries(task):
        if not text.strip().endswith(".sql"):
            yield words_run(source.path, ("sql", "-c", text), line_of(task.made, "sql"))
        elif "{" not in text:
            file = join_path(folder_of(source.path), text.strip())
            yield words_run(source.path, ("sql", "-f", file), line_of(task.made, "sql"))


def _queries(task: Task) -> Iterator[str]:
    body = task.given("configuration")
    query = body.get("query") if isinstance(body, dict) else None
    if isinstance(query, dict):
        yield from texts_of(query.get("query"))
    yield from texts_of(task.given("sql", "hql"))


def _expectations(source: Source, task: Task) -> Runs:
    name = task.text("checkpoint_name", "expectation_suite_name")
    words = ("great_expectations", "checkpoint", "run", name or "{checkpoint}")
    yield words_run(source.path, words, task.made.line)


_READERS: dict[str, Callable[[Source, Task], Runs]] = {
    "TriggerDagRun": _trigger,
    "PythonPipeline": _python_file,
    "PythonJob": _python_file,
    "CustomTrainingJob": _python_file,
    "Python": _python,
    "ShortCircuit": _python,
    "Papermill": _papermill,
    "GreatExpectations": _expectations,
    "SparkSubmit": _spark,
    "Databricks": _databricks,
    "Docker": _container,
    "KubernetesPod": _container,
    "KubernetesJob": _container,
    "StartPod": _container,
    "PodOperator": _container,
    "ContainerInstances": _container,
    "Dbt": _dbt,
    "SQL": _sql,
    "Sql": _sql,
    "Postgres": _sql,
    "Snowflake": _sql,
    "BigQueryInsertJob": _sql,
    "BigQueryExecuteQuery": _sql,
    "Trino": _sql,
    "Hive": _sql,
}
"""How tasks are read, by a part of the class of their operator; the first one counts."""
