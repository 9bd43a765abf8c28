"""`kzcn add`: pages from a real server on this machine, and files, are saved as received with a sidecar that says where they came from."""

import gzip
import hashlib
import threading
import time
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from building import ROOT, kzcn

from kzcn import adding, download
from kzcn.articles import origin

TEXT = (ROOT / "tests" / "gold" / "articles" / "2006-second-pipeline.txt").read_text(encoding="utf-8")
RIGHTS = "© Steppe Review. All rights reserved"
PICTURE = '{"@type": "ImageObject", "license": "Creative Commons"}'
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A second pipeline - Steppe Review</title>
<meta property="og:title" content="A second pipeline"><meta property="og:site_name" content="Steppe Review">
<meta name="copyright" content="{RIGHTS}"><link rel="canonical" href="https://steppe.example/pipeline">
<script type="application/ld+json">{PICTURE}</script></head>
<body><article><h1>A second pipeline</h1>{"".join(f"<p>{part}</p>" for part in TEXT.split(chr(10) * 2))}</article>
<footer><a rel="license" href="/terms">Our terms</a></footer></body></html>""".encode()


class Site(BaseHTTPRequestHandler):
    def do_GET(self):
        answers = {
            "/news/pipeline.html": lambda: self.answer(PAGE),
            "/other?id=7": lambda: self.answer(PAGE.replace(b"second", b"third")),
            "/packed": lambda: self.answer(gzip.compress(PAGE), ("Content-Encoding", "gzip")),
            "/bomb": lambda: self.answer(gzip.compress(b" " * 30_000_000), ("Content-Encoding", "gzip")),
            "/notes.md": lambda: self.answer(f"# Notes\n\n{TEXT}".encode(), kind="text/plain"),
            "/picture": lambda: self.answer(b"\xff\xd8", kind="image/jpeg"),
            "/empty": lambda: self.answer(b"<html><body></body></html>"),
            "/moved": lambda: self.answer(b"", ("Location", "/news/pipeline.html"), code=302),
            "/to-file": lambda: self.answer(b"", ("Location", "file:///etc/passwd"), code=302),
            "/to-ftp": lambda: self.answer(b"", ("Location", "ftp://127.0.0.1/x"), code=302),
            "/round": lambda: self.answer(b"", ("Location", "/round"), code=302),
            "/huge": lambda: self.answer(b"", ("Content-Length", "100"), drip=b"x" * 3_000_000),
            "/slow": lambda: self.answer(b"", drip=b"x"),
            "/cut": lambda: self.answer(PAGE, length=len(PAGE) + 500),
        }
        answers.get(self.path, lambda: self.send_error(404))()

    def answer(self, data, *headers, code=200, kind="text/html; charset=utf-8", length=None, drip=b""):
        self.send_response(code)
        self.send_header("Content-Type", kind)
        if not drip:
            self.send_header("Content-Length", str(len(data) if length is None else length))
        for name, value in headers if not drip else ():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)
        try:
            for _ in range(100) if drip else ():
                self.wfile.write(drip)
                time.sleep(0.1)
        except OSError:  # the client has hung up
            pass

    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def site():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def test_a_page_is_saved_as_received_with_its_origin_and_what_was_read_is_said(site, tmp_path):
    made = kzcn("add", f"{site}/news/pipeline.html", folder=tmp_path)
    assert made.returncode == 0, made.stderr
    (page,) = (tmp_path / "seeds").glob("*.html")
    assert page.read_bytes() == PAGE and page.name == "127.0.0.1-pipeline.html"
    stated = origin.read(page.with_suffix(".origin.yaml").read_bytes(), "sidecar")
    assert stated == origin.Origin(
        producer="Steppe Review",
        address=f"{site}/news/pipeline.html",
        accessed=date.today().isoformat(),
        rights=f"{RIGHTS}; Our terms (/terms)",
        digest=hashlib.sha256(PAGE).hexdigest(),
    )
    assert not stated.allows_full_text  # the licence is that of a picture
    saved, read, found = made.stdout.splitlines()
    assert saved == "saved      seeds/127.0.0.1-pipeline.html"
    assert read.startswith("read       ") and "A second pipeline" in read and "Steppe Review" in read
    assert found.startswith("found      trade ") and not found.startswith("found      trade 0")


def test_the_address_in_the_sidecar_is_the_one_after_redirects(site, tmp_path):
    path, new = adding.add(f"{site}/moved", tmp_path)
    assert new and f"address: {site}/news/pipeline.html\n" in path.with_suffix(".origin.yaml").read_text(
        encoding="utf-8"
    )


def test_a_page_that_is_there_is_not_saved_again(site, tmp_path):
    first, _ = adding.add(f"{site}/news/pipeline.html", tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert adding.add(f"{site}/moved", tmp_path) == (first, False)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


def test_a_file_that_is_among_the_articles_gets_its_sidecar(tmp_path):
    (tmp_path / "mine.txt").write_text(TEXT, encoding="utf-8")
    assert adding.add(str(tmp_path / "mine.txt"), tmp_path) == (tmp_path / "mine.txt", False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.origin.yaml", "mine.txt"]


def test_no_name_is_used_twice_whatever_its_ending_and_case(site, tmp_path):
    adding.add(f"{site}/news/pipeline.html", tmp_path / "seeds")
    (tmp_path / "127.0.0.1-PIPELINE.txt").write_text(TEXT, encoding="utf-8")
    path, new = adding.add(str(tmp_path / "127.0.0.1-PIPELINE.txt"), tmp_path / "seeds")
    assert new and path.name == "127.0.0.1-PIPELINE-2.txt"


def test_a_packed_page_is_unpacked_and_markdown_sent_as_plain_text_stays_markdown(site, tmp_path):
    page, _ = adding.add(f"{site}/packed", tmp_path)
    assert page.read_bytes() == PAGE
    notes, _ = adding.add(f"{site}/notes.md", tmp_path)
    assert notes.suffix == ".md"
    other, _ = adding.add(f"{site}/other?id=7", tmp_path)
    assert other.name == "127.0.0.1-other-id-7.html"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nowhere", "404"),
        ("/picture", "image/jpeg"),
        ("/to-file", "not allowed"),
        ("/to-ftp", "only http and https"),
        ("/round", "redirect"),
        ("/huge", "larger than 1 mb"),
        ("/bomb", "larger than 1 mb"),
        ("/slow", "not complete after 2 s"),
        ("/cut", "before the end"),
        ("/empty", "the file is empty"),
    ],
)
def test_what_cannot_be_fetched_or_read_is_one_line_and_leaves_no_file(site, tmp_path, path, said):
    began = time.monotonic()
    made = kzcn("add", f"{site}{path}", "--timeout", "2", "--largest", "1", folder=tmp_path)
    assert made.returncode == 1 and made.stdout == "" and made.stderr.count("\n") == 1, made.stderr
    assert made.stderr.startswith(f"set aside  {site}{path}: ") and said in made.stderr.lower()
    assert not list(tmp_path.iterdir()) and time.monotonic() - began < 20


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "ftp://example.org/x", "data://text", "https://", "https://ann:word@example.org/x"],
)
def test_other_addresses_are_refused_before_anything_is_fetched(address):
    with pytest.raises(download.NotFetched):
        download.get(address)


def test_a_server_that_is_not_there_is_one_line(tmp_path):
    made = kzcn("add", "http://127.0.0.1:1/x", folder=tmp_path)
    assert made.returncode == 1 and "refused" in made.stderr and made.stderr.count("\n") == 1


def test_a_saved_file_is_added_with_its_sidecar_or_with_what_the_page_states(tmp_path):
    page = tmp_path / "Saved page.html"
    page.write_bytes(PAGE)
    path, _ = adding.add(str(page), tmp_path / "seeds")
    stated = origin.read(path.with_suffix(".origin.yaml").read_bytes(), "sidecar")
    assert path.name == page.name and (stated.address, stated.accessed) == ("https://steppe.example/pipeline", None)
    text = tmp_path / "text.txt"
    text.write_text(TEXT, encoding="utf-8")
    (tmp_path / "text.origin.yaml").write_text("producer: My archive\n", encoding="utf-8")
    path, _ = adding.add(str(text), tmp_path / "seeds")
    assert path.with_suffix(".origin.yaml").read_text(encoding="utf-8") == "producer: My archive\n"


def test_what_is_good_is_added_when_another_is_set_aside(tmp_path):
    (tmp_path / "good.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    made = kzcn("add", "none.txt", "good.txt", "folder", "--to", "articles", folder=tmp_path)
    assert made.returncode == 1 and made.stdout.startswith("saved      articles/good.txt\n")
    assert [line.split(": ")[0] for line in made.stderr.splitlines()] == ["set aside  none.txt", "set aside  folder"]


def test_a_project_can_start_with_a_page(site, tmp_path):
    made = kzcn("init", "demo", "--corpus", f"{site}/news/pipeline.html", folder=tmp_path)
    assert made.returncode == 0 and made.stdout.startswith("demo/seeds/127.0.0.1-pipeline.html\n"), made.stderr
    assert sorted(path.name for path in (tmp_path / "demo" / "seeds").iterdir()) == [
        "127.0.0.1-pipeline.html",
        "127.0.0.1-pipeline.origin.yaml",
    ]
    failed = kzcn("init", "other", "--corpus", f"{site}/nowhere", folder=tmp_path)
    assert failed.returncode == 2 and "404" in failed.stderr and not (tmp_path / "other").exists()
