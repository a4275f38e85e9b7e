from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, TriggerKind
from mlaudit.parsers.schedulers.systemd import PARSER
from mlaudit.parsers.shell import parse_script

SERVICE = b"""[Unit]
After=network.target prepare.service
OnSuccess=publish.service
[Service]
WorkingDirectory=-/opt/x/
Environment="A=one two" B=%h/data
ExecStart=
; a comment
ExecStart=-/usr/bin/python3 train.py \\
  --month %i --share 5%%
[Install]
WantedBy=multi-user.target
"""


def test_a_service() -> None:
    assert PARSER.claims("deploy/x.service")
    assert not PARSER.claims("web/user.service.ts")
    (step,) = PARSER.parse("deploy/x.service", SERVICE).steps
    assert (step.kind.value, step.kind.family) == ("systemd-service", StepFamily.TASK)
    assert (step.name, step.directory) == ("x.service", "/opt/x")
    assert step.after == ("deploy/prepare.service:prepare.service",)
    assert step.environment == (("A", "one two"), ("B", "~/data"))
    assert [t.kind for t in step.triggers] == [TriggerKind.EVENT]
    start, then = step.runs
    assert start.script is not None
    assert start.script.text == "/usr/bin/python3 train.py --month ${instance_i} --share 5%"
    assert start.place.line == 9
    assert then.step == "deploy/publish.service"


def test_a_timer_starts_its_service() -> None:
    data = b"[Timer]\nOnCalendar=daily\nOnUnitActiveSec=1h\nOnBootSec=5min\n"
    (step,) = PARSER.parse("deploy/x.timer", data).steps
    assert [run.step for run in step.runs] == ["deploy/x.service"]
    assert [(t.kind.value, t.detail) for t in step.triggers] == [
        ("schedule", "daily"),
        ("schedule", "OnUnitActiveSec 1h"),
        ("event", "OnBootSec 5min"),
    ]
    (step,) = PARSER.parse("x.timer", data + b"Unit=other.service\n").steps
    assert [run.step for run in step.runs] == ["other.service"]


def test_other_files_of_that_name() -> None:
    assert PARSER.parse("ssh.service", b"<service-group/>").steps == ()
    assert PARSER.parse("x.service", b"").steps == ()


def test_commands_that_start_units() -> None:
    script = parse_script(
        "sudo systemctl enable --now x.timer; systemctl status x; systemctl start x"
    )
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    started = [run.target for run in outcome.runs if run.form == "systemd-service"]
    assert started == ["x.timer", "x"]


@given(st.binary(max_size=100) | st.text(alphabet="[Service]Exc=\\\"'%i\n -", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    for head in (b"[Service]\nExecStart=", b"[Timer]\nUnit=", b""):
        assert PARSER.parse("x.service", head + content).path == "x.service"
