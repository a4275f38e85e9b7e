"""Code that calls itself or grows without end is followed up to a bound that is told."""

from __future__ import annotations

import time

import pytest

from mlaudit.model.graph import Workflow
from mlaudit.model.vocabulary import UnresolvedReason
from mlaudit.scan import read_workflow
from tests.conftest import WriteTree

LIMIT = 10.0
"""Seconds of processor time."""
READ = "import pandas as pd\n"
OK = {"ok.py": READ + "pd.read_csv('in.csv')\n"}


def _tree_of_calls(depth: int, width: int) -> str:
    """Each function calls the next one several times, with another text each time."""
    calls = [
        f"def f{n}(x):\n" + "".join(f"    f{n + 1}(x + '{k}')\n" for k in range(width))
        for n in range(depth)
    ]
    return READ + "".join(calls) + f"def f{depth}(x):\n    pd.read_csv(x)\nf0('a')\n"


TOLD: dict[str, dict[str, str]] = {
    "a tree of calls": {"a.py": _tree_of_calls(10, 8)},
    "a chain of calls": {"a.py": _tree_of_calls(2_000, 1)},
    "many calls": {
        "a.py": READ
        + "def f(x):\n    pd.read_csv(x)\n"
        + "".join(f"f({n})\n" for n in range(15_000))
    },
    "classes that call what is above them twice": {
        "a.py": "class A0: pass\n"
        + "".join(
            f"class A{n}(A{n - 1}):\n    def m(self):\n        super().m(); super().m()\n"
            for n in range(1, 60)
        )
        + "A59().m()\n"
    },
    "a function without end": {
        "a.py": "def y(f):\n    half = lambda x: f(lambda *a: x(x)(*a))\n    return half(half)\n"
        "y(lambda s: lambda n: s(n + 1) or s(n + 2))(0)\n"
    },
    "functions of a shell": {"a.sh": "f() { f; f; g; }\ng() { f; f; }\nf\n"},
    "a list of names": {
        "a.py": READ + f"for name in {[f'{n}.csv' for n in range(100)]}:\n    pd.read_csv(name)\n"
    },
    "a long loop of a shell": {
        "a.sh": f"for a in {' '.join(map(str, range(100)))}; do cat $a > $a.txt; done\n"
    },
}
"""What is cut off, and is told."""

BORNE: dict[str, dict[str, str | bytes]] = {
    "recursion": {"a.py": READ + "def f(n):\n    pd.read_csv(f'{n}.csv')\n    f(n + 1)\nf(0)\n"},
    "modules in a circle": {
        f"m{n}.py": f"from m{(n + 1) % 60} import *\nimport m{n * 7 % 60}\nx = 1\n"
        for n in range(60)
    },
    "scripts in a circle": {
        "a.sh": "sh b.sh; sh b.sh\n",
        "b.sh": "sh a.sh; . ./c.sh; python a.py\n",
        "c.sh": "source a.sh; source c.sh\n",
        "a.py": "import os, sys\nos.system('sh a.sh')\n"
        "os.system('python a.py ' + sys.argv[1] + 'x')\n",
    },
    "a fan of scripts": {
        **{f"s{n}.sh": f"sh s{n + 1}.sh\n" * 8 for n in range(30)},
        "s30.sh": "python ok.py\n",
    },
    "targets in a circle": {
        "Makefile": "A=$(B)$(B)\nB=$(A)$(A)\na: b\n\tmake b $(A)\nb: a\n\tmake a\n"
    },
    "classes in a circle": {
        "a.py": "class A(B): pass\nclass B(A): pass\nx = B()\nx.x = x\nopen(x.x.x)\n"
        "d = {}\nd['d'] = d\nl = []\nl.append(l)\nopen(f'{d}{l}')\n"
    },
    "decorators": {
        "a.py": READ
        + "def d(f):\n    return lambda *a: (f(*a), f(*a))\n"
        + "@d\n" * 40
        + "def g(x):\n    pd.read_csv(x)\ng('a')\n"
    },
    "nested loops": {
        "a.py": READ
        + "".join("    " * n + f"for a{n} in range(10**9):\n" for n in range(12))
        + "    " * 12
        + "pd.read_csv(f'{a1}{a2}')\n"
    },
    "a product": {
        "a.py": READ + "import itertools\nfor t in itertools.product(range(1000), repeat=50):\n"
        "    pd.read_csv(t[0])\n"
        "for t in itertools.permutations(range(50)):\n    pd.read_csv(t[0])\n"
        "x = [(a, b, c) for a in range(60) for b in range(60) for c in range(60)]\n"
    },
    "texts that grow": {
        "a.py": READ
        + "x = 'a'\n"
        + "x = x + x\n" * 200
        + "y = ['a']\n"
        + "y = [y, y]\n" * 60
        + "z = 'a' * 10**10\nfor n in range(50):\n    z = z.replace('a', 'aaaa').join([z] * 99)\n"
        "pd.read_csv(x)\npd.read_csv(str(y))\npd.read_csv('%1000000000d' % 1)\n"
        "pd.read_csv(f'{1:>1000000000}')\npd.read_csv('a'.ljust(10**10))\n"
    },
    "numbers that grow": {
        "a.py": READ
        + "x = 9**9**9\ny = 1 << 10**9\nz = 0x"
        + "f" * 1_000_000
        + "\npd.read_csv(str(z))\npd.read_csv(f'{x}{y}{z}')\n"
    },
    "patterns": {
        "a.py": READ
        + "import glob\n"
        + "".join(
            f"for f in glob.glob({pattern!r}, recursive=True):\n    pd.read_csv(f)\n"
            for pattern in ("**/" * 300 + "*.csv", "*a" * 300 + "b")
        ),
        ".gitignore": "**/" * 500 + "x\n" + "*a" * 500 + "b\n" + "[a-" * 500 + "\n",
        "d/" * 40 + "a.csv": "",
        "a" * 200: "",
    },
    "braces": {"a.sh": "cat " + "{a,b}" * 40 + " {1..1000000000} {a..z}{1..99999} > out\n"},
    "values that name each other": {
        "conf/config.yaml": "x: ${y}${y}\ny: ${x}${x}\n",
        "a.py": "import hydra\n@hydra.main(config_path='conf', config_name='config')\n"
        "def m(cfg):\n    open(cfg.x)\nm()\n",
    },
    "a line without end in Python": {"a.py": READ + f"x = '{'a' * 10_000_000}'\npd.read_csv(x)\n"},
    "a line without end in a shell": {"a.sh": "python ok.py " + "a " * 30_000},
    "a line without end in a document": {"README.md": "python ok.py " * 800_000},
    "encodings": {
        f"e{n}.py": f"# -*- coding: {name} -*-\nx = '".encode() + b"\xff+AGE-'\n"
        for n, name in enumerate(
            ("utf-7", "utf-16", "rot13", "zip", "idna", "punycode", "undefined", "cp037", "..")
        )
    },
}
"""What is not cut off, or costs nothing that could be told."""


def _read(root: object) -> Workflow:
    start = time.process_time()
    found = read_workflow(root)  # type: ignore[arg-type]
    assert time.process_time() - start < LIMIT
    assert "in.csv" in {artifact.id for artifact in found.artifacts}
    assert [p for p in found.problems if p.reason.startswith("mlaudit failed")] == []
    return found


@pytest.mark.parametrize("name", TOLD)
def test_what_is_cut_off_is_told(
    write_tree: WriteTree, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLAUDIT_JOBS", "1")
    found = _read(write_tree({**OK, **TOLD[name]}))
    reasons = {gap.reason for step in found.steps for gap in step.unresolved}
    assert UnresolvedReason.BOUND in reasons


@pytest.mark.parametrize("name", BORNE)
def test_what_has_no_end_ends_in_time(
    write_tree: WriteTree, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLAUDIT_JOBS", "1")
    _read(write_tree({**OK, **BORNE[name]}))
