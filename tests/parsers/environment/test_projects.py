from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import EntryPoint, Environment, Facts
from mlaudit.model.place import Place
from mlaudit.parsers.base import Parser
from mlaudit.parsers.environment import (
    conda,
    locks,
    pipfile,
    pyproject,
    python_version,
    setup_cfg,
    setup_py,
)

PARSERS: dict[str, Parser] = {
    "pyproject.toml": pyproject.PARSER,
    "setup.cfg": setup_cfg.PARSER,
    "setup.py": setup_py.PARSER,
    "environment.yml": conda.PARSER,
    "pixi.toml": conda.PARSER,
    "Pipfile": pipfile.PARSER,
    "poetry.lock": locks.PARSER,
    "uv.lock": locks.PARSER,
    "Pipfile.lock": locks.PARSER,
    "conda-lock.yml": locks.PARSER,
    ".python-version": python_version.PARSER,
}


def parse(path: str, text: str) -> Facts:
    parser = PARSERS[path]
    assert parser.claims(path)
    assert parser.claims(f"sub/{path}")
    return parser.parse(path, text.encode())


def only(facts: Facts) -> Environment:
    (environment,) = facts.environments
    return environment


def pins(facts: Facts) -> dict[str, bool]:
    return {each.name: each.pinned for each in only(facts).requirements}


def test_a_standard_project() -> None:
    facts = parse(
        "pyproject.toml",
        """\
[project]
requires-python = ">=3.10"
dependencies = [
  "numpy==1.26",
  "pandas>=2",
]
[project.optional-dependencies]
dev = ["pytest"]
[project.scripts]
churn-train = "churn.cli:main"
[dependency-groups]
lint = ["ruff==0.1.0", {include-group = "dev"}]
[tool.setuptools.dynamic]
dependencies = {file = ["requirements.txt"]}
""",
    )
    assert pins(facts) == {"numpy": True, "pandas": False, "pytest": False, "ruff": True}
    assert [each.place.line for each in only(facts).requirements] == [4, 5, 8, 12]
    assert only(facts).python == ">=3.10"
    assert only(facts).includes == ("requirements.txt",)
    assert facts.entry_points == (
        EntryPoint("churn-train", "churn.cli", "main", Place("pyproject.toml", 10)),
    )


def test_a_poetry_project() -> None:
    facts = parse(
        "pyproject.toml",
        """\
[tool.poetry.dependencies]
python = "^3.9"
numpy = "^1.2"
pandas = "2.0.1"
torch = [{version = "==2.1", platform = "linux"}, {version = "*"}]
lib = {git = "https://h/lib.git", rev = "0123456789abcdef0123456789abcdef01234567"}
own = {path = "../own"}
[tool.poetry.group.dev.dependencies]
pytest = {version = "^7", optional = true}
[tool.poetry.scripts]
run = {reference = "pkg.run:app", type = "console"}
""",
    )
    assert pins(facts) == {
        "numpy": False,
        "pandas": True,
        "torch": True,
        "lib": True,
        "pytest": False,
    }
    assert only(facts).python == "^3.9"
    assert [(e.module, e.function) for e in facts.entry_points] == [("pkg.run", "app")]


def test_a_file_that_only_configures_tools_declares_nothing() -> None:
    assert parse("pyproject.toml", "[tool.black]\nline-length = 100\n").environments == ()


def test_setup_cfg() -> None:
    facts = parse(
        "setup.cfg",
        """\
[options]
python_requires = >=3.8
install_requires =
    numpy==1.2
    pandas
[options.extras_require]
all = file: a.txt, b.txt
[options.entry_points]
console_scripts =
    train = pkg.train:main
""",
    )
    assert pins(facts) == {"numpy": True, "pandas": False}
    assert [each.place.line for each in only(facts).requirements] == [4, 5]
    assert (only(facts).python, only(facts).includes) == (">=3.8", ("a.txt", "b.txt"))
    assert facts.entry_points[0].place.line == 10


def test_setup_py_with_literals() -> None:
    facts = parse(
        "setup.py",
        """\
import setuptools
BASE = ["numpy==1.2"]
setuptools.setup(
    install_requires=BASE + ["pandas"],
    extras_require={"dev": ["pytest"]},
    python_requires=">=3.8",
    entry_points={"console_scripts": ["train = pkg.train:main"]},
)
""",
    )
    assert pins(facts) == {"numpy": True, "pandas": False, "pytest": False}
    assert only(facts).python == ">=3.8"
    assert [(e.name, e.module, e.function) for e in facts.entry_points] == [
        ("train", "pkg.train", "main")
    ]


def test_setup_py_that_reads_a_file() -> None:
    facts = parse(
        "setup.py",
        "from setuptools import setup\n"
        "rows = open('requirements.txt').read().splitlines()\n"
        "setup(install_requires=rows, entry_points='''\n[console_scripts]\nrun=a.b:c\n''')\n",
    )
    assert only(facts).requirements == ()
    assert only(facts).includes == ("requirements.txt",)
    assert [(e.name, e.place.line) for e in facts.entry_points] == [("run", 5)]


def test_conda() -> None:
    facts = parse(
        "environment.yml",
        """\
name: churn
channels: [conda-forge]
dependencies:
  - python=3.11
  - numpy=1.26
  - conda-forge::pandas>=2
  - scipy 1.11.*
  - pip:
    - torch==2.1
    - -r requirements.txt
""",
    )
    assert pins(facts) == {"numpy": True, "pandas": False, "scipy": False, "torch": True}
    assert (only(facts).python, only(facts).includes) == ("3.11", ("requirements.txt",))
    assert [each.place.line for each in only(facts).requirements] == [5, 6, 7, 9]
    assert not only(facts).locked


def test_a_conda_export_fixes_everything() -> None:
    rows = "channels: [defaults]\ndependencies: [python=3.11.4=h1, numpy=1.26.0=py311_0]\n"
    assert only(parse("environment.yml", rows)).locked


@pytest.mark.parametrize("text", ["env: 1", "dependencies: [{name: redis, version: 1}]", "[", ""])
def test_other_yaml_declares_nothing(text: str) -> None:
    assert parse("environment.yml", text).environments == ()


def test_a_conda_environment_may_have_any_name() -> None:
    rows = "name: tf\nchannels: [defaults]\ndependencies:\n  - python=3.9\n  - numpy=1.26\n"
    assert conda.PARSER.claims("setup/tf.yml")
    assert not conda.PARSER.claims(".github/workflows/tf.yml")
    assert pins(conda.parse_conda("setup/tf.yml", rows.encode())) == {"numpy": True}
    chart = "dependencies: [numpy=1.26]\nvalues: 1\n"
    assert conda.parse_conda("setup/tf.yml", chart.encode()).environments == ()


def test_pixi_and_pipfile() -> None:
    pixi = '[dependencies]\npython = "3.11.*"\nnumpy = "==1.2"\n[pypi-dependencies]\na = "*"\n'
    assert pins(parse("pixi.toml", pixi)) == {"numpy": True, "a": False}
    assert only(parse("pixi.toml", pixi)).python == "3.11.*"
    text = '[packages]\nnumpy = "*"\n[dev-packages]\na = {version = "==1"}\n[requires]\n'
    facts = parse("Pipfile", text + 'python_version = "3.9"\n')
    assert pins(facts) == {"numpy": False, "a": True}
    assert only(facts).python == "3.9"


def test_locks() -> None:
    poetry = '[[package]]\nname = "a"\nversion = "1"\n\n[[package]]\nname = "B_c"\nversion = "2"\n'
    found = only(parse("poetry.lock", poetry + '[metadata]\npython-versions = "^3.9"\n'))
    assert found.locked
    assert found.python == "^3.9"
    assert [(e.name, e.specifier, e.place.line) for e in found.requirements] == [
        ("a", "==1", 1),
        ("b-c", "==2", 5),
    ]
    pipenv = '{"_meta": {},\n"default": {\n"a": {"version": "==1"}}}'
    found = only(parse("Pipfile.lock", pipenv))
    assert [(e.name, e.specifier, e.place.line) for e in found.requirements] == [("a", "==1", 3)]
    conda_lock = "package:\n- name: a\n  version: '1'\n"
    assert pins(parse("conda-lock.yml", conda_lock)) == {"a": True}


UV_LOCK = """\
version = 1
requires-python = ">=3.9"
resolution-markers = [
    "python_full_version < '3.11'",
]

[[package]]
name = "A_b"
version = "1.0"
dependencies = [
    { name = "c" },
]

[package.metadata]
name = "other"

[[package]]
name = "own"
source = { virtual = "." }
"""


@pytest.mark.parametrize("unusual", ["", 'text = """\n[[package]]\nname = \'x\'\n"""\n'])
def test_a_lock_is_read_by_its_lines_where_they_are_the_usual_ones(unusual: str) -> None:
    found = only(parse("uv.lock", UV_LOCK + unusual))
    assert found.python == ">=3.9"
    assert [(e.name, e.specifier, e.place.line) for e in found.requirements] == [
        ("a-b", "==1.0", 7),
        ("own", "==", 17),
    ]


@pytest.mark.parametrize(
    "text", ["[[package]\n", f"{UV_LOCK}<<<<<<< HEAD\n", f"{UV_LOCK}name = \n"]
)
def test_a_broken_lock_is_a_problem(text: str) -> None:
    facts = parse("poetry.lock", text)
    assert facts.environments == ()
    assert len(facts.problems) == 1


def test_python_versions() -> None:
    assert only(parse(".python-version", "# pin\n3.11.4\n")).python == "3.11.4"
    facts = python_version.PARSER.parse("runtime.txt", b"python-3.9.1\n")
    assert only(facts).python == "3.9.1"
    facts = python_version.PARSER.parse(".tool-versions", b"nodejs 18\npython 3.10.2\n")
    assert only(facts).python == "3.10.2"
    assert parse(".python-version", "{{ version }}").environments == ()


@given(st.sampled_from(sorted(PARSERS)), st.binary(max_size=120))
def test_no_bytes_raise(path: str, data: bytes) -> None:
    PARSERS[path].parse(path, data)


@given(
    st.sampled_from(sorted(PARSERS)),
    st.text(alphabet="adepnv:=[]{}\"',.-0() \n", max_size=80),
)
def test_no_text_raises(path: str, text: str) -> None:
    PARSERS[path].parse(path, f"[project]\ndependencies = {text}".encode())
    PARSERS[path].parse(path, f"dependencies: {text}".encode())
    PARSERS[path].parse(path, f"setup(install_requires={text})".encode())
