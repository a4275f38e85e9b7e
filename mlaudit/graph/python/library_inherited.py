"""What library classes give to the classes of the tree that derive from them.

Constructors that keep what they are given, hyperparameters of Lightning, data sets of PyTorch
Geometric, actors of Ray.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from mlaudit.graph.python.attributes import bind_member, get_attribute
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import external_bases, find_in_class
from mlaudit.graph.python.library_nemo import is_nemo_model, record_model
from mlaudit.graph.python.text import join_paths, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    ClassValue,
    DictValue,
    InstanceValue,
    Known,
    ListValue,
    Value,
    join,
    options_of,
)

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
_GRAPHS = frozenset(
    {
        *("torch_geometric.data.Dataset", "torch_geometric.data.InMemoryDataset"),
        *("torch_geometric.data.OnDiskDataset", "torch_geometric.data.dataset.Dataset"),
    }
)


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
    if _GRAPHS.intersection(bases):
        _construct_graphs(run, receiver.real or receiver, arguments, site)
    return None


def construct_inherited(
    run: Evaluation, instance: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """The constructor of a library class, for a class of the tree that has none of its own."""
    _construct(run, instance, arguments, site)


def _construct_graphs(
    run: Evaluation, dataset: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """A data set makes its files where they lack: `download`, then `process`.

    https://pytorch-geometric.readthedocs.io/en/latest/tutorial/create_dataset.html
    """
    root = arguments.get(0, "root")
    if root is None or root == NONE or dataset.class_ is None:
        return
    dataset.attributes["root"] = root
    for part in ("raw", "processed"):
        folder = f"{part}_dir"
        if find_in_class(dataset.class_, folder) is None:
            inside = [Known(join_paths((text, part))) for text in texts_of(root)]
            dataset.attributes[folder] = join([*inside], folder)
        folders = texts_of(get_attribute(run, dataset, folder, site))
        names = get_attribute(run, dataset, f"{part}_file_names", site)
        paths = [
            Known(join_paths((place, name)))
            for option in options_of(names)
            for item in (option.items if isinstance(option, ListValue) else [option])
            for name in texts_of(item)
            for place in folders[:1]
        ]
        dataset.attributes[f"{part}_paths"] = ListValue([*paths])
    for hook in ("download", "process"):
        member = find_in_class(dataset.class_, hook)
        if member is not None:
            run.uncertain += 1
            bound = bind_member(run, member[0], dataset, member[1], site)
            run.call(run, bound, Arguments(), site)
            run.uncertain -= 1


def _keep_hyperparameters(
    run: Evaluation, receiver: _Receiver, arguments: Arguments, site: Site
) -> Value | None:
    """`self.save_hyperparameters()`: the arguments of the constructor are in `self.hparams`.

    https://lightning.ai/docs/pytorch/stable/common/hyperparameters.html
    """
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
    "save_hyperparameters": _keep_hyperparameters,
    "remote": _start_actor,
    "options": _with_options,
}
