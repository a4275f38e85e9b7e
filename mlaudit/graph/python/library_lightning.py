"""What Lightning calls of the code that it is given: the hooks of a run, with its stage.

https://lightning.ai/docs/pytorch/stable/data/datamodule.html
"""

from __future__ import annotations

from mlaudit.graph.python.attributes import bind_member
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.values import Arguments, InstanceValue, Known, Value

_STAGES = ("fit", "validate", "test", "predict")
"""Methods of a trainer; the stage that hooks are told has the same name."""


def _run_stage(
    run: Evaluation, receiver: Value, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """`trainer.fit(model, datamodule)` prepares the data and sets up each for its stage."""
    given = [*arguments.positional, *arguments.keywords.values()]
    for instance in given:
        if isinstance(instance, InstanceValue):
            _call_hook(run, instance, "prepare_data", Arguments(), site)
            _call_hook(run, instance, "setup", Arguments([Known(name)]), site)
    return None


def _call_hook(
    run: Evaluation, instance: InstanceValue, name: str, arguments: Arguments, site: Site
) -> None:
    member = find_in_class(instance.class_, name) if instance.class_ is not None else None
    if member is not None:
        run.call(run, bind_member(run, member[0], instance, member[1], site), arguments, site)


METHODS = {f"lightning.pytorch.Trainer.{name}": _run_stage for name in _STAGES}
