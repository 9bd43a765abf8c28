"""The corpus notebook counts what is in each article and says what could not be searched."""

from pathlib import Path

import kzcn
from kzcn import cite
from kzcn.views import reader

ROOT = Path(__file__).parent.parent


def test_articles_in_other_languages_are_said_not_to_be_searched(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: Ein Artikel\ndate: 2012-06-08\nlang: de\n---\n\n"
        + "Der Handel zwischen Kasachstan und China ist im "
        "vergangenen Jahr gewachsen, und die beiden Regierungen haben sich auf weitere Gespräche geeinigt.\n\n" * 4,
        encoding="utf-8",
    )
    assert "1 article in another language than English could not be searched" in cite.text(
        reader.finding(kzcn.load(tmp_path)).markup
    )


def test_the_rows_of_the_articles_count_what_was_found_in_each():
    corpus = kzcn.load(ROOT / "tests" / "gold" / "articles")
    rows = reader.articles(corpus).data.set_index("doc_id")
    assert rows["trade claims"].sum() == len(corpus.trade) and rows["actors"].sum() == len(corpus.mentions)
    sections = reader.sections(corpus).data
    assert sections["sentences"].sum() == len(corpus.passages)
