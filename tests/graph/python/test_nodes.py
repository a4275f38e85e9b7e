"""Configuration nodes: yacs, ml_collections, mmengine, and boxes of several libraries."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

DEFAULTS = """
    from yacs.config import CfgNode as CN
    _C = CN()
    _C.DATA = CN()
    _C.DATA.ROOT = "usual"
    _C.DATA.NAME = "a.csv"
    def get_defaults():
        return _C.clone()
"""
MAIN = """
    import argparse
    from defaults import get_defaults, _C
    parser = argparse.ArgumentParser()
    parser.add_argument("--cfg")
    parser.add_argument("opts", nargs=argparse.REMAINDER)
    args = parser.parse_args()
    cfg = get_defaults()
    data = cfg.DATA
    if args.cfg:
        cfg.merge_from_file(args.cfg)
    cfg.merge_from_list(args.opts)
    cfg.freeze()
    open(data.ROOT + "/" + cfg.DATA.NAME, "w")
    open("own/" + _C.DATA.NAME, "w")
"""
TREE = {
    "main.py": MAIN,
    "defaults.py": DEFAULTS,
    "conf/e.yaml": "_BASE_: base.yaml\nDATA:\n  NAME: e.csv\n",
    "conf/base.yaml": "DATA:\n  NAME: base.csv\n  ROOT: base\n",
}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", ["usual/a.csv", "own/a.csv"]),
        ("--cfg conf/e.yaml", ["base/e.csv", "own/a.csv"]),
        ("--cfg conf/e.yaml DATA.ROOT w DATA.NAME x.csv", ["w/x.csv", "own/a.csv"]),
    ],
)
def test_yacs(command: str, expected: list[str]) -> None:
    assert written(TREE, command) == expected


def test_files_of_yacs_are_read() -> None:
    found = touched(behaviour(TREE, "--cfg conf/e.yaml"))
    assert found[:2] == ["read conf/e.yaml", "read conf/base.yaml"]


def test_defaults_of_detectron_stay_open() -> None:
    source = """
        from detectron2.config import CfgNode
        cfg = CfgNode({"OUT": "usual"})
        cfg.merge_from_other_cfg(CfgNode({"OUT": "other"}))
        cfg.merge_from_dict({"IN.NAME": "x"})
        open(cfg.OUT + "/" + cfg.IN.NAME, "w")
    """
    assert written(source, "") == ["other/x"]


COLLECTIONS = {
    "configs/base.py": """
        from ml_collections import config_dict, ConfigDict
        def get_config(name="a"):
            config = ConfigDict()
            config.data = f"{name}.csv"
            config.model = config_dict.ConfigDict({"dir": "usual"})
            return config
    """,
    "main.py": """
        from absl import app, flags
        from ml_collections import config_flags
        FLAGS = flags.FLAGS
        _HELD = config_flags.DEFINE_config_file("config", "configs/base.py")
        def main(_):
            open(f"{FLAGS.config.model.dir}/{_HELD.value.data}", "w")
        if __name__ == "__main__":
            app.run(main)
    """,
}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("", "usual/a.csv"),
        ("--config configs/base.py --config.model.dir=m", "m/a.csv"),
        ("--config=configs/base.py:b --config.data 1.csv", "usual/1.csv"),
        ("--config=configs/base.py:b", "usual/b.csv"),
    ],
)
def test_flags_of_ml_collections(command: str, expected: str) -> None:
    assert written(COLLECTIONS, command) == [expected]


@pytest.mark.parametrize("module", ["mmengine.config", "mmengine", "mmcv"])
def test_configuration_in_python(module: str) -> None:
    files = {
        "configs/base.py": "root = 'data'\nmodel = dict(type='A', out='a')\n",
        "configs/own.py": "_base_ = ['base.py']\nimport os\nmodel = dict(out='b')\n",
        "main.py": f"""
            import argparse
            from {module} import Config
            from mmengine.config import DictAction
            parser = argparse.ArgumentParser()
            parser.add_argument("config")
            parser.add_argument("--cfg-options", nargs="+", action=DictAction)
            args = parser.parse_args()
            cfg = Config.fromfile(args.config)
            if args.cfg_options is not None:
                cfg.merge_from_dict(args.cfg_options)
            open(f"{{cfg.root}}/{{cfg.model.type}}/{{cfg['model']['out']}}.csv", "w")
        """,
    }
    assert written(files, "configs/own.py") == ["data/A/b.csv"]
    assert written(files, "configs/own.py --cfg-options model.out=c root=r") == ["r/A/c.csv"]


@pytest.mark.parametrize(
    "box",
    [
        "munch.Munch.fromDict(data)",
        "munch.munchify(data)",
        "munch.DefaultMunch.fromDict(data)",
        "munch.DefaultMunch(None, data)",
        "addict.Dict(data)",
        "types.MappingProxyType(data)",
        "ml_collections.FrozenConfigDict(data)",
        "box.Box.from_yaml(filename='c.yaml')",
        "box.Box.from_yaml(open('c.yaml').read())",
        "box.Box(data, frozen_box=True)",
        "sklearn.utils.Bunch(**data)",
        "argparse.Namespace(**data)",
        "json.loads(json.dumps(data), object_hook=lambda d: types.SimpleNamespace(**d))",
    ],
)
def test_boxes(box: str) -> None:
    source = f"""
        import addict, argparse, box, json, ml_collections, munch, sklearn.utils, types, yaml
        data = yaml.safe_load(open("c.yaml"))
        made = {box}
        open(made.paths["raw"], "w")
    """
    assert written({"main.py": source, "c.yaml": "paths: {raw: a.csv}\n"}, "") == ["a.csv"]


def test_text_of_strictyaml() -> None:
    source = """
        from strictyaml import load
        with open("c.yaml") as file:
            parsed = load(file.read())
        open(parsed.data["raw"], "w")
        open(parsed["raw"], "w")
    """
    assert written({"main.py": source, "c.yaml": "raw: a.csv\n"}, "") == ["a.csv"]
