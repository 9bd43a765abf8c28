"""Reads a saved file as a page, by its format: plain text, mail, HTML, Markdown or PDF.

All formats give the same blocks; `page_structure` finds the article among them.
White space, including non-breaking spaces, becomes single spaces; quotes and dashes stay as the author wrote them.
"""

from __future__ import annotations

import email
import io
import logging
import re
from collections import Counter

from kzcn.articles import decoding, markup, wrapping
from kzcn.articles.blocks import Page, single_spaced
from kzcn.errors import KzcnError

HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
MAIL = re.compile(r"(?=(?:.+\n)*Subject: )(?:From|To|Date|Subject|Received|Return-Path|Message-ID): .*\n")
NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?\W*", re.IGNORECASE)
EDGE = 2  # lines at the top and bottom of a PDF page that may be running heads


class Broken(KzcnError):
    """The bytes are not a page of text; the message is one line that says how to correct it."""


def read(data: bytes, ending: str) -> Page:
    """Returns the page in a file's bytes, by its ending (.txt, .html, .htm, .md, .pdf); Broken when there is no text."""
    if ending == ".pdf" or data.startswith(b"%PDF-"):
        return Page(wrapping.blocks(_pdf(data), typeset=True))
    try:
        text = decoding.decode(data)
    except decoding.Binary:
        raise Broken("it holds binary data; save the article as text, HTML, Markdown or PDF") from None
    if ending in (".html", ".htm") or HTML.match(text):
        return markup.html(text)
    if ending == ".md" or text.startswith("---\n"):
        return markup.markdown(text)
    if MAIL.match(text):
        return _mail(text)
    return Page(wrapping.blocks(text))


def _mail(text: str) -> Page:
    head, _, body = text.partition("\n\n")
    message = email.message_from_string(head)
    declared = {
        field: [single_spaced(str(message[name]))]
        for field, name in (("title", "Subject"), ("published", "Date"))
        if message[name]
    }
    return Page(wrapping.blocks(body), declared)


def _pdf(data: bytes) -> str:
    try:
        import pypdf
    except ImportError:
        raise Broken("reading PDF needs an extra; install it with: pip install 'kzcn[pdf]'") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # our own message says what it cannot read
    try:
        pages = [(page.extract_text() or "").strip().split("\n") for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # pypdf raises many kinds for a damaged file
        raise Broken(
            f"the PDF is damaged ({single_spaced(str(error))}); open it in a viewer and print it to a new PDF"
        ) from None
    text = decoding.repaired("\n".join(_without_running_lines(pages)))
    if len(text.split()) < 20:
        raise Broken("the PDF holds no text, only pictures of pages; run it through text recognition first")
    return text


def _without_running_lines(pages: list[list[str]]) -> list[str]:
    """Returns the lines of pages without page numbers and without the lines at top and bottom that most pages repeat."""

    def shape(line: str) -> str:
        return re.sub(r"\d+", "#", line.strip())

    edges = Counter(edge for lines in pages for edge in {shape(line) for line in lines[:EDGE] + lines[-EDGE:]})
    running = {line for line, count in edges.items() if len(pages) > 1 and count > len(pages) / 2}
    return [
        line
        for lines in pages
        for n, line in enumerate(lines)
        if EDGE <= n < len(lines) - EDGE or not (shape(line) in running or NUMBER.fullmatch(line.strip()))
    ]
