"""What a change does to a workflow."""

from __future__ import annotations

from mlaudit.model.assessment import Action
from mlaudit.model.immutable import immutable
from mlaudit.model.workflow import Step


@immutable
class WorkflowChange:
    """What differs between a commit and the work tree.

    Attributes:
        revision: as the user named it.
        commit: the full name of the commit that was compared with.
        steps_added, steps_removed: by id; a step that moved is neither.
        actions_added, actions_removed: what a person must do now and did not have to, and the
            other way round; over all deliverables, each once.
    """

    revision: str
    commit: str
    steps_added: tuple[Step, ...] = ()
    steps_removed: tuple[Step, ...] = ()
    actions_added: tuple[Action, ...] = ()
    actions_removed: tuple[Action, ...] = ()
