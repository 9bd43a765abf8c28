#!/usr/bin/env python3
"""Score a folder of tables against a folder of gold annotations.

    python score.py --tables DIR --gold DIR [--json] [--misses N]

DIR of tables holds documents.csv, passages.csv, trade.csv, agenda.csv, mentions.csv and actors.csv
(or the same names as .parquet), as the table schema gives them.
Lists inside a CSV cell are joined by ';'. Gold is one JSON file per article: see GUIDELINES.md. A file that says
`"annotated"` (trade, agenda, actors, ties) is scored for these alone.
Needs pandas (and pyarrow for parquet).
"""

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd

QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "´": "'"})


def norm(text):
    text = unicodedata.normalize("NFKC", str(text)).translate(QUOTES).casefold()
    return re.sub(r"\s+", " ", text).strip()


def bare(text):
    return re.sub(r"[^0-9a-zа-яё]+", "", norm(text))


def labels(cell):
    if cell is None or (isinstance(cell, float) and pd.isna(cell)):
        return set()
    if isinstance(cell, str):
        return {part.strip() for part in cell.split(";") if part.strip()}
    return {str(part) for part in cell}


def number(cell):
    return None if cell is None or pd.isna(cell) or cell == "" else float(cell)


def day(cell):
    return None if cell is None or pd.isna(cell) or str(cell) == "" else str(cell)[:10]


def same(a, b, rel=0.005, absolute=0.0):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= max(rel * max(abs(a), abs(b)), absolute)


def table(folder, name):
    for ending, read in ((".csv", lambda p: pd.read_csv(p, keep_default_na=True)), (".parquet", pd.read_parquet)):
        path = Path(folder) / (name + ending)
        if path.exists():
            return read(path)
    sys.exit(f"score: no {name}.csv or {name}.parquet in {folder}")


class Tally:
    """Counts of true positives, predictions and gold rows."""

    def __init__(self):
        self.hit = self.predicted = self.gold = 0

    def add(self, hit, predicted, gold):
        self.hit += hit
        self.predicted += predicted
        self.gold += gold

    def row(self):
        p = self.hit / self.predicted if self.predicted else float(self.gold == 0)
        r = self.hit / self.gold if self.gold else 1.0
        return {
            "precision": round(p, 4),
            "recall": round(r, 4),
            "f1": round(2 * p * r / (p + r), 4) if p + r else 0.0,
            "hit": self.hit,
            "predicted": self.predicted,
            "gold": self.gold,
        }


def pair_off(gold_rows, predicted_rows, fits):
    """Greedy one-to-one pairing; returns the pairs as (gold index, predicted index)."""
    pairs, taken = [], set()
    for g, gold_row in enumerate(gold_rows):
        for p, predicted_row in enumerate(predicted_rows):
            if p not in taken and fits(gold_row, predicted_row):
                taken.add(p)
                pairs.append((g, p))
                break
    return pairs


def score(tables, gold_folder, misses):
    """Returns the scores of all articles by kind, the misses by kind, and the number of articles."""
    frames = read(tables)
    tally, missed = defaultdict(Tally), defaultdict(list)
    gold_files = sorted(p for p in Path(gold_folder).glob("*.json"))
    for path in gold_files:
        judge(json.loads(path.read_text(encoding="utf-8")), frames, tally, missed)
    return {name: t.row() for name, t in tally.items()}, missed, len(gold_files)


def read(tables):
    """Returns the tables that are scored, by name."""
    return {
        name: table(tables, name)
        for name in ("documents", "passages", "trade", "agenda", "mentions", "actors", "edges")
    }


def judge(gold, frames, tally, missed):
    """Adds the scores and misses of one article."""
    doc = gold["doc"]
    mine = {name: f[f["doc_id"].astype(str) == doc] for name, f in frames.items() if "doc_id" in f}
    mine["names"] = dict(
        zip(frames["actors"]["actor_id"].astype(str), frames["actors"]["name"].astype(str), strict=True)
    )
    mine["types"] = dict(
        zip(frames["actors"]["actor_id"].astype(str), frames["actors"]["type"].astype(str), strict=True)
    )
    mine["ties"] = frames["edges"]
    passages = mine["passages"]
    texts = {str(i): norm(t) for i, t in zip(passages["passage_id"], passages["text"], strict=True)}
    kinds = {"trade": judge_trade, "agenda": judge_agenda, "actors": judge_actors, "ties": judge_ties}
    judge_text(gold, mine, texts, tally, missed)
    for kind in gold.get("annotated", [*list(kinds)[:3], *(["ties"] if "ties" in gold else [])]):
        kinds[kind](gold, mine, texts, tally, missed)


def judge_text(gold, mine, texts, tally, missed):
    """Adds metadata, boilerplate, repeats and sections."""
    doc, passages = gold["doc"], mine["passages"]
    sections = {str(i): str(s) for i, s in zip(passages["passage_id"], passages["section"], strict=True)}
    row = mine["documents"].iloc[0] if len(mine["documents"]) else None
    for field, want in (("title", gold.get("title")), ("published", gold.get("published"))):
        if want:
            got = None if row is None else row.get(field)
            good = bare(got or "") == bare(want)
            tally["metadata"].add(int(good), 1, 1)
            if not good:
                missed["metadata"].append(f"{doc}: {field} is {got!r}, gold {want!r}")
    if gold.get("authors"):
        got = set() if row is None else {bare(a) for a in labels(row.get("authors"))}
        good = got == {bare(a) for a in gold["authors"]}
        tally["metadata"].add(int(good), 1, 1)
        if not good:
            missed["metadata"].append(f"{doc}: authors {got}, gold {gold['authors']}")
    for string in gold.get("furniture", []):
        leak = any(norm(string) in t for t in texts.values())
        tally["furniture kept out"].add(int(not leak), 1, 1)
        if leak:
            missed["furniture kept out"].append(f"{doc}: {string!r}")
    for anchor in gold.get("once", []):
        n = sum(norm(anchor) in t for t in texts.values())
        tally["repeats kept once"].add(int(n == 1), 1, 1)
        if n != 1:
            missed["repeats kept once"].append(f"{doc}: {anchor!r} stands in {n} passages")
    for name, start in gold.get("sections", {}).items():
        where = {sections[i] for i, t in texts.items() if norm(start) in t}
        tally["sections"].add(int(name in where), 1, 1)
        if name not in where:
            missed["sections"].append(f"{doc}: {start!r} is in {where or 'no passage'}, gold {name}")


def named(actor_id, names):
    """Returns the name of an actor, "" for none."""
    return "" if actor_id is None or pd.isna(actor_id) else names.get(str(actor_id), str(actor_id))


def same_name(one, other):
    return bool(one) and bool(other) and (norm(one) in norm(other) or norm(other) in norm(one))


def in_place(g, p, texts):
    return norm(g["anchor"]) in texts.get(str(p["passage_id"]), "")


def claim_fits(texts):
    """Returns whether a row is the annotated claim: by sentence and value, and in all fields."""

    def found(g, p):
        if not in_place(g, p, texts):
            return False
        if g.get("value") is None:
            return number(p.get("value")) is None and same(g.get("change_pct"), number(p.get("change_pct")), 0, 0.05)
        return same(g["value"], number(p.get("value"))) and g.get("currency", "USD") == str(p.get("currency"))

    def full(g, p):
        return (
            found(g, p)
            and g["measure"] == p.get("measure")
            and g["status"] == p.get("status")
            and g.get("period_start") == day(p.get("period_start"))
            and g.get("period_end") == day(p.get("period_end"))
            and same(g.get("change_pct"), number(p.get("change_pct")), 0, 0.05)
            and g.get("reporter") == p.get("reporter")
            and g.get("partner") == p.get("partner")
        )

    return found, full


def judge_trade(gold, mine, texts, tally, missed):
    """Adds trade claims: found (sentence, value), exact (all of it), the base period, the speaker, and decoys that got a row."""
    doc, names, trade = gold["doc"], mine["names"], mine["trade"]
    if "basis" in trade:
        trade = trade[trade["basis"].astype(str) == "stated"]
    predicted = trade.to_dict("records")
    found, full = claim_fits(texts)
    for name, fits in (("trade found", found), ("trade exact", full)):
        pairs = pair_off(gold.get("trade", []), predicted, fits)
        tally[name].add(len(pairs), len(predicted), len(gold.get("trade", [])))
        got_g, got_p = {g for g, _ in pairs}, {p for _, p in pairs}
        for i, g in enumerate(gold.get("trade", [])):
            if i not in got_g:
                missed[name].append(f"{doc}: missed {g}")
        for i, p in enumerate(predicted):
            if i not in got_p:
                missed[name].append(
                    f"{doc}: extra { {k: p.get(k) for k in ('measure', 'reporter', 'partner', 'value', 'currency', 'period_start', 'period_end', 'change_pct', 'status')} } in {texts.get(str(p['passage_id']), '')[:160]!r}"
                )

    matched = pair_off(gold.get("trade", []), predicted, found)
    extra = [p for n, p in enumerate(predicted) if n not in {n for _, n in matched}]
    for g in gold.get("not_trade", []):
        fell_for = any(in_place(g, p, texts) for p in extra)
        tally["decoys that got a row"].add(int(fell_for), 1, 1)
        if fell_for:
            missed["decoys that got a row"].append(f"{doc}: {g['anchor']!r} ({g.get('why')})")
    for g, p in matched:
        g, p = gold["trade"][g], predicted[p]
        if g.get("base_start"):
            good = (g["base_start"], g.get("base_end")) == (day(p.get("base_start")), day(p.get("base_end")))
            tally["trade base"].add(int(good), 1, 1)
            if not good:
                missed["trade base"].append(
                    f"{doc}: {g['anchor']!r}: {day(p.get('base_start'))}..{day(p.get('base_end'))}, gold {g['base_start']}..{g.get('base_end')}"
                )
        if g.get("speaker"):
            got = named(p.get("speaker"), names)
            good = same_name(g["speaker"], got)
            tally["trade speaker"].add(int(good), 1, 1)
            if not good:
                missed["trade speaker"].append(f"{doc}: {g['anchor']!r}: {got!r}, gold {g['speaker']!r}")


def judge_agenda(gold, mine, texts, tally, missed):
    """Adds agenda items: sentences, labels, status, speakers, and whether a passage without items got none."""
    doc, names = gold["doc"], mine["names"]
    want = gold.get("agenda", [])
    rows = defaultdict(
        lambda: {
            "themes": set(),
            "instruments": set(),
            "forums": set(),
            "parties": set(),
            "status": set(),
            "speakers": set(),
        }
    )
    for p in mine["agenda"].to_dict("records"):
        for field in ("themes", "instruments", "forums", "parties"):
            rows[str(p["passage_id"])][field] |= labels(p.get(field))
        rows[str(p["passage_id"])]["status"].add(str(p.get("status")))
        rows[str(p["passage_id"])]["speakers"] |= {named(p.get("speaker"), names)} - {""}
    items = [{"id": i, **r} for i, r in rows.items()]
    pairs = pair_off(want, items, lambda g, p: norm(g["anchor"]) in texts.get(p["id"], ""))
    tally["agenda sentences"].add(len(pairs), len(items), len(want))
    by_gold = dict(pairs)
    for i, g in enumerate(want):
        if i not in by_gold:
            missed["agenda sentences"].append(f"{doc}: missed {g['anchor']!r}")
    for j, p in enumerate(items):
        if j not in set(by_gold.values()):
            missed["agenda sentences"].append(f"{doc}: extra {texts.get(p['id'], '')[:160]!r}")
    for field in ("themes", "instruments", "forums", "parties"):
        hit = sum(len(set(want[g].get(field, [])) & items[p][field]) for g, p in pairs)
        tally["agenda " + field].add(
            hit, sum(len(items[p][field]) for _, p in pairs), sum(len(want[g].get(field, [])) for g, _ in pairs)
        )
        for g, p in pairs:
            if set(want[g].get(field, [])) != items[p][field]:
                missed["agenda " + field].append(
                    f"{doc}: {want[g]['anchor']!r}: {sorted(items[p][field])}, gold {sorted(want[g].get(field, []))}"
                )
    good = sum(want[g]["status"] in items[p]["status"] and len(items[p]["status"]) == 1 for g, p in pairs)
    tally["agenda status"].add(good, len(pairs), len(pairs))
    for g, p in pairs:
        if {want[g]["status"]} != items[p]["status"]:
            missed["agenda status"].append(
                f"{doc}: {want[g]['anchor']!r}: {sorted(items[p]['status'])}, gold {want[g]['status']}"
            )
        if want[g].get("speaker"):
            good = any(same_name(want[g]["speaker"], got) for got in items[p]["speakers"])
            tally["agenda speaker"].add(int(good), 1, 1)
            if not good:
                missed["agenda speaker"].append(
                    f"{doc}: {want[g]['anchor']!r}: {sorted(items[p]['speakers'])}, gold {want[g]['speaker']!r}"
                )
    if not want:
        tally["passages without items that got none"].add(int(not items), 1, 1)


def tie_fits(g, p):
    """Returns whether a tie, (source, relation, target, sentence) by name, is the annotated one."""
    ends = same_name(g["source"], p[0]) and same_name(g["target"], p[2])
    if g["relation"].endswith("-with") or g["relation"] in (
        "cooperates",
        "shares-intelligence",
    ):  # neither is the first
        ends = ends or (same_name(g["source"], p[2]) and same_name(g["target"], p[0]))
    return norm(g["anchor"]) in p[3] and g["relation"] == p[1] and ends


def judge_ties(gold, mine, texts, tally, missed):
    """Adds typed ties: source, relation and target, with the sentence that says so."""
    doc, names = gold["doc"], mine["names"]
    predicted = [
        (names.get(str(tie["source"]), ""), str(tie["relation"]), names.get(str(tie["target"]), ""), texts[passage])
        for tie in mine["ties"].to_dict("records")
        if tie["relation"] != "co-mention"
        for passage in labels(tie["passages"])
        if passage in texts
    ]

    pairs = pair_off(gold["ties"], predicted, tie_fits)
    tally["ties"].add(len(pairs), len(predicted), len(gold["ties"]))
    for n, g in enumerate(gold["ties"]):
        if n not in {g for g, _ in pairs}:
            missed["ties"].append(f"{doc}: missed {g['source']} {g['relation']} {g['target']}: {g['anchor']!r}")
    for n, p in enumerate(predicted):
        if n not in {p for _, p in pairs}:
            missed["ties"].append(f"{doc}: extra {p[0]} {p[1]} {p[2]} in {p[3][:160]!r}")


def whole(surface, found):
    """Returns a surface whose middle the annotation leaves out ("Executive Committee … Organization") as it was found."""
    first, gap, last = norm(surface).partition(" ... ")
    return next((s for s in found if gap and s.startswith(first) and s.endswith(last)), surface)


def judge_actors(gold, mine, texts, tally, missed):
    """Adds mentions of actors, which of them are one actor, and their types."""
    doc, types, passages = gold["doc"], mine["types"], mine["passages"]
    sections = {str(i): str(s) for i, s in zip(passages["passage_id"], passages["section"], strict=True)}
    mentions = mine["mentions"]
    mentions = mentions[mentions["passage_id"].map(lambda i: sections.get(str(i)) != "bio").astype(bool)]
    got = Counter(norm(s) for s in mentions["surface"])
    want_counts, owner, want_type = Counter(), {}, {}
    for n, actor in enumerate(gold.get("actors", [])):
        for surface, count in actor["surfaces"].items():
            surface = whole(surface, got)
            want_counts[norm(surface)] += count
            owner[norm(surface)] = n
            want_type[norm(surface)] = actor["type"]
    hit = sum(min(c, want_counts[s]) for s, c in got.items())
    tally["actor mentions"].add(hit, sum(got.values()), sum(want_counts.values()))
    for s in want_counts - got:
        missed["actor mentions"].append(f"{doc}: missed {s!r} x{(want_counts - got)[s]}")
    for s in got - want_counts:
        missed["actor mentions"].append(f"{doc}: extra {s!r} x{(got - want_counts)[s]}")
    ids = defaultdict(Counter)
    for s, a in zip(mentions["surface"], mentions["actor_id"].astype(str), strict=True):
        ids[norm(s)][a] += 1
    both = sorted(s for s in want_counts if s in ids)
    top = {s: ids[s].most_common(1)[0][0] for s in both}
    for i, a in enumerate(both):
        for b in both[i + 1 :]:
            one, two = owner[a] == owner[b], top[a] == top[b]
            if one or two:
                tally["actor identity"].add(int(one and two), int(two), int(one))
                if one != two:
                    missed["actor identity"].append(
                        f"{doc}: {a!r} and {b!r} {'not joined' if one else 'joined wrongly'}"
                    )
    for s in both:
        good = types.get(top[s]) == want_type[s]
        tally["actor types"].add(int(good), 1, 1)
        if not good:
            missed["actor types"].append(f"{doc}: {s!r} is {types.get(top[s])}, gold {want_type[s]}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", required=True)
    parser.add_argument("--gold", required=True)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", type=int, default=0, help="print up to N misses of each kind")
    args = parser.parse_args()
    result, missed, n = score(args.tables, args.gold, args.misses)
    if args.json:
        print(json.dumps(result))
        return
    print(f"{n} articles")
    for name, row in result.items():
        print(
            f"{name:20s} P {row['precision']:.3f}  R {row['recall']:.3f}  F1 {row['f1']:.3f}   ({row['hit']} of {row['gold']}, {row['predicted']} found)"
        )
        for line in missed[name][: args.misses]:
            print("    " + line)


if __name__ == "__main__":
    main()
