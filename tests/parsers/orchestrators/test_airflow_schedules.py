"""What starts the DAGs of Airflow."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import TriggerKind
from tests.parsers.orchestrators.test_airflow import trigger


@pytest.mark.parametrize(
    ("arguments", "kind", "detail", "enabled"),
    [
        ('schedule="@daily"', TriggerKind.SCHEDULE, "@daily", True),
        ('schedule_interval="0 5 * * *"', TriggerKind.SCHEDULE, "0 5 * * *", True),
        ("schedule=timedelta(days=1)", TriggerKind.SCHEDULE, "timedelta(days=1)", True),
        ("timetable=Weekdays()", TriggerKind.SCHEDULE, "Weekdays()", True),
        ('schedule=[Asset("s3://b/k")]', TriggerKind.EVENT, "[Asset('s3://b/k')]", True),
        ('schedule=Dataset("a") | Dataset("b")', TriggerKind.EVENT, None, True),
        ("schedule=None", TriggerKind.PERSON, "schedule=None", True),
        ('schedule="@once"', TriggerKind.PERSON, None, True),
        (
            'schedule="@daily", is_paused_upon_creation=True',
            TriggerKind.SCHEDULE,
            "@daily",
            False,
        ),
    ],
)
def test_triggers(arguments: str, kind: TriggerKind, detail: str | None, enabled: bool) -> None:
    found = trigger(arguments)
    assert found is not None
    assert (found.kind, found.enabled) == (kind, enabled)
    assert detail is None or found.detail == detail


def test_without_a_schedule_the_version_decides() -> None:
    assert trigger("catchup=False") is None
