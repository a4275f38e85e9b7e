"""What does this call do? Look-ups by qualified name and by receiver.

A miss costs a look-up in a dict; nothing is read before the first call of a function here.
"""

from __future__ import annotations

from dataclasses import replace

from mlaudit.catalog.classes import lineage, type_of_attribute, type_of_name
from mlaudit.catalog.data import own_names, read_index, remembered
from mlaudit.catalog.load import build_model
from mlaudit.catalog.models import ArgumentSpec, CallModel, ImpliedAccess
from mlaudit.catalog.names import canonical_name


@remembered
def find_call(qualified: str) -> CallModel | None:
    """The model of a function, class or method by its qualified name after import resolution.

    Re-exports and older names are resolved; `Class.method` also finds what the class inherits
    (`transformers.BertModel.from_pretrained`), and `object.method` what the class of a known
    object has (`openai.chat.completions.create`).
    """
    name = canonical_name(qualified)
    found = _model(name)
    if found is not None:
        return found
    owner, _, method = name.rpartition(".")
    owner_type = type_of_name(owner) if owner else None
    return _inherited(owner_type, method) if owner_type else None


@remembered
def find_method(receiver_type: str | None, method: str) -> CallModel | None:
    """The model of a method, by the class of its receiver and the name of the method.

    With a class, the class and its bases are asked first. Where they do not know the method, or
    the class is None, the name alone must tell: only models with `receiver = "any"` count.
    Several of them with one name are joined where their effects and positions agree (the first by
    precedence gives name and kind, the others their keywords); otherwise the name is ambiguous.

    Args:
        receiver_type: qualified name of a class, or None.
        method: the method, or a chain of attributes that ends in it; of a chain, the longest known
            end counts ("x.chat.completions.create").
    """
    attributes, _, last = method.rpartition(".")
    owner = canonical_name(receiver_type) if receiver_type else None
    for attribute in filter(None, attributes.split(".")):
        owner = type_of_attribute(owner, attribute) if owner else None
    found = _inherited(owner, last) if owner else None
    return found or _by_name_alone(method)


def find_own_call(dotted: str) -> CallModel | None:
    """The model of a function of the scanned tree that the project describes itself.

    Args:
        dotted: the way from the root of the tree to its file and its qualified name there; an
            entry may leave out the first folders (`acme.io.save` for `src/acme/io.py`).
    """
    own = own_names()
    while "." in dotted:
        if dotted in own:
            return _model(dotted)
        dotted = dotted.partition(".")[2]
    return None


def implied_outputs(qualified: str) -> tuple[ImpliedAccess, ...]:
    """The paths that a call touches although no argument names them."""
    found = find_call(qualified)
    return found.implies if found is not None else ()


@remembered
def _model(name: str) -> CallModel | None:
    index = read_index()
    number = index["names"].get(name)
    return None if number is None else build_model(name, index["entries"][number])


def _inherited(owner: str, method: str) -> CallModel | None:
    for name in lineage(owner):
        found = _model(f"{name}.{method}")
        if found is not None:
            return found
    return None


def _by_name_alone(method: str) -> CallModel | None:
    known = read_index()["methods"]
    while method:
        if method in known:
            return _join([model for name in known[method] if (model := _model(name))])
        method = method.partition(".")[2]
    return None


def _join(models: list[CallModel]) -> CallModel | None:
    first = models[0]
    if any(_shape(model) != _shape(first) for model in models):
        return None
    return replace(
        first,
        path=_join_specs([model.path for model in models]),
        source=_join_specs([model.source for model in models]),
        destination=_join_specs([model.destination for model in models]),
        directory=all(model.directory for model in models),
    )


def _shape(model: CallModel) -> tuple[object, ...]:
    parts = (model.path, model.source, model.destination)
    return model.effect, *(tuple((s.position, s.receiver) for s in specs) for specs in parts)


def _join_specs(columns: list[tuple[ArgumentSpec, ...]]) -> tuple[ArgumentSpec, ...]:
    joined = []
    for specs in zip(*columns, strict=True):
        names = dict.fromkeys(name for spec in specs for name in spec.keywords)
        others = tuple(name for name in names if name != specs[0].keyword)
        joined.append(replace(specs[0], older=others))
    return tuple(joined)
