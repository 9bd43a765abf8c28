"""A saved file read as a page, by its format."""

from __future__ import annotations

import pytest
from layouts import TITLE

from kzcn.articles import article, layout

PROSE = "The receipts are Chinese, and they were shown to reporters on the third of May by the deputy governor."


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        (f"Wires\n\n{PROSE}", ".txt"),
        (f"## Wires\n\n{PROSE}", ".md"),
        (f"<h2>Wires</h2><p>{PROSE}</p>", ".html"),
        (f"<html><body><h2>Wires</h2><p>{PROSE}</p></body></html>", ".txt"),
        (f"---\ntitle: A Fence\n---\n\n## Wires\n\n{PROSE}", ".txt"),
        (f"From: desk@example.org\nSubject: A Fence\n\nWires\n\n{PROSE}", ".txt"),
    ],
)
def test_every_format_gives_the_same_blocks(text: str, ending: str) -> None:
    assert [block.text for block in layout.read(text.encode(), ending).blocks] == ["Wires", PROSE]


def test_a_mail_declares_its_subject_and_date() -> None:
    mail = f"Date: Wed, 4 May 2016 10:00:00 +0600\nSubject: A  Fence\n\n{PROSE}"
    assert layout.read(mail.encode(), ".txt").declared == {
        "title": ["A Fence"],
        "published": ["Wed, 4 May 2016 10:00:00 +0600"],
    }


@pytest.mark.parametrize(
    ("data", "ending", "advice"),
    [
        (b"\x00\x01\xff" * 400, ".txt", "save the article as text"),
        (b"%PDF-1.4 broken", ".pdf", "print it to a new PDF"),
    ],
)
def test_bytes_that_are_no_page_are_refused_with_advice(data: bytes, ending: str, advice: str) -> None:
    with pytest.raises(layout.Broken, match=advice):
        layout.read(data, ending)


def test_a_pdf_without_text_is_refused_with_advice() -> None:
    with pytest.raises(layout.Broken, match="text recognition"):
        layout.read(_pdf([["A scan"]]), ".pdf")


def test_a_pdf_is_read_without_running_heads_page_numbers_and_divided_words() -> None:
    pages = [
        [
            "Inner Asia Papers 7",
            "",
            TITLE[:51],
            TITLE[52:],
            "By Annika Rosendahl",
            "May 4, 2016",
            "",
            "Fences on this border have a history, and the first of them was built",
            "by the Russian Empire against cattle thieves. The second was meant for",
            "tanks; it was never tested. What remains of it now are the con-",
            "crete posts, 1",
        ],
        [
            "Inner Asia Papers 7",
            "",
            "which herders use as tables. In 1999 the last wire was sold as scrap",
            "metal to a dealer from Urumqi, and the gov-",
            "ernment in Astana called it a great day.",
            "2",
        ],
    ]
    found = article.read(_pdf(pages), "paper.pdf")
    assert (
        found.title == TITLE.replace("'", "’")
        and found.authors == ("Annika Rosendahl",)
        and found.published == "2016-05-04"
    )
    assert "Inner Asia Papers" not in found.text and found.text.endswith(
        "the government in Astana called it a great day."
    )


def _pdf(pages: list[list[str]]) -> bytes:
    """Returns a minimal PDF with these lines."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for n, lines in enumerate(pages):
        shown = "".join(f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*\n" for line in lines)
        stream = f"BT /F1 11 Tf 14 TL 60 780 Td\n{shown}ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * n} 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    out = b"%PDF-1.4\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        out
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    )
