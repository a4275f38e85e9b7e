"""A person uses the report of fixtures/churn: nothing fails, and nothing leaves the page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import Open

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page


def count_shown(page: Page, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()


def box_of(picture: Locator) -> list[float]:
    return [float(number) for number in (picture.get_attribute("viewBox") or "").split()]


def test_the_verdict_is_what_a_person_sees_first(churn: Path, visit: Open) -> None:
    for width in (390, 1280, 1920):
        page = visit(churn, width=width).page
        heading = page.get_by_role("heading", level=1)
        assert "18 things by hand. 5 of them are written down nowhere" in heading.inner_text()
        box = heading.bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < 450
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_search_and_filters(churn: Path, visit: Open) -> None:
    page = visit(churn).page
    every = count_shown(page, ".finding")
    page.get_by_label("Search", exact=True).fill("segments.csv")
    few = count_shown(page, ".finding")
    assert 0 < few < every
    assert page.locator("#shown").inner_text() == f"{few} of {every} findings"
    page.get_by_label("Search", exact=True).press("Escape")
    assert count_shown(page, ".finding") == every
    for label, value in (("Severity", "medium"), ("Rule", "INP001"), ("Work by hand", "hidden")):
        page.get_by_label(label, exact=True).select_option(value)
        assert 0 < count_shown(page, ".finding") < every
        page.get_by_role("button", name="Reset").click()
    page.get_by_label("Deliverable", exact=True).select_option(index=1)
    shown = page.locator(".finding:visible")
    for number in range(shown.count()):
        assert "1" in (shown.nth(number).get_attribute("data-deliverables") or "").split()


def test_a_link_leads_to_its_finding_whatever_the_filters_say(churn: Path, visit: Open) -> None:
    page = visit(churn).page
    page.get_by_label("Rule", exact=True).select_option("INP001")
    page.locator("#d1 .action").nth(8).locator("details > summary").click()
    link = page.locator("#d1 .action").nth(8).locator("details a[href^='#finding-']").first
    target = page.locator(link.get_attribute("href") or "")
    assert target.is_hidden()
    link.click()
    assert target.get_by_text("Fix:").is_visible()


def test_a_node_of_the_picture_tells_what_it_reads_and_what_was_found(
    churn: Path, visit: Open
) -> None:
    page = visit(churn).page
    page.locator(".view[open] a.to", has_text="notebooks/01_clean.ipynb").click()
    panel = page.locator("#about")
    assert page.locator(".picture.asked path.near").count() == 2
    assert "reads data/raw/customers.csv" in panel.inner_text()
    assert panel.locator("a[href^='#finding-']").count() > 0
    panel.get_by_role("link", name="data/raw/customers.csv", exact=True).click()
    assert "read by notebooks/01_clean.ipynb" in panel.inner_text()
    page.keyboard.press("Escape")
    assert panel.is_hidden()


def test_the_picture_of_another_deliverable_is_chosen_moved_and_enlarged(
    churn: Path, visit: Open
) -> None:
    page = visit(churn).page
    page.get_by_label("Show", exact=True).select_option(label="models/model.pkl")
    assert count_shown(page, ".picture") == 1
    picture = page.locator(".view[open] .picture")
    assert picture.get_attribute("aria-label") == "Workflow of models/model.pkl"
    start = box_of(picture)
    page.get_by_role("button", name="Zoom in").click()
    assert box_of(picture)[2] < start[2]
    page.get_by_role("button", name="Show all").click()
    whole = box_of(picture)
    assert whole[:2] == [0, 0]
    area = picture.bounding_box()
    assert area is not None
    page.mouse.move(area["x"] + 30, area["y"] + 30)
    page.mouse.down()
    page.mouse.move(area["x"] + 130, area["y"] + 80, steps=3)
    page.mouse.up()
    assert box_of(picture)[0] < whole[0]
    page.get_by_label("Only work by hand").check()
    assert page.locator(".view[open] .picture.dimmed").count() == 1


def test_the_keyboard_alone_reaches_a_node_and_comes_back(churn: Path, visit: Open) -> None:
    page = visit(churn).page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.locator(".view[open] a.to").first.focus()
    page.keyboard.press("Tab")
    moved = box_of(page.locator(".view[open] .picture"))
    page.keyboard.press("ArrowDown")
    assert box_of(page.locator(".view[open] .picture"))[1] > moved[1]
    page.keyboard.press("Enter")
    assert page.locator("#about").is_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.to')")


def test_the_checklist_remembers_and_one_action_is_done_everywhere(
    churn: Path, visit: Open
) -> None:
    page = visit(churn).page
    page.locator("#d1 input").first.check()
    page.reload()
    assert page.locator("#d1 input").first.is_checked()
    assert page.locator("#d2 input").first.is_checked()
    page.locator("#d1 input").first.uncheck()
    page.reload()
    assert not page.locator("#d2 input").first.is_checked()


def test_commands_are_copied_or_selected(churn: Path, visit: Open) -> None:
    page = visit(churn).page
    button = page.locator("#d1 .copy").first
    button.click()
    page.wait_for_function("button => button.textContent !== 'copy'", arg=button.element_handle())
    assert re.fullmatch("copied|selected", button.inner_text())


def test_dark_and_light(churn: Path, visit: Open) -> None:
    page = visit(churn, scheme="dark").page
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    page.get_by_role("button", name="Use light colours").click()
    assert page.evaluate(colour) != dark
    page.reload()
    assert page.evaluate(colour) != dark


def test_without_scripts_everything_is_there_and_nothing_useless_is(
    churn: Path, visit: Open
) -> None:
    page = visit(churn, scripts=False).page
    for selector in ("#filters", "#picture-controls", "#theme", "#about", ".copy"):
        assert count_shown(page, selector) == 0
    assert count_shown(page, ".picture") == 1
    page.locator("#d2 > summary").click()
    assert count_shown(page, "#d2 .action") > 5
    page.locator(".view[open] a.to").first.click()
    assert page.locator(".node:target").is_visible()
    page.locator(".finding > summary").first.click()
    assert page.get_by_text("Fix:").first.is_visible()


def test_on_paper_all_is_unfolded_and_no_control_is_left(churn: Path, visit: Open) -> None:
    page = visit(churn).page
    page.emulate_media(media="print")
    assert count_shown(page, ".fix") == page.locator(".fix").count()
    assert count_shown(page, "#d6 .action") > 5
    for selector in ("header", ".controls", ".copy"):
        assert count_shown(page, selector) == 0
