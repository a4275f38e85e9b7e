"""Parts of paths and texts of which something is unknown: nothing is made up in their place."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

BEFORE = """
import os, sys
from pathlib import Path
import pandas as pd
given = sys.argv[1]
named = f"data/{given}"
parts = given.split("/")
df = pd.DataFrame()
"""


def _writes(line: str) -> list[str]:
    found = touched(behaviour(f"{BEFORE}\n{line}\n"))
    return [each.removeprefix("write ") for each in found if each.startswith("write ")]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("Path(given).parent / 'a.csv'", "{folder}/a.csv"),
        ("Path(given + '.txt').parent / 'a.csv'", "{folder}/a.csv"),
        ("Path(given).parents[1] / 'a.csv'", "{folder}/a.csv"),
        ("Path(given).with_name('a.csv')", "{folder}/a.csv"),
        ("Path(given).with_stem('a')", "{folder}/a{suffix}"),
        ("Path(given).with_suffix('.csv')", "{argument_1}.csv"),
        ("os.path.join(os.path.dirname(given), 'a.csv')", "{folder}/a.csv"),
        ("os.path.dirname(given) + '/a.csv'", "{folder}/a.csv"),
        ("os.path.split(given)[0] + '/a.csv'", "{folder}/a.csv"),
        ("Path(named).parent / 'a.csv'", "data/a.csv"),
        ("Path(f'{named}/b.txt').parent / 'a.csv'", "data/{argument_1}/a.csv"),
        ("Path('plain.txt').parent / 'a.csv'", "a.csv"),
        ("Path(named).with_stem('a')", "data/a{suffix}"),
        ("'out/a' + Path(named).suffix", "out/a{suffix}"),
        ("'out/a' + os.path.splitext(named)[1]", "out/a{suffix}"),
        ("'out/a' + Path('b.txt').suffix", "out/a.txt"),
        ("'out/a' + Path('b').suffix + '.csv'", "out/a.csv"),
    ],
)
def test_folder_and_ending_of_an_unknown_path(path: str, expected: str) -> None:
    assert _writes(f"df.to_csv({path})") == [expected]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("os.path.join('data', *parts, 'a.csv')", "data/{parts}/a.csv"),
        ("Path('data', *parts)", "data/{parts}"),
        ("Path('data').joinpath(*parts, 'a.csv')", "data/{parts}/a.csv"),
        ("Path(*parts) / 'a.csv'", "{parts}/a.csv"),
        ("Path(*Path(given).parts[:-1]) / 'a.csv'", "{item}/a.csv"),
        ("Path(*Path(named).parts[:-1]) / 'a.csv'", "data/a.csv"),
        ("os.path.join('data', *('b', 'a.csv'))", "data/b/a.csv"),
    ],
)
def test_parts_that_are_spread(path: str, expected: str) -> None:
    assert _writes(f"df.to_csv({path})") == [expected]


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        ("f'{given}.json'.endswith('.json')", True, False),
        ("f'{given}.json'.endswith('.csv')", False, True),
        ("f'{given}.json'.endswith('x.json')", True, True),
        ("f'{given}.json'.endswith(('.csv', '.json'))", True, False),
        ("f'{given}.json'.endswith(('.csv', '.txt'))", False, True),
        ("f'{given}.json'.endswith(given)", True, True),
        ("named.startswith('data/')", True, False),
        ("named.startswith('out/')", False, True),
        ("named.startswith('data/sub')", True, True),
        ("named.startswith(('out', 'dat'))", True, False),
        ("given.endswith('.csv')", True, True),
        ("Path(named).suffix == '.csv'", True, True),
        ("Path(f'{given}.csv').suffix == '.csv'", True, False),
        ("'data' in named", True, False),
        ("'other' in named", True, True),
        ("'a.csv'.endswith(('.csv', '.txt'))", True, False),
    ],
)
def test_what_is_known_of_a_text_decides(test: str, yes: bool, no: bool) -> None:
    lines = f"if {test}:\n    df.to_csv('yes.csv')\nelse:\n    df.to_csv('no.csv')"
    expected = ["yes.csv"] * yes + ["no.csv"] * no
    assert _writes(lines) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f'{given}_x_y'.rsplit('_', 1)[0]", "{argument_1}_x"),
        ("f'{given}_x_y'.partition('_')[2]", "x_y"),
        ("f'a_{given}'.split('_')[1]", "{argument_1}"),
    ],
)
def test_cutting_leaves_the_unknown_part_whole(text: str, expected: str) -> None:
    assert _writes(f"df.to_csv('out/' + {text} + '.csv')") == [f"out/{expected}.csv"]
