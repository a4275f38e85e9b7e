"""Versions that people write into file names."""

from __future__ import annotations

import posixpath
import re

from mlaudit.patterns import lazy_regex

# What people append when they keep an older copy or choose the best of several. The first group
# is written by hand only; code writes the second as well, so that one of them alone says little.
_BY_HAND = r"final|new|old|copy|bak|backup|good|fixed"
_BY_CODE = r"best|latest|last|tmp|updated|improved"
# Behind a dot, `final` and `good` name what a program makes (`14.final.txt`), as endings do.
_MARK = lazy_regex(
    rf"(?:(?!\.(?:final|good|fixed))[_\-. ](?P<hand>v\d+(?:[._]\d+)*|(?:{_BY_HAND})\d*)"
    rf"|[_\-. ](?P<code>(?:{_BY_CODE})\d*|\d{{6}}|\d{{8}}|20\d\d[-_]\d\d(?:[-_]\d\d)?)"
    r"|(?P<number>\s?\(\d+\)))$",
    re.IGNORECASE,
)
# A number that belongs to the name of an architecture or of a published data set or model.
_PUBLISHED = lazy_regex(
    r"yolo|resnet|mobilenet|efficientnet|inception|vgg|densenet|gpt|llama|bert|t5|clip|whisper|"
    r"mistral|phi-|qwen|gemma|deepseek|glove|word2vec|fasttext|squad|wikitext|coco|cifar|imagenet|"
    r"mnist|ml-\d+m|movielens|sdxl|stable-diffusion|minilm|mpnet|bge|unet|vit|swin|convnext|"
    r"deeplab|xlnet|electra|bart|pegasus|dino|silero|vosk|nasnet|xception",
    re.IGNORECASE,
)


def version_of(path: str) -> tuple[str, tuple[str, ...]] | None:
    """(path without the marks, the marks) of a name that carries a version, else None.

    `models/model_best_final_v2.pkl` gives `models/model.pkl` and `("_best", "_final", "_v2")`.
    Names of published models and data sets, and names with varying parts, have none.
    """
    folder, name = posixpath.split(path)
    if any(sign in name for sign in "{*?"):
        return None
    stem, extension = posixpath.splitext(name)
    marks: list[str] = []
    while (found := _MARK.search(stem)) and found.start() > 0:
        marks.insert(0, found.group())
        stem = stem[: found.start()]
    if not marks or _PUBLISHED.search(name):
        return None
    return posixpath.join(folder, stem + extension), tuple(marks)


def is_by_hand(marks: tuple[str, ...]) -> bool:
    """Do the marks of one name suffice to say that a person wrote them?"""
    words = [found for mark in marks if (found := _MARK.search("x" + mark)) and _is_word(mark)]
    return len(words) > 1 or any(found.group("code") is None for found in words)


def _is_word(mark: str) -> bool:
    """Is it no date? A date is as often part of what the data are."""
    return re.search(r"\d{6}|20\d\d[-_]\d\d", mark) is None
