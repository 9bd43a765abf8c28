"""The report as one page for printing: every link stays inside the file."""

import pytest

from kzcn.report import pdf

PAGE = '<html><head><title>T</title></head><body><nav>{nav}</nav><main id="main">{main}</main></body></html>'


def report(folder):
    """Writes a report of two pages and one article."""
    (folder / "articles").mkdir()
    nav = '<a href="index.html">Report</a><a href="my%20page.html">Mine</a>'
    for name, main in {
        "index.html": '<p><a href="my%20page.html#part-1">Mine</a> <a href="https://example.org/">outside</a></p>',
        "my page.html": '<h2 id="part-1">One</h2><a href="articles/a.html#0-5">8.36</a><a href="none.html">gone</a>',
        "articles/a.html": '<p><span id="0-5"></span>Trade</p><a href="../index.html">Report</a>',
    }.items():
        (folder / name).write_text(PAGE.format(nav=nav, main=main), encoding="utf-8")
    return folder


def test_links_lead_to_parts_of_the_same_file(tmp_path):
    page = pdf.joined(report(tmp_path))
    for name in ("my-page-html--part-1", "articles-a-html--0-5", "index-html"):
        assert f'href="#{name}"' in page and page.count(f'id="{name}"') == 1
    assert 'href="https://example.org/"' in page and "none.html" not in page


def test_pages_come_in_the_order_of_the_navigation_and_sources_last(tmp_path):
    page = pdf.joined(report(tmp_path))
    places = [
        page.index(f'<section class="page" id="{name}"') for name in ("index-html", "my-page-html", "articles-a-html")
    ]
    assert places == sorted(places)


def test_a_browser_that_does_not_print_is_reported(tmp_path, monkeypatch):
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\necho 'no display' >&2\nexit 3\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("KZCN_BROWSER_PATH", str(program))
    (tmp_path / "made").mkdir()
    with pytest.raises(pdf.NoBrowser, match=r"did not print the report \(it said: no display\)"):
        pdf.write(report(tmp_path / "made"), [""])


def test_without_a_browser_pdf_says_how_to_get_one(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "NAMES", ())
    monkeypatch.setattr(pdf, "ELSEWHERE", ())
    monkeypatch.delenv("KZCN_BROWSER_PATH", raising=False)
    with pytest.raises(pdf.NoBrowser, match="apt install chromium"):
        pdf.write(tmp_path, [""])
