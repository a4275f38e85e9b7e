"""Command lines of Lightning: `LightningCLI(Model, Data)` makes both from files and words.

https://lightning.ai/docs/pytorch/stable/cli/lightning_cli.html
"""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_loading import find_object
from mlaudit.graph.python.options import bind_options
from mlaudit.graph.python.record_line import CONFIGURATION_FLAGS, read_settings
from mlaudit.graph.python.record_plan import Planner
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    Arguments,
    ClassValue,
    DictValue,
    ExternalValue,
    InstanceValue,
    Known,
    Value,
    unknown,
)
from mlaudit.model.vocabulary import UnresolvedReason

_STAGES = ("fit", "validate", "test", "predict")
_NAMES = (
    "lightning.pytorch.cli.LightningCLI",
    "pytorch_lightning.cli.LightningCLI",
    "pytorch_lightning.utilities.cli.LightningCLI",
)
_TRAINER = "lightning.pytorch.Trainer"


def _start(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """Make the model, the data and the trainer, and run the stage that the words name."""
    words = run.arguments
    stage = words[0] if words and words[0] in _STAGES else ""
    own = words[1:] if words and stage else words
    rest, found = read_settings(run, own, name, site, (*CONFIGURATION_FLAGS, "-c"))
    settings = found or DictValue({}, open_=rest != own)
    parts = {
        "model": arguments.get(0, "model_class"),
        "data": arguments.get(1, "datamodule_class"),
    }
    made = {part: _make(run, part, class_, settings, rest, site) for part, class_ in parts.items()}
    trainer = run.call(run, ExternalValue(_TRAINER), _settings_of(settings, "trainer"), site)
    runs = arguments.get(None, "run") != Known(False)
    if runs and isinstance(made["model"], InstanceValue):
        from mlaudit.graph.python.library import call_method

        for each in (stage,) if stage else _STAGES[:1]:
            call_method(run, trainer, each, Arguments([made["model"], made["data"]]), site)
    attributes: dict[str, Value] = {"trainer": trainer, "model": made["model"]}
    attributes.update(datamodule=made["data"], config=settings)
    return InstanceValue(None, attributes, open_=True)


def _settings_of(settings: DictValue, part: str) -> Arguments:
    table = settings.entries.get(part)
    if not isinstance(table, DictValue):
        return Arguments(open_=settings.open_)
    known = {key: value for key, value in table.entries.items() if isinstance(key, str)}
    return Arguments([], known, table.open_)


def _make(
    run: Evaluation,
    part: str,
    class_: Value | None,
    settings: DictValue,
    words: tuple[str, ...] | None,
    site: Site,
) -> Value:
    """An object of a class, or of the one that `class_path` names."""
    table = settings.entries.get(part)
    given = table if isinstance(table, DictValue) else DictValue({}, settings.open_)
    named = texts_of(given.entries["class_path"]) if "class_path" in given.entries else []
    prefix = f"{part}."
    if named:
        class_ = find_object(run, named[0], site)
        inner = given.entries.get("init_args")
        given = inner if isinstance(inner, DictValue) else DictValue({})
        prefix += "init_args."
    if not isinstance(class_, ClassValue):
        return unknown(UnresolvedReason.CALL_RESULT, part)
    plan = Planner(run, words, site).plan(class_, given, prefix)
    bound = bind_options(run, list(plan.all_options()), words, site)
    return plan.fill(run, bound.values, site)


MODELS = dict.fromkeys(_NAMES, _start)
