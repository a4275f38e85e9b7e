"""Elements of XML, whose library is loaded when the first one is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def make_element(name: str, attributes: Mapping[str, str]) -> Element:
    """An element of its own."""
    from xml.etree.ElementTree import Element

    return Element(name, dict(attributes))


def add_element(parent: Element, name: str, attributes: Mapping[str, str] | None = None) -> Element:
    """An element at the end of another one."""
    from xml.etree.ElementTree import SubElement

    return SubElement(parent, name, dict(attributes or {}))


def to_text(root: Element) -> str:
    """The document, indented, with a final newline."""
    from xml.etree.ElementTree import indent, tostring

    from mlaudit.report.escape import disarm_xml

    indent(root)
    text = disarm_xml(tostring(root, encoding="unicode"))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'
