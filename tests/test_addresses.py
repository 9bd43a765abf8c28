"""Pages of articles: one each, whatever the article is called."""

import re

from hypothesis import given
from hypothesis import strategies as st

from kzcn.addresses import page_name

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


@given(st.sets(NAMES, max_size=20))
def test_every_article_has_a_page_of_its_own_that_any_address_and_file_system_can_hold(names):
    pages = {page_name(name) for name in names}
    assert len(pages) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}", page) for page in pages)


def test_a_plain_name_is_the_name_of_its_page_and_any_other_has_a_digest():
    assert page_name("2006-second-pipeline") == "2006-second-pipeline"
    assert re.fullmatch(r"Six-in-Shanghai~[0-9a-f]{12}", page_name("Six in Shanghai"))
    assert page_name("a b") != page_name("a-b") != page_name("a?b")
    assert len(page_name("x" * 251)) < 100
