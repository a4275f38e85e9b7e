"""What library classes give to the classes of the tree that derive from them.

Constructors that keep what they are given, and methods that are found on every class of a kind.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import external_bases
from mlaudit.graph.python.library_graph_sets import construct_graphs, is_graph_set
from mlaudit.graph.python.library_hyperparameters import keep_hyperparameters
from mlaudit.graph.python.library_nemo import is_nemo_model, record_model
from mlaudit.graph.python.values import NONE, Arguments, ClassValue, InstanceValue, Value

_Receiver: TypeAlias = InstanceValue | ClassValue
_Model: TypeAlias = Callable[[Evaluation, _Receiver, Arguments, Site], Value | None]

_KEPT = {
    "lenskit.pipeline.Component": ("config",),
    "transformers.PreTrainedModel": ("config",),
    "torchvision.datasets.VisionDataset": ("root",),
    "torchvision.datasets.ImageFolder": ("root",),
    "torchvision.datasets.DatasetFolder": ("root",),
    "nemo.core.classes.ModelPT": ("cfg", "trainer"),
}
"""Classes whose constructor keeps its first arguments, under these names."""
_MADE_OF_KEYWORDS = frozenset({"lenskit.pipeline.Component"})
"""Those that make what they keep of their keywords where it is not given."""


def call_inherited_model(
    run: Evaluation, receiver: _Receiver, name: str, arguments: Arguments, site: Site
) -> Value | None:
    """The result of a method that a class of the tree has from a library, None where unknown."""
    model = _MODELS.get(name)
    return model(run, receiver, arguments, site) if model is not None else None


def _construct(
    run: Evaluation, receiver: _Receiver, arguments: Arguments, site: Site
) -> Value | None:
    """`super().__init__(…)` of a library class, or the constructor that is inherited whole."""
    if not isinstance(receiver, InstanceValue) or receiver.class_ is None:
        return None
    bases = external_bases(receiver.class_)
    for base in bases:
        if is_nemo_model(base):
            record_model(run, base, arguments, site)
        for position, name in enumerate(_KEPT.get(base, ())):
            given = arguments.get(position, name)
            if given is not None and given != NONE:
                receiver.attributes[name] = given
            elif arguments.keywords and base in _MADE_OF_KEYWORDS:
                receiver.attributes[name] = InstanceValue(None, dict(arguments.keywords))
    if is_graph_set(bases):
        construct_graphs(run, receiver.real or receiver, arguments, site)
    return None


def construct_inherited(
    run: Evaluation, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """The constructor of a library class, for a class of the tree that has none of its own."""
    _construct(run, instance, arguments, site)


def _start_actor(
    run: Evaluation, receiver: _Receiver, arguments: Arguments, site: Site
) -> Value | None:
    """`Actor.remote(…)` makes an object of a class that `ray.remote` decorates."""
    return run.call(run, receiver, arguments, site) if isinstance(receiver, ClassValue) else None


def _with_options(
    run: Evaluation, receiver: _Receiver, arguments: Arguments, site: Site
) -> Value | None:
    return receiver if isinstance(receiver, ClassValue) else None


_MODELS: dict[str, _Model] = {
    "__init__": _construct,
    "save_hyperparameters": keep_hyperparameters,
    "remote": _start_actor,
    "options": _with_options,
}
