"""Classes and functions that configuration names."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

LOADERS = """
    import importlib
    import sys

    def load(name):
        module_name, class_name = name.rsplit(".", 1)
        return getattr(importlib.import_module(module_name), class_name)
"""
SINK = """
    import pandas as pd

    class Sink:
        def __init__(self, path, name="a"):
            self.path, self.name = path, name
        def write(self):
            pd.DataFrame().to_csv(f"{self.path}/{self.name}.csv")

    def write(path):
        pd.DataFrame().to_csv(path)
"""


def test_class_of_the_tree_and_of_a_library() -> None:
    files = {
        "main.py": LOADERS
        + """
    import yaml
    with open("config.yaml") as handle:
        config = yaml.safe_load(handle)
    load(config["sink"])(config["path"]).write()
    load(config["dataset"])(config["images"])
    """,
        "store/sinks.py": SINK,
        "config.yaml": (
            "sink: store.sinks.Sink\npath: out\n"
            "dataset: torchvision.datasets.ImageFolder\nimages: data/images\n"
        ),
    }
    found = touched(behaviour(files, ""))
    assert found == ["read config.yaml", "write out/a.csv", "read data/images"]


@pytest.mark.parametrize(
    "source",
    [
        "from pydoc import locate\nlocate('store.sinks.write')('x.csv')",
        "import pkgutil\npkgutil.resolve_name('store.sinks:write')('x.csv')",
        "from hydra.utils import get_method\nget_method('store.sinks.write')('x.csv')",
        "import importlib\nimportlib.import_module('.sinks', package='store').write('x.csv')",
        "from importlib import import_module\nimport_module('.sinks', 'store').write('x.csv')",
    ],
)
def test_function_by_its_name(source: str) -> None:
    assert written({"main.py": source, "store/sinks.py": SINK}, "") == ["x.csv"]


def test_hydra_makes_what_target_names() -> None:
    files = {
        "main.py": """
            import hydra
            from hydra.utils import instantiate

            @hydra.main(version_base=None, config_path="conf", config_name="config")
            def main(cfg):
                instantiate(cfg.sink).write()
                instantiate(cfg.sink, name="b").write()
                instantiate(cfg.later)(name="c").write()
                for sink in instantiate(cfg.several):
                    sink.write()

            main()
        """,
        "store/sinks.py": SINK,
        "conf/config.yaml": """
            root: out
            sink: {_target_: store.sinks.Sink, path: "${root}"}
            later: {_target_: store.sinks.Sink, path: later, _partial_: true}
            several:
              - {_target_: store.sinks.Sink, path: one}
              - {_target_: store.sinks.Sink, _args_: [two, z]}
        """,
    }
    paths = ["out/a.csv", "out/b.csv", "later/c.csv", "one/a.csv", "two/z.csv"]
    assert written(files, "") == paths


def test_name_that_is_not_known_stays_unknown() -> None:
    found = behaviour(LOADERS + "\n    load(sys.argv[1])('x.csv')\n")
    assert found.accesses == ()
    assert not found.failure


def test_trials_of_a_search_get_their_space() -> None:
    source = """
        from pathlib import Path
        import pandas as pd
        from ray import tune

        def fit(out, model="tree", depth=1):
            pd.DataFrame().to_csv(Path(out) / f"{model}.csv")

        def trial(config):
            config["out"] = "trials"
            fit(**config)

        tune.run(trial, config={"model": tune.choice(["tree", "forest"]), "depth": 2})
    """
    assert written(source, "") == ["trials/tree.csv", "trials/forest.csv"]
    tuner = source.replace("tune.run(trial, config=", "tune.Tuner(trial, param_space=")
    assert written(tuner, "") == ["trials/tree.csv", "trials/forest.csv"]
