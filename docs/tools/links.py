"""Markdown of the repository as the site takes it: links, fences and comments.

Pages are written for readers of the repository. There, links lead to files; on the site they lead
to pages, and what is no page of the site is named without a link. What fences say of the path of a
file (`toml path=mlaudit.toml`) becomes a title.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping

FENCE = re.compile(r"^(\s*)(`{3,}|~{3,})\s*([\w-]*)(.*)$")
_PATH = re.compile(r"\bpath=(\S+)")
_LINK = re.compile(r"(`+)(?:.*?)\1(?!`)|(!?)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_COMMENT = re.compile(r"^\s*<!--.*-->\s*$")
_HIGHLIGHTED_AS = {"findings": "text", "sh": "bash"}


class LinkError(ValueError):
    """A link leads to no file of the repository."""


def to_site(text: str, source: str, pages: Mapping[str, str], exists: Callable[[str], bool]) -> str:
    """The text of a page, for the site.

    Args:
        text: Markdown.
        source: its file, relative to the root of the repository.
        pages: from a file of the repository to its path on the site.
        exists: whether the repository has a file or folder of that path.

    Raises:
        LinkError: a link leads nowhere.
    """
    lines: list[str] = []
    closing = ""
    for line in text.splitlines():
        fence = FENCE.match(line)
        if closing:
            if fence and fence[2].startswith(closing) and not (fence[3] + fence[4]).strip():
                closing = ""
        elif fence:
            closing = fence[2]
            line = _open_fence(fence)
        elif _COMMENT.match(line):
            line = ""
        else:
            line = _rewrite(line, source, pages, exists)
        lines.append(line)
    return "\n".join(lines) + "\n"


def _open_fence(fence: re.Match[str]) -> str:
    indent, marks, language, rest = fence.groups()
    path = _PATH.search(rest)
    title = f' title="{path[1]}"' if path else ""
    return f"{indent}{marks} {_HIGHLIGHTED_AS.get(language, language) or 'text'}{title}"


def _rewrite(
    line: str, source: str, pages: Mapping[str, str], exists: Callable[[str], bool]
) -> str:
    def lead(match: re.Match[str]) -> str:
        _, image, words, target = match.groups()
        if target is None:
            # GitHub wants a bar in the code of a table escaped, the site does not.
            return match[0].replace("\\|", "|") if line.startswith("|") else match[0]
        if "://" in target or target.startswith(("#", "mailto:")):
            return match[0]
        path, _, anchor = target.partition("#")
        file = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
        if file not in pages:
            if image or not exists(file):
                raise LinkError(f"{source}: {target} leads to no file")
            return str(words)
        here = posixpath.dirname(pages[source])
        there = posixpath.relpath(pages[file], here or ".")
        return f"{image}[{words}]({there}{'#' if anchor else ''}{anchor})"

    return _LINK.sub(lead, line)
