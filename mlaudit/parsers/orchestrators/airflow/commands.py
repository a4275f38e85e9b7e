"""Commands of tasks as shell code."""

from __future__ import annotations

import ast
import re
import shlex

from mlaudit.model.facts import Run
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.airflow.tasks import Task
from mlaudit.parsers.orchestrators.definitions.tracing.objects import Made
from mlaudit.parsers.shell import parse_script
from mlaudit.patterns import lazy_regex

_SHELLS = lazy_regex(r"(?:.*/)?(?:ba|da|z|k)?sh")
_FLAGS = lazy_regex(r"-[a-z]*c")
_PLAIN = lazy_regex(r"[\w@%+=:,./{}-]+")


def shell_text(task: Task) -> str:
    """The command of a task with its working directory."""
    text, folder = task.text("bash_command", "command"), task.text("cwd")
    return f"cd {quoted(folder)} && {text.lstrip()}" if folder and text.strip() else text


def script_run(path: str, text: str, line: int) -> Run:
    """Shell code."""
    return Run(Place(path, line), script=parse_script(text, line))


def words_run(path: str, words: tuple[str, ...], line: int) -> Run:
    """A command as a list of words; the code that a shell is handed is read as such."""
    if _SHELLS.fullmatch(words[0]):
        for index, word in enumerate(words[1:-1], start=1):
            if _FLAGS.fullmatch(word):
                return script_run(path, words[index + 1], line)
    return script_run(path, " ".join(map(quoted, words)), line)


def quoted(word: str) -> str:
    """A word as shell code in which variables and templates still stand for their values."""
    if _PLAIN.fullmatch(word):
        return word
    if "$" in word or "{{" in word:
        return '"' + re.sub(r'([\\"`])', r"\\\1", word) + '"'
    return shlex.quote(word)


def line_of(made: Made, *names: str) -> int:
    """Where the code of a setting stands."""
    for item in made.node.keywords if isinstance(made.node, ast.Call) else ():
        if item.arg in names:
            return item.value.lineno
    return made.line
