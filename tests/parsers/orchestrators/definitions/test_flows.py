from __future__ import annotations

import ast

import pytest

from mlaudit.parsers.orchestrators.definitions.flows import FlowReader
from mlaudit.parsers.orchestrators.definitions.source import read_source
from mlaudit.parsers.orchestrators.definitions.uses import Rules

HEAD = """\
from lib import task as work
from steps import other
@work
def a(): ...
@work()
def b(x=None): ...
@work(retries=2)
def c(x=None, y=None): ...
def plain(v):
    return b(v)
class Builder:
    def build(self):
        return b(a())
"""


def uses(body: str, *, sequential: bool = False) -> dict[str, tuple[str, ...]]:
    """What each task of a flow comes after."""
    source = read_source("flows/f.py", HEAD.encode(), b"lib")
    assert source is not None
    reader = FlowReader(source, Rules(("lib.task",), sequential, "lib"))
    reader.read(ast.parse(body).body)
    return {name: tuple(use.after) for name, use in reader.uses.items()}


@pytest.mark.parametrize(
    "body",
    [
        "b(a())",
        "x = a()\nb(x)",
        "x, y = a()\nb(y['k'].z)",
        "r = []\nr.append(a())\nb(r)",
        "d = {}\nd['k'] = a.submit()\nb.submit(d)",
        "x = a()\ny = len(x) + 1\nb(f'{y}')",
        "b.with_options(retries=3)(a())",
        "b.map([v for v in a()])",
        "x = a()\nb(wait_for=[x])",
        "a()\nb(after='a')",
        "x = a()\ny = b()\ny.after(x)",
        "x = a()\ny = b().after(x)",
        "x = a()\ny = b()\nx >> y",
        "x = a()\ny = b()\ny << x",
        "x = a()\ny = b()\nx.set_downstream(y)",
        "if a():\n    b()",
        "with Condition(a() == 1):\n    b()",
        "x = a()\nplain(x)",
        "builder = Builder()\nbuilder.build()",
        "Builder().build()",
        "try:\n    x = a()\nexcept E:\n    raise\nb(x)",
        "if (x := a()):\n    pass\nb(x)",
    ],
)
def test_data_leads_from_a_task_to_the_next(body: str) -> None:
    assert uses(body) == {"a": (), "b": ("a",)}


def test_calls_without_data_have_no_order() -> None:
    assert uses("a()\nb()") == {"a": (), "b": ()}
    assert uses("with ExitHandler(a()):\n    b()") == {"a": (), "b": ()}


def test_calls_in_the_foreground_wait() -> None:
    assert uses("a()\nb()\nc()", sequential=True) == {"a": (), "b": ("a",), "c": ("b",)}


def test_calls_in_the_background_do_not_hold_up_the_next() -> None:
    found = uses("a()\nb.submit()\nc.submit()", sequential=True)
    assert found == {"a": (), "b": ("a",), "c": ("a",)}


def test_ways_that_exclude_each_other_have_no_order() -> None:
    body = "if v:\n    a()\nelse:\n    b()\nc()"
    assert uses(body, sequential=True) == {"a": (), "b": (), "c": ("a", "b")}


def test_a_task_that_is_called_again_is_one_and_never_waits_for_itself() -> None:
    assert uses("x = a()\ny = b(x)\nz = a(y)\nb(z)") == {"a": (), "b": ("a",)}


def test_imported_functions_may_be_tasks() -> None:
    source = read_source("flows/f.py", HEAD.encode(), b"lib")
    assert source is not None
    reader = FlowReader(source, Rules(("lib.task",), False, "lib"))
    reader.read(ast.parse("other('data.csv', n=X)\nwork()\nplain_name()").body)
    (use,) = reader.uses.values()
    assert (use.function, use.known) == (("steps", "other"), False)
    assert use.handed == (("", "data.csv"),)


def test_functions_that_call_each_other_come_to_an_end() -> None:
    source = read_source("f.py", b"import lib\ndef p():\n    p()\n    p()\n", b"lib")
    assert source is not None
    reader = FlowReader(source, Rules((), False, "lib"))
    reader.read(ast.parse("p()").body)
    assert reader.uses == {}
