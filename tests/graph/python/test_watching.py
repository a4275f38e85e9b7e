"""A watcher sees all code that is followed, and changes nothing of what is found."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.interpreter import Start, run_code
from mlaudit.graph.python.values import Arguments, Known, Value
from mlaudit.model import expression as e
from mlaudit.model.summary import Statement
from tests.graph.python.running import behaviour, make_world

PROGRAM = {
    "main.py": """
        import argparse
        import pandas as pd
        from store import Store

        parser = argparse.ArgumentParser()
        parser.add_argument("--out", default="out.csv")
        parser.add_argument("source")
        args = parser.parse_args()
        store = Store(args.source)
        for name in ["a", "b"]:
            store.save(pd.read_csv(store.path), f"{name}_{args.out}")
        """,
    "store.py": """
        class Store:
            def __init__(self, folder):
                self.path = folder + "/all.csv"

            def save(self, frame, name=lambda: "x"):
                frame.to_csv(name)
        """,
}


class Listener:
    """Notes what it sees."""

    def __init__(self) -> None:
        self.expressions: list[e.Expression] = []
        self.bodies = 0
        self.callees: list[Value] = []
        self.options: list[tuple[Value, tuple[str, ...], str, bool]] = []

    def attach(self, run: Evaluation) -> None:
        evaluate, execute, call = run.evaluate, run.execute, run.call

        def see(run: Evaluation, expression: e.Expression, frame: Frame) -> Value:
            self.expressions.append(expression)
            return evaluate(run, expression, frame)

        def see_body(run: Evaluation, body: tuple[Statement, ...], frame: Frame) -> str | None:
            self.bodies += 1
            return execute(run, body, frame)

        def see_call(run: Evaluation, callee: Value, given: Arguments, site: object) -> Value:
            self.callees.append(callee)
            return call(run, callee, given, site)  # type: ignore[arg-type]

        run.evaluate, run.execute, run.call = see, see_body, see_call

    def note_option(self, value: Value, names: tuple[str, ...], name: str, given: bool) -> None:
        self.options.append((value, names, name, given))


def watch(command: str) -> Listener:
    listener = Listener()
    world = make_world(PROGRAM)
    found = run_code(world, Start("main.py", tuple(command.split())), listener)
    assert found == behaviour(PROGRAM, command)
    return listener


def test_every_expression_is_seen_each_time() -> None:
    names = [x.identifier for x in watch("data").expressions if isinstance(x, e.Name)]
    assert names.count("folder") == 1
    assert names.count("frame") == 2
    formats = [x for x in watch("data").expressions if isinstance(x, e.Format)]
    assert len(formats) == 2


def test_bodies_and_calls_are_seen() -> None:
    listener = watch("data")
    # Two modules, a class, __init__, and save and the body of the loop twice.
    assert listener.bodies >= 8
    called = [
        getattr(callee, "qualified", getattr(callee, "name", "")) for callee in listener.callees
    ]
    assert "Store" in called
    assert called.count("Store.save") == 2
    assert "argparse.ArgumentParser" in called


def test_options_tell_whether_the_command_line_gives_them() -> None:
    assert watch("data").options == [
        (Known("out.csv"), ("--out",), "out", False),
        (Known("data"), (), "source", True),
    ]
    given = watch("data --out x.csv").options[0]
    assert given == (Known("x.csv"), ("--out",), "out", True)
