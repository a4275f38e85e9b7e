"""What documents and messages tell a person to do, joined with what the steps read."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from mlaudit.graph.analysis.inputs import root_inputs
from mlaudit.graph.analysis.memory import asked_once
from mlaudit.graph.analysis.mentions import instructions_about, means_folder
from mlaudit.graph.analysis.paths import is_inside
from mlaudit.model.facts import Instruction
from mlaudit.model.graph import Workflow
from mlaudit.model.immutable import immutable
from mlaudit.model.vocabulary import Role, Tracking
from mlaudit.patterns import lazy_regex

ACQUIRE = frozenset({"download", "obtain", "get", "grab", "fetch", "request", "retrieve"})
"""Verbs by which somebody is told to bring something from elsewhere."""
PLACE = frozenset({"place", "put", "copy", "move", "rename", "paste", "unzip", "extract", "unpack"})
"""Verbs by which somebody is told to put something where code expects it."""
_MISSING = frozenset({Tracking.IGNORED, Tracking.UNTRACKED, Tracking.ABSENT, Tracking.UNKNOWN})
_DATA = lazy_regex(
    r"\b(data|datasets?|corpus|corpora|images?|videos?|recordings?|weights?|checkpoints?|models?|"
    r"embeddings?|vectors?|csvs?|files?|archives?|annotations?|labels?|credentials?|shapefiles?|"
    r"backbone|features?|tables?|samples?|records?|zip|json|parquet|lexicon|vocabulary)\b",
    re.IGNORECASE,
)
_SOFTWARE = lazy_regex(
    r"\b(pip|conda|poetry|uv|apt|brew|docker|python|package|packages|library|libraries|"
    r"dependenc\w+|installer|repository|repo|source code|software|cuda|nvidia|anaconda|miniconda|"
    r"virtual ?env\w*|extension|plugin|ide|vs ?code|git|cli|toolkit|app|binary|binaries|font|"
    r"homebrew|java|npm|node)\b",
    re.IGNORECASE,
)
_LESSON = lazy_regex(
    r"your code here|homework|assignment|starter ?kit|your task|exercise|cookie ?cutter",
    re.IGNORECASE,
)
_LEADS_OVER = lazy_regex(
    r"[:\uff1a]\W*$|\b(?:commands? below|below commands?|following commands?"
    r"|with the command|by running)\b",
    re.IGNORECASE,
)
_ASIDE = lazy_regex(
    r"contribut|develop|coding|authoring|guideline|troubleshoot|faq|license|citation|changelog|"
    r"adding (?:a )?new|add(?:ing)? (?:your|own)|agent|features?\b|\btests?\b|\btesting\b",
    re.IGNORECASE,
)


@immutable
class Told:
    """What one section of a document tells a person to do.

    Attributes:
        first: the sentence that shows it best.
        more: further sentences of the section about the same.
        artifacts: ids of what steps read and nothing makes that the sentences speak of.
    """

    first: Instruction
    more: tuple[Instruction, ...]
    artifacts: tuple[str, ...]


@asked_once
def section_instructions(workflow: Workflow) -> dict[tuple[str, str], tuple[Instruction, ...]]:
    """The sentences of documents of the project's own work, by file and heading.

    Lessons, in which the reader is to write the code, are left out as a whole.
    """
    sections: dict[tuple[str, str], list[Instruction]] = defaultdict(list)
    lessons = set()
    for instruction in workflow.instructions:
        path = instruction.place.path
        file = workflow.project.by_path.get(path)
        if instruction.source != "document" or file is None:
            continue  # of text cells manual-action-comment speaks
        if _LESSON.search(instruction.text):
            lessons.add(path)
        if file.role in (Role.PIPELINE, Role.DOCUMENTATION):
            sections[path, instruction.heading].append(instruction)
    return {key: tuple(found) for key, found in sections.items() if key[0] not in lessons}


def told_sections(workflow: Workflow, verbs: frozenset[str]) -> tuple[Told, ...]:
    """The sections that tell to bring or to put data somewhere, with what steps read of it.

    Sections that speak of the same inputs are one, under the first of them; pages at the top of
    the tree come before others.
    """
    found: list[Told] = []
    for (_, heading), section in sorted(section_instructions(workflow).items(), key=_from_top):
        if _ASIDE.search(heading.rpartition("/")[2]):
            continue
        told = [i for i in section if i.verb in verbs and _is_meant(workflow, i)]
        if told:
            more = [i for i in section if i not in told and i.verb in PLACE and is_about_data(i)]
            group = (*told, *more)
            found.append(Told(told[0], group[1:], meant_artifacts(workflow, group)))
    return tuple(_join(found))


def _from_top(item: tuple[tuple[str, str], tuple[Instruction, ...]]) -> tuple[object, ...]:
    place = item[1][0].place
    return (place.path.count("/"), place.sort_key)


def _join(found: list[Told]) -> Iterator[Told]:
    """Those that speak of the same inputs as one.

    A section without an address of its own speaks of the same as the one of its page that names
    what steps read.
    """
    named = {told.first.place.path: told.artifacts for told in reversed(found) if told.artifacts}
    same: dict[object, list[Told]] = defaultdict(list)
    for number, told in enumerate(found):
        bare = not any("://" in mention for mention in told.first.mentions)
        same[told.artifacts or (bare and named.get(told.first.place.path)) or number].append(told)
    for group in same.values():
        first = next((told for told in group if told.artifacts), group[0])
        others = [told for told in group if told is not first]
        more = [item for told in others for item in (told.first, *told.more)]
        yield Told(first.first, (*first.more, *more), first.artifacts)


def _is_meant(workflow: Workflow, instruction: Instruction) -> bool:
    """Is it about data as its words tell, or does it name what steps read and nothing makes?"""
    if is_about_data(instruction):
        return True
    leads = _LEADS_OVER.search(instruction.text) is not None
    return not leads and bool(meant_artifacts(workflow, (instruction,)))


def is_about_data(instruction: Instruction) -> bool:
    """Does the sentence speak of data or models rather than of software, and name something?

    What ends in a colon leads over to a command, which does it.
    """
    text = _without_links(instruction.text)
    if _LEADS_OVER.search(instruction.text) or _SOFTWARE.search(text):
        return False
    named = any(map(_is_data_path, instruction.mentions))
    return bool(instruction.mentions) and (named or _DATA.search(text) is not None)


def _without_links(text: str) -> str:
    return re.sub(r"\]\([^)]*\)|https?://\S+", "]", text)


def _is_data_path(mention: str) -> bool:
    ends = (".csv", ".zip", ".json", ".parquet", ".pt", ".pth", ".h5", ".pkl", ".tar.gz", ".xlsx")
    return mention.lower().endswith(ends) or mention.startswith(("data/", "datasets/", "models/"))


def meant_artifacts(workflow: Workflow, told: Iterable[Instruction]) -> tuple[str, ...]:
    """The inputs that no step makes and that the sentences name, by file, folder or origin."""
    meant = _meant(workflow)
    return tuple(dict.fromkeys(id_ for item in told for id_ in meant.get(item, ())))


@asked_once
def _meant(workflow: Workflow) -> dict[Instruction, list[str]]:
    found: dict[Instruction, list[str]] = defaultdict(list)
    for root in root_inputs(workflow):
        id_ = root.artifact.id
        if root.artifact.tracking not in _MISSING or root.artifact.exists:
            continue
        named = [
            item
            for item in workflow.instructions
            if _names_folder_of(item, id_) and means_folder(workflow, item, id_)
        ]
        for item in dict.fromkeys((*instructions_about(workflow, id_), *named)):
            found[item].append(id_)
    return found


def _names_folder_of(instruction: Instruction, artifact: str) -> bool:
    """Does the sentence name the folder in which the artifact lies (and not only the top)?"""
    if not is_inside(artifact):
        return False
    for mention in instruction.mentions:
        folder = posixpath.normpath(mention) if "://" not in mention else ""
        if "/" in folder and artifact.startswith(folder + "/"):
            return True
    return False
