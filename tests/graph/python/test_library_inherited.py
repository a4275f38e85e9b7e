"""What library classes give to the classes of a program that derive from them."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, unresolved


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("self.save_hyperparameters()", ["read raw/days.csv", "write out/m.txt"]),
        ("self.save_hyperparameters('folder', 'name')", ["read raw/days.csv", "write out/m.txt"]),
        (
            "self.save_hyperparameters({'folder': 'in', 'name': 'm', 'rate': 1})",
            ["read in/days.csv", "write out/m.txt"],
        ),
        ("self.save_hyperparameters(logger=False, ignore=['rate'])", None),
    ],
)
@pytest.mark.parametrize(
    "base", ["lightning.LightningDataModule", "pytorch_lightning.LightningModule"]
)
def test_hyperparameters_are_the_arguments(
    base: str, call: str, expected: list[str] | None
) -> None:
    package, _, name = base.rpartition(".")
    found = behaviour(f"""
        from {package} import {name}

        class Days({name}):
            def __init__(self, folder, name="m", rate=0.1, **more):
                super().__init__()
                {call}

            def load(self):
                open(self.hparams.folder + "/days.csv")
                open("out/" + self.hparams["name"] + ".txt", "w")

        Days("raw").load()
    """)
    assert touched(found) == (expected or ["read raw/days.csv", "write out/m.txt"])
    assert found.unresolved == ()


def test_ignored_hyperparameters_are_unknown() -> None:
    found = behaviour("""
        import lightning as L

        class Days(L.LightningModule):
            def __init__(self, folder, **more):
                self.save_hyperparameters(ignore="folder")
                open(self.hparams.table)
                open(self.hparams.folder)

        Days("raw", table="days.csv")
    """)
    assert touched(found) == ["read days.csv"]
    assert [mode for mode, _ in unresolved(found)] == ["read"]


GRAPHS = """
    import torch
    from torch_geometric.data import InMemoryDataset

    class Roads(InMemoryDataset):
        def __init__(self, root, transform=None):
            super().__init__(root, transform)
            self.load(self.processed_paths[0])

        @property
        def raw_file_names(self):
            return ["roads.csv", "towns.csv"]

        @property
        def processed_file_names(self):
            return "graph.pt"

        def process(self):
            for path in self.raw_paths:
                open(path)
            torch.save(1, self.processed_paths[0])

    Roads("data/roads")
"""


def test_data_set_of_graphs_makes_its_files() -> None:
    found = behaviour(GRAPHS)
    assert touched(found)[:3] == [
        "read data/roads/raw/roads.csv",
        "read data/roads/raw/towns.csv",
        "write data/roads/processed/graph.pt",
    ]
    assert all(access.sometimes for access in found.accesses[:3])


def test_folders_that_a_data_set_of_graphs_has_of_its_own() -> None:
    code = GRAPHS.replace(
        "        def process(self)",
        "        @property\n        def raw_dir(self):\n            return 'raw'\n\n"
        "        def process(self)",
    )
    assert touched(behaviour(code))[:2] == ["read raw/roads.csv", "read raw/towns.csv"]


@pytest.mark.parametrize(
    "start",
    [
        "Writer.remote('out')",
        "Writer.options(num_cpus=2).remote('out')",
    ],
)
def test_actors_of_a_decorated_class(start: str) -> None:
    found = behaviour(f"""
        import ray

        @ray.remote
        class Writer:
            def __init__(self, folder):
                self.folder = folder

            def write(self):
                open(self.folder + "/days.csv", "w")

        writer = {start}
        ray.get(writer.write.remote())
    """)
    assert touched(found) == ["write out/days.csv"]


@pytest.mark.parametrize("way", ["ray.remote(Writer)", "ray.remote(num_cpus=1)(Writer)"])
def test_actors_of_a_class_that_is_handed_over(way: str) -> None:
    found = behaviour(f"""
        import ray

        class Writer:
            def __init__(self, folder):
                open(folder + "/days.csv", "w")

        folder = ray.get(ray.put("out"))
        {way}.remote(folder)
    """)
    assert touched(found) == ["write out/days.csv"]


def test_class_of_its_own_has_no_remote() -> None:
    found = behaviour("""
        class Writer:
            def __init__(self, folder):
                open(folder + "/days.csv", "w")

        Writer.remote("out")
    """)
    assert touched(found) == []


@pytest.mark.parametrize(
    "config", ["Config(path='m/a.bin')", "None, path='m/a.bin'", "path='m/a.bin'"]
)
def test_configuration_that_a_component_keeps(config: str) -> None:
    found = behaviour(f"""
        from dataclasses import dataclass
        from lenskit.pipeline import Component

        @dataclass
        class Config:
            path: str

        class Scorer(Component):
            def __init__(self, config=None, **more):
                super().__init__(config, **more)
                open(self.config.path, "rb")

        Scorer({config})
    """)
    assert touched(found) == ["read m/a.bin"]


def test_components_that_a_pipeline_makes() -> None:
    found = behaviour("""
        from lenskit.pipeline import PipelineBuilder

        class Scorer:
            def __init__(self, config):
                open(config, "rb")

        def top(items):
            open("never.csv")

        builder = PipelineBuilder("p")
        builder.add_component("scorer", Scorer, "m/a.bin", items=None)
    """)
    assert touched(found) == ["read m/a.bin"]


def test_path_below_a_folder_of_the_environment_stays_where_it_is() -> None:
    found = behaviour("""
        import os
        from pathlib import Path

        found = Path(os.environ["STORE"]) / "models" / "a.bin"
        open(Path("here") / found)
        open(Path("here") / (os.environ["RUN"] + "/b.bin"))
        open(Path("here") / os.environ["RUN"] / "c.bin")
    """)
    assert touched(found) == [
        "read {STORE}/models/a.bin",
        "read here/{RUN}/b.bin",
        "read here/{RUN}/c.bin",
    ]
