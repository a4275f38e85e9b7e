"""Paths that name something in an object store because of the file system they go through."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched

S3 = """
    import os
    import pandas as pd
    import pyarrow.parquet as pq
    from s3fs import S3FileSystem

    def get_file_system() -> S3FileSystem:
        return S3FileSystem(key=os.environ["KEY"])

    fs = get_file_system()
"""


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pq.read_table('bucket/a.parquet', filesystem=fs)", ["read s3://bucket/a.parquet"]),
        ("pq.write_table(t, 'bucket/a.parquet', filesystem=fs)", ["write s3://bucket/a.parquet"]),
        ("pq.read_table('s3://bucket/a.parquet', filesystem=fs)", ["read s3://bucket/a.parquet"]),
        ("pd.read_csv(fs.open('bucket/a.csv'))", ["read s3://bucket/a.csv"]),
        ("pd.read_csv(fs.open('s3://bucket/a.csv', 'rb'))", ["read s3://bucket/a.csv"]),
        ("pq.read_table('data/a.parquet')", ["read data/a.parquet"]),
        ("pq.read_table('data/a.parquet', filesystem=None)", ["read data/a.parquet"]),
    ],
)
def test_s3(line: str, expected: list[str]) -> None:
    found = behaviour(S3 + "    " + line)
    assert touched(found) == expected
    assert found.unresolved == ()


def test_written_through_an_open_file() -> None:
    found = behaviour(S3 + "    with fs.open('b/out.csv', 'w') as f:\n        df.to_csv(f)\n")
    assert touched(found) == ["write s3://b/out.csv"]
    assert found.unresolved == ()


@pytest.mark.parametrize(
    ("made", "scheme"),
    [
        ("fsspec.filesystem('gcs')", "gs://"),
        ("fsspec.filesystem('s3')", "s3://"),
        ("gcsfs.GCSFileSystem()", "gs://"),
        ("fsspec.filesystem('file')", ""),
    ],
)
def test_other_stores(made: str, scheme: str) -> None:
    source = (
        f"import fsspec, gcsfs\nimport pandas as pd\nfs = {made}\npd.read_csv(fs.open('b/a.csv'))"
    )
    assert touched(behaviour(source)) == [f"read {scheme}b/a.csv"]
