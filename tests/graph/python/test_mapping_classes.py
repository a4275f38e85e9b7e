"""Classes of the scanned code that derive from `dict`."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written

CLASSES = {
    "methods of dict": """
        class Config(dict):
            __getattr__ = dict.get
            __setattr__ = dict.__setitem__
    """,
    "own attributes": """
        class Config(dict):
            def __init__(self, *args, **kwargs):
                super().__init__(*args, **kwargs)
                self.__dict__ = self
    """,
    "own methods": """
        class Config(dict):
            def __getattr__(self, name):
                if name in self:
                    return self[name]
                raise AttributeError(name)

            def __setattr__(self, name, value):
                self[name] = value
    """,
    "nested": """
        class Config(dict):
            def __init__(self, values):
                super().__init__()
                for key, value in values.items():
                    self[key] = Config(value) if isinstance(value, dict) else value

            __getattr__ = dict.__getitem__
    """,
}


@pytest.mark.parametrize("kind", CLASSES)
def test_items_and_attributes(kind: str) -> None:
    source = (
        CLASSES[kind]
        + """
        c = Config({"a": "a.csv", "b": "b.csv"})
        c["c"] = "c.csv"
        open(c.a, "w")
        open(c["b"], "w")
        open(c.c, "w")
        for name in c:
            open("k_" + name, "w")
        for name, value in c.items():
            open("v_" + value, "w")

        def give(a, **others):
            open("g_" + a, "w")

        give(**c)
    """
    )
    expected = ["a.csv", "b.csv", "c.csv", "k_a", "k_b", "k_c", "v_a.csv", "v_b.csv", "v_c.csv"]
    assert written(source, "") == [*expected, "g_a.csv"]


def test_attributes_of_nested_tables() -> None:
    source = CLASSES["nested"] + '\n        open(Config({"x": {"y": "a.csv"}}).x.y, "w")\n'
    assert written(source, "") == ["a.csv"]


def test_class_that_takes_items_itself() -> None:
    source = """
        class Store:
            def __init__(self):
                self.held = {}

            def __setitem__(self, key, value):
                self.held[key] = "in/" + value

        store = Store()
        store["x"] = "a.csv"
        open(store.held["x"], "w")
    """
    assert written(source, "") == ["in/a.csv"]


def test_attributes_that_are_replaced_as_a_whole() -> None:
    source = """
        class Holder:
            def __init__(self, **values):
                self.__dict__ = values

        open(Holder(path="a.csv").path, "w")
    """
    assert written(source, "") == ["a.csv"]
