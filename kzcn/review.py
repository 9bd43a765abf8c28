"""Review: the rows that are least sure as a file for analysts to fill in, and what they filled in as corrections."""

from __future__ import annotations

import csv
import dataclasses
import io
from datetime import date
from pathlib import Path
from typing import Any

from kzcn import cells, corrections, tables
from kzcn.corpus import Corpus
from kzcn.corrections import COLUMNS, WHOLE, BadCorrections, Correction

SHOWN = ("confidence", "sentence")  # columns that are only for the eyes of the analyst
ASKED = {
    "trade": [
        WHOLE,
        *["measure", "reporter", "partner", "period_start", "period_end", "value", "currency", "change_pct", "status"],
    ],
    "agenda": [WHOLE, *["status", "themes", "instruments", "forums", "parties"]],
}
NONE = "none"  # what is filled in for a value that is to be empty; an empty cell is one that nobody filled in


def text(corpus: Corpus, number: int) -> str:
    """Returns the least sure rows as CSV, at most a number of them: a line for the row as a whole, and one for each of its fields.

    An analyst fills in the column `new` where something is wrong, or `right` for the row. Rows that are reviewed already are left out.
    """
    documents = {document.doc_id: document for document in tables.rows("documents", corpus.documents)}
    sentences = dict(zip(corpus.passages["passage_id"], corpus.passages["text"], strict=True))
    rows: list[tuple[float, str, Any]] = []
    for table in ASKED:
        found = getattr(corpus, table)
        stated = found[(found["confidence"] < 1) & (found.get("basis", "stated") != "implied")]
        rows += [(row.confidence, table, row) for row in tables.rows(table, stated)]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*COLUMNS, *SHOWN])
    for sure, table, row in sorted(rows, key=lambda found: (found[0], found[2].doc_id, found[2].start))[:number]:
        document = documents[row.doc_id]
        for field in ASKED[table]:
            old = "" if field == WHOLE else corrections.shown(row, field)
            key = (document.title or "", document.published or "", row.quote, table, field, old)
            line = [*key, "", "", "", "", f"{sure:.2f}", sentences[row.passage_id]]
            writer.writerow(map(cells.inert, line))
    return out.getvalue()


def filled(path: Path) -> list[Correction]:
    """Returns the corrections in a file that `text` made and an analyst filled in; BadCorrections has a line for each row at fault."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        content = file.read()
    head = content.partition("\n")[0]
    reader = csv.DictReader(io.StringIO(content, newline=""), delimiter=max(",;\t", key=head.count))
    if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
        raise BadCorrections(f"{path.name}: the columns {', '.join(missing)} are missing; make the file with --export")
    today = date.today().isoformat()
    found = []
    for line in reader:
        values = {column: cells.live((line[column] or "").strip()) for column in COLUMNS}
        if values["new"]:
            one = Correction(**values, place=f"{path.name} line {reader.line_num}")
            new = "" if one.new == NONE else one.new
            found.append(dataclasses.replace(one, new=new, when=one.when or today))
    faults = [f"{one.place}: {fault}" for one in found if (fault := corrections.fault(one))]
    if faults:
        raise BadCorrections("\n".join(faults))
    return found
