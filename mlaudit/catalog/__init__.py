"""What library calls, command lines and file names mean, as data.

Library calls are described in one TOML file a library family; `Effect` and `CallModel` say what
the fields mean. Nothing is read when this package is imported.
"""

from __future__ import annotations

from mlaudit.catalog.calls import find_call, find_method, find_own_call, implied_outputs
from mlaudit.catalog.classes import (
    deciding_argument,
    type_of_attribute,
    type_of_call,
    type_of_item,
    type_of_method,
    type_of_name,
)
from mlaudit.catalog.effects import Effect, Holds, PinForm
from mlaudit.catalog.load import CatalogError, load_models
from mlaudit.catalog.models import (
    Alternative,
    ArgumentSpec,
    CallModel,
    ExtensionSpec,
    ImpliedAccess,
    ModeSpec,
)
from mlaudit.catalog.names import canonical_name

__all__ = [
    "Alternative",
    "ArgumentSpec",
    "CallModel",
    "CatalogError",
    "Effect",
    "ExtensionSpec",
    "Holds",
    "ImpliedAccess",
    "ModeSpec",
    "PinForm",
    "canonical_name",
    "deciding_argument",
    "find_call",
    "find_method",
    "find_own_call",
    "implied_outputs",
    "load_models",
    "type_of_attribute",
    "type_of_call",
    "type_of_item",
    "type_of_method",
    "type_of_name",
]
