"""The steps of a job."""

from __future__ import annotations

from mlaudit.model.data import Data, Scalar, Table
from mlaudit.model.facts import ActionUse, Gate, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.ci.azure.artifacts import Exchange, read_step, read_task
from mlaudit.parsers.ci.azure.conditions import FAILURES, holds
from mlaudit.parsers.ci.azure.tasks import Code, code_of, read_inputs
from mlaudit.parsers.ci.azure.templates import FILE
from mlaudit.parsers.ci.azure.variables import is_open, to_path, to_pattern, to_shell
from mlaudit.parsers.ci.scripts import read_script
from mlaudit.parsers.ci.texts import is_false, text_as_written
from mlaudit.parsers.ci.work import Work
from mlaudit.parsers.environment.values import entries_of, items_of, text_of

VALIDATION = "ManualValidation"
_FOREIGN = ("pwsh", "powershell")


@immutable
class StepReader:
    """Reads the steps of one job into its work.

    Attributes:
        path: the file of the job.
        variables: the known ones, by names in small letters.
        windows: the job runs on Windows, where `script` is for another shell.
        work, exchange: take what the steps do.
    """

    path: str
    variables: dict[str, str]
    windows: bool
    work: Work
    exchange: Exchange

    def read(self, steps: Data | None) -> None:
        """Read a list of steps."""
        for step in items_of(steps):
            if isinstance(step, Table) and self._may_run(step):
                self._read(step)

    def _may_run(self, step: Table) -> bool:
        condition = step.get("condition")
        if is_false(step.get("enabled")) or is_false(condition):
            return False
        if not isinstance(condition, Scalar):
            return True
        values = {**self.variables, **dict.fromkeys(FAILURES, "false")}
        return holds(str(condition.value), values) is not False

    def _read(self, step: Table) -> None:
        path = text_of(step.get(FILE)) or self.path
        place = Place(path, step.line)
        for key in ("script", "bash", *_FOREIGN):
            code = step.get(key)
            if isinstance(code, Scalar):
                shell = key if key in _FOREIGN else ""
                shell = "cmd" if key == "script" and self.windows else shell
                self._run(step, Code(text_as_written(code), code.line, shell), place)
                return
        task = text_of(step.get("task"))
        if task is not None:
            self._task(step, task, Place(path, step.line_of("task")))
        elif step.get("template") is not None:
            use = ActionUse(f"template {text_of(step.get('template'))}", (), place)
            self.work.uses.append(use)
        else:
            read_step(self.exchange, step, place, self.variables)

    def _task(self, step: Table, task: str, place: Place) -> None:
        inputs = read_inputs(step)
        texts = tuple(
            (entry.key, to_pattern(text_as_written(entry.value), self.variables))
            for entry in entries_of(step.get("inputs"))
        )
        self.work.uses.append(ActionUse(task, texts, place))
        if task.partition("@")[0] == VALIDATION:
            self.work.gates.append(Gate(place, "manual validation"))
        read_task(self.exchange, self.work, task, inputs, place, self.variables)
        code = code_of(task, inputs, place.line)
        if code is not None:
            directory = inputs.get("workingdirectory", "cwd")
            self._run(step, code, place, directory)

    def _run(self, step: Table, code: Code, place: Place, directory: str = "") -> None:
        written = directory or text_of(step.get("workingDirectory")) or "."
        folder = to_path(written, self.variables)
        text = to_shell(code.text, self.variables, folder)
        name = text_of(step.get("displayName")) or text_of(step.get("name")) or ""
        self.work.runs.append(
            Run(
                place,
                script=read_script(text, code.line, code.shell),
                directory=folder,
                name=to_pattern(name, self.variables),
                environment=read_environment(step.get("env")),
            )
        )


def read_environment(data: Data | None) -> tuple[tuple[str, str], ...]:
    """Variables of an `env:`; "" for values that are not known."""
    pairs = ((entry.key, text_as_written(entry.value)) for entry in entries_of(data))
    return tuple((name, "" if is_open(text) else text) for name, text in pairs)
