"""Code of files that is run by the name of the file."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written

LINE = """
    import sys
    from ast import literal_eval
    for word in sys.argv[1:]:
        if "=" not in word:
            exec(open(word).read())
        else:
            key, text = word.lstrip("-").split("=")
            try:
                value = literal_eval(text)
            except (SyntaxError, ValueError):
                value = text
            globals()[key] = value
"""
TREE = {
    "line.py": LINE,
    "own.py": "out = 'own.csv'\n",
    "main.py": """
        source = "a.csv"
        out = "b.csv"
        count = 1
        exec(open("line.py").read())
        open(out + str(count + 1), "w")
    """,
}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", "b.csv2"),
        ("own.py", "own.csv2"),
        ("own.py --out=word.csv --count=3", "word.csv4"),
    ],
)
def test_code_sets_variables_of_its_caller(command: str, expected: str) -> None:
    assert written(TREE, command) == [expected]


@pytest.mark.parametrize(
    "code",
    [
        "space = {}\nexec(open('own.py').read(), space)\nout = space['out']",
        "exec(compile(open('own.py').read(), 'own.py', 'exec'))",
        "from pathlib import Path\nexec(Path('own.py').read_text(), globals())",
        "import importlib.util\n"
        "spec = importlib.util.spec_from_file_location('own', 'own.py')\n"
        "module = importlib.util.module_from_spec(spec)\n"
        "spec.loader.exec_module(module)\nout = module.out",
        "from importlib.machinery import SourceFileLoader\n"
        "out = SourceFileLoader('own', 'own.py').load_module().out",
        "import imp\nout = imp.load_source('own', 'own.py').out",
    ],
)
def test_files_are_loaded(code: str) -> None:
    files = {"own.py": TREE["own.py"], "main.py": f"{code}\nopen(out, 'w')\n"}
    assert written(files, "") == ["own.csv"]


def test_code_that_runs_itself_ends() -> None:
    assert touched(behaviour("exec(open('main.py').read())\n", "")) == ["read main.py"]


def test_file_that_is_not_there() -> None:
    source = "import imp\nm = imp.load_source('n', 'n.py')\nopen(m.out)\n"
    assert unresolved(behaviour(source, "")) == [("read", UnresolvedReason.CALL_RESULT)]
