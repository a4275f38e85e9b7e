"""Commands that start another command for each of several things, or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mlaudit.graph.commands.arguments import split_arguments
from mlaudit.graph.commands.interpreters import evaluate_text, run_shell_file
from mlaudit.graph.commands.launchers import perform_inner
from mlaudit.graph.commands.loops import LOOP_BOUND
from mlaudit.graph.commands.paths import change_directory, show
from mlaudit.graph.commands.state import ShellState
from mlaudit.model.vocabulary import UnresolvedReason


def _options(*flags: str) -> dict[str, str]:
    return dict.fromkeys(flags, "value")


def _apply_to_input(state: ShellState, words: list[str]) -> None:
    """`xargs command`: the items come from standard input."""
    options = _options("-n", "-P", "-I", "-L", "-d", "-s", "-a", "-E", "--max-args", "--max-procs")
    arguments = split_arguments(words[1:], options, leading=0)
    mark = arguments.value("-I") or "{}"
    state.record.origins.setdefault("item", UnresolvedReason.DATA)
    if not arguments.operands:
        return
    for item in state.around.items or ("{item}",):
        inner = [word.replace(mark, item) for word in arguments.operands]
        perform_inner(state, inner if inner != arguments.operands else [*inner, item])


def _apply_to_found(state: ShellState, words: list[str]) -> None:
    """`find FOLDER -name PATTERN -exec COMMAND {} \\;`."""
    folder = words[1] if len(words) > 1 and not words[1].startswith("-") else "."
    pattern = next(
        (words[i + 1] for i, w in enumerate(words[:-1]) if w in ("-name", "-iname")), "*"
    )
    found = f"{folder.rstrip('/')}/**/{pattern}" if pattern != "*" else folder
    if "-delete" in words:
        state.effect("delete", "find", state.resolve(found))
    for flag in ("-exec", "-execdir", "-ok"):
        if flag in words:
            inner = words[words.index(flag) + 1 :]
            ends = [i for i, word in enumerate(inner) if word in (";", "+", "\\;")]
            inner = inner[: ends[0]] if ends else inner
            perform_inner(state, [word.replace("{}", found) for word in inner] or ["true"])


def _apply_in_parallel(state: ShellState, words: list[str]) -> None:
    """GNU parallel: the items follow `:::` or come from standard input."""
    options = _options("-j", "--jobs", "-a", "--arg-file", "--delay", "--colsep", "-N", "--joblog")
    mark = words.index(":::") if ":::" in words else len(words)
    arguments = split_arguments(words[1:mark], options, leading=0)
    items = words[mark + 1 :] or ["{item}"]
    if len(items) > LOOP_BOUND or ":::" in items:
        items = ["{item}"]
    state.record.origins.setdefault("item", UnresolvedReason.DATA)
    for item in items:
        inner = [word.replace("{}", item) for word in arguments.operands]
        inner = inner if inner != arguments.operands else [*inner, item]
        if len(arguments.operands) == 1 and " " in inner[0]:
            evaluate_text(state.subshell(), inner[0])
        else:
            perform_inner(state, inner)


def _set_environment(state: ShellState, words: list[str]) -> None:
    """`env NAME=value command`."""
    options = _options("-u", "--unset", "-C", "--chdir", "-S", "--split-string")
    arguments = split_arguments(words[1:], options, leading=0)
    folder, outer = arguments.value("-C", "--chdir"), state.directory
    if folder is not None:
        state.directory = change_directory(outer, folder)
    for text in arguments.all_values("-S", "--split-string"):
        evaluate_text(state.subshell(), " ".join((text, *arguments.operands)))
        arguments.operands.clear()
    if arguments.operands:
        state.engine.perform(state, arguments.operands)
    state.directory = outer


def _connect(state: ShellState, words: list[str]) -> None:
    """`ssh HOST command`: what happens there is out of sight."""
    options = _options("-i", "-p", "-o", "-l", "-L", "-R", "-D", "-F", "-J", "-b", "-c", "-W")
    arguments = split_arguments(words[1:], options, leading=0)
    if arguments.operands:
        host, *command = arguments.operands
        detail = " ".join(command) or (state.around.text or "")
        state.effect("remote", words[0], f"ssh://{host}", detail)


_QUEUE = _options(
    *("-p", "-n", "-N", "-c", "-t", "-J", "-o", "-e", "-A", "-d", "-q", "-l", "-a", "-w", "--wrap"),
    *("-M", "-D", "-v", "-P", "-pe", "--array", "--dependency", "-C", "-x", "-G", "-b", "-wd"),
    *("--partition", "--ntasks", "--nodes", "--cpus-per-task", "--time", "--job-name", "--output"),
    *("--error", "--account", "--qos", "--gres", "--gpus", "--gpus-per-node", "--gpus-per-task"),
    *("--ntasks-per-node", "--mem", "--mem-per-cpu", "--mem-per-gpu", "--nodelist", "--exclude"),
    *("--constraint", "--export", "--mail-type", "--mail-user", "--chdir", "--begin", "--comment"),
)


def _submit(state: ShellState, words: list[str]) -> None:
    """`sbatch job.sh`, `qsub job.sh`: a queue runs the script."""
    arguments = split_arguments(words[1:], _QUEUE, leading=0)
    folder, outer = arguments.value("-D", "--chdir", "-wd"), state.directory
    if folder is not None:
        state.directory = change_directory(outer, folder)
    state.effect("submit", words[0], detail=show(" ".join(arguments.operands), state.directory))
    wrapped = arguments.value("--wrap")
    if wrapped is not None:
        evaluate_text(state.subshell(), wrapped)
    elif arguments.operands and (arguments.value("-b") == "y" or _is_python(arguments.operands)):
        perform_inner(state, arguments.operands)
    elif arguments.operands:
        run_shell_file(state, arguments.operands[0], arguments.operands[1:])
    elif state.around.text is not None:
        evaluate_text(state.subshell(), state.around.text)
    state.directory = outer


def _is_python(words: Sequence[str]) -> bool:
    """Is the script that a queue runs one of Python, with a line that names the interpreter?"""
    return words[0].endswith(".py")


def _run_in_terminal(state: ShellState, words: Sequence[str]) -> None:
    """`tmux new-session -d "command"`, `screen -dm command`: nobody waits for the end."""
    options = _options("-s", "-n", "-S", "-c", "-t", "-L", "-X")
    rest = [
        word for word in words[1:] if word not in ("new-session", "new", "new-window", "send-keys")
    ]
    arguments = split_arguments(rest, options, leading=0)
    operands = [word for word in arguments.operands if word not in ("C-m", "Enter", "ENTER")]
    if not operands or (len(rest) == len(words) - 1 and words[0] == "tmux"):
        return
    with state.within(background=True):
        if len(operands) == 1 and " " in operands[0]:
            evaluate_text(state.subshell(), operands[0])
        else:
            perform_inner(state, operands)


ITERATORS: dict[str, Callable[[ShellState, list[str]], None]] = {
    "xargs": _apply_to_input,
    "gxargs": _apply_to_input,
    "find": _apply_to_found,
    "parallel": _apply_in_parallel,
    "env": _set_environment,
    "ssh": _connect,
    "sbatch": _submit,
    "qsub": _submit,
    "tmux": _run_in_terminal,
    "screen": _run_in_terminal,
}
