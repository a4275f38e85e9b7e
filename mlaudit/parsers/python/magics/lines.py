"""Line magics: `%name rest`."""

from __future__ import annotations

import re
from collections.abc import Callable

from mlaudit.parsers.python.magics.commands import shell_statements
from mlaudit.parsers.python.magics.replacement import NOTHING, Replacement, sql_call
from mlaudit.patterns import lazy_regex

LineMagic = Callable[[str, str, int], Replacement]

_OPTION = lazy_regex(r"\s*--?[A-Za-z][\w-]*")
_FLAG = lazy_regex(r"\s*-[a-zA-Z]+(?=\s|$)")
_MODULE_FLAG = lazy_regex(r"(?:\s*-[a-ln-zA-Z]\b)*\s*-m\s+(\S.*)", re.DOTALL)
_TIMING_OPTION = lazy_regex(r"\s*(?:-[nrDTlsfm]\s*\S+|-[cdgiopqtv]+(?=\s|$)|--[\w-]+)")
_SETTING = lazy_regex(r"\s*(\w+)(?:\s*=\s*|\s+)(.*\S)", re.DOTALL)
_SQL_TARGET = lazy_regex(r"\s*(\w+)\s*<<\s*(.*)", re.DOTALL)


def read_line_magic(name: str, rest: str, line: int) -> Replacement:
    """What `%name rest` does; magics that touch no file, command or order do nothing."""
    handler = _MAGICS.get(name)
    return NOTHING if handler is None else handler(name, rest.strip(), line)


def _run_command(name: str, rest: str, line: int) -> Replacement:
    return Replacement(statements=shell_statements(rest, line)) if rest else NOTHING


def _run_named_command(name: str, rest: str, line: int) -> Replacement:
    return Replacement(statements=shell_statements(f"{name} {rest}", line))


def _change_directory(name: str, rest: str, line: int) -> Replacement:
    rest = re.sub(r"^(?:-q\s+|-b\s+)+", "", rest)
    return Replacement(statements=shell_statements(f"{name} {rest}", line, persistent=True))


def _run_file(name: str, rest: str, line: int) -> Replacement:
    """`%run [-options] file arguments` runs the file in the notebook's own process."""
    module = _MODULE_FLAG.match(rest)
    if module is not None:
        command = f"python -m {module[1]}"
    else:
        while match := _FLAG.match(rest):
            rest = rest[match.end() :]
        command = f"python {rest.strip()}"
    return Replacement(statements=shell_statements(command, line, same_process=True))


def _load_file(name: str, rest: str, line: int) -> Replacement:
    """`%load file` pastes the file's text into the cell."""
    words = re.sub(r"-[rsny]\s+(?:[\d,:-]+\s+)?", "", rest)
    return Replacement(statements=shell_statements(f"cat {words}", line)) if words else NOTHING


def _set_variable(name: str, rest: str, line: int) -> Replacement:
    match = _SETTING.fullmatch(rest)
    if match is None:
        return NOTHING  # only shows the variable
    value = match[2].strip("\"'").replace('"', '\\"')
    text = f'export {match[1]}="{value}"'
    return Replacement(statements=shell_statements(text, line, persistent=True))


def _measure(name: str, rest: str, line: int) -> Replacement:
    while match := _TIMING_OPTION.match(rest):
        rest = rest[match.end() :]
    return Replacement(rest.strip())


def _query(name: str, rest: str, line: int) -> Replacement:
    match = _SQL_TARGET.fullmatch(rest)
    if match is not None:
        return sql_call(match[2], match[1])
    return sql_call(rest) if rest and not _OPTION.fullmatch(rest) else NOTHING


def _save_code(name: str, rest: str, line: int) -> Replacement:
    """`%save file lines` writes what was typed into a file."""
    words = re.sub(r"(?:^|\s)-[raf]\b", " ", rest).split()
    if not words:
        return NOTHING
    target = words[0] if "." in words[0] else f"{words[0]}.py"
    return Replacement(statements=shell_statements(f"cat > {target}", line))


_MAGICS: dict[str, LineMagic] = {
    "run": _run_file,
    "save": _save_code,
    **dict.fromkeys(("sx", "system", "sc", "sh", "shell", "bash"), _run_command),
    **dict.fromkeys(("cd", "pushd", "popd"), _change_directory),
    **dict.fromkeys(("load", "loadpy"), _load_file),
    **dict.fromkeys(("env", "set_env"), _set_variable),
    **dict.fromkeys(("time", "timeit", "prun", "memit", "mprun", "lprun"), _measure),
    **dict.fromkeys(("sql", "bigquery", "sparksql"), _query),
    **dict.fromkeys(("pip", "conda", "mamba", "micromamba", "uv"), _run_named_command),
    **dict.fromkeys(("dvc", "git", "tensorboard"), _run_named_command),
    **dict.fromkeys(("ls", "ll", "mkdir", "rmdir", "cp", "mv", "rm", "cat"), _run_named_command),
}
