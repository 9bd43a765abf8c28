"""The documentation is true: every command shown is run, and prints what the page says; every link leads somewhere."""

import json
import re
import sys

import pytest
from building import ROOT
from pages_of_docs import BLOCK, Reader, commands, fits, section

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SHELL = pytest.mark.skipif(sys.platform == "win32", reason="the pages show commands of a POSIX shell")
FINDING = re.compile(r'class="prose finding">(.*?)</div>', re.DOTALL)


def text(name):
    return (ROOT / name).read_text(encoding="utf-8")


def follow(page, folder):
    """Runs the commands of a page, asserts that it is true, and returns the folder at its end."""
    reader = Reader(folder)
    tried = 0
    for command, said, printed, code in reader.follow(page):
        assert fits(said, printed), f"$ {command}\n" + "\n".join(printed)
        assert code == 0, command
        tried += 1
    assert tried > 2
    return reader.folder


def findings(report):
    """Returns the first paragraph of each page, without markup."""
    found = {}
    for name in ("trade-trends", "security-agenda", "actor-map"):
        cells = json.loads((report / "notebooks" / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
        shown = "".join(
            "".join(out.get("data", {}).get("text/html", "")) for cell in cells for out in cell.get("outputs", [])
        )
        found[name] = re.sub(r"<[^>]+>", "", FINDING.search(shown)[1])
    return found


@SHELL
def test_the_newcomer_s_five_minutes_in_the_readme_are_true(tmp_path):
    follow(section(text("README.md"), "Five minutes"), tmp_path)


@SHELL
@pytest.mark.long
def test_the_commands_for_own_articles_in_the_readme_run(tmp_path):
    (tmp_path / "articles").mkdir()
    source = ROOT / "tests" / "gold" / "articles" / "2006-second-pipeline.txt"
    (tmp_path / "articles" / source.name).write_bytes(source.read_bytes())
    reader = Reader(tmp_path)
    (block,) = [
        content
        for language, _, content in BLOCK.findall(section(text("README.md"), "Your own articles"))
        if language == "console"
    ]
    tried = [(command, reader.run(command)) for command, _ in commands(block)]
    assert len(tried) > 7 and not [(command, lines) for command, (lines, code) in tried if code]


@SHELL
def test_whoever_follows_the_tutorial_sees_the_three_reports_change(tmp_path):
    demo = follow(text("docs/TUTORIAL.md"), tmp_path)
    before, after = findings(demo / "before"), findings(demo / "reports" / "seeds")
    assert "$8.36 billion in 2006" in before["trade-trends"] and "$17.5 billion in 2008" in after["trade-trends"]
    assert all(before[name] != after[name] for name in before)


@SHELL
@pytest.mark.long
def test_the_commands_of_the_how_tos_print_what_the_page_says(tmp_path):
    follow(text("docs/HOWTO.md"), tmp_path)


@SHELL
def test_a_page_whose_output_has_changed_fails(tmp_path):
    page = "```console\n$ echo one; echo 2.5 s\none\n7.1 s\n$ printf 'a\\nb\\nc\\n'\n…\nc\n$ true\n```\n"
    follow(page, tmp_path)
    for wrong in (page.replace("\none\n", "\ntwo\n"), page.replace("…\nc", "…\nb"), page.replace("$ true", "$ false")):
        with pytest.raises(AssertionError):
            follow(wrong, tmp_path)


def anchors(page):
    """Returns the anchors that code hosts give to the headings of a page."""
    heads = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def links(page):
    return re.findall(
        r"\]\((?!https?:|mailto:)([^)\s]*)\)", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL)
    )


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_internal_link_leads_somewhere(path):
    page = path.read_text(encoding="utf-8")
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target.read_text(encoding="utf-8")), link


def test_the_readme_leads_to_every_page():
    assert {link.partition("#")[0] for link in links(text("README.md"))} >= {
        f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")
    }
