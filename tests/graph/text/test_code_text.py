"""What is read of the text of code: imports, checks and silences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.graph.text.checks import find_checks
from mlaudit.graph.text.imports import find_imports
from mlaudit.graph.text.silences import find_silences
from mlaudit.graph.text.statements import Walked, walk_files
from mlaudit.graph.text.variables import find_named_variables
from mlaudit.model.code import Silence
from mlaudit.model.facts import Facts
from mlaudit.model.summary import Module
from mlaudit.parsers.registry import parse_file


def _facts(path: str, text: str) -> dict[str, Facts]:
    facts = parse_file(path, text.encode())
    assert facts is not None
    return {path: facts}


def _files(path: str, text: str) -> dict[str, tuple[Module, Walked]]:
    return walk_files(_facts(path, text))


def _silences(facts: dict[str, Facts]) -> tuple[Silence, ...]:
    return find_silences(facts, walk_files(facts))


def test_imports_tell_whether_the_file_copes_without() -> None:
    source = """\
import numpy as np
from sklearn.svm import SVC
from . import own
try:
    import cudf
except ImportError:
    import pandas as cudf
if True:
    import here


def plot():
    import matplotlib
"""
    found = {item.name: item.optional for item in find_imports(_files("a.py", source))}
    assert found == {
        "numpy": False,
        "sklearn.svm": False,
        "cudf": True,
        "pandas": True,
        "here": True,
        "matplotlib": False,
    }
    local = {item.name for item in find_imports(_files("a.py", source)) if item.local}
    assert local == {"matplotlib"}


def test_checks_are_assertions_errors_and_exits_under_a_test() -> None:
    source = """\
assert frame.shape[0] > 0


def validate(frame):
    if frame.isnull().any():
        raise ValueError("holes")
    if len(frame) < 3:
        sys.exit(1)
    raise NotImplementedError
"""
    found = find_checks(_files("a.py", source))
    assert [check.place.line for check in found] == [1, 6, 8]
    assert {"shape", "frame"} <= set(found[0].about)
    assert {"isnull", "validate"} <= set(found[1].about)


def test_handlers_that_do_nothing_are_silences() -> None:
    source = """\
try:
    a = read()
    write(a)
except Exception:
    pass
try:
    read()
except ValueError:
    pass
try:
    read()
except Exception as error:
    print(error)
"""
    (found,) = _silences(_facts("a.py", source))
    assert (found.kind, found.place.line, found.last) == ("except", 1, 3)


def test_commands_and_jobs_that_may_fail_are_silences() -> None:
    job = """\
on: push
jobs:
  check:
    runs-on: ubuntu-latest
    continue-on-error: true
    steps:
      - run: pytest || true
      - run: python validate.py
        continue-on-error: true
      - run: make train
"""
    found = _silences(_facts(".github/workflows/check.yml", job))
    assert [(item.kind, item.what) for item in found] == [
        ("job", "check"),
        ("shell", "pytest"),
        ("job", "python validate.py"),
    ]
    script = _silences(_facts("a.sh", "dvc pull && make check || :\nrm x || echo gone\n"))
    assert [item.what for item in script] == ["dvc pull && make check"]


def test_gitlab_jobs_may_fail_unless_a_person_starts_them() -> None:
    text = """\
check:
  script: pytest
  allow_failure: true
deploy:
  script: make deploy
  when: manual
  allow_failure: true
"""
    found = _silences(_facts(".gitlab-ci.yml", text))
    assert [item.what for item in found] == ["check"]


def test_variables_of_documents_templates_and_jobs_are_named() -> None:
    facts = {
        **_facts("README.md", "# Set up\n\n| STORE_URL | where |\n"),
        **_facts(".env.example", "API_KEY=\n"),
        **_facts("values.yaml", "env:\n  - name: BUCKET\n"),
        **_facts("data.json", '{"OTHER_NAME": 1}'),
    }
    named = find_named_variables(facts)
    assert {"STORE_URL", "API_KEY", "BUCKET"} <= named
    assert "OTHER_NAME" not in named


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    for path in ("a.py", "a.sh", "README.md"):
        facts = _facts(path, text)
        find_imports(walk_files(facts))
        find_checks(walk_files(facts))
        _silences(facts)
        find_named_variables(facts)
