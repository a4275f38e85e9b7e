"""NeMo: what models read by their configuration, and where experiments are kept."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

CONFIG = """
    folder: ???
    model:
      train_ds:
        dataset:
          manifest_filepath: ${folder}/train.json
          sup_data_path: ${folder}/features
      validation_ds:
        manifest_filepath: [a.json, b.json]
      test_ds:
        manifest_filepath: c.json,d.json
    exp_manager:
      exp_dir: runs
      name: tones
"""
PROGRAM = """
    from nemo.collections.asr.models import EncDecCTCModelBPE
    from nemo.core.config import hydra_runner
    from nemo.utils.exp_manager import exp_manager

    class Tones(EncDecCTCModelBPE):
        def __init__(self, cfg, trainer):
            super().__init__(cfg=cfg, trainer=trainer)

    @hydra_runner(config_path="conf", config_name="tones")
    def main(cfg):
        exp_manager(None, cfg.get("exp_manager"))
        MODEL(cfg=cfg.model, trainer=None)

    main()
"""


@pytest.mark.parametrize("model", ["EncDecCTCModelBPE", "Tones"])
def test_data_of_a_model_and_folder_of_its_experiment(model: str) -> None:
    files = {"main.py": PROGRAM.replace("MODEL", model), "conf/tones.yaml": CONFIG}
    found = behaviour(files, "folder=data exp_manager.version=last")
    assert touched(found)[1:] == [
        *("write runs/tones/last", "read data/train.json"),
        *("write data/features", "read data/features"),
        *("read a.json", "read b.json", "read c.json", "read d.json"),
    ]
    assert found.unresolved == ()
    made = [access.sometimes for access in found.accesses if access.artifact == "data/features"]
    assert made == [True, False]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("folder=d", "write runs/tones/{version}"),
        ("folder=d exp_manager.name=null", "write runs/default/{version}"),
        ("folder=d +exp_manager.explicit_log_dir=here", "write here"),
    ],
)
def test_folder_of_an_experiment(line: str, expected: str) -> None:
    files = {"main.py": PROGRAM.replace("MODEL", "Tones"), "conf/tones.yaml": CONFIG}
    assert expected in touched(behaviour(files, line))


def test_loading_a_model_reads_no_data() -> None:
    found = behaviour("""
        from nemo.collections.asr.models import EncDecCTCModelBPE

        EncDecCTCModelBPE.restore_from("tones.nemo")
    """)
    assert touched(found) == ["read tones.nemo"]
