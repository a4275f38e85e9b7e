"""Names that `from library import *` brings in, as far as the catalogue knows them."""

from __future__ import annotations

from mlaudit.catalog import find_call, type_of_call
from mlaudit.graph.python.scope import ModuleScope
from mlaudit.graph.python.values import ExternalValue


def find_starred(module: ModuleScope, name: str) -> ExternalValue | None:
    """What a name means that the module itself does not define; the last library counts."""
    from mlaudit.graph.python.library_index import library_models

    for library in reversed(module.stars):
        qualified = f"{library}.{name}"
        if (
            qualified in library_models()
            or find_call(qualified) is not None
            or type_of_call(qualified) is not None
        ):
            return ExternalValue(qualified)
    return None
