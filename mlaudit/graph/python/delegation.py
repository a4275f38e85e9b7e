"""Objects of scanned classes that derive from a library class whose methods are modelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import external_bases
from mlaudit.graph.python.values import (
    Arguments,
    ExternalInstance,
    ExternalValue,
    InstanceValue,
    Value,
)

_PART = "<library part>"
_MODELLED = ("argparse.", "configargparse.", "jsonargparse.", "configparser.", "simple_parsing.")


def call_library_part(
    run: Evaluation,
    receiver: InstanceValue,
    name: str,
    arguments: Arguments,
    site: Site,
    models: Mapping[str, Any],
) -> Value | None:
    """A method of the library class, on the part of the object that the library keeps."""
    bases = external_bases(receiver.class_) if receiver.class_ is not None else []
    base = next((base for base in bases if base.startswith(_MODELLED)), None)
    if base is None:
        return None
    owner = receiver.real or receiver
    part = owner.attributes.get(_PART)
    if part is None:
        given = arguments if name == "__init__" else Arguments()
        part = run.call(run, ExternalValue(base), given, site)
        owner.attributes[_PART] = part
    if not isinstance(part, ExternalInstance) or f"{part.type}.{name}" not in models:
        return None
    from mlaudit.graph.python.library import call_method

    return call_method(run, part, name, arguments, site)
