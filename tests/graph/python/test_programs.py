"""Programs that code starts by other means than the module subprocess."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, written


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("sh.python('a.py', 'x', k=3)", "python a.py x -k 3"),
        ("sh.my_tool(['a', 'b'], dry_run=True, _out='log.txt')", "my-tool a b --dry-run"),
        ("from sh import wget\nwget('https://a.org/x', '-O', 'y')", "wget https://a.org/x -O y"),
        ("os.execvp('python', ['python', 'a.py'])", "python a.py"),
        ("os.execlp('python', 'python', 'a.py', '-v')", "python a.py -v"),
    ],
)
def test_starts(code: str, words: str) -> None:
    (call,) = behaviour(f"import os, sh\n{code}\n").calls
    assert " ".join(call.words) == words
    assert not call.same_process


def test_pools_of_progress_bars() -> None:
    source = """
        from tqdm.contrib.concurrent import process_map
        def save(name):
            open(f"out/{name}.txt", "w")
        process_map(save, ["a", "b"], max_workers=2)
    """
    assert written(source) == ["out/a.txt", "out/b.txt"]


@pytest.mark.parametrize(
    ("directory", "way"), [(".", ""), ("jobs", "../"), ("jobs/{date}", "../../"), ("../jobs", "")]
)
def test_words_lead_from_the_folder_of_the_program_to_the_root(directory: str, way: str) -> None:
    source = """
        import os, subprocess
        from pathlib import Path
        script = Path(__file__).parent / "steps" / "clean.py"
        subprocess.run(["python", str(script), "--fast"])
    """
    calls = behaviour(source, directory=directory).calls
    assert [call.words for call in calls] == [("python", f"{way}steps/clean.py", "--fast")]


def test_parameters_of_a_project_count_from_its_folder() -> None:
    source = """
        import os
        import mlflow
        root = os.path.dirname(os.path.abspath(__file__))
        settings = os.path.join(root, "settings.json")
        mlflow.run(os.path.join(root, "src", "train"), "main", parameters={"settings": settings})
    """
    calls = behaviour(source, directory="jobs/1").calls
    expected = ("mlflow", "run", "../../src/train", "-e", "main")
    assert [call.words for call in calls] == [(*expected, "-P", "settings=../../settings.json")]
