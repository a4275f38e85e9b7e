"""Why an action is done, and who does it."""

from __future__ import annotations

import pytest

from mlaudit.model.assessment import Action
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import Automation
from mlaudit.report.terminal.actions import explain_action


@pytest.mark.parametrize(
    ("reason", "who", "how", "told"),
    [
        ("", "", "", ""),
        ("nothing makes it", "", "", "nothing makes it"),
        ("Export it", "data team", "docs/export.md", "Export it (data team, docs/export.md)"),
        ("", "data team", "", "(data team)"),
        ("", "", "docs/export.md", "(docs/export.md)"),
    ],
)
def test_owner_and_way_stand_behind_the_reason(reason: str, who: str, how: str, told: str) -> None:
    place = Place("mlaudit.toml", 1)
    action = Action("acquire", "a.csv", Automation.DOCUMENTED, place, reason, who=who, how=how)
    assert explain_action(action) == told
