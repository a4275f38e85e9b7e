"""Sentences that look like instructions and are none."""

from __future__ import annotations

from mlaudit.patterns import lazy_regex

_QUESTION = lazy_regex(r"\?[\"')*_`\]]{0,3}\Z")
_REFUSED = lazy_regex(
    r"\bno (?:longer )?need to\b|\bno manual\b|\bnothing (?:else )?(?:to|needs)\b"
    r"|\b(?:without|instead of|rather than|avoids?|avoiding|replac(?:es|ing)) "
    r"(?:any |the |having to |needing to |the need (?:to|for) )?(?:\w+ )?manual"
    r"|\bwithout (?:having|needing|the need) to\b|\bnot (?:necessary|required) to\b"
    r"|\b(?:do(?:es)?|did|would|will)(?:n't| not) (?:\w+ )?(?:need|have|require)\b"
    r"|\bneed(?:n't| not) (?:be|to)\b|\bmanual(?:_seed| pages?| implementation)\b"
    r"|\bas an? [\w /-]{2,40},? i (?:want|need|can|would|should)\b"
    r"|\bi(?:'d| would)? (?:want|like) to\b"
    r"|\bpermission is hereby\b|\bcopyright\b|\bwarrant(?:y|ies)\b|\bredistribut"
    r"|\bunder the (?:terms|licen[cs]e)\b|\blicensed\b|\bderivative works\b"
    r"|\bpull requests?\b|\bmerge requests?\b|\bfork (?:the|this|it)\b|\bcontributions?\b"
    r"|\bopen an? (?:new )?(?:\w+ )?issue\b|\bfeature branch\b|\bfeel free to\b"
    r"|\bup and running\b|\bget(?:ting)? started\b|\bgive (?:it|us|this) a star\b"
    r"|\byour (?:task|job|assignment|homework|mission) (?:is|will)\b"
    r"|\bplease cite\b|\bcite (?:us|this|the)\b|\bbug reports?\b"
)
_LINK_ALONE = lazy_regex(
    r"(?:!\[[^\]]*\]\([^)]*\)|\[[^\]]*\]\(#[^)]*\)|!\[[^\]]*\](?:\[[^\]]*\])?)[.\s]*\Z"
)
_FOREIGN = lazy_regex(
    r"\b(?:de|la|le|les|des|du|une|pour|avec|el|los|las|para|que|der|die|das|und|den|f\u00fcr|"
    r"mit|il|di|della|per|een|het|voor)\b"
)
_SUPPORT = lazy_regex(
    r"\b(?:questions?|issues?|feedback|suggestions?|bugs?|inquir\w+|enquir\w+|problems?|"
    r"help|support|doubts?|comments?|collaborat\w+|interested|queries)\b"
)
_ACCESS = lazy_regex(
    r"\b(?:data|datasets?|access|credentials?|keys?|weights|models?|permissions?|passwords?|"
    r"tokens?|files?|licen[cs]e|account|checkpoints?|corpus|images?|quota)\b"
)


def is_refused(sentence: str) -> bool:
    """Is it a question, a negation, a licence, a user story, a lone link, no English, …?"""
    lower = " ".join(sentence.lower().split())
    return bool(
        _QUESTION.search(lower)
        or _REFUSED.search(lower)
        or _LINK_ALONE.match(lower)
        or len(_FOREIGN.findall(lower)) > 1
    )


def asks_for_support(sentence: str) -> bool:
    """Does a sentence with "contact" or "ask" offer help rather than access to something?"""
    lower = sentence.lower()
    return bool(_SUPPORT.search(lower)) or not _ACCESS.search(lower)
