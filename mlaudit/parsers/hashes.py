"""Names of content as data versioning gives them."""

from __future__ import annotations

import hashlib

_MOST = 400_000
"""Bytes up to which a file gets its name; code and settings are far smaller."""


def hashes_of(data: bytes) -> tuple[str, ...]:
    """The MD5 of some bytes, and of the same text with the other line ends.

    DVC before 3.0 counted every line end of text as one of Unix, and a checkout of Windows may
    have had those of Windows (https://dvc.org/doc/user-guide/upgrade).
    """
    if len(data) > _MOST:
        return ()
    forms = [data]
    if b"\0" not in data[:8000]:
        unix = data.replace(b"\r\n", b"\n") if b"\r\n" in data else data
        windows = unix.replace(b"\n", b"\r\n")
        forms += [form for form in (unix, windows) if form != data]
    names = (hashlib.md5(form, usedforsecurity=False).hexdigest() for form in forms)
    return tuple(dict.fromkeys(names))
