"""The lines around an article: which are metadata, and what they say."""

from __future__ import annotations

import pytest

from kzcn.articles import metadata_lines


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        ("By Roger N. McDermott (9/5/2007 issue of the CACI Analyst)", ("Roger N. McDermott",)),
        ("*By Ruslan Tulegenov, 8 November 2017*", ("Ruslan Tulegenov",)),
        ("By Peter A. Hallam; Aigerim Bekova", ("Peter A. Hallam", "Aigerim Bekova")),
        (
            "Written by Dr. Jean-Paul d’Arcy, Wang Li, and Bayram Balci, PhD",
            ("Jean-Paul d’Arcy", "Wang Li", "Bayram Balci"),
        ),
        ("By Dana Seitkali in Almaty", ("Dana Seitkali",)),
        ("By Dana Seitkali in Almaty and Wang Li in Hong Kong, China (Example Daily)", ("Dana Seitkali", "Wang Li")),
        ("By Dana Seitkali, The Harbour Telegraph", ("Dana Seitkali",)),
        ("By Dana Seitkali and Wang Li, Steppe Policy Lab, Commentary", ("Dana Seitkali", "Wang Li")),
        ("By Bayram Balci, retired lieutenant colonel", ("Bayram Balci",)),
        ("By Captain Bayram Balci, Press Service", ("Bayram Balci",)),
        ("From Dana Seitkali in Beijing", ("Dana Seitkali",)),
        ("Year-end review by Dana Seitkali", ("Dana Seitkali",)),
        ("Example Drug Watch; prepared by Dana Seitkali", ("Dana Seitkali",)),
        ("By Dana Seitkali, Senior Fellow, Example Institute", ("Dana Seitkali",)),
        ("Posted on 17 October 2016 by Edmund Wrey", ("Edmund Wrey",)),
        ("Автор: Viktor Lomakin | Просмотров: 1284", ("Viktor Lomakin",)),
        ("By Staff Writer", ()),
    ],
)
def test_a_by_line_gives_the_names_in_it(text: str, authors: tuple[str, ...]) -> None:
    line = metadata_lines.line(text)
    assert (line.authors if line else ()) == authors


@pytest.mark.parametrize(
    "text",
    [
        "By 2010 the two countries will trade goods worth $10 billion.",
        "By Nazarbayev’s account, the talks went well.",
        "Published figures differ from these.",
        "Kazakhstan visited by Xi Jinping",
        "Posted to Urumqi in 1998, he learned Chinese.",
        "May will be colder than April in Astana.",
        "From Astana the road leads east.",
        "To Beijing, the matter is closed.",
    ],
)
def test_a_sentence_is_not_metadata(text: str) -> None:
    assert metadata_lines.line(text) is None
