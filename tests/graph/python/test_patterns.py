"""Replacing by regular expressions."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, unresolved


def read_of(expression: str) -> list[str]:
    source = f"import re\nimport pandas as pd\npd.read_csv({expression})\n"
    return touched(behaviour(source))


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        (r"re.sub(r'_v\d', '', 'data/train_v2.csv')", "data/train.csv"),
        (r"re.sub(r'(\w+)\.tsv$', r'\1.csv', 'data/train.tsv')", "data/train.csv"),
        (r"re.compile('[ /]+').sub('_', 'raw data.csv')", "raw_data.csv"),
        (r"re.compile(r'\$\{(\w+)\}').sub(lambda m: x[m[1]], 'data/train.csv')", "data/train.csv"),
    ],
)
def test_known_patterns_in_known_text(expression: str, path: str) -> None:
    assert read_of(expression) == [f"read {path}"]


@pytest.mark.parametrize(
    "expression",
    [
        r"re.sub('(a+)+$', '', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')",
        r"re.sub('a*a*a*a*a*b', '', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac')",
        r"re.sub('(', '', 'data.csv')",
        r"re.sub('t', lambda m: x[m[0]], 'data.csv')",
        r"re.sub(pattern, '', 'data.csv')",
    ],
)
def test_what_is_not_tried_stays_unknown(expression: str) -> None:
    found = behaviour(f"import re\nimport pandas as pd\npd.read_csv({expression})\n")
    assert touched(found) == []
    assert [mode for mode, _ in unresolved(found)] == ["read"]
