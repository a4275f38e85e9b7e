"""Sessions of nox, tasks of Invoke."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.commands import ShellContext, evaluate_script
from mlaudit.model.facts import DeclaredStep
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily
from mlaudit.parsers.runners import invoke, nox
from mlaudit.parsers.shell import parse_script


def sessions(text: str) -> dict[str, DeclaredStep]:
    return {step.name: step for step in nox.parse("a/noxfile.py", text.encode()).steps}


def tasks(text: str, path: str = "a/tasks.py") -> dict[str, DeclaredStep]:
    source = f"from invoke import task\n{text}"
    return {step.name: step for step in invoke.parse(path, source.encode()).steps}


def commands(step: DeclaredStep) -> list[str]:
    return [run.step or (run.script.text if run.script else "") for run in step.runs]


def started(command: str, form: str) -> list[str]:
    context = ShellContext(".")
    outcome = evaluate_script(parse_script(command), context, lambda line: Place("x", line))
    return [run.target for run in outcome.runs if run.form == form]


def test_sessions() -> None:
    found = sessions(
        "import nox\nD = 'data'\n@nox.session(name='fit-it', requires=['get'])\n"
        "def fit(session, n=3):\n  session.notify('check')\n  session.install('-e', '.')\n"
        "  session.run('python', 'fit.py', f'{D}/x y.csv', '--n', str(n), '--k', f'{other}', "
        "*session.posargs, *['-v'], env={'A': '1'})\n"
        "  session.log('python x.py')\n@session\ndef check(s):\n  if True:\n    s.chdir('src')\n"
        "    s.run('pytest')\ndef none(session):\n  session.run('x')\n"
    )
    assert list(found) == ["fit-it", "check"]
    fit = found["fit-it"]
    assert (fit.kind.value, fit.kind.family, fit.directory) == (
        "nox-session",
        StepFamily.TARGET,
        "a",
    )
    assert fit.after == ("get",)
    assert commands(fit) == [
        "pip install -e .",
        "python fit.py 'data/x y.csv' --n 3 --k other -v",
        "check",
    ]
    assert fit.runs[1].environment == (("A", "1"),)
    assert fit.runs[1].place.line == 7
    assert found["check"].runs[0].directory == "a/src"


def test_tasks() -> None:
    found = tasks(
        "P = 'pkg'\n@task\ndef get_data(c):\n  c.run('curl x')\n"
        "@task(pre=[call(get_data, 1)], post=[show])\ndef fit(c, n=3, *, seed=None, out):\n"
        "  for P in others:\n    c.run(f'fit {P}')\n  with c.cd('src'):\n"
        "    c.run(f'python {P}/fit.py --n {n} --out {out}', pty=True)\n  get_data(c)\n"
        "@task(get_data)\ndef show(c):\n  print(c)\n"
    )
    assert list(found) == ["get-data", "fit", "show"]
    fit = found["fit"]
    assert (fit.kind.value, fit.after) == ("invoke-task", ("get-data",))
    assert commands(fit) == [
        "fit P",
        "cd src && python pkg/fit.py --n 3 --out out",
        "get-data",
        "show",
    ]
    assert fit.inputs == (("n", "3"), ("seed", "None"), ("out", None))
    assert found["show"].after == ("get-data",)


def test_files() -> None:
    assert invoke.PARSER.claims("tasks/train.py")
    assert not invoke.PARSER.claims("src/task.py")
    assert tasks("@task\ndef a(c):\n  c.run('x')\n", "b/tasks/x.py")["a"].directory == "b"
    assert invoke.parse("tasks.py", b"@task\ndef a(c): c.run('x')\n").steps == ()
    assert tasks("def (") == {}
    assert sessions("@nox.session\ndef (") == {}


def test_commands_that_start_them() -> None:
    assert started("nox -s fit check -- --n 3", "nox-session") == ["fit check"]
    assert started("nox --session=fit; nox -l", "nox-session") == ["fit"]
    assert started("inv clean fit; invoke -r a fit; inv --list", "invoke-task") == [
        "clean fit",
        "fit",
    ]


@given(st.binary(max_size=100) | st.text(alphabet="c.run('x')\n f{}\"[]*=:", max_size=60))
def test_any_bytes_give_facts(data: bytes | str) -> None:
    content = data if isinstance(data, bytes) else data.encode()
    head = b"from invoke import task\n@task(pre=["
    assert invoke.parse("tasks.py", head + content).path == "tasks.py"
    head = b"@nox.session\ndef a(session):\n  session.run("
    assert nox.parse("noxfile.py", head + content).path == "noxfile.py"
