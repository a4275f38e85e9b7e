"""Format specifications: what a constant is written as, and that an unknown part keeps its hole."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

BEFORE = "import sys\ngiven = sys.argv[1]\nn = 3\nx = 0.5\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("f'{n:02d}'", "03"),
        ("f'{n!s:>3}'.replace(' ', '_')", "__3"),
        ("'{:02d}'.format(n)", "03"),
        ("'{0:02d}_{0}'.format(n)", "03_3"),
        ("'{fold:03d}'.format(fold=n)", "003"),
        ("'{:.2f}'.format(x)", "0.50"),
        ("'%02d' % n", "03"),
        ("'%.3f_%s' % (x, 'a')", "0.500_a"),
        ("'%(fold)03d' % {'fold': n}", "003"),
        ("'%d%%' % n", "3%"),
        ("'%d' % 3.7", "3"),
        ("'%f' % x", "0.500000"),
        ("'%d' % given", "{argument_1}"),
        ("'{:02d}'.format(given)", "{argument_1}"),
        ("'%02d' % given", "{argument_1}"),
        ("'{:02d}_{:02d}'.format(n, given)", "03_{argument_1}"),
        ("'{:99999d}'.format(n)", "3"),
        ("'%99999d' % n", "3"),
        ("'{0[1]:02d}'.format([1, 2])", "02"),
        ("'{:d}'.format('no number')", "no number"),
    ],
)
def test_specification(text: str, expected: str) -> None:
    found = touched(behaviour(f"{BEFORE}df.to_csv('out/' + {text} + '.csv')\n"))
    assert found == [f"write out/{expected}.csv"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("str(date.fromisoformat('2024-03-09'))", "2024-03-09"),
        ("f\"{date.fromisoformat('2024-03-09'):%Y/%m}\"", "2024/03"),
        ("f\"{date.fromisoformat('2024-03-09').day:02d}\"", "09"),
        ("datetime.strptime('09.03.2024', '%d.%m.%Y').strftime('%Y%m%d')", "20240309"),
        ("datetime.strptime('09.03.2024', '%d.%m.%Y').date().isoformat()", "2024-03-09"),
        ("pd.Timestamp('2024-03-09').strftime('%Y%m')", "202403"),
        ("str(date.fromisoformat(given))", "{argument_1}"),
        ("str(date.fromisoformat(f'2024-{given}-01'))", "2024-{argument_1}-01"),
        ("date.fromisoformat('no date').isoformat()", "{isoformat}"),
        ("date.fromisoformat(given).strftime('%Y')", "{strftime}"),
        ("datetime.strptime('2024', given).strftime('%Y')", "{strftime}"),
        ("datetime.now().strftime('%Y')", "{strftime}"),
    ],
)
def test_dates_that_are_read_from_text(text: str, expected: str) -> None:
    before = f"{BEFORE}from datetime import date, datetime\nimport pandas as pd\n"
    found = touched(behaviour(f"{before}df.to_csv('out/' + {text} + '.csv')\n"))
    assert found == [f"write out/{expected}.csv"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'{c[out]}.csv'.format(c={'out': 'x'})", "x.csv"),
        ("'{a.out}.csv'.format(a=N())", "y.csv"),
        ("'{0[1]}.csv'.format(['p', 'q'])", "q.csv"),
        ("'{c[in][0]:03}.csv'.format(c={'in': [7]})", "007.csv"),
        ("'{a.none}_{b}.csv'.format(a=N(), b=1)", "{none}_1.csv"),
    ],
)
def test_parts_of_values(expression: str, expected: str) -> None:
    source = f"class N:\n    def __init__(self):\n        self.out = 'y'\nopen({expression}, 'w')\n"
    assert touched(behaviour(source, "")) == [f"write {expected}"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("'{s[small]:>04}'.format(s=sizes)", "0008"),
        ("'{0.name}/{1[1]}'.format(options, ['a', 'b'])", "base/b"),
        ("'{small}_{other}'.format_map(sizes)", "8_{other}"),
        ("'{small:03d}'.format_map(sizes)", "008"),
        ("'{0[none]}'.format(sizes)", "{none}"),
    ],
)
def test_fields_lead_into_their_values(text: str, expected: str) -> None:
    before = (
        "class Options: pass\noptions = Options()\noptions.name = 'base'\nsizes = {'small': 8}\n"
    )
    found = behaviour(f"{before}open('out/' + {text} + '.csv', 'w')\n")
    assert touched(found) == [f"write out/{expected}.csv"]
