"""Servers of Python applications."""

from __future__ import annotations

from collections.abc import Callable

from mlaudit.graph.commands.arguments import split_arguments
from mlaudit.graph.commands.interpreters import run_python_file
from mlaudit.graph.commands.state import ShellState


def _options(*flags: str) -> dict[str, str]:
    return dict.fromkeys(flags, "value")


_UVICORN = _options("--host", "--port", "--workers", "--log-level", "--reload-dir", "--env-file")
_UVICORN |= _options("--app-dir", "--log-config", "--root-path", "--loop", "--http", "--ws")
_UVICORN |= _options("--timeout-keep-alive", "--ssl-keyfile", "--ssl-certfile", "--uds", "--fd")
_GUNICORN = _options("-w", "--workers", "-k", "--worker-class", "-b", "--bind", "-t", "--timeout")
_GUNICORN |= _options(
    "--threads", "-c", "--config", "--log-level", "--access-logfile", "-n", "--name"
)
_GUNICORN |= _options("--error-logfile", "--chdir", "-e", "--env", "--max-requests", "-p", "--pid")
_GUNICORN |= _options("--worker-tmp-dir", "--keep-alive", "--graceful-timeout", "-u", "-g")


def _serve_module(state: ShellState, words: list[str]) -> None:
    """`uvicorn package.module:app`."""
    valued = _GUNICORN if words[0] == "gunicorn" else _UVICORN
    arguments = split_arguments(words[1:], valued)
    if not arguments.operands:
        return
    application = arguments.operands[0]
    folder = arguments.value("--app-dir", "--chdir")
    record_module(state, words[0], application, folder)


def record_module(state: ShellState, via: str, application: str, folder: str | None = None) -> None:
    """Record that the application in a module is served: `package.module:app`."""
    state.effect("serve", via, detail=application)
    module = application.partition(":")[0]
    directory = None if folder is None else state.resolve(folder)
    if module.endswith(".py") or "/" in module:
        path = module if module.endswith(".py") else module + ".py"
        run_python_file(state, path, ())
    elif module and not module.startswith("{"):
        state.run("python-module", module, directory=directory)


def _serve_file(state: ShellState, words: list[str]) -> None:
    """`streamlit run app.py -- arguments`, `fastapi dev main.py`, `gradio app.py`."""
    rest = list(words[1:])
    if rest and rest[0] in ("run", "dev", "serve", "hello", "config", "cache", "version"):
        command = rest.pop(0)
        if command not in ("run", "dev", "serve"):
            return
    handed: list[str] = []
    if "--" in rest:
        handed = rest[rest.index("--") + 1 :]
        rest = rest[: rest.index("--")]
    valued = _options("--port", "--host", "--server.port", "--server.address", "--app", "-p", "-h")
    valued |= _options(
        "--server.headless", "--theme.base", "--args", "--address", "--allow-websocket-origin"
    )
    arguments = split_arguments(rest, valued)
    if arguments.operands:
        first, *more = arguments.operands
        state.effect("serve", words[0], state.resolve(first), first)
        run_python_file(state, first, [*more, *handed], words[0])


def _marimo(state: ShellState, words: list[str]) -> None:
    """`marimo run a.py` serves a notebook, `marimo export html a.py -o a.html` runs it."""
    arguments = split_arguments(words[1:], _options("-o", "--output", "-p", "--port", "--host"))
    files = [word for word in arguments.operands if word.endswith(".py")]
    if not files or arguments.operands[0] not in ("run", "export"):
        return
    if arguments.operands[0] == "run":
        state.effect("serve", "marimo", state.resolve(files[0]), files[0])
    run_python_file(state, files[0], ())
    output = arguments.value("-o", "--output")
    if output is not None:
        state.write(output, "marimo export")


def _flask(state: ShellState, words: list[str]) -> None:
    """`flask run`: the application is an option, a variable or `app.py`."""
    valued = _options("--app", "-A", "--host", "-h", "--port", "-p", "--env-file", "-e")
    arguments = split_arguments(words[1:], valued)
    if "run" not in arguments.operands:
        return
    named = dict(state.assigned).get("FLASK_APP") or state.variables.get("FLASK_APP")
    application = arguments.value("--app", "-A") or named or "app"
    record_module(state, "flask", application.strip("\"'"))


def _celery(state: ShellState, words: list[str]) -> None:
    arguments = split_arguments(words[1:], _options("-A", "--app", "-l", "--loglevel", "-Q", "-c"))
    application = arguments.value("-A", "--app")
    if application is not None:
        record_module(state, "celery", application)


SERVERS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "uvicorn": _serve_module,
    "hypercorn": _serve_module,
    "daphne": _serve_module,
    "granian": _serve_module,
    "gunicorn": _serve_module,
    "waitress-serve": _serve_module,
    "streamlit": _serve_file,
    "fastapi": _serve_file,
    "gradio": _serve_file,
    "chainlit": _serve_file,
    "panel": _serve_file,
    "bokeh": _serve_file,
    "marimo": _marimo,
    "flask": _flask,
    "celery": _celery,
}
