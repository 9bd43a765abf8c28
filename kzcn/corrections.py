"""Corrections: what analysts say is right in the rows of articles, kept in `corrections.csv` beside the articles.

A correction is keyed by the words that it is about, in the article with its title and date, so it outlasts new file names, new ids and new
versions of kzcn. One line holds one field of one row. The field `row` holds what is said of the row as a whole: that it is `right`, that it is
`no row`, or that it is a `new row`, whose fields are on further lines with the same words.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from filelock import FileLock

from kzcn import cells, publish, schema, tables
from kzcn.actors.registry import Registry
from kzcn.agenda import plover
from kzcn.errors import KzcnError
from kzcn.schema import AgendaItem, Claim, Document, Passage
from kzcn.trade import rates
from kzcn.vocabulary import vocabulary

Row = Claim | AgendaItem

WHOLE = "row"  # the field that speaks of the row as a whole
RIGHT, NO_ROW, NEW_ROW = "right", "no row", "new row"
KINDS: dict[str, type[Row]] = {"trade": Claim, "agenda": AgendaItem}
FIELDS = {
    "trade": [
        "measure",
        "reporter",
        "partner",
        "period_start",
        "period_end",
        "value",
        "currency",
        "change_pct",
        "base_start",
        "base_end",
        "status",
        "speaker",
        "approx",
        "goods",
    ],
    "agenda": ["themes", "instruments", "forums", "parties", "status", "date_start", "date_end", "rank", "speaker"],
}
NEEDED = {"trade": ("measure", "reporter", "partner", "status"), "agenda": ("themes", "status")}
SPANS = (("period_start", "period_end"), ("base_start", "base_end"), ("date_start", "date_end"))
CODE = re.compile(r"[A-Z]{3}")
ALIKE = str.maketrans("‘’“”–—\u00a0", "''\"\"-- ")


class BadCorrections(KzcnError):
    """A file of corrections cannot be used as it is: a line for each row at fault."""

    @property
    def lines(self) -> list[str]:
        """Returns what is wrong, a line for each row."""
        return str(self).splitlines()


@dataclasses.dataclass(frozen=True)
class Correction:
    """One line of a file: what an analyst says of one field of the row that quotes these words."""

    title: str  # of the article, "" for none
    published: str  # ISO day, "" for none
    quote: str
    table: str
    field: str
    old: str  # what kzcn had read
    new: str
    who: str
    when: str
    why: str
    place: str = dataclasses.field(default="", compare=False)  # the file and line that it was read from

    @property
    def row(self) -> tuple[str, str, str, str]:
        """The row that it is about."""
        return *article(self.title, self.published), _plain(self.quote), self.table


COLUMNS = tuple(field.name for field in dataclasses.fields(Correction) if field.name != "place")


@dataclasses.dataclass(frozen=True)
class Applied:
    """The stated rows of an article after its corrections, the places of the corrections that hold, and why others do not."""

    trade: list[Claim]
    agenda: list[AgendaItem]
    held: set[str]
    faults: dict[str, str]  # by place


# --- files


def read(path: Path) -> list[Correction]:
    """Returns the corrections of a file; BadCorrections has a line for each row that is at fault."""
    found, faults = parse(path.read_bytes(), path.name)
    if faults:
        raise BadCorrections("\n".join(f"{place}: {fault}" for place, fault in faults.items()))
    return found


def append(path: Path, rows: Iterable[Correction]) -> None:
    """Adds corrections to a file, all or none; BadCorrections if one of them, or the file, is at fault."""
    with FileLock(path.with_name(f".{path.name}.lock")):
        earlier = read(path) if path.exists() else []
        content = text([*earlier, *rows])
        if faults := parse(content.encode(), path.name)[1]:
            raise BadCorrections("\n".join(f"{place}: {fault}" for place, fault in faults.items()))
        with publish.whole(path) as beside:
            beside.write_text(content, encoding="utf-8", newline="")


def text(rows: Iterable[Correction]) -> str:
    """Returns corrections as the content of a file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([cells.inert(getattr(row, column)) for column in COLUMNS] for row in rows)
    return out.getvalue()


def parse(data: bytes, name: str) -> tuple[list[Correction], dict[str, str]]:
    """Returns the corrections in the bytes of a file, and what is wrong with other rows, by their places."""
    try:
        lines = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return [], {name: "it is not UTF-8; save it as CSV UTF-8"}
    head = lines.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(lines, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    found: dict[tuple[Any, ...], Correction] = {}
    faults: dict[str, str] = {}
    try:
        if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
            return [], {name: f"the columns {', '.join(missing)} are missing; there must be {', '.join(COLUMNS)}"}
        for line in reader:
            place = f"{name} line {reader.line_num}"
            values = {column: cells.live((line[column] or "").strip()) for column in COLUMNS}
            if not any(values.values()):
                continue
            one = Correction(**values, place=place)
            if wrong := fault(one):
                faults[place] = wrong
            else:
                found[*one.row, one.field] = one  # the last word of an analyst stands
    except csv.Error as error:
        faults[f"{name} line {reader.line_num}"] = f"it is no row of CSV ({error}); check its quotation marks"
    return list(found.values()), faults


def merged(one: Iterable[Correction], other: Iterable[Correction]) -> tuple[list[Correction], list[str]]:
    """Returns the corrections of two analysts together, without those on which they differ, and a line for each of these."""
    first, second = ({(*row.row, row.field): row for row in rows} for rows in (one, other))
    both = [key for key in first if key in second and not _agree(first[key], second[key])]
    lines = [
        f"{first[key].title}, {first[key].quote!r}, {first[key].table} {first[key].field}: "
        f"{first[key].new!r} by {first[key].who or 'the first'}, {second[key].new!r} by {second[key].who or 'the second'}"
        for key in both
    ]
    together = {**second, **first}
    return [row for key, row in together.items() if key not in both], lines


def _agree(one: Correction, other: Correction) -> bool:
    if one.field == WHOLE:
        return one.new == other.new
    return bool(value(one.table, one.field, one.new) == value(other.table, other.field, other.new))


# --- values


@cache
def values(table: str, field: str) -> tuple[str, ...]:
    """Returns the values that a field may have, () where any text is allowed."""
    states = tuple(sorted(actor.actor_id for actor in Registry.load().actors.values() if actor.type == "state"))
    closed = {
        ("trade", "measure"): schema.MEASURES,
        ("trade", "status"): schema.CLAIM_STATUSES,
        ("agenda", "status"): schema.ITEM_STATUSES,
        ("trade", "reporter"): states,
        ("trade", "partner"): states,
        ("agenda", "parties"): states,
        **{("agenda", label): tuple(vocabulary(label)) for label in ("themes", "instruments", "forums")},
    }
    return (RIGHT, NO_ROW, NEW_ROW) if field == WHOLE else closed.get((table, field), ())


def value(table: str, field: str, cell: str) -> Any:
    """Returns the value that the text of a cell stands for; ValueError says why it is none."""
    kind, optional = _kind(table, field)
    if kind == "tuple":
        parts = tuple(part.strip() for part in tables.parted(cell) if part.strip())
        for part in parts:
            _check(part, values(table, field))
        return parts
    if not cell:
        if not optional:
            raise ValueError("it must not be empty")
        return None
    if kind in ("float", "int"):
        try:
            return float(cell) if kind == "float" else int(cell)
        except ValueError:
            raise ValueError(f"{cell!r} is no number; write it as 8360000000 or 22.8") from None
    if kind == "bool":
        _check(cell.capitalize(), ("True", "False"))
        return cell.capitalize() == "True"
    if field.endswith(("_start", "_end")):
        return _day(cell)
    if field == "currency" and not CODE.fullmatch(cell):
        raise ValueError(f"{cell!r} is no code of a currency; write three letters, as USD")
    _check(cell, values(table, field))
    return cell


def _check(cell: str, allowed: Sequence[str]) -> None:
    if allowed and cell not in allowed:
        shown = ", ".join(allowed) if len(allowed) < 20 else "a code of three letters, as KAZ"
        raise ValueError(f"{cell!r} is not allowed; there are {shown}")


def _day(cell: str) -> str:
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        raise ValueError(f"{cell!r} is no day; write it as 2006-12-31") from None


@cache
def _kind(table: str, field: str) -> tuple[str, bool]:
    """Returns the type of a field, and whether it may be empty."""
    hint = typing.get_type_hints(KINDS[table])[field]
    if typing.get_origin(hint) is tuple:
        return "tuple", True
    parts = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return parts[0].__name__, type(None) in parts


def fault(one: Correction) -> str:
    """Returns why a line cannot be used, "" where it can."""
    if not one.quote:
        return "the quote is empty; copy the words of the article that the row quotes"
    if one.table not in KINDS:
        return f"there is no table {one.table!r} to correct; there are {', '.join(KINDS)}"
    if one.field != WHOLE and one.field not in FIELDS[one.table]:
        return f"there is no field {one.field!r} to correct; there are {', '.join([WHOLE, *FIELDS[one.table]])}"
    try:
        if one.published:
            _day(one.published)
        if one.field == WHOLE:
            _check(one.new, values(one.table, WHOLE))
        else:
            value(one.table, one.field, one.new)
    except ValueError as error:
        return f"{one.field}: {error}"
    return ""


# --- articles


def article(title: str | None, published: str | None) -> tuple[str, str]:
    """Returns what tells an article from others."""
    return re.sub(r"\W+", " ", title or "").strip().casefold(), published or ""


Corrections = Mapping[tuple[str, str], Sequence[Correction]]  # by article


def by_article(rows: Iterable[Correction]) -> Corrections:
    """Returns corrections by the article that they are of."""
    found: dict[tuple[str, str], list[Correction]] = {}
    for row in rows:
        found.setdefault(article(row.title, row.published), []).append(row)
    return found


def apply(
    document: Document,
    passages: Sequence[Passage],
    trade: Sequence[Claim],
    agenda: Sequence[AgendaItem],
    rows: Sequence[Correction],
    speakers: Iterable[str] = (),
) -> Applied:
    """Returns the stated rows of an article as its corrections have them; `speakers` are the actors that it names."""
    kept: dict[str, list[Any]] = {"trade": list(trade), "agenda": list(agenda)}
    held: set[str] = set()
    faults: dict[str, str] = {}
    groups: dict[tuple[str, str, str, str], list[Correction]] = {}
    for one in rows:
        groups.setdefault(one.row, []).append(one)
    named = set(speakers)
    for group in groups.values():
        table = group[0].table
        places = list(_places(document.text, group[0].quote))
        fault = "" if places else "these words are not in the article any more"
        if not fault:
            changed, fault = _changed(kept[table], group, places, document, passages, named)
        if fault:
            faults |= {one.place: fault for one in group}
        else:
            held |= {one.place for one in group}
            kept[table] = changed
    return Applied(kept["trade"], kept["agenda"], held, faults)


def _changed(
    rows: list[Row],
    group: Sequence[Correction],
    places: Sequence[tuple[int, int]],
    document: Document,
    passages: Sequence[Passage],
    speakers: set[str],
) -> tuple[list[Row], str]:
    """Returns the rows of a table with what is said of one of them, or why that cannot be."""
    table = group[0].table
    said = next((one.new for one in group if one.field == WHOLE), "")
    new = {one.field: value(table, one.field, one.new) for one in group if one.field != WHOLE}
    if new.get("speaker") not in {None, *speakers}:
        return rows, f"{new['speaker']!r} is no actor of the article; give the actor_id of one that it names"
    meant = [row for place in places for row in _meant(rows, place, group)]
    if said == NEW_ROW and not meant:
        return _with_new(rows, new, table, places[0], document, passages)
    if not meant:
        return rows, "no row quotes these words any more"
    if said == NO_ROW:
        return [row for row in rows if row not in meant], ""
    changed = {id(row): _corrected(row, new) for row in meant}
    fault = next(filter(None, (_impossible(row) for row in changed.values())), "")
    return rows if fault else [changed.get(id(row), row) for row in rows], fault


def _meant(rows: Sequence[Row], place: tuple[int, int], group: Sequence[Correction]) -> list[Row]:
    """Returns the row that quotes words of the article: exactly these or, after a change of kzcn, most of them."""
    exact = [row for row in rows if (row.start, row.end) == place]
    if len(exact) > 1:  # two rows of the same words are told apart by what they were
        olds = {one.field: one.old for one in group if one.field != WHOLE and one.old}
        return [row for row in exact if all(_was(row, field, old) for field, old in olds.items())] or exact[:1]
    if exact:
        return exact
    shared = {id(row): min(row.end, place[1]) - max(row.start, place[0]) for row in rows}
    near = [row for row in rows if shared[id(row)] > 0]
    return [max(near, key=lambda row: shared[id(row)] / (row.end - row.start))] if near else []


def _corrected(row: Row, new: Mapping[str, Any]) -> Row:
    """Returns a row with new values, and with what is worked out from them."""
    changed: Any = dataclasses.replace(row, **new, confidence=1.0, corrected=row.corrected or bool(new))
    if not new:
        return row if row.confidence == 1.0 else dataclasses.replace(row, confidence=1.0)
    if isinstance(changed, Claim):
        usd = None
        if changed.value is not None and changed.currency and (changed.period_start or changed.currency == "USD"):
            usd = rates.usd(changed.value, changed.currency, int((changed.period_start or "0")[:4]))
        return dataclasses.replace(changed, value_usd=usd)
    event = plover.event(changed.instruments, changed.status, changed.quote)
    return dataclasses.replace(changed, plover=event.event_type if event else None)


def _with_new(
    rows: list[Row],
    new: Mapping[str, Any],
    table: str,
    place: tuple[int, int],
    document: Document,
    passages: Sequence[Passage],
) -> tuple[list[Row], str]:
    """Returns the rows of a table with one more, or why it cannot be one."""
    missing = [field for field in NEEDED[table] if not new.get(field)]
    if table == "trade" and new.get("value") is None and new.get("change_pct") is None:
        missing.append("value or change_pct")
    if missing:
        return rows, f"a new row of {table} needs {', '.join(missing)}, each on a line with the same quote"
    start, end = place
    passage = next((one for one in passages if one.start <= start and end <= one.end), None)
    if passage is None:
        return rows, "the words are not within one sentence of the article"
    number = 1 + sum(row.corrected and "-new" in _id(row) for row in rows)
    where: tuple[Any, ...] = (
        f"{document.doc_id}:{table[0]}-new{number}",
        document.doc_id,
        passage.passage_id,
        start,
        end,
        document.text[start:end],
    )
    usual: dict[str, Any] = {
        field: () if _kind(table, field)[0] == "tuple" else False if field == "approx" else None
        for field in FIELDS[table]
    }
    derived = {"value_usd": None, "basis": "stated"} if table == "trade" else {"plover": None}
    row = _corrected(KINDS[table](*where, **{**usual, **derived, **new}), new)
    return [*rows, row], _impossible(row)


def _id(row: Row) -> str:
    return row.claim_id if isinstance(row, Claim) else row.item_id


def _impossible(row: Row) -> str:
    """Returns what in a row contradicts itself, "" for nothing."""
    for first, last in SPANS:
        start, end = getattr(row, first, None), getattr(row, last, None)
        if bool(start) != bool(end):
            return f"{first} and {last} belong together; give both, or neither"
        if start and end and start > end:
            return f"{last} {end} is before {first} {start}"
    if isinstance(row, Claim) and row.value is not None and not row.currency:
        return "a value needs a currency"
    if isinstance(row, Claim) and row.reporter == row.partner:
        return f"reporter and partner are both {row.reporter}"
    return ""


def _was(row: Row, field: str, old: str) -> bool:
    """Returns whether a field still has the value that an analyst saw."""
    try:
        return bool(getattr(row, field) == value("trade" if isinstance(row, Claim) else "agenda", field, old))
    except ValueError:
        return False


def shown(row: Row, field: str) -> str:
    """Returns a value of a row as a cell."""
    found = getattr(row, field)
    return "" if found is None else tables.joined(found) if isinstance(found, tuple) else str(found)


def _plain(words: str) -> str:
    return " ".join(words.translate(ALIKE).split()).casefold()


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    """Yields where words stand in a text, whatever the kind of quotation marks, dashes and spaces."""
    words = quote.translate(ALIKE).split()
    if words:
        pattern = r"\s+".join(map(re.escape, words))
        yield from (found.span() for found in re.finditer(pattern, text.translate(ALIKE)))
