"""What a browser may do with the page: show it, and run the script and style that stand in it."""

from __future__ import annotations

import hashlib
from base64 import b64encode


def write_policy(style: str, script: str) -> str:
    """The content security policy of a page with this style and this script, and nothing else.

    Whatever text of a repository slipped through the escapes could load nothing, run nothing,
    style nothing and send nothing. `data:` is for the icon, without which browsers ask for one.
    """
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src '{_hash(style)}'",
            f"script-src '{_hash(script)}'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
