"""What operators copy, and what sensors wait for: files, objects of buckets, tables."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.facts import Declaration
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.airflow.tasks import Task
from mlaudit.parsers.orchestrators.definitions.tracing.objects import Value, known_text, texts_of
from mlaudit.patterns import lazy_regex

_TEMPLATE = lazy_regex(r"\{\{-?\s*(?:[\w.]+\.)?(\w+).*?\}\}")

_COPIES: dict[str, tuple[str, str]] = {
    "LocalFilesystemToS3Operator": ("filename", "s3://dest_bucket/dest_key"),
    "LocalFilesystemToGCSOperator": ("src", "gs://bucket/dst"),
    "LocalFilesystemToADLSOperator": ("local_path", ""),
    "LocalFilesystemToWasbOperator": ("file_path", ""),
    "GCSToLocalFilesystemOperator": ("gs://bucket/object_name", "filename"),
    "S3ToGCSOperator": ("s3://bucket/prefix", "dest_gcs"),
    "GCSToS3Operator": ("gs://gcs_bucket/prefix", "dest_s3_key"),
    "GCSToGCSOperator": (
        "gs://source_bucket/source_object",
        "gs://destination_bucket/destination_object",
    ),
    "S3CopyObjectOperator": (
        "s3://source_bucket_name/source_bucket_key",
        "s3://dest_bucket_name/dest_bucket_key",
    ),
    "S3CreateObjectOperator": ("", "s3://s3_bucket/s3_key"),
    "S3FileTransformOperator": ("source_s3_key", "dest_s3_key"),
    "S3KeySensor": ("s3://bucket_name/bucket_key", ""),
    "S3KeySizeSensor": ("s3://bucket_name/bucket_key", ""),
    "GCSObjectExistenceSensor": ("gs://bucket/object", ""),
    "GCSObjectUpdateSensor": ("gs://bucket/object", ""),
    "GCSObjectsWithPrefixExistenceSensor": ("gs://bucket/prefix", ""),
    "FileSensor": ("filepath", ""),
    "GCSToBigQueryOperator": ("gs://bucket/source_objects", "db:destination_project_dataset_table"),
    "BigQueryToGCSOperator": ("db:source_project_dataset_table", "destination_cloud_storage_uris"),
    "BigQueryTableExistenceSensor": ("db:dataset_id.table_id", ""),
    "S3ToRedshiftOperator": ("s3://s3_bucket/s3_key", "db:schema.table"),
    "RedshiftToS3Operator": ("db:schema.table", "s3://s3_bucket/s3_key"),
    "S3ToSqlOperator": ("s3://s3_bucket/s3_key", "db:schema.table"),
    "SqlToS3Operator": ("", "s3://s3_bucket/s3_key"),
    "SFTPToS3Operator": ("", "s3://s3_bucket/s3_key"),
    "HttpToS3Operator": ("", "s3://s3_bucket/s3_key"),
    "PostgresToGCSOperator": ("", "gs://bucket/filename"),
    "MySQLToGCSOperator": ("", "gs://bucket/filename"),
    "SFTPToGCSOperator": ("", "gs://destination_bucket/destination_path"),
    "DuckDBToS3Operator": ("", "s3://s3_bucket/s3_key"),
}
"""What operators read and write, in names of their settings."""
_OBJECT = lazy_regex(r"(s3|gs)://(\w+)/(\w+)")


def declare_transfer(
    task: Task, place: Place
) -> tuple[tuple[Declaration, ...], tuple[Declaration, ...]]:
    """What the operator of a task reads and writes by itself, as far as it is written down."""
    reads, writes = _COPIES.get(task.kind, ("", ""))
    role = "dep" if task.kind.endswith("Sensor") else "download"
    taken = [Declaration(path, place, role) for path in _paths(task, reads)]
    made = [Declaration(path, place, "upload") for path in _paths(task, writes)]
    if task.kind.startswith("SageMaker"):
        for path, out in _buckets(task.given("config"), False):
            (made if out else taken).append(Declaration(path, place, "out" if out else "dep"))
    return tuple(dict.fromkeys(taken)), tuple(dict.fromkeys(made))


def _paths(task: Task, form: str) -> Iterator[str]:
    found = _OBJECT.fullmatch(form)
    if found is not None:
        scheme, bucket, key = found[1], task.text(found[2]), found[3]
        for text in texts_of(task.given(key)):
            whole = "://" in text
            if whole or bucket:
                yield _filled(text if whole else f"{scheme}://{bucket}/{text.lstrip('/')}")
    elif form.startswith("db:"):
        names = [task.text(name) for name in form[3:].split(".")]
        if names[-1]:
            yield "db:" + ".".join(_filled(name) for name in names if name)
    elif form:
        yield from (_filled(text) for text in texts_of(task.given(form)))


def _filled(text: str) -> str:
    """Templates as holes: `{ds}` for `{{ ds }}`."""
    return _TEMPLATE.sub(r"{\1}", text)


def _buckets(value: Value, out: bool) -> Iterator[tuple[str, bool]]:
    """The places in S3 that the description of a job of SageMaker names; are they written?"""
    if isinstance(value, tuple):
        for item in value:
            yield from _buckets(item, out)
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in ("S3Uri", "S3OutputPath"):
                path = known_text(item)
                yield from [(path, out or name == "S3OutputPath")] if path else []
            else:
                yield from _buckets(item, out or "Output" in name)
