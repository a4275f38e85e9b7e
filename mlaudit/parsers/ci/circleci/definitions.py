"""What a file defines for its workflows."""

from __future__ import annotations

from collections.abc import Mapping

from mlaudit.model.data import Data, Table
from mlaudit.model.immutable import immutable
from mlaudit.parsers.ci.circleci.parameters import bind, substitute_table
from mlaudit.parsers.environment.values import entries_of, find, text_of


@immutable
class Definitions:
    """The reusable parts of the file at `path`, by their names."""

    path: str
    jobs: Mapping[str, Table]
    commands: Mapping[str, Table]
    executors: Mapping[str, Table]

    def executor_of(self, job: Table) -> Table:
        """What the job runs on, with its parameters; the job itself where it says so itself."""
        executor = job.get("executor")
        name = text_of(executor) or text_of(find(executor, "name"))
        if name is None or name not in self.executors:
            return job
        found = self.executors[name]
        return substitute_table(found, bind(found, executor))


def read_definitions(root: Data | None, path: str) -> Definitions:
    """Jobs, commands and executors of a file."""
    jobs, commands, executors = (
        {e.key: e.value for e in entries_of(find(root, key)) if isinstance(e.value, Table)}
        for key in ("jobs", "commands", "executors")
    )
    return Definitions(path, jobs, commands, executors)
