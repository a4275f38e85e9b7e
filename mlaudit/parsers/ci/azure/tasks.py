"""Ready-made tasks that run code of the repository, as the shell code that they stand for.

Source: https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping

from mlaudit.model.data import Scalar, Table
from mlaudit.model.immutable import immutable
from mlaudit.parsers.ci.texts import text_as_written
from mlaudit.parsers.environment.values import entries_of, find

_FOREIGN = ("pscore", "ps", "batch", "powershell")


@immutable
class Inputs:
    """The inputs of a task, whose names do not tell capitals from small letters."""

    values: Mapping[str, Scalar]

    def get(self, *names: str) -> str:
        """The text of the first input of these that is given, or ""."""
        return next((str(self.values[n].value) for n in names if n in self.values), "")

    def line(self, name: str) -> int:
        """The line of an input, 0 where it is not given."""
        return self.values[name].line if name in self.values else 0


@immutable
class Code:
    """Code that a task runs: of a shell, unless `shell` names another program."""

    text: str
    line: int
    shell: str = ""


def read_inputs(step: Table) -> Inputs:
    """The inputs of a task."""
    return Inputs(
        {
            entry.key.lower(): Scalar(text_as_written(entry.value), entry.value.line)
            for entry in entries_of(find(step, "inputs"))
            if isinstance(entry.value, Scalar)
        }
    )


def code_of(task: str, inputs: Inputs, line: int) -> Code | None:
    """The code that a task runs, or None for a task that runs none of the repository."""
    name = task.partition("@")[0].rpartition(".")[2].lower()
    reader = _READERS.get(name)
    found = reader(inputs) if reader else None
    if found is None or not found.text.strip():
        return None
    return Code(found.text, found.line or line, found.shell)


def _shell(inputs: Inputs) -> Code:
    if inputs.get("targettype").lower() == "inline":
        return Code(inputs.get("script"), inputs.line("script"))
    return _file("bash", inputs.get("filepath"), inputs)


def _command_line(inputs: Inputs) -> Code:
    return Code(inputs.get("script"), inputs.line("script"))


def _file(program: str, path: str, inputs: Inputs) -> Code:
    if not path:
        return Code("", 0)
    # Macros must stay as they are, so only what a shell would split is quoted.
    quoted = shlex.quote(path) if " " in path else path
    return Code(f"{program} {quoted} {inputs.get('arguments', 'args', 'scriptarguments')}", 0)


def _shell_script(inputs: Inputs) -> Code:
    return _file("bash", inputs.get("scriptpath"), inputs)


def _power_shell(inputs: Inputs) -> Code:
    return Code(inputs.get("script", "inlinescript"), inputs.line("script"), "pwsh")


def _cloud_shell(inputs: Inputs) -> Code:
    shell = inputs.get("scripttype").lower()
    shell = shell if shell in _FOREIGN else ""
    if inputs.get("scriptlocation").lower() == "inlinescript" or "inlinescript" in inputs.values:
        return Code(inputs.get("inlinescript"), inputs.line("inlinescript"), shell)
    return Code("", 0) if shell else _file("bash", inputs.get("scriptpath"), inputs)


def _python(inputs: Inputs) -> Code:
    if inputs.get("scriptsource").lower() == "inline":
        return Code(inputs.get("script"), inputs.line("script"), "python")
    return _file("python", inputs.get("scriptpath", "filepath"), inputs)


def _docker(inputs: Inputs) -> Code | None:
    command = inputs.get("command").lower() or "buildandpush"
    file = inputs.get("dockerfile")
    if command not in ("build", "buildandpush") or not file or "*" in file:
        return None
    repository, tags = inputs.get("repository"), inputs.get("tags").split("\n")[0].strip()
    image = f"{repository}:{tags}" if tags else repository
    context = inputs.get("buildcontext")
    folder = file.replace("\\", "/").rpartition("/")[0] or "."
    built = f"docker build -f {file} " + (f"-t {image} " if image else "")
    built += folder if not context or "*" in context else context
    return Code(f"{built}\ndocker push {image}" if command != "build" and image else built, 0)


_READERS: dict[str, Callable[[Inputs], Code | None]] = {
    "bash": _shell,
    "cmdline": _command_line,
    "shellscript": _shell_script,
    "powershell": _power_shell,
    "azurepowershell": _power_shell,
    "azurecli": _cloud_shell,
    "pythonscript": _python,
    "docker": _docker,
}
