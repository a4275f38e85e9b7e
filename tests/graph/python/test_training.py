"""What training libraries read and write by the settings that they are given."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

TRANSFORMERS = """
from datasets import load_dataset
from transformers import Seq2SeqTrainer, Seq2SeqTrainingArguments, Trainer, TrainingArguments
"""
YOLO = "from ultralytics import YOLO\n"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "load_dataset('csv', data_files={'train': 'd/a.csv', 'test': ['d/b.csv', 'd/c.csv']})",
            ["read d/a.csv", "read d/b.csv", "read d/c.csv"],
        ),
        (
            "load_dataset('json', data_files='d/a.jsonl').map(lambda x: x).save_to_disk('d/b')",
            ["read d/a.jsonl", "write d/b"],
        ),
        (
            "TrainingArguments('out/run', logging_dir='out/logs')",
            ["write out/run", "write out/logs"],
        ),
        (
            "t = Trainer(m, TrainingArguments('o'))\nt.save_metrics('eval', {})",
            ["write o", "write o/eval_results.json", "write o/all_results.json"],
        ),
        (
            "t = Seq2SeqTrainer(model=m, args=Seq2SeqTrainingArguments(output_dir='o'))\n"
            "t.save_metrics(split='test', metrics={})",
            ["write o", "write o/test_results.json", "write o/all_results.json"],
        ),
        ("Trainer(m, given()).save_metrics('eval', {})", []),
    ],
)
def test_transformers(code: str, expected: list[str]) -> None:
    assert touched(behaviour(TRANSFORMERS + code)) == expected


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            "YOLO('best.pt').train(data='d.yaml', project='out', name='first')",
            ["read d.yaml", "write out/first", "read d/images/a", "read d/images/b"],
        ),
        (
            "YOLO('best.pt').train(data='d.yaml')",
            ["read d.yaml", "write runs/{task}/train{number}", "read d/images/a"],
        ),
        ("YOLO('best.pt').predict('photos')", ["read photos"]),
        (
            "YOLO('best.pt').predict('photos', save=True, project='out')",
            ["read photos", "write out/predict{number}"],
        ),
    ],
)
def test_ultralytics(code: str, expected: list[str]) -> None:
    tree: dict[str, str | bytes] = {
        "main.py": YOLO + code,
        "best.pt": b"",
        "d.yaml": "path: d\ntrain: images/a\nval: [images/b]\ntest:\nnames: {0: cat}\n",
    }
    found = touched(behaviour(tree))
    assert found[0] == "read best.pt"
    assert [line for line in expected if line not in found] == []
    assert "read images/a" not in found


def test_splits_outside_the_tree_are_of_the_settings() -> None:
    tree = {"main.py": YOLO + "YOLO('yolo.pt').val(data='d.yaml')", "d.yaml": "path: ../d\nval: b"}
    assert "read d.yaml" in touched(behaviour(tree))
    assert not any("/b" in line for line in touched(behaviour(tree)))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("codecarbon.EmissionsTracker()", ["write emissions.csv"]),
        (
            "codecarbon.OfflineEmissionsTracker(output_dir='out', output_file='co2.csv')",
            ["write out/co2.csv"],
        ),
        (
            "optuna.create_study(storage='sqlite:///out/trials.db').optimize(f)",
            ["read out/trials.db", "write out/trials.db"],
        ),
        ("optuna.create_study(storage='mysql://u@h/db').optimize(f)", []),
        ("optuna.create_study().optimize(f)", []),
        ("nib.Nifti1Image(x, y).to_filename('out/a.nii')", ["write out/a.nii"]),
        ("ROCAUC(m).show(outpath='out/roc.png')", ["write out/roc.png"]),
        ("plt.show()", []),
    ],
)
def test_files_of_other_tools(code: str, expected: list[str]) -> None:
    head = "import codecarbon, optuna\nimport nibabel as nib\nimport matplotlib.pyplot as plt\n"
    head += "from yellowbrick.classifier import ROCAUC\n"
    found = behaviour(head + code)
    assert touched(found) == expected
    assert found.unresolved == ()


def test_asynchronous_files() -> None:
    source = """
        import asyncio, aiofiles
        async def keep():
            async with aiofiles.open("out/a.txt", "w") as handle:
                await handle.write("")
        asyncio.run(keep())
    """
    assert touched(behaviour(source)) == ["write out/a.txt"]


def test_a_folder_of_the_tree_is_no_download() -> None:
    source = "from transformers import AutoModel\nAutoModel.from_pretrained('{}')\n"
    local, remote = (
        behaviour({"main.py": source.format(name), "models/base/config.json": "{}"})
        for name in ("models/base", "bert-base-uncased")
    )
    assert [effect.kind for effect in local.effects] == []
    assert [effect.kind for effect in remote.effects] == ["download"]
