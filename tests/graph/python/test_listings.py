"""Listings of folders: reads of their own only where nothing they list is followed."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

FOLLOWED = """
import os
import pandas as pd
for name in os.listdir('raw'):
    pd.read_csv(os.path.join('raw', name))
"""
COUNTED = """
import os
print(len(os.listdir('raw')))
"""
HANDED_OUT = """
from pathlib import Path
from somewhere import parse
structures = [parse(str(path)) for path in Path('raw').glob('*.pdb')]
"""
FORGIVEN = """
import os
if os.path.exists('raw'):
    print(os.listdir('raw'))
"""
FRAME = """
from shutil import copy2
import pandas as pd
frame = pd.read_csv('index.csv')
frame.progress_apply(lambda row: copy2(src=row['path'], dst='split/' + row['name']), axis=1)
"""


def reads(source: str) -> dict[str, bool]:
    found = behaviour({"main.py": source}, "main.py").accesses
    return {access.artifact: access.guarded for access in found if access.mode == "read"}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(FOLLOWED, {"raw/{file}": False}, id="what is listed is read"),
        pytest.param(COUNTED, {"raw": False}, id="only the names are used"),
        pytest.param(HANDED_OUT, {"raw/*.pdb": False}, id="a library reads what is listed"),
        pytest.param(FORGIVEN, {"raw": True}, id="the folder may be absent"),
    ],
)
def test_listing(source: str, expected: dict[str, bool]) -> None:
    assert reads(source) == expected


def test_callbacks_of_a_frame_are_followed() -> None:
    found = behaviour({"main.py": FRAME}, "main.py").accesses
    assert "split/{name}" in {access.artifact for access in found if access.mode == "write"}


def test_entries_whose_end_is_asked_for() -> None:
    source = """
        import os
        import pandas as pd
        from pathlib import Path
        for path in Path("raw").iterdir():
            if path.suffix == ".csv":
                pd.read_csv(path).to_csv(Path("clean") / path.name)
        with os.scandir("images") as entries:
            for entry in entries:
                if entry.name.endswith(".png") and entry.is_file():
                    open(entry.path)
    """
    found = behaviour(source)
    assert touched(found) == [
        "read raw/{file}.csv",
        "write clean/{file}.csv",
        "read images/{file}.png",
    ]
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("made", "prefix"),
    [
        ("s3fs.S3FileSystem()", "s3://"),
        ("fsspec.filesystem('gcs')", "gs://"),
        ("fsspec.filesystem('file')", ""),
    ],
)
def test_file_systems_list_what_lies_behind_them(made: str, prefix: str) -> None:
    source = f"""
        import fsspec, s3fs
        import pandas as pd
        fs = {made}
        for name in fs.glob("b/p/*.csv"):
            with fs.open(name) as handle:
                pd.read_csv(handle)
        for name in fs.ls("b/q"):
            pd.read_parquet("{prefix}" + name)
    """
    found = behaviour(source)
    assert touched(found) == [f"read {prefix}b/p/*.csv", f"read {prefix}b/q/{{file}}"]
    assert found.unresolved == ()


def test_listings_of_tensorflow() -> None:
    source = """
        import os
        import tensorflow as tf
        ds = tf.data.TFRecordDataset(tf.io.gfile.glob("records/*.tfrecord"))
        for name in tf.io.gfile.listdir("images"):
            tf.io.read_file(os.path.join("images", name))
    """
    found = behaviour(source)
    assert touched(found) == ["read records/*.tfrecord", "read images/{file}"]
    assert found.unresolved == ()
