"""Remedies that a person can follow as they stand."""

from __future__ import annotations

from mlaudit.judge.judgement import judge
from mlaudit.judge.loading import installed_rules
from mlaudit.model.finding import Finding
from mlaudit.model.vocabulary import Severity
from mlaudit.scan import read_workflow
from tests.conftest import Tree, WriteTree


def find(write_tree: WriteTree, code: str, tree: Tree) -> Finding:
    rules = [rule for rule in installed_rules() if rule.code == code]
    (found,) = judge(read_workflow(write_tree(tree)), rules).findings
    return found


def test_model_outside_the_repository_goes_inside_first(write_tree: WriteTree) -> None:
    source = "import joblib\njoblib.dump(1, 'C:/Users/ada/models/churn.pkl')\n"
    remedy = find(write_tree, "ART001", {"train.py": source}).remedy
    assert "-o models/churn.pkl" in remedy
    assert "-o 'C:" not in remedy


def test_files_of_one_folder_are_kept_together(write_tree: WriteTree) -> None:
    source = "import pandas as pd\nfor n in ['a', 'b', 'c', 'd', 'e']:\n"
    source += "    pd.read_csv(f'data/batches/{n}.csv').to_csv(f'{n}.csv')\n"
    found = find(write_tree, "INP001", {"train.py": source, ".gitignore": "data/\n"})
    assert found.message.endswith("makes or fetches them, and .gitignore keeps them out.")
    assert "dvc add data/batches`" in found.remedy


def test_paths_of_one_machine_are_several(write_tree: WriteTree) -> None:
    source = "import pandas as pd\nfor n in ['a', 'b']:\n"
    source += "    pd.read_csv(f'D:/data/{n}.csv').to_csv(f'{n}.csv')\n"
    found = find(write_tree, "INP002", {"train.py": source})
    assert "which exist on one machine only; everybody else has to find them" in found.message


PIPELINE = {
    "pipeline/dvc.yaml": "stages:\n"
    "  train:\n    cmd: python train.py\n    deps: [train.csv]\n    outs: [model.pkl]\n"
    "  judge:\n    cmd: python judge.py\n    deps: [model.pkl]\n    outs: [report.csv]\n",
    "pipeline/train.csv": "x\n1\n",
    "pipeline/train.py": "import joblib, pandas as pd\n"
    "joblib.dump(pd.read_csv('train.csv'), 'model.pkl')\nopen('../names.txt', 'w').write('x')\n",
    "pipeline/judge.py": "import joblib\nprint(open('../names.txt').read())\n"
    "joblib.load('model.pkl').to_csv('report.csv')\n",
}


def test_undeclared_outputs_are_added_to_the_maker_and_to_the_reader(
    write_tree: WriteTree,
) -> None:
    found = find(write_tree, "INP014", PIPELINE)
    assert found.message == (
        "train writes names.txt, which pipeline/dvc.yaml:judge reads, but pipeline/dvc.yaml does "
        "not list it among its outs: `dvc pull` does not restore it, and no stage waits for it."
    )
    assert found.remedy == (
        "Add to stage train in pipeline/dvc.yaml, under outs: `- ../names.txt`. Then add to deps "
        "of judge: `- ../names.txt`."
    )


def test_a_file_that_git_keeps_is_declared_without_the_cache(write_repository: WriteTree) -> None:
    rules = [rule for rule in installed_rules() if rule.code == "INP014"]
    workflow = read_workflow(write_repository({**PIPELINE, "names.txt": b"1"}))
    (found,) = judge(workflow, rules).findings
    assert "after a run a person must remember to commit it" in found.message
    assert "under outs: `- ../names.txt: {cache: false}`." in found.remedy


def test_parameters_are_declared_by_their_keys(write_repository: WriteTree) -> None:
    pipeline = (
        "stages:\n  a:\n    cmd: python a.py\n    deps: [a.py]\n    params: [x]\n"
        "  b:\n    cmd: python b.py\n    deps: [b.py]\n"
    )
    source = "import yaml\nprint(yaml.safe_load(open('params.yaml')))\n"
    rules = [rule for rule in installed_rules() if rule.code == "INP013"]
    tree = {"dvc.yaml": pipeline, "params.yaml": "x: 1\n", "a.py": source, "b.py": source}
    (found,) = judge(read_workflow(write_repository(tree)), rules).findings
    assert (found.subject, found.severity) == ("dvc.yaml:b", Severity.LOW)
    assert found.remedy == (
        "Add to stage b in dvc.yaml, under params: `- params.yaml: [keys that it reads]`."
    )


def test_a_model_that_a_stage_of_dvc_makes_is_added_to_that_stage(write_tree: WriteTree) -> None:
    pipeline = "stages:\n  train:\n    cmd: python train.py\n    deps: [train.py]\n    wdir: src\n"
    tree = {
        "dvc.yaml": pipeline,
        "src/train.py": "import joblib\njoblib.dump(1, 'model.pkl')\n",
        "src/serve.py": "import joblib\njoblib.load('model.pkl')\n",
    }
    found = find(write_tree, "ART001", tree)
    assert found.remedy == "Add to stage train in dvc.yaml, under outs: `- model.pkl`."


def test_a_change_is_said_to_arrive_only_through_what_is_made_from_it(
    write_repository: WriteTree,
) -> None:
    pipeline = (
        "stages:\n  a:\n    cmd: python a.py\n    deps: [raw.csv]\n    outs: [a.csv]\n"
        "  b:\n    cmd: python b.py\n    deps: [a.csv]\n    outs: [b.csv]\n"
        "  c:\n    cmd: python c.py\n    deps: [b.csv]\n    outs: [c.csv]\n"
    )
    read = "import pandas as pd\nx = pd.read_csv('raw.csv')\n"
    tree = {
        "dvc.yaml": pipeline,
        "raw.csv": "x\n1\n",
        "other.csv": "x\n1\n",
        "a.py": read + "x.to_csv('a.csv')\n",
        "b.py": "import pandas as pd\npd.read_csv('a.csv').to_csv('b.csv')\n",
        "c.py": read + "pd.read_csv('b.csv').to_csv('c.csv')\n",
    }
    rules = [rule for rule in installed_rules() if rule.code == "INP013"]
    (found,) = judge(read_workflow(write_repository(tree)), rules).findings
    assert found.message == (
        "c reads raw.csv, but dvc.yaml does not list it among its deps: when it changes, "
        "`dvc repro` runs it again only where b.csv changes too."
    )
    tree["c.py"] += "pd.read_csv('other.csv')\n"
    (found,) = judge(read_workflow(write_repository(tree)), rules).findings
    assert found.message.endswith("`dvc repro` does not run it again when other.csv changes.")


def test_prerequisites_are_written_as_make_reads_them(write_tree: WriteTree) -> None:
    write = "import pandas as pd\npd.DataFrame({'x': [1]}).to_csv('%s.csv')\n"
    tree = {
        "Makefile": "one:\n\tpython one.py\n\ntwo:\n\tpython two.py\n\nall:\n\tpython all.py\n",
        "one.py": write % "one",
        "two.py": write % "two",
        "all.py": "import pandas as pd\npd.read_csv('one.csv').to_csv('out.csv')\n"
        "pd.read_csv('two.csv').to_csv('more.csv')\n",
    }
    assert "`all: one two`" in find(write_tree, "ORD006", tree).remedy
