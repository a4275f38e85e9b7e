"""Values on their way through variables, containers, branches and loops."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import Confidence, UnresolvedReason
from tests.graph.python.running import behaviour, touched, unresolved, written


def test_constants_of_module_and_function() -> None:
    source = """
        FOLDER = "out"
        NAME: str = "a.csv"

        def save(df):
            target = FOLDER + "/" + NAME
            df.to_csv(target)

        save(make())
    """
    assert written(source) == ["out/a.csv"]


@pytest.mark.parametrize(
    "loop",
    [
        "for name in ['a', 'b']:",
        "for name in ('a', 'b'):",
        "for name in NAMES:",
        "for _, name in enumerate(NAMES):",
        "for name, _ in zip(NAMES, [1, 2]):",
        "for name in {'a': 1, 'b': 2}:",
        "for name in {'a': 1, 'b': 2}.keys():",
        "for name, number in {'a': 1, 'b': 2}.items():",
        "for name in {1: 'a', 2: 'b'}.values():",
        "for name in sorted(NAMES):",
        "for name in tqdm(NAMES):",
        "for name in reversed(['b', 'a']):",
        "for name in [n.lower() for n in ('A', 'B')]:",
        "for name in map(str.lower, ('A', 'B')):",
        "for name in 'a,b'.split(','):",
        "for name in 'a b'.split():",
        "for name in list(NAMES):",
        "for name in itertools.chain(['a'], ['b']):",
        "for (name,) in [('a',), ('b',)]:",
        "for name in ['a'] + ['b']:",
    ],
)
def test_loop_over_known_values(loop: str) -> None:
    source = f"""
        import itertools
        from tqdm import tqdm
        NAMES = ["a", "b"]
        {loop}
            df.to_csv(f"out/{{name}}.csv")
    """
    assert written(source) == ["out/a.csv", "out/b.csv"]


def test_loop_over_product() -> None:
    source = """
        from itertools import product
        for city, year in product(["rome", "oslo"], [2020, 2021]):
            df.to_csv(f"{city}_{year}.csv")
    """
    assert written(source) == [
        "rome_2020.csv",
        "rome_2021.csv",
        "oslo_2020.csv",
        "oslo_2021.csv",
    ]


def test_loop_over_range() -> None:
    assert written("for i in range(2):\n    df.to_csv(f'fold_{i}.csv')\n") == [
        "fold_0.csv",
        "fold_1.csv",
    ]
    assert written("for i in range(1, 100_000):\n    df.to_csv(f'fold_{i}.csv')\n") == [
        "fold_{i}.csv"
    ]


def test_comprehensions() -> None:
    source = """
        files = {name: f"out/{name}.csv" for name in ("a", "b", "c") if name != "b"}
        for path in files.values():
            df.to_csv(path)
        [df.to_csv(f"{i}.csv") for i in (1, 2)]
    """
    assert written(source) == ["out/a.csv", "out/c.csv", "1.csv", "2.csv"]


def test_both_branches_are_kept_where_the_test_is_unknown() -> None:
    source = """
        import random
        if random.random() > 0.5:
            path = "a.csv"
        else:
            path = "b.csv"
        df.to_csv(path)
        df.to_csv("c.csv" if path else "d.csv")
        df.to_parquet("e.parquet" if unknown_flag else "f.parquet")
    """
    found = behaviour(source)
    assert touched(found) == [
        "write a.csv",
        "write b.csv",
        "write c.csv",
        "write e.parquet",
        "write f.parquet",
    ]


def test_known_test_chooses_its_branch() -> None:
    source = """
        DEBUG = False
        path = "debug.csv" if DEBUG else "full.csv"
        df.to_csv(path)
        if not DEBUG and 3 > 2:
            df.to_csv("b.csv")
        elif DEBUG:
            df.to_csv("c.csv")
        else:
            df.to_csv("d.csv")
    """
    assert written(source) == ["full.csv", "b.csv"]


def test_or_gives_the_default() -> None:
    source = """
        def save(df, path=None):
            df.to_csv(path or "out.csv")

        save(make())
        save(make(), "given.csv")
    """
    assert written(source) == ["out.csv", "given.csv"]


def test_try_keeps_both_ways() -> None:
    source = """
        import pandas as pd
        try:
            df = pd.read_parquet("a.parquet")
        except ValueError:
            df = pd.read_csv("a.csv")
        finally:
            df.to_csv("b.csv")
    """
    assert touched(behaviour(source)) == ["read a.parquet", "read a.csv", "write b.csv"]


def test_what_follows_an_exit_does_not_happen() -> None:
    source = """
        import sys

        def main():
            df.to_csv("a.csv")
            return
            df.to_csv("b.csv")

        main()
        sys.exit(0)
        df.to_csv("c.csv")
    """
    assert written(source) == ["a.csv"]


def test_early_return_in_an_unknown_branch_keeps_the_rest() -> None:
    source = """
        def main(flag):
            if flag:
                df.to_csv("a.csv")
                return
            df.to_csv("b.csv")

        main(check())
    """
    assert written(source) == ["a.csv", "b.csv"]


def test_unpacking() -> None:
    source = """
        first, (second, *rest) = "a.csv", ("b.csv", "c.csv", "d.csv")
        for path in (first, second, *rest):
            df.to_csv(path)
        left, right = ["e.csv", "f.csv"]
        df.to_csv(left)
        df.to_csv(right)
    """
    assert written(source) == ["a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv"]


def test_dict_of_paths() -> None:
    source = """
        PATHS = {"train": "train.csv", "test": {"csv": "test.csv"}}
        PATHS["dev"] = "dev.csv"
        PATHS.update(extra="extra.csv")
        df.to_csv(PATHS["train"])
        df.to_csv(PATHS["test"]["csv"])
        df.to_csv(PATHS.get("dev"))
        df.to_csv(PATHS.get("none", "default.csv"))
        df.to_csv(PATHS["extra"])
    """
    assert written(source) == ["train.csv", "test.csv", "dev.csv", "default.csv", "extra.csv"]


def test_unknown_key_gives_all_values() -> None:
    source = """
        PATHS = {"train": "train.csv", "test": "test.csv"}
        df.to_csv(PATHS[choose()])
    """
    assert touched(behaviour(source)) == ["write train.csv", "write test.csv"]


def test_list_that_grows() -> None:
    source = """
        paths = ["a.csv"]
        paths.append("b.csv")
        paths += ["c.csv"]
        paths.extend(("d.csv", "e.csv"))
        for path in paths:
            df.to_csv(path)
        df.to_csv("last_" + paths[-1])
    """
    assert written(source) == [
        "a.csv",
        "b.csv",
        "c.csv",
        "d.csv",
        "e.csv",
        "last_e.csv",
    ]


def test_walrus_match_and_augmented_assignment() -> None:
    source = """
        path = "out"
        path += "/a"
        path += ".csv"
        df.to_csv(path)
        if (other := "b.csv"):
            df.to_csv(other)
        match "json":
            case "csv":
                df.to_csv("c.csv")
            case "json":
                df.to_parquet("c.parquet")
    """
    found = behaviour(source)
    assert {"write out/a.csv", "write b.csv", "write c.parquet"} <= set(touched(found))


def test_global_variable_is_set_by_a_function() -> None:
    source = """
        FOLDER = None

        def configure():
            global FOLDER
            FOLDER = "out"

        configure()
        df.to_csv(FOLDER + "/a.csv")
    """
    assert written(source) == ["out/a.csv"]


def test_pattern_lowers_the_confidence() -> None:
    source = """
        import pandas as pd

        def main(name, folder):
            pd.read_csv("a.csv")
            pd.read_csv(f"raw/{name}.csv")
            pd.read_csv(f"{folder}/a.csv")

        main(ask(), ask())
    """
    found = behaviour(source)
    assert [access.confidence for access in found.accesses] == [
        Confidence.HIGH,
        Confidence.MEDIUM,
        Confidence.LOW,
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("pd.read_csv(path)", UnresolvedReason.UNDEFINED),
        ("pd.read_csv(requests.get(u).json()['path'])", UnresolvedReason.CALL_RESULT),
        (
            "def f(p):\n    pd.read_csv(p)\nimport flask\napp = flask.Flask('x')\n"
            "g = app.route('/')(f)\napp.register(f)",
            UnresolvedReason.PARAMETER,
        ),
        ("import sys\npd.read_csv(sys.argv[1])", UnresolvedReason.COMMAND_LINE),
        ("import os\npd.read_csv(os.environ['DATA'])", UnresolvedReason.ENVIRONMENT),
        (
            "import yaml\nc = yaml.safe_load(open('gone.yaml'))\npd.read_csv(c['data'])",
            UnresolvedReason.CONFIGURATION,
        ),
        ("import os\nfor f in os.listdir('raw'):\n    pd.read_csv(f)", UnresolvedReason.LISTING),
        ("pd.read_csv(await_it if False else input('path? '))", UnresolvedReason.DATA),
        ("class A: pass\npd.read_csv(A().path)", UnresolvedReason.ATTRIBUTE),
    ],
)
def test_unresolved_access_is_kept_with_its_reason(source: str, reason: UnresolvedReason) -> None:
    found = behaviour(f"import pandas as pd\nimport requests\n{source}\n")
    assert ("read", reason) in unresolved(found)
    assert not [line for line in touched(found) if line.endswith((".csv", "}"))]
