"""Names of rules in a configuration."""

from __future__ import annotations

import pytest

from mlaudit.configuration import ConfigurationError
from mlaudit.gate.names import check_names
from mlaudit.model.configuration import Configuration
from tests.gate.test_selection import RULES


def test_rules_and_families_of_every_spelling_are_known() -> None:
    words = ("INP001", "inp001", "untracked-input", "inputs", "ORD")
    check_names(Configuration(named=tuple(("select", word) for word in words)), RULES)


def test_every_unknown_name_is_told_with_its_key() -> None:
    named = (("select #1", "inptus"), ("severity.INP", "INP"), ("severity.XYZ", "XYZ"))
    with pytest.raises(ConfigurationError) as caught:
        check_names(Configuration(path="mlaudit.toml", named=named), RULES)
    first, second = map(str, caught.value.problems)
    assert first.startswith("mlaudit.toml: select #1: there is no rule or family 'inptus'")
    assert "did you mean inputs?" in first
    assert second.startswith("mlaudit.toml: severity.XYZ: ")
