"""Code that a program reads from a file and runs among its own."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, unresolved

SETTINGS = "import os\nOUT = 'out'\n\ndef name(x):\n    return f'{OUT}/{x}.csv'\nopen('log', 'w')\n"


@pytest.mark.parametrize(
    "call",
    [
        "exec(open('code/settings.py').read())",
        "exec(Path('code/settings.py').read_text())",
        "exec(compile(open('code/settings.py').read(), 'settings.py', 'exec'))",
        "with open('code/settings.py') as file:\n    exec(file.read())",
    ],
)
def test_the_variables_of_the_file_are_there_afterwards(call: str) -> None:
    main = f"from pathlib import Path\n{call}\nopen(os.path.join(OUT, 'a'), 'w')\n"
    found = behaviour({"main.py": main + "open(name('b'), 'w')\n", "code/settings.py": SETTINGS})
    writes = [a for a in found.accesses if a.mode == "write"]
    assert [a.artifact for a in writes] == ["log", "out/a", "out/b.csv"]
    assert [a.place.path for a in writes] == ["code/settings.py", "main.py", "main.py"]
    assert found.unresolved == ()


def test_a_file_sees_the_variables_of_its_caller() -> None:
    files = {"main.py": "X = 'a'\nexec(open('b.py').read())\n", "b.py": "open(X, 'w')\n"}
    assert touched(behaviour(files))[-1] == "write a"


@pytest.mark.parametrize(
    "call",
    ["exec(open('main.py').read())", "exec('open(X)')", "exec(open('none.py').read())", "exec()"],
)
def test_what_cannot_be_followed_is_passed_over(call: str) -> None:
    found = behaviour(f"{call}\nopen('z', 'w')\n")
    assert touched(found)[-1] == "write z"
    assert unresolved(found) == []


def test_other_variables_than_those_of_the_caller_are_not_touched() -> None:
    files = {
        "main.py": "space = {}\nexec(open('b.py').read(), space)\nopen(X)\n",
        "b.py": "X = 'a'",
    }
    assert "read a" not in touched(behaviour(files))
