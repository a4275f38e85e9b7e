"""Each format as its own readers take it: nothing of a repository may be more there than text.

`CHECKS` names the check of every format, which fails with an AssertionError.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from tests.report.html.reading import read_html, strip_sources
from tests.report.markdown.reading import kinds, texts
from tests.report.sarif.logs import check as check_sarif

Check = Callable[[str, str], None]
"""Takes the subject and the text."""

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_CI_COMMAND = re.compile(r"##(\[|vso\[|teamcity\[)", re.IGNORECASE)
_REFERENCE = re.compile(
    r"@(?=\w)|[#!%](?=\w)|\bGH-\d|://|\bwww\.|\bmailto:|\bxmpp:|:[\w+-]+:(?=\w|$)", re.IGNORECASE
)
_ANNOTATION = re.compile(
    r"::(?:error|warning|notice) file=[^,:]*,line=\d+,title=[A-Z]{3}\d{3} [\w-]+::.*"
)
_BARE_PERCENT = re.compile(r"%(?!25|0D|0A|3A|2C)")
_SVG = "{http://www.w3.org/2000/svg}"
_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_LABEL = r'"(?:[\w /,=+:.-]|#\d+;|<br/>)*"'
_MERMAID = re.compile(
    r"flowchart TB\n"
    rf"(?:  [sa]\d+(?:\[|\(\[|\[/|\{{\{{|\[\(|\(|>|\[\\){_LABEL}(?:\]|\]\)|/\]|\}}\}}|\)\]|\)|\\\])"
    r":::[a-z]+\n)*"
    r"(?:  [sa]\d+ (?:-->|-\.->)(?:\|[a-z]+\|)? [sa]\d+\n)*"
    r"(?:  linkStyle \d+(?:,\d+)* stroke-dasharray:\d+ \d+\n)*"
    r"(?:  classDef [a-z]+ [a-z0-9#:,-]+\n)*"
    r"(?:  class [sa]\d+(?:,[sa]\d+)* deliverable\n)?"
)
_DOT_LINE = re.compile(r'  \w+(?: -> \w+)? \[(?:\w+="(?:[^"\\]|\\.)*"(?:, )?)+\];')

_HTML = re.compile(
    "a|article|aside|b|body|br|button|code|dd|details|div|dl|dt|em|footer|h[1-6]|head|header|html"
    "|input|label|li|link|main|mark|meta|nav|ol|option|p|pre|script|section|select|span|strong"
    "|style|summary|table|tbody|td|th|thead|title|tr|ul"
    "|circle|defs|desc|g|marker|path|rect|svg|text"
)


def check_output(form: str, text: str) -> None:
    """What holds for everything that is printed: no control character, and no command of a CI."""
    bare = _COLOURS.sub("", text)
    assert bare.endswith("\n")
    hidden = {character for character in bare if character != "\n" and not character.isprintable()}
    assert not hidden
    assert bare.encode("utf-8")
    assert not _CI_COMMAND.search(bare)
    for line in bare.split("\n"):
        if line.lstrip().startswith("::"):
            assert form == "github"
            assert _ANNOTATION.fullmatch(line), line
            assert not _BARE_PERCENT.search(line), line


def _check_text(subject: str, text: str) -> None:
    """All is said by `check_output`."""


def _check_json(subject: str, text: str) -> None:
    assert json.loads(text)["schema"].startswith("mlaudit/")


def _check_sarif(subject: str, text: str) -> None:
    run = check_sarif(text)
    for result in run["results"]:
        assert not re.search(r"(?<!\\)\[[^\]]*\]\(", result["message"]["text"])
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            uri = location["physicalLocation"]["artifactLocation"]["uri"]
            assert re.fullmatch(r"(?:[\w.~/-]|%[0-9A-F]{2})+", uri), uri


def _check_gitlab(subject: str, text: str) -> None:
    keys = {"description", "check_name", "fingerprint", "severity", "location"}
    for entry in json.loads(text):
        assert set(entry) == keys
        assert set(entry["location"]) == {"path", "lines"}
        assert re.fullmatch(r"[0-9a-f]{32}", entry["fingerprint"])


def _check_openlineage(subject: str, text: str) -> None:
    for line in text.splitlines():
        event = json.loads(line)
        assert {"eventTime", "producer", "schemaURL"} < set(event)
        assert len(set(event) & {"job", "dataset"}) == 1


def _check_junit(subject: str, text: str) -> None:
    suites = ElementTree.fromstring(text.encode())
    known = {"testsuites", "testsuite", "testcase", "failure", "error", "skipped"}
    assert {element.tag for element in suites.iter()} <= known
    assert suites.get("tests") == str(len(list(suites.iter("testcase"))))
    assert all(len(case) == 1 and not len(case[0]) for case in suites.iter("testcase"))


def _check_graphml(subject: str, text: str) -> None:
    root = ElementTree.fromstring(text.encode())
    known = {f"{_GRAPHML}{name}" for name in ("graphml", "key", "graph", "node", "edge", "data")}
    assert {element.tag for element in root.iter()} == known


def _check_svg(subject: str, text: str) -> None:
    root = ElementTree.fromstring(text.encode())
    known = {"svg", "g", "path", "rect", "text", "tspan", "title", "defs", "marker"}
    for element in root.iter():
        assert element.tag.removeprefix(_SVG) in known
        assert not {name for name in element.attrib if name.startswith(("on", "href", "style"))}
        assert "evil" not in " ".join(element.attrib.values())


def _check_badge(subject: str, text: str) -> None:
    """A picture that a README shows, and whose name it reads aloud."""
    root = ElementTree.fromstring(text.encode())
    known = {"svg", "title", "clipPath", "rect", "g", "text", "path", "circle"}
    assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= known
    for element in root.iter():
        assert not {name for name in element.attrib if name.startswith(("on", "href", "style"))}
    shown = {element.text for element in root.iter() if element.text}
    assert all(re.fullmatch(r"[\w ,:·/()]+", told) for told in {*shown, root.get("aria-label", "")})


def _check_dot(subject: str, text: str) -> None:
    import pydot

    head, *lines, tail = text.splitlines()
    assert (head, tail) == ("digraph workflow {", "}")
    assert all(_DOT_LINE.fullmatch(line) for line in lines[2:])
    assert not re.search(r"[<>]", text.replace(" -> ", ""))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        some = "\n".join([head, *lines[:40], tail])  # pydot takes minutes for all of them
        assert len(pydot.graph_from_dot_data(some) or ()) == 1


def _check_mermaid(subject: str, text: str) -> None:
    assert _MERMAID.fullmatch(text)


def _check_markdown(subject: str, text: str) -> None:
    plain = {"heading", "paragraph", "bullet_list", "ordered_list", "list_item", "table", "thead"}
    plain |= {"tbody", "tr", "th", "td", "strong"}
    for kind, tag in kinds(text):
        if kind == "html_inline":
            assert tag == "<br>"
        elif kind != "html_block":
            assert kind.rpartition("_")[0] in plain or kind in ("softbreak", "list_item_open"), kind
    for shown in texts(text):
        assert not _REFERENCE.search(shown), shown
    tags = _list_tags(_keep_blocks(text))
    assert tags <= {"details", "summary", "code"}, tags


def _keep_blocks(text: str) -> str:
    """The blocks of HTML in Markdown."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("gfm-like", {"html": True}).parse(text)
    return "\n".join(token.content for token in tokens if token.type == "html_block")


def _list_tags(text: str) -> set[str]:
    """The elements of HTML, none of which may have an attribute."""
    found: set[str] = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert not attrs, (tag, attrs)
            found.add(tag)

        def handle_comment(self, data: str) -> None:
            assert re.fullmatch(r" mlaudit(?::(?:begin|end) [\w-]+)? ", data), data

    reader = Reader(convert_charrefs=True)
    reader.feed(text)
    reader.close()
    return found


def _check_html(subject: str, text: str) -> None:
    for name, attributes in read_html(strip_sources(text)):
        assert _HTML.fullmatch(name), name
        for key, value in attributes:
            assert not key.startswith("on"), key
            assert key not in ("style", "src", "srcset", "action", "formaction"), key
            assert key != "href" or (value or "").startswith(("#", "data:image/svg+xml,")), value


CHECKS: Mapping[str, Check] = {
    "badge": _check_badge,
    "concise": _check_text,
    "dot": _check_dot,
    "github": _check_text,
    "gitlab": _check_gitlab,
    "graphml": _check_graphml,
    "html": _check_html,
    "json": _check_json,
    "junit": _check_junit,
    "markdown": _check_markdown,
    "mermaid": _check_mermaid,
    "openlineage": _check_openlineage,
    "sarif": _check_sarif,
    "svg": _check_svg,
    "text": _check_text,
}
"""By the name of the format. A new format needs one: say there what its readers act on."""


def check(subject: str, form: str, text: str) -> Any:
    """Hold a report against everything that is promised of its format."""
    check_output(form, text)
    CHECKS[form](subject, text)
