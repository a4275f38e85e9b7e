"""Hyperparameters of Lightning: the arguments of a constructor, kept as `self.hparams`.

https://lightning.ai/docs/pytorch/stable/common/hyperparameters.html
"""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.text import texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    InstanceValue,
    ListValue,
    Value,
)


def keep_hyperparameters(
    run: Evaluation, receiver: InstanceValue | ClassValue, arguments: Arguments, site: Site
) -> Value | None:
    """`self.save_hyperparameters()`: the arguments of the constructor are in `self.hparams`."""
    if not isinstance(receiver, InstanceValue):
        return None
    given = arguments.positional[0] if arguments.positional else None
    entries = _parameters_of(site)
    chosen = [text for item in arguments.positional for text in texts_of(item)]
    if isinstance(given, DictValue | InstanceValue):
        receiver.attributes["hparams"] = given
        return NONE
    ignored = arguments.get(None, "ignore")
    left = ignored.items if isinstance(ignored, ListValue) else [ignored] if ignored else []
    for text in (text for item in left for text in texts_of(item)):
        entries.pop(text, None)
    kept = {name: value for name, value in entries.items() if not chosen or name in chosen}
    receiver.attributes["hparams"] = DictValue(dict(kept))
    return NONE


def _parameters_of(site: Site) -> dict[str, Value]:
    """The parameters of the function that calls, as they are now; `**kwargs` taken apart."""
    class_, variables = site.frame.owner_class, site.frame.scope.variables
    member = find_in_class(class_, "__init__") if class_ is not None else None
    parameters = getattr(member[0], "parameters", ())[1:] if member is not None else ()
    found: dict[str, Value] = {}
    for parameter in parameters:
        value = variables.get(parameter.name)
        if parameter.kind == "kwargs" and isinstance(value, DictValue):
            found.update((str(key), entry) for key, entry in value.entries.items())
        elif value is not None and parameter.kind != "args":
            found[parameter.name] = value
    return found
