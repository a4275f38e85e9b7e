"""Programs that run code of languages other than Python and the shell."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from mlaudit.graph.commands.arguments import split_arguments
from mlaudit.graph.commands.paths import is_unknown_path
from mlaudit.graph.commands.state import ShellState
from mlaudit.patterns import lazy_regex

_VALUED: dict[str, tuple[str, ...]] = {
    "Rscript": ("-e", "--default-packages"),
    "julia": ("-e", "--eval", "-E", "-t", "--threads", "-p", "--procs", "-L", "--load", "-J"),
    "node": ("-e", "-r"),
    "perl": ("-e", "-I"),
    "ruby": ("-e",),
    "octave": ("--eval", "--path", "-p"),
    "octave-cli": ("--eval", "--path", "-p"),
    "php": ("-r",),
    "java": ("-cp", "-classpath", "-jar"),
    "lua": (),
    "th": (),
    "scala": (),
    "sas": ("-sysin", "-log", "-print", "-config", "-sysparm", "-work"),
}
_INNER = lazy_regex(
    r"""\b(?:source|include|render|quarto_render|render_site|run)\s*\(\s*(?:input\s*=\s*)?"""
    r"""(?P<quote>["'])(?P<path>[^"']+)(?P=quote)"""
)
_CALLED = lazy_regex(r"\s*(?:run\s+)?([A-Za-z]\w*)(?:\.m)?\s*(?:\(.*\))?\s*", re.DOTALL)
_STATA = lazy_regex(r"(?:x?stata(?:-?(?:mp|se|be))?(?:-64)?)", re.IGNORECASE)


def run_other_language(state: ShellState, words: Sequence[str]) -> bool:
    """Record the run of a script of another language; False where the program runs none."""
    program = posixpath.basename(words[0])
    if program == "R":
        return _run_batch(state, words)
    if program == "matlab":
        return _run_matlab(state, words)
    if _STATA.fullmatch(program):
        return _run_stata(state, words)
    if program not in _VALUED:
        return False
    _run_script(state, program, words)
    return True


def _run_script(state: ShellState, program: str, words: Sequence[str]) -> None:
    valued = dict.fromkeys(_VALUED[program], "value")
    # What stands behind the script is its own, so options end there.
    arguments = split_arguments(words[1:], valued, leading=0)
    code = arguments.value("-e", "--eval", "-E")
    given = arguments.value("-jar", "-sysin")
    script = given or next(iter(arguments.operands), None)
    if code is not None:
        run_text(state, program, code)
    elif script is None:
        state.run("program", program, tuple(words[1:]))
    else:
        run_code(state, script, arguments.operands[given is None :])


def run_code(state: ShellState, path: str, arguments: Sequence[str] = ()) -> None:
    """Record the run of a file of code."""
    target = state.resolve(path)
    if target is None or is_unknown_path(target):
        return
    if target.lower().endswith((".rmd", ".qmd")):
        # A document is rendered in its own folder.
        folder = posixpath.dirname(target) or "."
        state.run("notebook", target, tuple(arguments), directory=folder)
    else:
        state.run("program", target, tuple(arguments))


def run_text(state: ShellState, program: str, code: str) -> None:
    """Record what code on the command line starts: `Rscript -e "source('a.R')"`."""
    found = [match["path"] for match in _INNER.finditer(code)]
    for path in found:
        run_code(state, path)
    if not found:
        state.run("program", program, ("-e", code))


def _run_batch(state: ShellState, words: Sequence[str]) -> bool:
    """`R CMD BATCH options in.R out.Rout`, `R -f in.R`, `R -e code`, `R < in.R`."""
    rest = [word for word in words[3:] if not word.startswith("-")]
    pairs = dict(pairwise(words))
    flagged = pairs.get("-f") or next((w[7:] for w in words if w.startswith("--file=")), None)
    batch = list(words[1:3]) == ["CMD", "BATCH"]
    script = flagged or (rest[0] if batch and rest else None)
    if script is not None:
        run_code(state, script)
    elif "-e" in pairs:
        run_text(state, "R", pairs["-e"])
    else:
        state.run("program", "R", tuple(words[1:]))
    if batch and len(rest) > 1:
        state.write(rest[1], "R CMD BATCH")
    return True


def _run_matlab(state: ShellState, words: Sequence[str]) -> bool:
    """`matlab -batch "prepare"`, `matlab -r "run('a.m'); exit"`."""
    code = split_arguments(words[1:], dict.fromkeys(_MATLAB, "value")).value("-batch", "-r")
    if code is None:
        state.run("program", "matlab", tuple(words[1:]))
        return True
    for part in re.split(r"[;,\n](?![^(]*\))", code):
        inner, called = _INNER.search(part), _CALLED.fullmatch(part)
        if inner is not None:
            run_code(state, _with_suffix(inner["path"], ".m"))
        elif called is not None and called[1] not in ("exit", "quit", "try", "catch", "end"):
            run_code(state, called[1] + ".m")
    return True


_MATLAB = ("-batch", "-r", "-logfile", "-sd")


def _run_stata(state: ShellState, words: Sequence[str]) -> bool:
    """`stata -b do clean.do`, `stata-mp -b clean.do`."""
    rest = [word for word in words[1:] if not word.startswith(("-", "/"))]
    if rest[:1] in (["do"], ["run"]):
        rest = rest[1:]
    if rest:
        run_code(state, _with_suffix(rest[0], ".do"), rest[1:])
    else:
        state.run("program", words[0], tuple(words[1:]))
    return True


def _with_suffix(path: str, suffix: str) -> str:
    return path if "." in posixpath.basename(path) else path + suffix


def _run_cmd(state: ShellState, words: list[str]) -> None:
    """`cmd /c train.bat words`."""
    rest = list(words[1:])
    while rest and re.fullmatch(r"/[A-Za-z](?::\w+)?", rest[0]):
        rest.pop(0)
    if rest:
        state.engine.perform(state, rest)


def _call(state: ShellState, words: list[str]) -> None:
    """`call train.bat words` of the Windows shell."""
    if len(words) > 1 and not words[1].startswith(":"):
        state.engine.perform(state, words[1:])


def _run_powershell(state: ShellState, words: list[str]) -> None:
    """`powershell -File a.ps1 words`, `pwsh a.ps1`, `powershell -Command "…"`."""
    from mlaudit.graph.commands.interpreters import evaluate_text, run_shell_file

    rest = list(words[1:])
    while rest:
        option = rest.pop(0)
        name = option.lower().lstrip("-/")
        if not option.startswith(("-", "/")) or (option.startswith("/") and "." in option):
            rest.insert(0, option)
            break
        if name in ("file", "f", "command", "c"):
            break
        if name in _POWERSHELL_VALUES:
            rest = rest[1:]
    if rest and re.fullmatch(r".*\.ps1", rest[0].lstrip("& "), re.IGNORECASE):
        run_shell_file(state, rest[0].lstrip("& "), rest[1:])
    elif rest:
        evaluate_text(state.subshell(), " ".join(rest))


_POWERSHELL_VALUES = frozenset(
    {"executionpolicy", "ep", "ex", "version", "windowstyle", "w", "workingdirectory", "wd"}
)

HOSTS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "cmd": _run_cmd,
    "call": _call,
    "powershell": _run_powershell,
    "pwsh": _run_powershell,
}
"""Programs that run commands of Windows."""
