from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.schedulers.procfile import PARSER
from mlaudit.parsers.shell import parse_script

TEXT = b"# types\n\nrelease: python migrate.py\nweb : no\nweb:gunicorn a:b --port $PORT \n"


def test_processes() -> None:
    assert PARSER.claims("api/Procfile")
    assert PARSER.claims("Procfile.dev")
    assert not PARSER.claims("Procfiles.md")
    release, web = PARSER.parse("api/Procfile", TEXT).steps
    assert (web.kind.value, web.kind.family) == ("procfile-process", StepFamily.TARGET)
    assert (web.name, web.place.line, web.directory, web.triggers) == ("web", 5, "api", ())
    assert web.runs[0].script is not None
    assert web.runs[0].script.text == "gunicorn a:b --port $PORT"
    assert [trigger.kind.value for trigger in release.triggers] == ["release"]


def test_commands_that_start_processes() -> None:
    script = parse_script("honcho -f x/Procfile start web; foreman start; heroku local worker")
    outcome = evaluate_script(script, ShellContext("."), lambda line: Place("x", line))
    started = [run.target for run in outcome.runs if run.form == "procfile-process"]
    assert started == ["", "worker"]


@given(st.binary(max_size=100) | st.text(alphabet="web: $(|\n'\"", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    assert PARSER.parse("Procfile", b"web: " + content).path == "Procfile"
