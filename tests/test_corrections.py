"""Corrections of analysts: they hold whatever becomes of files and ids, what follows from a row follows its correction, and bad lines are named."""

import csv
import dataclasses
import io
import shutil

import pytest
from building import SEEDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import kzcn
from kzcn import corrections
from kzcn.corrections import BadCorrections, Correction
from kzcn.report import cache

TITLE, DAY = "Kazakhstan’s Emerging Security Ties with China", "2007-09-05"
SEED = "000_d1b2fb0d37f8b613.txt"
OTHER = """A Market at the Border

By Anna Weber
12 March 2010

Trade between Kazakhstan and China reached $5.1 billion in 2009, up 12 percent. The two ministers met in Astana and signed an agreement on border guards.
"""


@pytest.fixture(scope="module")
def seed():
    return kzcn.load(SEEDS)


@pytest.fixture
def folder(tmp_path):
    shutil.copy(SEEDS / SEED, tmp_path)
    return tmp_path


def line(table, quote, field, new, *, old="", who="Ann", title=TITLE, published=DAY):
    return Correction(title, published, quote, table, field, old, new, who, "2026-12-01", "read again")


def corrected(folder, *rows):
    corrections.append(folder / "corrections.csv", rows)
    return kzcn.load(folder)


def row(frame, start):
    (found,) = frame[(frame["start"] == start) & (frame.get("basis", "stated") != "implied")].to_dict("records")
    return found


# --- what a correction changes


def test_a_corrected_value_changes_its_row_and_the_row_that_follows_from_it(seed, folder):
    first = seed.trade.iloc[0]
    found = corrected(folder, line("trade", first["quote"], "value", "7000000000", old="8360000000"))
    stated, base = found.trade.iloc[0], found.trade.iloc[1]
    assert (stated["value"], stated["value_usd"], stated["corrected"], stated["confidence"]) == (7e9, 7e9, True, 1.0)
    assert (
        base["parents"] == (stated["claim_id"],) and base["value"] == pytest.approx(7e9 / 1.228) and base["corrected"]
    )
    assert found.problems.empty and found.trade["corrected"].sum() == 2


def test_a_row_that_is_none_goes_with_what_follows_from_it(seed, folder):
    first = seed.trade.iloc[0]
    found = corrected(folder, line("trade", first["quote"], "row", "no row"))
    assert len(found.trade) == len(seed.trade) - 2
    assert not (found.trade["start"] == first["start"]).any() and found.problems.empty


def test_a_row_that_an_analyst_accepts_is_sure_and_not_corrected(seed, folder):
    item = seed.agenda.iloc[3]
    found = corrected(folder, line("agenda", item["quote"], "row", "right"))
    assert (found.agenda.iloc[3]["confidence"], found.agenda.iloc[3]["corrected"]) == (1.0, False)


def test_a_new_row_quotes_its_words_and_implies_what_it_must(seed, folder):
    quote = seed.passages[seed.passages["section"] == "background"].iloc[0]["text"][:40]
    fields = {
        "measure": "exports",
        "reporter": "KAZ",
        "partner": "CHN",
        "status": "reported",
        "value": "110",
        "currency": "USD",
    }
    fields |= {"change_pct": "10", "period_start": "2006-01-01", "period_end": "2006-12-31", "base_start": "2005-01-01"}
    fields |= {"base_end": "2005-12-31"}
    rows = [
        line("trade", quote, "row", "new row"),
        *(line("trade", quote, name, cell) for name, cell in fields.items()),
    ]
    found = corrected(folder, *rows)
    new = found.trade[found.trade["claim_id"].str.contains("-new")]
    assert new["basis"].tolist() == ["stated", "implied"] and new["corrected"].all()
    assert new["value"].round(6).tolist() == [110, 100] and set(new["quote"]) == {quote}
    assert found.documents.iloc[0]["text"][new.iloc[0]["start"] : new.iloc[0]["end"]] == quote


def test_corrected_labels_of_an_item_change_its_type_of_event(seed, folder):
    item = seed.agenda[seed.agenda["status"] == "done"].iloc[0]
    found = corrected(
        folder,
        line("agenda", item["quote"], "status", "obstacle", old="done"),
        line("agenda", item["quote"], "parties", "KAZ;CHN;RUS"),
    )
    now = row(found.agenda, item["start"])
    assert (now["status"], now["parties"], now["corrected"]) == ("obstacle", ("KAZ", "CHN", "RUS"), True)


# --- what becomes of the article


STATUSES = {
    "trade": ("reported", "target", "forecast"),
    "agenda": ("done", "ongoing", "planned", "proposed", "obstacle"),
}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_random_corrections_hold_or_are_listed_whatever_becomes_of_the_files(seed, tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("articles")
    quotes = [(table, quote) for table in STATUSES for quote in getattr(seed, table)["quote"].drop_duplicates()] + [
        ("trade", "words that stand nowhere"),
        ("agenda", "nor do these"),
    ]
    chosen = data.draw(st.lists(st.sampled_from(quotes), min_size=1, max_size=6, unique=True))
    rows = []
    for table, quote in chosen:
        field, new = data.draw(
            st.one_of(
                st.tuples(st.just("row"), st.sampled_from(["right", "no row"])),
                st.tuples(st.just("status"), st.sampled_from(STATUSES[table])),
            )
        )
        rows.append(line(table, quote, field, new))
    before, after = data.draw(st.text("\n ", max_size=5)), data.draw(st.text("\n ", max_size=5))
    text = (SEEDS / SEED).read_text(encoding="utf-8")
    name, newline = data.draw(st.sampled_from(["renamed.txt", "b/c.txt"])), data.draw(st.sampled_from(["\n", "\r\n"]))
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(
        (before + text + after).replace("\n", newline).encode(data.draw(st.sampled_from(["utf-8", "utf-16"])))
    )
    if data.draw(st.booleans()):
        (folder / "a-other.txt").write_text(OTHER, encoding="utf-8")
    corrections.append(folder / "corrections.csv", rows)
    found = kzcn.load(folder)
    listed = found.problems["reason"].str.extract(r"line (\d+)")[0].dropna().astype(int).tolist()
    for number, one in enumerate(rows, 2):
        of = getattr(found, one.table)
        same = of[(of["quote"] == one.quote) & (of.get("basis", "stated") != "implied")]
        if number in listed:
            assert one.quote.endswith(("nowhere", "do these"))
        elif one.new == "no row":
            assert same.empty
        else:
            assert len(same) >= 1 and (same["confidence"] == 1.0).all()
            assert one.field == "row" or set(same["status"]) == {one.new}


def test_words_with_other_quotation_marks_and_spaces_are_the_same_words(seed, folder):
    item = next(row for row in seed.agenda.to_dict("records") if "’" in row["quote"])
    quote = item["quote"].replace("’", "'").replace(" ", "  ", 3)
    assert row(corrected(folder, line("agenda", quote, "rank", "4")).agenda, item["start"])["rank"] == 4


def test_a_correction_outlasts_a_change_of_the_span_that_kzcn_quotes(seed, folder):
    first = seed.trade.iloc[0]
    shorter = first["quote"][: len(first["quote"]) // 2]
    assert corrected(folder, line("trade", shorter, "status", "forecast")).trade.iloc[0]["status"] == "forecast"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": "Another title"}, "line 2: no article has this title and date"),
        ({"quote": "words that stand nowhere"}, "line 2: these words are not in the article any more"),
        ({"quote": "Shanghai Cooperation Organization"}, "line 2: no row quotes these words any more"),
    ],
)
def test_a_correction_that_no_longer_fits_is_listed(seed, folder, changes, reason):
    one = line("trade", seed.trade.iloc[0]["quote"], "status", "forecast")
    (problem,) = corrected(folder, dataclasses.replace(one, **changes)).problems.to_dict("records")
    assert (problem["uri"].endswith("corrections.csv"), problem["step"], problem["reason"]) == (
        True,
        "corrections",
        reason,
    )


def test_a_correction_that_makes_a_row_impossible_is_listed_and_the_row_stays(seed, folder):
    first = seed.trade.iloc[0]
    found = corrected(folder, line("trade", first["quote"], "period_end", "2001-01-01"))
    assert found.problems["reason"].tolist() == ["line 2: period_end 2001-01-01 is before period_start 2006-01-01"]
    assert found.trade["period_end"].tolist() == seed.trade["period_end"].tolist()


def test_a_copy_of_an_article_takes_no_correction_from_the_one_that_is_kept(seed, folder):
    shutil.copy(folder / SEED, folder / "zz-copy.txt")
    found = corrected(folder, line("trade", seed.trade.iloc[0]["quote"], "status", "forecast"))
    assert found.problems["step"].tolist() == ["duplicates"] and found.trade.iloc[0]["status"] == "forecast"


def test_corrections_are_part_of_the_key_of_a_report_and_no_article(seed, folder):
    without = cache.files(str(folder))
    found = corrected(folder, line("trade", seed.trade.iloc[0]["quote"], "status", "forecast"))
    assert len(found.documents) == 1 and cache.files(str(folder)) != without
    alone = kzcn.load(folder / SEED)
    assert alone.trade.iloc[0]["status"] == "forecast"


# --- the file


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"quote": ""}, "the quote is empty; copy the words of the article that the row quotes"),
        ({"table": "trades"}, "there is no table 'trades' to correct; there are trade, agenda"),
        ({"field": "valu"}, "there is no field 'valu' to correct; there are row, measure,"),
        ({"field": "status", "new": "said"}, "status: 'said' is not allowed; there are reported, target, forecast"),
        ({"field": "row", "new": "wrong"}, "row: 'wrong' is not allowed; there are right, no row, new row"),
        (
            {"field": "value", "new": "8.36 billion"},
            "value: '8.36 billion' is no number; write it as 8360000000 or 22.8",
        ),
        ({"field": "period_start", "new": "2006"}, "period_start: '2006' is no day; write it as 2006-12-31"),
        (
            {"field": "reporter", "new": "Kazakhstan"},
            "reporter: 'Kazakhstan' is not allowed; there are a code of three letters",
        ),
        ({"field": "measure", "new": ""}, "measure: it must not be empty"),
        ({"published": "5 May"}, "status: '5 May' is no day; write it as 2006-12-31"),
    ],
)
def test_a_bad_line_is_named_with_what_is_wrong_and_the_others_apply(seed, folder, changes, fault):
    good = line("trade", seed.trade.iloc[0]["quote"], "status", "forecast")
    bad = dataclasses.replace(line("trade", "words", "status", "target"), **changes)
    (folder / "corrections.csv").write_text(corrections.text([bad, good]), encoding="utf-8")
    with pytest.raises(BadCorrections) as raised:
        corrections.read(folder / "corrections.csv")
    assert str(raised.value).startswith(f"corrections.csv line 2: {fault}") and "\n" not in str(raised.value)
    found = kzcn.load(folder)
    assert found.trade.iloc[0]["status"] == "forecast" and len(found.problems) == 1
    with pytest.raises(BadCorrections):
        corrections.append(folder / "corrections.csv", [good])


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"title,quote\n", "the columns published, table,"),
        ("Título".encode("latin-1"), "it is not UTF-8; save it as CSV UTF-8"),
        (b'title,published,quote,table,field,old,new,who,when,why\n"open', "it is no row of CSV"),
    ],
)
def test_a_file_that_is_no_corrections_is_one_problem(folder, data, fault):
    (folder / "corrections.csv").write_bytes(data)
    (problem,) = kzcn.load(folder).problems.to_dict("records")
    assert fault in problem["reason"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_that_a_spreadsheet_saved_is_read(folder, separator):
    rows = [line("trade", "trade, in all; of 2006", "status", "forecast"), line("agenda", "=1+1", "row", "right")]
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(corrections.text(rows))))
    (folder / "corrections.csv").write_bytes(out.getvalue().encode("utf-8-sig"))
    assert corrections.read(folder / "corrections.csv") == rows


def test_the_last_line_on_a_field_stands(folder):
    first, last = line("trade", "words", "status", "target"), line("trade", "Words", "status", "forecast")
    corrections.append(folder / "corrections.csv", [first])
    corrections.append(folder / "corrections.csv", [last])
    assert corrections.read(folder / "corrections.csv") == [last]


def test_files_of_two_analysts_are_merged_and_what_they_differ_on_is_listed():
    same, mine = line("trade", "a", "value", "7"), line("trade", "b", "row", "no row")
    ann = [same, mine, line("trade", "c", "status", "target"), line("agenda", "d", "parties", "KAZ")]
    bob = [
        line("trade", "a", "value", "7.0", who="Bob"),
        line("trade", "c", "status", "forecast", who="Bob"),
        line("agenda", "e", "row", "right", who="Bob"),
    ]
    both, conflicts = corrections.merged(ann, bob)
    assert {(row.quote, row.who) for row in both} == {("a", "Ann"), ("b", "Ann"), ("d", "Ann"), ("e", "Bob")}
    assert conflicts == [f"{TITLE}, 'c', trade status: 'target' by Ann, 'forecast' by Bob"]


def test_values_of_a_field_are_those_of_the_schema():
    assert corrections.values("trade", "measure") == ("turnover", "exports", "imports", "balance")
    assert "KAZ" in corrections.values("agenda", "parties") and corrections.values("trade", "goods") == ()
