from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep
from mlaudit.model.vocabulary import StepFamily, TriggerKind
from mlaudit.parsers.schedulers.cron import PARSER


def read(text: str, path: str = "crontab") -> tuple[DeclaredStep, ...]:
    return PARSER.parse(path, text.encode()).steps


def command(step: DeclaredStep) -> str:
    (run,) = step.runs
    assert run.script is not None
    return run.script.text


def test_files() -> None:
    for path in (
        "crontab",
        "deploy/crontab.txt",
        "retrain.cron",
        "my-cron",
        "cron.d/x",
        "cronjobs",
    ):
        assert PARSER.claims(path), path
    for path in ("cron.py", "cron.d/x.sh", "crontab.yaml", "docs/cron.md", "micron", "cron/run"):
        assert not PARSER.claims(path), path


def test_entries() -> None:
    early, late = read(
        "A=1\n# 0 0 * * * old\n\n*/5 1-3 * JAN,Feb MON-FRI  cd /opt/x && python train.py\n"
        'A="two"\n@reboot /opt/x/run.sh 2>&1 | logger\n'
    )
    assert (early.kind.value, early.kind.family) == ("cron-entry", StepFamily.TASK)
    assert (early.name, early.place.line, early.directory) == ("train.py", 4, "~")
    assert early.environment == (("A", "1"),)
    assert late.environment == (("A", "two"),)
    (trigger,) = early.triggers
    assert (trigger.kind, trigger.detail) == (TriggerKind.SCHEDULE, "*/5 1-3 * JAN,Feb MON-FRI")
    assert (late.name, late.triggers[0].kind) == ("run.sh", TriggerKind.EVENT)


@pytest.mark.parametrize(
    ("path", "line", "expected"),
    [
        ("cron.d/x", "0 1 * * * hydro python a.py", "python a.py"),
        ("cron.d/x", "0 1 * * * python a.py", "python a.py"),
        ("crontab", "0 1 * * * root make train", "make train"),
        ("crontab", "0 1 * * * retrain --all", "retrain --all"),
        ("crontab", "0 1 * * * echo $(date +\\%F)%typed", "echo $(date +%F)"),
    ],
)
def test_commands(path: str, line: str, expected: str) -> None:
    (step,) = read(line, path)
    assert command(step) == expected


def test_what_is_no_entry() -> None:
    assert read("This is 5 words of text\n* * *\n@someone said so\n0 0 * * *\n") == ()


@given(st.binary(max_size=100) | st.text(alphabet="*0 5/-@daily%\\=\"'#\n&;$(", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    assert PARSER.parse("crontab", content).path == "crontab"
    assert PARSER.parse("cron.d/x", b"0 0 * * * " + content).problems == ()
