"""A stage of a pipeline with what it does."""

from __future__ import annotations

from dataclasses import dataclass, field

from mlaudit.model.facts import Gate
from mlaudit.parsers.ci.jenkins.setting import Setting
from mlaudit.parsers.ci.work import Work


@dataclass(slots=True)
class Stage:
    """A stage with what it does.

    Attributes:
        name: unique in the file.
        line: where it begins.
        after: names of the stages right before it.
        setting: the folder, variables and image that it starts with.
        work: what it does.
        waits: it begins with a person; otherwise only what comes after waits for one.
        inputs: (name, default) of what that person is asked for.
    """

    name: str
    line: int
    after: tuple[str, ...]
    setting: Setting
    work: Work = field(default_factory=Work)
    waits: bool = False
    inputs: tuple[tuple[str, str | None], ...] = ()

    def ask(self, gate: Gate, inputs: tuple[tuple[str, str | None], ...]) -> None:
        """Let it wait for a person."""
        self.waits = self.waits or not self.work.runs
        self.work.gates.append(gate)
        self.inputs = (*self.inputs, *inputs)


def is_empty(stage: Stage) -> bool:
    """Whether it is no stage of the file and does nothing."""
    work = stage.work
    found = (work.runs, work.uses, work.gates, work.reads, work.kept, work.taken)
    return stage.setting.outside and not any(found)
