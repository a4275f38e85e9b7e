"""The commented configuration holds every key."""

from __future__ import annotations

import re
import tomllib

import pytest

from mlaudit.adoption.settings import render_settings
from mlaudit.configuration.keys import ROOT
from mlaudit.configuration.reading import read
from mlaudit.configuration.source import Source
from mlaudit.gate.names import check_names
from mlaudit.judge.loading import installed_rules


@pytest.mark.parametrize("prefix", ["", "tool.mlaudit."])
def test_as_it_is_written_nothing_is_in_effect(prefix: str) -> None:
    assert tomllib.loads(render_settings(prefix)) == {}


def test_without_its_marks_it_uses_every_key() -> None:
    data = tomllib.loads(re.sub(r"^# ", "", render_settings(), flags=re.MULTILINE))
    assert set(data) == {key.name for key in ROOT.keys}
    check_names(read(Source("mlaudit.toml", None, data)), installed_rules())


def test_in_pyproject_its_tables_have_their_place() -> None:
    text = re.sub(r"^# ", "", render_settings("tool.mlaudit."), flags=re.MULTILINE)
    assert tomllib.loads("[tool.mlaudit]\n" + text)["tool"]["mlaudit"] == tomllib.loads(
        re.sub(r"^# ", "", render_settings(), flags=re.MULTILINE)
    )
