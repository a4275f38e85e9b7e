"""The identity of a finding: the same after lines have moved."""

from __future__ import annotations

import hashlib

_VERSION = "mlaudit/1"
_LENGTH = 32


def fingerprint_of(code: str, path: str, scope: str, subject: str) -> str:
    """32 hexadecimal digits that stand for (code, path, scope, subject)."""
    parts = (_VERSION, code, path, scope, subject)
    text = "\0".join(parts).encode("utf-8", errors="surrogatepass")
    return hashlib.sha256(text).hexdigest()[:_LENGTH]
