"""The corpus notebook counts what is in each article and says what could not be searched."""

import kzcn
from kzcn import cite
from kzcn.views import reader


def test_the_finding_says_how_many_articles_are_not_in_english_and_were_not_searched(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: Ein Artikel\ndate: 2012-06-08\nlang: de\n---\n\n"
        + "Der Handel zwischen Kasachstan und China ist im "
        "vergangenen Jahr gewachsen, und die beiden Regierungen haben sich auf weitere Gespräche geeinigt.\n\n" * 4,
        encoding="utf-8",
    )
    assert "1 article in another language than English could not be searched" in cite.text(
        reader.finding(kzcn.load(tmp_path)).markup
    )


def test_the_rows_of_the_articles_count_what_was_found_in_each(practice):
    rows = reader.articles(practice).data.set_index("doc_id")
    assert rows["trade claims"].sum() == len(practice.trade) and rows["actors"].sum() == len(practice.mentions)
    sections = reader.sections(practice).data
    assert sections["sentences"].sum() == len(practice.passages)
