"""What is said of models that nothing keeps."""

from __future__ import annotations

from mlaudit.scan import read_workflow
from mlaudit_rules.artifacts.unversioned_model import find_unversioned_models
from tests.conftest import WriteTree

DUMP = "import joblib\njoblib.dump(fit(), '{}')\n"


def test_names_that_a_tool_makes_tell_what_a_file_was_made_of(write_tree: WriteTree) -> None:
    rule = (
        "rule all:\n    input: expand('out/{city}/model.joblib', city=['york', 'bath'])\n"
        "rule train:\n    output: 'out/{city}/model.joblib'\n    script: 'train.py'\n"
    )
    root = write_tree(
        {"Snakefile": rule, "train.py": "import joblib\njoblib.dump(fit(), snakemake.output[0])\n"}
    )
    (found,) = find_unversioned_models(read_workflow(root))
    assert found.subject == "out/{city}/model.joblib"
    assert found.message.endswith("the next run for the same names overwrites the only copy.")


def test_names_that_code_makes_do_not(write_tree: WriteTree) -> None:
    code = "import uuid\n" + DUMP.replace("'{}'", "f'out/{uuid.uuid4()}/model.joblib'")
    (found,) = find_unversioned_models(read_workflow(write_tree({"train.py": code})))
    assert found.message.endswith("which run made which file only its author knows.")


def test_a_target_whose_recipe_writes_another_model_is_not_written(write_tree: WriteTree) -> None:
    makefile = "models/net.joblib: train.py\n\tpython train.py\n"
    other = write_tree({"Makefile": makefile, "train.py": DUMP.format("models/net_model.joblib")})
    assert [o.subject for o in find_unversioned_models(read_workflow(other))] == [
        "models/net_model.joblib"
    ]
    same = write_tree({"train.py": DUMP.format("models/net.joblib")})
    assert [o.subject for o in find_unversioned_models(read_workflow(same))] == [
        "models/net.joblib"
    ]


def test_a_data_set_that_is_pushed_keeps_no_model(write_tree: WriteTree) -> None:
    code = DUMP.format("models/a.joblib") + (
        "from datasets import Dataset\nDataset.from_dict({}).push_to_hub('me/data')\n"
    )
    (found,) = find_unversioned_models(read_workflow(write_tree({"train.py": code})))
    assert found.subject == "models/a.joblib"
