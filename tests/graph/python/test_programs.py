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
