"""Long tables and long lists on a page: the first rows in view, the others at hand, in a real browser without a network."""

import pandas as pd
import pytest
from axe_playwright_python.sync_playwright import Axe
from building import browser_of_tests
from markupsafe import Markup

from kzcn import cite
from kzcn.report import long_lists, pages, render

COUNT = 173


def rendered(rows, lists=0):
    """The page of a table and of lists of passages, as the report renders it."""
    data = pd.DataFrame(
        {
            "item": [f"item {n} of {'Astana' if n % 10 == 3 else 'Beijing'}" for n in range(rows)],
            "value": [f"${rows - n} billion" for n in range(rows)],
        }
    )
    markup = cite.table(data, "Items", name="items").markup
    further = [
        pages.Further(
            f"further-{n}",
            f"{n} items",
            [{"href": f"articles/a.html#{m}-{m + 1}", "title": f"Article {n}.{m}"} for m in range(n)],
        )
        for n in range(1, lists + 1)
    ]
    marks = "".join(f'<a class="more" href="#{one.id}">+</a>' for one in further)
    page = pages.Page("one", "A title", body=Markup(f"<h1>A title</h1>{markup}<p>{marks}</p>"), further=further)
    return render.template("page.html.j2", page=page, nav=[])


@pytest.fixture(scope="module")
def browser():
    with browser_of_tests() as running:
        yield running


@pytest.fixture
def opened(browser, tmp_path):
    """Opens a page with a long table and many lists; the page and what it asked for."""
    shown = long_lists.shortened("one", rendered(COUNT, 60))
    (tmp_path / "one.html").write_text(shown.markup, encoding="utf-8")

    def begin(width=1440, scheme="light", **options):
        page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
        said = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
        page.goto((tmp_path / "one.html").as_uri())
        return page, said

    return begin


def first(page):
    return page.locator("tbody td").first.inner_text()


def test_a_page_without_a_long_table_or_many_lists_is_left_as_it_is():
    markup = rendered(long_lists.ROWS, long_lists.LISTS)
    assert long_lists.shortened("one", markup) == long_lists.Shortened(markup, {})


def test_a_long_table_is_cut_and_all_of_its_rows_are_in_a_file():
    shown = long_lists.shortened("one", rendered(COUNT))
    assert shown.markup.split("</table>")[0].count("<tr>") == 1 + long_lists.ROWS
    assert f"The first {long_lists.ROWS} of {COUNT} rows" in shown.markup
    assert 'href="rows/one-items.csv"' in shown.markup
    assert len(shown.files["one-items.csv"].decode().splitlines()) == 1 + COUNT


def test_search_sorting_and_pages_reach_every_row(opened):
    page, said = opened()
    page.get_by_role("searchbox").fill("astana")
    page.wait_for_function("document.querySelector('.tools [role=status]').textContent === '1–17 of 17'")
    assert page.locator("tbody tr").count() == 17
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="value").click()
    page.wait_for_function(f"document.querySelector('tbody td').textContent.startsWith('item {COUNT - 1} ')")
    assert page.locator("th").nth(1).get_attribute("aria-sort") == "ascending"
    page.get_by_role("button", name="value").click()
    page.wait_for_function("document.querySelector('tbody td').textContent.startsWith('item 0 ')")
    for _ in range(3):
        page.get_by_role("button", name="Next").click()
    page.wait_for_function(f"document.querySelector('.tools [role=status]').textContent === '151–{COUNT} of {COUNT}'")
    assert page.get_by_role("button", name="Next").is_disabled() and not said


def test_one_column_can_be_searched(opened):
    page, _ = opened()
    page.get_by_label("Column to search").select_option("value")
    page.get_by_role("searchbox").fill("astana")
    page.wait_for_function("document.querySelector('.tools [role=status]').textContent === 'no rows'")


def test_a_list_of_passages_is_shown_when_its_mark_is_followed_and_whole_on_demand(opened):
    page, said = opened()
    assert page.locator("#further li:visible").count() == 0
    page.locator("a.more").nth(49).click()
    assert page.locator("#further li:visible").count() == 1
    page.get_by_role("button", name=f"and {50 - long_lists.LINKS} more").click()
    page.wait_for_function("document.querySelectorAll('#further-50 a').length === 50")
    assert page.locator("#further-50 a").last.inner_text() == "Article 50.49" and not said


def test_without_scripts_the_first_rows_are_shown(opened):
    page, _ = opened(java_script_enabled=False)
    assert page.locator("tbody tr").count() == long_lists.ROWS and first(page).startswith("item 0 ")


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_controls_are_for_everyone_and_fit_the_screen(opened, width, scheme):
    page, _ = opened(width, scheme)
    grave = [one for one in Axe().run(page).response["violations"] if one["impact"] in ("serious", "critical")]
    assert not grave, grave
    assert page.evaluate("document.documentElement.scrollWidth") <= width
