"""Modules by name, by string and through packages."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "start", "expected"),
    [
        pytest.param(
            {
                "main.py": """
                    from pkg import P
                    open(P)
                """,
                "pkg/__init__.py": "from .a import P",
                "pkg/a.py": "P = 'data/x.csv'",
            },
            {},
            ["read data/x.csv"],
            id="reexport",
        ),
        pytest.param(
            {
                "main.py": """
                    from pkg import *
                    open(_P)
                """,
                "pkg/__init__.py": """
                    __all__ = ['_P']
                    _P = 'data/x.csv'
                """,
            },
            {},
            ["read data/x.csv"],
            id="star all",
        ),
        pytest.param(
            {
                "pkg/a/main.py": """
                    from ..b.c import P
                    open(P)
                """,
                "pkg/__init__.py": "",
                "pkg/a/__init__.py": "",
                "pkg/b/__init__.py": "",
                "pkg/b/c.py": "P = 'data/x.csv'",
            },
            {"entry": "pkg/a/main.py"},
            ["read data/x.csv"],
            id="relative up",
        ),
        pytest.param(
            {
                "main.py": """
                    import pkg.a
                    open(pkg.a.P)
                """,
                "pkg/a.py": "P = 'data/x.csv'",
            },
            {},
            ["read data/x.csv"],
            id="import dotted namespace",
        ),
        pytest.param(
            {
                "pkg/main.py": """
                    try:
                        from .lib import P
                    except ImportError:
                        from lib import P
                    open(P)
                """,
                "pkg/lib.py": "P = 'data/x.csv'",
                "pkg/__init__.py": "",
            },
            {"entry": "pkg/main.py"},
            ["read data/x.csv"],
            id="try import rel",
        ),
        pytest.param(
            {
                "scripts/main.py": """
                    from mypkg.io import load
                    load()
                """,
                "src/mypkg/__init__.py": "",
                "src/mypkg/io.py": """
                    def load():
                        open('data/x.csv')
                """,
                "pyproject.toml": "[project]\nname='mypkg'\n",
            },
            {"entry": "scripts/main.py"},
            ["read data/x.csv"],
            id="src pkg",
        ),
        pytest.param(
            {
                "main.py": """
                    from mypkg.io import load
                    load()
                """,
                "lib/mypkg/__init__.py": "",
                "lib/mypkg/io.py": """
                    def load():
                        open('data/x.csv')
                """,
                "setup.py": """
                    from setuptools import setup
                    setup(name='x', package_dir={'': 'lib'})
                """,
            },
            {},
            ["read data/x.csv"],
            id="package_dir lib",
        ),
    ],
)
def test_packages(files: str | Files, start: dict[str, str], expected: list[str]) -> None:
    found = behaviour(files, **start)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {
                "main.py": """
                    import importlib
                    m = importlib.import_module('pkg.a')
                    open(m.P)
                """,
                "pkg/__init__.py": "",
                "pkg/a.py": "P = 'data/x.csv'",
            },
            ["read data/x.csv"],
            id="import_module",
        ),
        pytest.param(
            {
                "main.py": """
                    import importlib
                    m = importlib.import_module('.a', package='pkg')
                    open(m.P)
                """,
                "pkg/__init__.py": "",
                "pkg/a.py": "P = 'data/x.csv'",
            },
            ["read data/x.csv"],
            id="import_module rel",
        ),
        pytest.param(
            {
                "main.py": """
                    import importlib
                    cls = getattr(importlib.import_module('pkg.a'), 'Loader')
                    cls().load()
                """,
                "pkg/__init__.py": "",
                "pkg/a.py": """
                    class Loader:

                        def load(self):
                            open('data/x.csv')
                """,
            },
            ["read data/x.csv"],
            id="import_module getattr",
        ),
        pytest.param(
            {
                "main.py": """
                    import importlib

                    def load(s):
                        mod, cls = s.rsplit('.', 1)
                        return getattr(importlib.import_module(mod), cls)
                    load('pkg.a.Loader')().load()
                """,
                "pkg/__init__.py": "",
                "pkg/a.py": """
                    class Loader:

                        def load(self):
                            open('data/x.csv')
                """,
            },
            ["read data/x.csv"],
            id="dotted string",
        ),
        pytest.param(
            {
                "main.py": """
                    import sys

                    class A:

                        def load(self):
                            open('data/x.csv')
                    getattr(sys.modules[__name__], 'A')().load()
                """,
            },
            ["read data/x.csv"],
            id="sys.modules",
        ),
        pytest.param(
            """
                def load():
                    open('data/x.csv')
                globals()['load']()
            """,
            ["read data/x.csv"],
            id="globals()",
        ),
        pytest.param(
            {
                "main.py": """
                    import steps
                    for n in ['a', 'b']:
                        getattr(steps, f'load_{n}')()
                """,
                "steps.py": """
                    def load_a():
                        open('a')

                    def load_b():
                        open('b')
                """,
            },
            ["read a", "read b"],
            id="getattr f",
        ),
        pytest.param(
            {
                "main.py": """
                    import lib
                    open(lib.P)
                """,
                "lib.py": """
                    def __getattr__(n):
                        return 'data/x.csv'
                """,
            },
            ["read data/x.csv"],
            id="module __getattr__",
        ),
        pytest.param(
            {
                "main.py": """
                    from pkg import load
                    load()
                """,
                "pkg/__init__.py": """
                    import importlib

                    def __getattr__(n):
                        return getattr(importlib.import_module('pkg.a'), n)
                """,
                "pkg/a.py": """
                    def load():
                        open('data/x.csv')
                """,
            },
            ["read data/x.csv"],
            id="lazy pkg",
        ),
    ],
)
def test_modules_by_string(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


def test_package_that_names_a_further_folder() -> None:
    found = behaviour(
        {
            "src/run.py": """
                from shop.load import load
                load()
            """,
            "src/shop/__init__.py": """
                from pathlib import Path

                __path__ = [str(Path(__file__).parent), str(Path(__file__).parents[1] / "web-shop")]
            """,
            "src/web-shop/load.py": """
                def load():
                    open("data/orders.csv")
            """,
        },
        entry="src/run.py",
    )
    assert touched(found) == ["read data/orders.csv"]


@pytest.mark.parametrize(
    "imports",
    ["from pandas import *", "from numpy import *\nfrom pandas import *\nfrom unknown import *"],
)
def test_names_that_a_library_brings_in_all_at_once(imports: str) -> None:
    found = behaviour(f"{imports}\nread_csv('a.csv').to_csv('b.csv')\nread_none('c.csv')\n")
    assert touched(found) == ["read a.csv", "write b.csv"]


def test_pycaret_adds_its_extension_to_what_it_reads_and_writes() -> None:
    program = "from pycaret.regression import *\nsave_model(m, 'm.pkl')\nload_model('m')\n"
    assert touched(behaviour(program)) == ["write m.pkl.pkl", "read m.pkl"]


def test_own_names_win_over_those_of_a_library() -> None:
    program = "from pandas import *\ndef read_csv(path):\n    open('own')\nread_csv('a.csv')\n"
    assert touched(behaviour(program)) == ["read own"]
