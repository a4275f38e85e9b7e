"""Models of processes, environment variables and ways out of Python."""

from __future__ import annotations

import shlex
from dataclasses import replace

from mlaudit.graph.python.evaluation import CodeCall, Evaluation, Site
from mlaudit.graph.python.library_anchors import give_output, is_top_level
from mlaudit.graph.python.text import HOLE, is_absolute, normalise, texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    DictValue,
    ExternalInstance,
    Known,
    ListValue,
    UnknownValue,
    Value,
    join,
    options_of,
    unknown,
)
from mlaudit.model.vocabulary import Confidence, UnresolvedReason
from mlaudit.model.workflow import Access
from mlaudit.patterns import lazy_regex


def read_environment(run: Evaluation, key: Value, default: Value | None, site: Site) -> Value:
    """The value of an environment variable; its need is noted as a read of `env:NAME`."""
    found: list[Value] = []
    for name in texts_of(key):
        if HOLE.search(name):
            found.append(default or unknown(UnresolvedReason.ENVIRONMENT, "environment"))
            continue
        access = Access(
            f"env:{name}",
            "read",
            "inferred",
            "os.environ",
            site.place,
            Confidence.HIGH,
            "config",
            default is not None or name in run.environment,
            site.scope,
        )
        run.record.accesses[access] = None
        if name in run.environment:
            found.append(Known(run.environment[name]))
        elif default is not None:
            found.append(default)
        else:
            found.append(unknown(UnresolvedReason.ENVIRONMENT, name))
    return join(found, "environment")


def is_unset_variable(value: Value) -> bool:
    """Is it a variable of the environment that nothing is known to set?"""
    return isinstance(value, UnknownValue) and value.reason == UnresolvedReason.ENVIRONMENT


def excuse_variable(run: Evaluation, value: Value) -> None:
    """Note that the code goes on without the variable that was read last."""
    name = f"env:{getattr(value, 'label', '')}"
    read = next((a for a in reversed(run.record.accesses) if a.artifact == name), None)
    if read is not None:
        del run.record.accesses[read]
        run.record.accesses[replace(read, guarded=True)] = None


def _environment(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    key = arguments.get(0, "key") or unknown(UnresolvedReason.DATA)
    default = arguments.get(1, "default")
    return read_environment(run, key, default, site)


def _set_environment(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    if len(arguments.positional) != 2:
        return NONE
    keys, values = texts_of(arguments.positional[0]), texts_of(arguments.positional[1])
    if len(keys) == 1 and len(values) == 1:
        run.environment.setdefault(keys[0], values[0])
    return read_environment(run, arguments.positional[0], arguments.positional[1], site)


def _start_process(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    command = arguments.get(0, "args") or arguments.get(0, "command") or arguments.get(0, "cmd")
    if name.endswith("_exec") and arguments.positional:
        command = ListValue(list(arguments.positional))
    folders = texts_of(arguments.keywords["cwd"]) if "cwd" in arguments.keywords else []
    directory = normalise(folders[0], run.directory) if folders else run.directory
    environment = _inherited(run, arguments.get(None, "env"))
    for option in options_of(command) if command is not None else ():
        _note_process(run, option, directory, name, site, environment)
    if command is not None and is_top_level(command):
        return give_output(name, ROOT)
    return ExternalInstance("subprocess.CompletedProcess", name)


def _inherited(run: Evaluation, given: Value | None) -> tuple[tuple[str, str], ...]:
    """The variables of a started program: those that are set, under those of `env=…`."""
    found = dict(run.environment)
    for key, value in given.entries.items() if isinstance(given, DictValue) else ():
        texts = texts_of(value)
        if isinstance(key, str) and len(texts) == 1:
            found[key] = texts[0].replace(ROOT + "/", "")
    return tuple(sorted(found.items()))


def _note_process(
    run: Evaluation,
    value: Value,
    directory: str,
    via: str,
    site: Site,
    environment: tuple[tuple[str, str], ...],
) -> None:
    if isinstance(value, ListValue):
        lines = _command_lines(value, directory)
        for words in lines:
            call = CodeCall(
                None,
                words,
                directory,
                site.place,
                site.scope,
                environment=environment,
                sometimes=run.uncertain > 0 or len(lines) > 1,
            )
            run.record.calls[call] = None
    elif isinstance(value, Known) and isinstance(value.value, str):
        call = CodeCall(
            from_root(value.value, directory),
            (),
            directory,
            site.place,
            site.scope,
            environment=environment,
            sometimes=run.uncertain > 0,
        )
        run.record.calls[call] = None
    else:
        run.add_unresolved("run", via, site, UnresolvedReason.CALL_RESULT)


def _command_lines(value: ListValue, directory: str) -> list[tuple[str, ...]]:
    """The words of a command, once for each program that it may start.

    Words with as many values as there are programs go along with them: they were looked up by the
    same key. Of any other word the first value stands for all.
    """
    columns = [texts_of(item) for item in value.items]
    before = [[], *columns]
    programs = next((t for t, b in zip(columns, before, strict=False) if _are_programs(t, b)), [])
    count = len(programs) if 1 < len(programs) <= _MAX_PROGRAMS else 1
    lines = []
    for number in range(count):
        words = [word_of(item, directory) for item in value.items]
        for position, texts in enumerate(columns):
            if len(texts) == count:
                words[position] = from_root(texts[number], directory)
        lines.append(tuple(words))
    return list(dict.fromkeys(lines))


def _are_programs(texts: list[str], before: list[str]) -> bool:
    """Are the values of a word scripts, or modules after `-m`?"""
    wanted = _MODULE if before == ["-m"] else _SCRIPT
    return len(texts) > 1 and all(wanted.fullmatch(text) for text in texts)


_SCRIPT = lazy_regex(r"[^\s{}]+\.(?:py|sh|R|ipynb)")
_MODULE = lazy_regex(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_MAX_PROGRAMS = 20


def word_of(value: Value, directory: str) -> str:
    """A value as a word of a command line that is run in a directory."""
    texts = texts_of(value)
    if isinstance(value, ExternalInstance) or not texts:
        return "{x}"
    return from_root(texts[0], directory)


def from_root(text: str, directory: str) -> str:
    """A text with the way from a directory to the paths in it that are known from the root."""
    away = directory == "." or directory.startswith("..") or is_absolute(directory)
    return text.replace(ROOT + "/", "" if away else "../" * (directory.count("/") + 1))


def _split_words(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`shlex.split(command)`."""
    texts = texts_of(arguments.positional[0]) if arguments.positional else []
    try:
        return ListValue([Known(word) for word in shlex.split(texts[0])])
    except (IndexError, ValueError):
        return ListValue([unknown(UnresolvedReason.DATA, "word")], open_=True)


def _run_path(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    words = (
        (
            "python",
            *(["-m"] if name.endswith("module") else []),
            word_of(arguments.positional[0], run.directory),
        )
        if arguments.positional
        else ()
    )
    if words:
        run.record.calls[CodeCall(None, words, run.directory, site.place, site.scope, True)] = None
    return DictValue({}, True)


def _add_site(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    run.search_path.items.extend(arguments.positional[:1])
    return NONE


def _exit(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    return NONE


def _is_terminal(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    run.tested.add("<terminal>")
    return unknown(UnresolvedReason.DATA, "terminal")


def _copy_environment(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`os.environ.copy()`: what is known to be set, among more."""
    return DictValue({key: Known(text) for key, text in run.environment.items()}, open_=True)


_PROCESSES = [
    "os.system",
    "os.popen",
    "subprocess.run",
    "subprocess.call",
    "subprocess.check_call",
    "subprocess.check_output",
    "subprocess.Popen",
    "subprocess.getoutput",
    "asyncio.create_subprocess_shell",
    "asyncio.create_subprocess_exec",
    "invoke.run",
]

MODELS = {
    **dict.fromkeys(_PROCESSES, _start_process),
    "os.getenv": _environment,
    "os.environ.get": _environment,
    "os.environ.copy": _copy_environment,
    "os.environ.setdefault": _set_environment,
    "shlex.split": _split_words,
    "runpy.run_path": _run_path,
    "runpy.run_module": _run_path,
    "site.addsitedir": _add_site,
    "sys.exit": _exit,
    "exit": _exit,
    "quit": _exit,
    "sys.stdin.isatty": _is_terminal,
}
