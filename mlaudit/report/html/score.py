"""The score: what is proven, and what it would be if what is not known were fine."""

from __future__ import annotations

from mlaudit.report.html.markup import Content, Element, tag
from mlaudit.report.html.subject import Subject
from mlaudit.report.terminal.words import LEVELS, points

_MEANINGS = {
    "inputs": "where the data comes from",
    "order": "what runs when, and who starts it",
    "artifacts": "which version of what is made",
    "environment": "packages, settings, parameters",
    "release": "how it gets to those who use it",
    "assurance": "what checks it",
}


def write_score(subject: Subject) -> Element:
    """The section of the score."""
    from mlaudit.score.assess import rate_optimistically

    score = subject.result.assessment.score
    if score.proven is None or score.optimistic is None:
        reason = score.reason or "nothing to assess was found"
        told: Content = tag("p", f"No score: {reason}.", class_="empty")
    else:
        best = dict(rate_optimistically(subject.deliverables))
        told = [
            _write_total(score.proven, score.optimistic),
            _write_level(score.level),
            tag(
                "ul",
                (
                    _write_dimension(name, value, max(best.get(name, value), value))
                    for name, value in score.dimensions
                ),
                class_="dimensions",
            ),
        ]
    return tag("section", tag("h2", "How much of the way is encoded"), told, id="score")


def _write_total(proven: float, optimistic: float) -> Element:
    told: list[Content] = [tag("strong", points(proven)), " of 100 proven"]
    if points(proven) != points(optimistic):
        told.append(f", {points(optimistic)} if every unresolved path is fine")
    return tag("p", told, class_="total")


def _write_level(reached: int | None) -> Content:
    if reached is None:
        return None
    steps = [
        tag("li", f"{number} {word}", aria_current="step" if number == reached else None)
        for number, word in enumerate(LEVELS)
    ]
    return tag("ol", steps, class_="levels", aria_label=f"Level {reached}, {LEVELS[reached]}")


def _write_dimension(name: str, proven: float, optimistic: float) -> Element:
    told = points(proven)
    if points(optimistic) != told:
        told = f"{told} to {points(optimistic)}"
    return tag(
        "li",
        tag("span", tag("b", name), tag("span", _MEANINGS.get(name, ""), class_="meaning")),
        _draw_bar(proven, optimistic),
        tag("span", told, class_="figure"),
        class_="dimension",
    )


def _draw_bar(proven: float, optimistic: float) -> Element:
    """A bar to the proven end, and a hatched one from there to the optimistic end."""
    height = {"y": "0", "height": "10"}
    level = "good" if proven >= 75 else "fair" if proven >= 40 else "poor"
    return tag(
        "svg",
        tag("rect", class_="ground", x="0", width="100", **height),
        tag("rect", class_="perhaps", x="0", width=f"{optimistic:.1f}", **height),
        tag("rect", class_=f"proven {level}", x="0", width=f"{proven:.1f}", **height),
        class_="bar",
        viewBox="0 0 100 10",
        preserveAspectRatio="none",
        aria_hidden="true",
    )
