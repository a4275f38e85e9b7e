"""Remote file systems: objects through which a plain path names something in an object store."""

from __future__ import annotations

from mlaudit.graph.python.text import is_opaque, is_uri, text_of
from mlaudit.graph.python.values import (
    Arguments,
    ExternalInstance,
    Known,
    PathValue,
    Value,
    join,
    options_of,
)

SCHEMES = {
    "s3fs.S3FileSystem": "s3",
    "pyarrow.fs.S3FileSystem": "s3",
    "gcsfs.GCSFileSystem": "gs",
    "pyarrow.fs.GcsFileSystem": "gs",
    "adlfs.AzureBlobFileSystem": "az",
    "pyarrow.fs.AzureFileSystem": "az",
    "pyarrow.fs.HadoopFileSystem": "hdfs",
    "huggingface_hub.HfFileSystem": "hf",
}
"""Scheme of the addresses behind each class of file system."""
_PROTOCOLS = {"s3a": "s3", "gcs": "gs", "abfs": "az", "http": "", "https": "", "file": ""}
_KEYWORDS = ("filesystem", "fs")


def scheme_of(value: Value | None) -> str:
    """The scheme behind a file system object, "" for the local one and for anything else."""
    for option in options_of(value) if value is not None else ():
        if not isinstance(option, ExternalInstance):
            continue
        if option.call in ("fsspec.filesystem", "fsspec.registry.filesystem"):
            protocol = option.arguments.get(0, "protocol") if option.arguments else None
            text = text_of(protocol) if isinstance(protocol, Known) else None
            return _PROTOCOLS.get(text or "", text or "")
        scheme = SCHEMES.get(option.call) or SCHEMES.get(option.type)
        if scheme:
            return scheme
    return ""


def scheme_of_call(arguments: Arguments, receiver: Value | None) -> str:
    """The scheme of the file system that a call goes through: its receiver or an argument."""
    given = (arguments.keywords.get(keyword) for keyword in _KEYWORDS)
    return next((s for s in map(scheme_of, (receiver, *given)) if s), "")


def address(value: Value, scheme: str) -> Value:
    """What a path names behind a scheme; addresses and unknown values stay as they are."""
    if not scheme:
        return value
    return join([_address_one(option, scheme) for option in options_of(value)], "path")


def _address_one(option: Value, scheme: str) -> Value:
    text = text_of(option) if isinstance(option, Known | PathValue) else None
    if text is None or is_uri(text) or is_opaque(text):
        return option
    return Known(f"{scheme}://{text.lstrip('/')}")
