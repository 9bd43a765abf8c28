"""The seed's report in a real browser: every number leads to highlighted words, every page can be read by everyone, at every width."""

import io
import json
import random
import re
import shutil

import pytest
from building import ROOT, articles, browser_of_tests, kzcn, seed_report
from matplotlib.image import imread
from pypdf import PdfReader

import kzcn as kz
from kzcn import tables
from kzcn.addresses import page_name
from kzcn.report import pdf
from kzcn.views import agenda

ODD = (
    "Six in Shanghai",
    "100%",
    "a%20b",
    "a#b",
    "x.html#1-2",
    "what?",
    "p&q;r",
    "k:v",
    'a "quoted" piece',
    "it's",
    "back\\slash",
    "[glob] *",
    "{{ braces }}",
    "<b>bold<",
    "$1 and $2",
    "two\nlines",
    "tab\there",
    " led",
    "-dash",
    "~tilde",
    "dots..",
    "Қазақстан мен Қытай",
    "哈萨克斯坦与中国",
    "🐎🚆",
    "я" * 100,
    "y" * 200,
    "statistics",
    "index",
    "report",
    "trade-trends",
)
WIDTHS = (390, 1440)
LINKS = "links => links.map(link => { link.setAttribute('target', 'source'); return new URL(link.getAttribute('href'), document.baseURI).href; })"
MARKED = "size => Array.from(document.querySelectorAll('#text mark')).reduce((sum, mark) => sum + mark.textContent.length, 0) === size"


@pytest.fixture(scope="module")
def browser():
    with browser_of_tests() as running:
        yield running


@pytest.fixture(scope="module")
def other_pages(tmp_path_factory):
    """A report over two parameter sets with a page that failed, and a comparison: the pages that the seed's report does not have."""
    place = tmp_path_factory.mktemp("other")
    (place / "sets.yaml").write_text("all:\n  start: 1992\nnone:\n  start: 2020\n", encoding="utf-8")
    articles(place / "articles")
    (place / "articles" / "picture.jpg").write_bytes(b"\xff\xd8")
    kzcn("report", "articles", "-f", "sets.yaml", "--only", "trade-trends", folder=place)
    report = place / "reports" / "articles"
    kzcn("diff", seed_report(), report / "all", "--out", report / "diff.html", folder=place)
    return report


def pages(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))


def open_page(browser, path, width=1440, scheme="light", **options):
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, **options)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    assert not said and all(url.startswith(("file:", "data:")) for url in asked), (said, asked)
    return page


def test_every_number_of_every_page_leads_to_highlighted_words(browser):
    folder = seed_report()
    clicked = 0
    for name in pages(folder):
        page = open_page(browser, folder / name)
        # All clicks land in one second tab: the page itself stays, and its source is loaded once.
        page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true; })")
        links = page.eval_on_selector_all("a.cite", LINKS)
        source = None
        for n, href in enumerate(links):
            link = page.locator("a.cite").nth(n)
            if source is None:
                with page.context.expect_page() as opened:
                    link.dispatch_event("click")
                source = opened.value
                source.set_viewport_size({"width": 1440, "height": 900})
            else:
                link.dispatch_event("click")
            source.wait_for_url(href)
            shown(source, href)
            clicked += 1
        page.context.close()
    assert clicked > 100


@pytest.fixture(scope="module")
def oddly_named(tmp_path_factory):
    """The report of sixty articles whose names are made of everything that a file system takes, in a folder with such a name."""
    folder = tmp_path_factory.mktemp("odd") / 'my "own" [articles] \\ #1'
    taken = sorted((ROOT / "tests" / "gold" / "practice" / "articles").glob("*.*"))[:60]
    names = [
        *ODD,
        *(f"{one} {other}" for one, other in zip(ODD, ODD[7:], strict=False) if len(f"{one} {other}".encode()) < 230),
    ]
    names += [f"{name}-2" for name in ODD]
    try:
        folder.mkdir()
        for article, name in zip(taken, names[:60], strict=True):
            shutil.copyfile(article, folder / f"{name}{article.suffix}")
    except OSError as error:
        pytest.skip(f"this file system does not hold such names: {error}")
    made = kzcn("report", folder.name, "--out", "made", folder=folder.parent)
    assert "could not be made" not in made.stderr and "set aside" not in made.stderr, made.stderr[:2000]
    assert made.returncode == 0, made.stderr[:2000]
    return folder.parent / "made"


def test_numbers_land_on_their_words_whatever_the_files_are_called(browser, oddly_named):
    assert len(list((oddly_named / "articles").iterdir())) == 60
    documents = tables.Built(str(oddly_named / "tables"))["documents"]
    texts = {page_name(doc_id): text for doc_id, text in zip(documents["doc_id"], documents["text"], strict=True)}
    chosen = random.Random(1)
    for name in ("index.html", "trade-trends.html", "security-agenda.html", "actor-map.html", "corpus.html"):
        page = open_page(browser, oddly_named / name)
        page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true; })")
        links = page.eval_on_selector_all("a.cite[href^='articles/']", LINKS)
        for n in sorted(chosen.sample(range(len(links)), min(8, len(links)))):
            with page.context.expect_page() as opened:
                page.locator("a.cite[href^='articles/']").nth(n).evaluate(
                    "link => { link.setAttribute('target', '_blank'); link.dispatchEvent(new MouseEvent('click')); }"
                )
            source = opened.value
            source.wait_for_url(links[n])
            source.wait_for_selector("#text mark")
            article, spans = re.search(r"/articles/([^/]+)\.html#(.+)$", links[n]).groups()
            quoted = {place for span in spans.split(",") for place in range(*map(int, span.split("-")))}
            words = "".join(texts[article][place] for place in sorted(quoted))
            assert "".join("".join(source.locator("#text mark").all_text_contents()).split()) == "".join(
                words.split()
            ), links[n]
            source.close()
        page.context.close()


def shown(page, href):
    """Checks that a source page shows what its address names: the marked words, or the row of the statistics."""
    if "sources/statistics.html" in href:
        row = page.locator("tr:target")
        assert row.count() == 1 and row.inner_text().strip(), href
        return
    spans = [tuple(map(int, span.split("-"))) for span in href.split("#")[1].split(",")]
    page.wait_for_function(MARKED, arg=covered(spans))
    first = page.locator("#text mark").first.bounding_box()
    assert first and 0 <= first["y"] < 900, href


def covered(spans):
    """How many characters some spans cover that hold no line breaks: overlapping ones count once."""
    return len({place for start, end in spans for place in range(start, end)})


def test_highlighted_words_are_the_quoted_ones(browser):
    folder = seed_report()
    page = open_page(browser, folder / "trade-trends.html")
    link = page.locator("a.cite", has_text="8.36").first
    quote = link.get_attribute("title")
    link.click()
    assert "".join(page.locator("#text mark").all_inner_texts()) in quote or quote in "".join(
        page.locator("#text mark").all_inner_texts()
    )
    assert "8.36" in page.locator("#text mark").first.inner_text()
    page.evaluate("location.hash = '0-10,5-20'")  # overlapping spans; then another address on the same page
    page.wait_for_function(
        "document.querySelectorAll('#text mark').length > 0 && document.querySelector('#text mark').textContent.length <= 20"
    )
    before = page.locator("#text").text_content()
    page.evaluate("location.hash = ''")
    page.wait_for_function("document.querySelectorAll('#text mark').length == 0")
    assert page.locator("#text").text_content() == before


def test_without_scripts_a_click_lands_in_the_marked_paragraph(browser):
    folder = seed_report()
    page = open_page(browser, folder / "trade-trends.html", java_script_enabled=False)
    page.locator("a.cite", has_text="8.36").first.click()
    assert "8.36" in page.locator("p:has(:target)").inner_text()


@pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "dark"),
        (1440, "light"),
        pytest.param(390, "light", marks=pytest.mark.long),
        pytest.param(1440, "dark", marks=pytest.mark.long),
    ],
)
def test_axe_finds_nothing_serious(browser, other_pages, width, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    for folder in (seed_report(), other_pages):
        for name in pages(folder):
            page = open_page(browser, folder / name, width, scheme)
            # Code and parameters are shut away; what a reader opens must do as well.
            page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true; })")
            grave = [
                (found["id"], found["nodes"][0]["html"][:200], found["nodes"][0]["failureSummary"][:300])
                for found in axe.run(page).response["violations"]
                if found["impact"] in ("serious", "critical")
            ]
            assert not grave, (name, grave)
            page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_screen(browser, other_pages, width):
    for folder in (seed_report(), other_pages):
        for name in pages(folder):
            page = open_page(browser, folder / name, width)
            page.evaluate("document.querySelectorAll('details').forEach(element => { element.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name
            page.close()


def test_the_keyboard_reaches_the_content_first_and_what_scrolls(browser):
    page = open_page(browser, seed_report() / "trade-trends.html", 390)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    for element in page.locator(".table-wrap, .svg-wrap").all():
        assert element.get_attribute("tabindex") == "0" and element.get_attribute("aria-label")


def test_the_csv_of_a_table_is_one_click_away(browser):
    page = open_page(browser, seed_report() / "trade-trends.html", accept_downloads=True)
    with page.expect_download() as waiting:
        page.locator("a.csv").first.click()
    assert waiting.value.suggested_filename.endswith(".csv")
    assert "8.36" in waiting.value.path().read_text(encoding="utf-8")


def fills(drawing):
    """The colours of the cells of a heatmap, as red, green and blue."""
    cells = drawing.split('id="theme-instrument-QuadMesh_1"')[1].split("</g>")[0]
    return {tuple(bytes.fromhex(colour)) for colour in re.findall(r"fill: #(\w{6})", cells)}


def test_a_picture_brings_a_white_ground_to_a_dark_notebook(browser, tmp_path):
    executed = json.loads((ROOT / "notebooks" / "security-agenda.ipynb").read_text(encoding="utf-8"))
    shown = [
        "".join(output["data"]["text/html"])
        for cell in executed["cells"]
        for output in cell.get("outputs", ())
        if "text/html" in output.get("data", ())
    ]
    page = browser.new_page(color_scheme="dark")
    page.set_content(f'<body style="background: #111; color: #ddd">{"".join(shown)}')
    drawings = page.locator("svg")
    assert drawings.count() > 1
    for n in range(drawings.count()):
        pixels = imread(io.BytesIO(drawings.nth(n).screenshot()))
        assert (pixels[..., :3] > 0.9).all(axis=2).mean() > 0.4 and pixels[2, 2, :3].tolist() == [1, 1, 1]
    page.close()


def test_an_image_within_a_drawing_is_printed(tmp_path):
    (tmp_path / "sources").mkdir()
    drawing = (
        '<svg><image xlink:href="data:image/png;base64,iVBORw0="/><a xlink:href="sources/none.html">gone</a></svg>'
    )
    (tmp_path / "index.html").write_text(f"<html><body><main>{drawing}</main></body></html>", encoding="utf-8")
    assert pdf.joined(tmp_path).count("href=") == 1 and 'xlink:href="data:image/png;base64,iVBORw0="' in pdf.joined(
        tmp_path
    )


def test_the_pdf_holds_every_page_with_links_inside_itself(browser, tmp_path):
    made = kzcn("report", "--pdf", "--out", tmp_path / "reports")
    assert made.returncode == 0, made.stderr
    reader = PdfReader(tmp_path / "reports" / "report.pdf")
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    for part in ("what the articles say", "Trade trends", "The actor map", "8.36", "Official trade figures"):
        assert part in text
    links = [annotation.get_object() for page in reader.pages for annotation in page.get("/Annots", [])]
    inside = [link for link in links if "/Dest" in link or link.get("/A", {}).get("/S") == "/GoTo"]
    outside = [str(link["/A"]["/URI"]) for link in links if link.get("/A", {}).get("/S") == "/URI"]
    cells = fills(agenda.matrix(agenda.select(kz.load("seeds"), parties="KAZ;CHN")).markup)
    page = next(
        page
        for page in reader.pages
        if "The theme and form named together most" in page.extract_text()
        and "Items by theme and instrument" in page.extract_text()
    )
    printed = {
        tuple(round(255 * float(part)) for part in colour.split())
        for colour in re.findall(r"([\d. ]+) rg\b", page.get_contents().get_data().decode("latin-1"))
    }
    assert len(cells) > 4 and cells <= printed
    assert len(inside) > 100 and not [address for address in outside if not re.match("https?:", address)]
    assert kzcn("report", "--pdf", "--out", tmp_path / "reports").stderr.count("done") == 0
