"""Annotations: few words of published pages, one annotation a line, halves that nobody chose."""

import functools
import json
import threading
from collections import Counter
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from gold import annotations

GOLD = Path(__file__).parent / "gold"
REAL = sorted((GOLD / "real").rglob("*.json"))
WORDS = 8  # of a page in a row
KNOWN = {
    "doc",
    "title",
    "published",
    "outlet",
    "kind",
    "origin",
    "annotated",
    "trade",
    "not_trade",
    "agenda",
    "actors",
    "ties",
}


def texts(value):
    """Every text in an annotation but what names the page and the kinds of field."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from texts(part)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_an_annotation_holds_at_most_eight_words_of_a_page_in_a_row(path):
    gold = json.loads(path.read_text(encoding="utf-8"))
    assert set(gold) <= KNOWN
    about = {"doc", "title", "published", "outlet", "kind", "origin", "annotated"}
    for text in texts({name: value for name, value in gold.items() if name not in about}):
        assert max(len(part.split()) for part in text.split("…")) <= WORDS, text


def test_the_halves_hold_enough_that_nobody_has_read():
    claims, items = Counter(), Counter()
    for path in (GOLD / "real").glob("*.json"):
        gold = json.loads(path.read_text(encoding="utf-8"))
        claims[annotations.half(gold["doc"])] += len(gold.get("trade", []))
        items[annotations.half(gold["doc"])] += len(gold.get("agenda", []))
    assert claims["unread"] >= 130 and items["unread"] >= 200
    assert claims["learn"] >= 100 and items["learn"] >= 200


@pytest.mark.parametrize("path", sorted(GOLD.rglob("*.json")), ids=lambda path: path.stem)
def test_a_gold_file_has_one_annotation_a_line(path):
    text = path.read_text(encoding="utf-8")
    assert text == annotations.text(json.loads(text)), f"python tests/gold/annotations.py {path} writes it so"


def test_missing_pages_are_fetched_from_their_addresses(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(GOLD)
    import real

    (tmp_path / "pages").mkdir()
    sentences = " ".join(f"Trade between the two countries grew for the {n}th year in a row." for n in range(20, 40))
    page = f"<html><head><title>Trade grows</title></head><body><h1>Trade grows</h1><p>{sentences}</p></body></html>"
    (tmp_path / "pages" / "a.html").write_text(page, encoding="utf-8")
    handler = functools.partial(SimpleHTTPRequestHandler, directory=tmp_path / "pages")
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        golds = [{"doc": "a", "title": "Trade grows", "published": "2020-01-01", "origin": f"{address}/a.html"}]
        golds.append({"doc": "gone", "origin": f"{address}/gone.html"})
        real._download(golds, tmp_path / "texts")
        server.shutdown()
    assert [path.name for path in (tmp_path / "texts").iterdir()] == ["a.txt"]
    text = (tmp_path / "texts" / "a.txt").read_text(encoding="utf-8")
    assert text.startswith("Trade grows\n\n2020-01-01\n\n") and "for the 20th year" in text
