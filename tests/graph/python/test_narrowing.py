"""Names of listed files, as far as the code asks for them."""

from __future__ import annotations

import pytest

from mlaudit.graph.python.outlines import outline_of_expression, outline_of_wildcards
from tests.graph.python.running import behaviour, touched

HEAD = "import fnmatch, os, re\nfrom pathlib import Path\nimport pandas as pd\n"
LOOP = HEAD + "for f in os.listdir('raw'):\n    if TEST:\n        pd.read_csv('raw/' + f)\n"


@pytest.mark.parametrize(
    ("test", "name"),
    [
        ("f.endswith('.csv')", "{file}.csv"),
        ("f.startswith('day_')", "day_{file}"),
        ("f.startswith('day_') and f.endswith('.csv')", "day_{file}.csv"),
        ("f.endswith('.csv') and f.endswith('_a.csv')", "{file}_a.csv"),
        ("f.endswith(('.csv',))", "{file}.csv"),
        ("f.endswith(('.csv', '.tsv'))", "{file}"),
        ("not f.endswith('.csv')", "{file}"),
        ("not (not f.endswith('.csv') or len(f) < 9)", "{file}.csv"),
        ("os.path.splitext(f)[1] == '.csv'", "{file}.csv"),
        ("os.path.splitext(f)[-1] in ['.csv']", "{file}.csv"),
        ("os.path.splitext(f)[1] != '.csv'", "{file}"),
        ("Path(f).suffix == '.csv'", "{file}"),
        ("re.search('day.*csv$', f)", "{file}day{file}csv"),
        ("re.match(r'day_\\d+\\.csv', f)", "day_{file}.csv{file}"),
        ("re.fullmatch(r'day_(\\d{4})\\.csv', f)", "day_{file}.csv"),
        ("re.compile(r'^day_.+\\.csv$').match(f)", "{file}"),
        ("re.search('a|b', f)", "{file}"),
        ("re.search(some_pattern(), f)", "{file}"),
        ("fnmatch.fnmatch(f, 'day_*.csv')", "day_{file}.csv"),
        ("fnmatch.fnmatch(f, 'day_[12].csv')", "{file}"),
        ("f.lower().endswith('.csv')", "{file}"),
    ],
)
def test_where_a_test_holds_the_name_is_known(test: str, name: str) -> None:
    assert touched(behaviour(LOOP.replace("TEST", test))) == [f"read raw/{name}"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "for f in os.listdir('raw'):\n    if not f.endswith('.csv'):\n        continue\n"
            "    pd.read_csv('raw/' + f)\n",
            ["raw/{file}.csv"],
        ),
        (
            "for f in os.listdir('raw'):\n    if f.endswith('.csv'):\n        print(f)\n"
            "    pd.read_csv('raw/' + f)\n",
            ["raw/{file}"],
        ),
        (
            "for f in os.listdir('raw'):\n    if f.endswith('.csv'):\n"
            "        pd.read_csv('raw/' + f)\n"
            "    else:\n        pd.read_json('raw/' + f)\n",
            ["raw/{file}.csv", "raw/{file}"],
        ),
        (
            "day = re.compile(r'^day_.+\\.csv$')\n"
            "for f in [n for n in os.listdir('raw') if day.match(n)]:\n"
            "    pd.read_csv('raw/' + f)\n",
            ["raw/day_{file}.csv"],
        ),
        (
            "for p in Path('raw').glob('*'):\n"
            "    if p.name.startswith('day') and p.suffix == '.csv':\n"
            "        pd.read_csv(p)\n",
            ["raw/day*.csv"],
        ),
        (
            "for d, _, fs in os.walk('raw'):\n    for f in fs:\n        p = os.path.join(d, f)\n"
            "        if p.startswith('raw/day') or str(p).endswith('.csv'):\n"
            "            pd.read_csv(p)\n",
            ["raw/**/{file}"],
        ),
        (
            "for d, _, fs in os.walk('raw'):\n    for f in fs:\n        p = os.path.join(d, f)\n"
            "        if re.search('day', p) and os.path.basename(p).endswith('.csv'):\n"
            "            pd.read_csv(p)\n",
            ["raw/**/{file}.csv"],
        ),
        (
            "def load(name):\n    if name.endswith('.csv'):\n        pd.read_csv('raw/' + name)\n"
            "load(input())\n",
            ["raw/{answer}"],
        ),
    ],
)
def test_what_is_known_lasts_as_long_as_the_test_holds(source: str, expected: list[str]) -> None:
    assert touched(behaviour(HEAD + source)) == [f"read {name}" for name in expected]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("f.replace('_data.csv', '')", "{file}"),
        ("f.removesuffix('_data.csv')", "{file}"),
        ("f.replace('.csv', '.json')", "{file}.json"),
        ("f.replace('x', 'y')", "{file}.csv"),
    ],
)
def test_a_longer_end_is_taken_out_of_a_name(change: str, expected: str) -> None:
    source = f"""
        import os
        for f in os.listdir('raw'):
            if f.endswith('.csv'):
                open({change})
                open('out/' + {change}, 'w')
    """
    assert f"write out/{expected}" in touched(behaviour(source))


@pytest.mark.parametrize(
    ("pattern", "outline"),
    [
        ("", None),
        (".*", None),
        ("a+b", None),
        ("(a)*b", None),
        (r"\.csv$", "{}.csv"),
        ("^[a-z]+_[0-9]{2}$", "{}_{}"),
        (r"^a\$", "a${}"),
    ],
)
def test_simple_patterns(pattern: str, outline: str | None) -> None:
    assert outline_of_expression("search", pattern) == outline


def test_wildcards() -> None:
    assert outline_of_wildcards("fnmatch", "a*?b") == "a{}b"
    assert outline_of_wildcards("fnmatch", "*") is None
