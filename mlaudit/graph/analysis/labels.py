"""Names by which annotation tools, and the people who label by hand, give themselves away."""

from __future__ import annotations

import posixpath
import re

from mlaudit.model.immutable import immutable
from mlaudit.patterns import lazy_regex

# The names that tools give to what a person exports from them, as their documentation and their
# exports in public repositories show.
_EXPORTS = (
    ("Label Studio", r"project-\d+-at-\d{4}-\d\d-\d\d-\d\d-\d\d-[0-9a-f]{8}\.\w+"),
    ("CVAT", r"instances_(?:default|Train|Test|Validation)\.json|task_\d+_annotations_\d{4}_.*"),
    ("Roboflow", r"_annotations\.(?:coco\.json|createml\.json|csv|txt)|_darknet\.labels"),
    ("the VGG Image Annotator", r"via_(?:region_data|project|export)\w*(?:\.json|\.csv)"),
    ("VoTT", r"(?:vott|.*[-_]vott)[-_](?:json|csv)[-_]export.*|.*\.vott|vott_\w+\.(?:csv|json)"),
    ("Makesense", r"labels_[\w-]+_\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d\.\w+"),
    ("Labelbox", r"export-\d{4}-\d\d-\d\dt\d\d[_:]\d\d[_:]\d\d.*\.(?:json|csv|ndjson)"),
)
_TOOLS = {
    "labelstudio": "Label Studio",
    "cvat": "CVAT",
    "vott": "VoTT",
    "labelme": "LabelMe",
    "prodigy": "Prodigy",
    "doccano": "doccano",
    "roboflow": "Roboflow",
    "supervisely": "Supervisely",
    "makesense": "Makesense",
    "labelbox": "Labelbox",
    "argilla": "Argilla",
    "tagtog": "tagtog",
    "webanno": "WebAnno",
}
_DATA = (".json", ".jsonl", ".csv", ".tsv", ".xml", ".conll", ".zip", ".parquet", ".txt", ".ndjson")
# Words of names for what waits for a person, and for what the person has given back. The second
# group says it only of what active learning has chosen.
_ASKED = lazy_regex(
    r"(?<![a-z])(?:to[-_ ]?(?:be[-_ ])?(?:label|annotate|review|check|correct|tag)(?:l?ed)?|"
    r"unlabell?ed|unannotated|unreviewed|uncertain|review[-_ ]queue|prelabell?ed|"
    r"for[-_ ](?:labell?ing|review|annotation))(?![a-z])",
    re.IGNORECASE,
)
_CHOSEN = lazy_regex(
    r"(?<![a-z])(?:candidates?|quer(?:y|ies)|queried|queue|selected|selection|suggestions?|batch)"
    r"(?![a-z])",
    re.IGNORECASE,
)
_GIVEN = lazy_regex(
    r"(?<![a-z])(?:labell?ed|annotated|annotations?|reviewed|checked|corrected|gold|labels?|"
    r"verified|tagged)(?![a-z])",
    re.IGNORECASE,
)


@immutable
class LabelExport:
    """What a name tells: the tool, and whether the tool itself gives such names."""

    tool: str
    exact: bool


def label_export(path: str) -> LabelExport | None:
    """The annotation tool that a path speaks of, or None."""
    name = posixpath.basename(path)
    for tool, pattern in _EXPORTS:
        if re.fullmatch(pattern, name, re.IGNORECASE):
            return LabelExport(tool, exact=True)
    if not name.lower().endswith(_DATA):
        return None
    words = re.split(r"[^a-z]+", re.sub(r"label[-_ ]studio", "labelstudio", path.lower()))
    return next((LabelExport(_TOOLS[word], exact=False) for word in words if word in _TOOLS), None)


def asked_for(path: str, chosen: bool = False) -> str | None:
    """The name without the words that say that it waits for a person; None without such words.

    Args:
        path: of a file that a step writes.
        chosen: the step chooses samples by active learning.
    """
    found = _without(_ASKED, path)
    return _without(_CHOSEN, path) if found is None and chosen else found


def given_back(path: str) -> str | None:
    """The name without the words that say that a person has labelled it; None without such."""
    return None if _ASKED.search(path) else _without(_GIVEN, path)


def _without(words: re.Pattern[str], path: str) -> str | None:
    stem = posixpath.splitext(path)[0]
    if not words.search(stem):
        return None
    bare = posixpath.basename(words.sub("", stem))
    return re.sub(r"[\W_]+", "", bare).lower()
