"""Notes in YAML."""

from __future__ import annotations

from tests.parsers.suppressions.examples import covered

NOTE = "# mlaudit: ignore[unpinned-download] it never changes"


def test_a_key_stands_with_its_value() -> None:
    assert covered("a.yml", f"{NOTE}\na: 1\nb: 2\n") == [(1, 2)]
    assert covered("a.yml", f"a: b\n  c  {NOTE}\n  d\ne: 2\n") == [(1, 3)]
    assert covered("a.yml", f"{NOTE}\na:\n  python\n  b.py\nc: d\n") == [(1, 4)]
    assert covered("a.yml", f"a: [b,\n  c]  {NOTE}\nd: e\n") == [(1, 2)]


def test_a_key_with_keys_or_items_below_is_a_line() -> None:
    assert covered("a.yml", f"{NOTE}\njobs:\n  a:\n    b: c\n") == [(1, 2)]
    assert covered("a.yml", f"jobs:  {NOTE}\n  - a\n  - b\n") == [(1, 1)]


def test_an_item_stands_with_all_below() -> None:
    text = f"steps:\n  {NOTE}\n  - name: a\n    with:\n      b: c\n\n  - name: d\n"
    assert covered("a.yml", text) == [(2, 5)]
    text = f"steps:\n- name: a  {NOTE}\n  run: |\n    b\n    c\n- run: d\n"
    assert covered("a.yml", text) == [(2, 5)]
    assert covered("a.yml", f"a:\n  - b  {NOTE}\n  - c\n") == [(2, 2)]
    assert covered("a.yml", f"- a: b  {NOTE}\n# why\n  c: d\n- e\n") == [(1, 3)]


def test_a_block_of_code() -> None:
    text = f"{NOTE}\nrun: |\n  a\n\n  - b: c\nnext: d\n"
    assert covered("a.yml", text) == [(1, 5)]
    assert covered("a.yml", f"cmd: >-  {NOTE}\n  a\n  b\nnext: d\n") == [(1, 3)]


def test_a_line_of_a_block_of_code() -> None:
    text = f"- run: |\n    a: b\n      c\n    d \\\n      e  {NOTE}\n    {NOTE}\n    f\n    g\n"
    assert covered("a.yml", text) == [(4, 5), (6, 7)]


def test_a_dash_alone() -> None:
    text = f"a:\n  {NOTE}\n  -\n    b: c\n  - d\n"
    assert covered("a.yml", text) == [(2, 4)]


def test_documents_and_nested_items() -> None:
    assert covered("a.yml", f"---\na: 1  {NOTE}\n---\nb: 2\n") == [(2, 2)]
    assert covered("a.yml", f"- - a  {NOTE}\n  - b\n- c\n") == [(1, 2)]


def test_the_files_of_dvc() -> None:
    text = f"stages:\n  train:\n    cmd: a\n    deps:\n    - b  {NOTE}\n    - c\n"
    assert covered("dvc.yaml", text) == [(5, 5)]
    assert covered("data.csv.dvc", f"outs:\n{NOTE}\n- path: a\n  md5: b\n- path: c\n") == [(2, 4)]


def test_templates_are_read() -> None:
    assert covered("a.yml", f"{{{{ if x }}}}\na: {{{{ y }}}}  {NOTE}\n") == [(2, 2)]
