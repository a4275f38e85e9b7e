"""`with`: what it binds, and the working directory inside it."""

from __future__ import annotations

import pytest

from tests.graph.python.running import Files, behaviour, touched


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                import contextlib
                with contextlib.chdir('sub'):
                    open('a.txt')
                open('b.txt')
            """,
            ["read sub/a.txt", "read b.txt"],
            id="contextlib.chdir",
        ),
        pytest.param(
            """
                import os
                from contextlib import contextmanager

                @contextmanager
                def cd(p):
                    old = os.getcwd()
                    os.chdir(p)
                    try:
                        yield
                    finally:
                        os.chdir(old)
                with cd('sub'):
                    open('a.txt')
                open('b.txt')
            """,
            ["read sub/a.txt", "read b.txt"],
            id="own chdir cm",
        ),
        pytest.param(
            """
                import os

                class cd:

                    def __init__(self, p):
                        self.p = p

                    def __enter__(self):
                        self.old = os.getcwd()
                        os.chdir(self.p)

                    def __exit__(self, *a):
                        os.chdir(self.old)
                with cd('sub'):
                    open('a.txt')
                open('b.txt')
            """,
            ["read sub/a.txt", "read b.txt"],
            id="chdir class",
        ),
    ],
)
def test_directory_inside_a_context(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            """
                from contextlib import contextmanager

                @contextmanager
                def opened(n):
                    with open('data/' + n) as f:
                        yield f
                with opened('x.csv') as f:
                    f.read()
            """,
            ["read data/x.csv"],
            id="contextmanager",
        ),
        pytest.param(
            """
                from contextlib import contextmanager

                @contextmanager
                def folder(n):
                    yield ('data/' + n)
                with folder('x.csv') as p:
                    open(p)
            """,
            ["read data/x.csv"],
            id="contextmanager value",
        ),
        pytest.param(
            """
                class A:

                    def __enter__(self):
                        return 'data/x.csv'

                    def __exit__(self, *a):
                        pass
                with A() as p:
                    open(p)
            """,
            ["read data/x.csv"],
            id="__enter__",
        ),
        pytest.param(
            """
                class A:

                    def __enter__(self):
                        return self

                    def __exit__(self, *a):
                        open('out/a.csv', 'w')
                with A() as p:
                    pass
            """,
            ["write out/a.csv"],
            id="__exit__ writes",
        ),
    ],
)
def test_what_a_context_binds_and_does(files: str | Files, expected: list[str]) -> None:
    found = behaviour(files)
    assert touched(found) == expected
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("files", "start", "expected"),
    [
        pytest.param(
            """
                import os
                os.chdir('sub')
                pd_ = 1
                open('a.txt')
            """,
            {},
            ["read sub/a.txt"],
            id="os.chdir",
        ),
        pytest.param(
            """
                import os
                os.chdir(os.path.dirname(os.path.abspath(__file__)))
                open('a.txt')
            """,
            {"entry": "src/main.py"},
            ["read src/a.txt"],
            id="os.chdir file",
        ),
        pytest.param(
            """
                import os

                def go():
                    os.chdir('sub')
                go()
                open('a.txt')
            """,
            {},
            ["read sub/a.txt"],
            id="chdir in func",
        ),
        pytest.param(
            """
                import os
                p = os.path.join(os.getcwd(), 'data', 'x.csv')
                open(p)
            """,
            {"directory": "w"},
            ["read w/data/x.csv"],
            id="getcwd join",
        ),
        pytest.param(
            """
                import os
                if os.path.basename(os.getcwd()) == 'notebooks':
                    os.chdir('..')
                open('data/x.csv')
            """,
            {"directory": "notebooks", "entry": "notebooks/main.py"},
            ["read data/x.csv"],
            id="chdir guarded",
        ),
        pytest.param(
            """
                import os
                if os.getcwd().endswith('notebooks'):
                    os.chdir('..')
                open('data/x.csv')
            """,
            {"directory": "notebooks", "entry": "notebooks/main.py"},
            ["read data/x.csv"],
            id="chdir guarded2",
        ),
        pytest.param(
            """
                from pathlib import Path
                import os
                if Path.cwd().name == 'notebooks':
                    os.chdir(Path.cwd().parent)
                open('data/x.csv')
            """,
            {"directory": "notebooks", "entry": "notebooks/main.py"},
            ["read data/x.csv"],
            id="chdir guarded3",
        ),
        pytest.param(
            """
                import os
                root = os.getcwd().split('src')[0]
                open(root + 'data/x.csv')
            """,
            {"directory": "src", "entry": "src/main.py"},
            ["read data/x.csv"],
            id="cwd split",
        ),
    ],
)
def test_directory_that_code_changes(
    files: str | Files, start: dict[str, str], expected: list[str]
) -> None:
    found = behaviour(files, **start)
    assert touched(found) == expected
    assert found.unresolved == ()
