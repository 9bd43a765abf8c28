"""How well `confidence` tells right rows from wrong ones: each row of the tables with its confidence and whether it is exactly right.

A claim is right as *trade exact* says. An item is right if its sentence is one and its status is the annotated one, which is what findings count; `exactly`
wants its other labels as well. A tie is right in a sentence that says so. Rows that an analyst corrected do not count.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import Any

import score

from kzcn import network, tables

BINS = ((0.0, 0.2), (0.2, 0.4), (0.4, 0.6), (0.6, 0.8), (0.8, 0.9), (0.9, 1.01))
SURE = 0.9
ITEM_FIELDS = ("themes", "instruments", "forums", "parties")
ROUNDS = 1000

Judged = list[tuple[float, bool]]  # the confidence of a row, and whether it is right


def judged(gold: Mapping[str, Any], frames: Mapping[str, Any]) -> dict[str, Judged]:
    """Returns the rows of one article by table; a table that is not annotated has none."""
    doc = gold["doc"]
    mine = {name: frame[frame["doc_id"].astype(str) == doc] for name, frame in frames.items() if "doc_id" in frame}
    kinds = gold.get("annotated", ["trade", "agenda", *(["ties"] if "ties" in gold else [])])
    texts = {
        str(i): score.norm(text)
        for i, text in zip(mine["passages"]["passage_id"], mine["passages"]["text"], strict=True)
    }
    found: dict[str, Judged] = {}
    if "trade" in kinds:
        stated = mine["trade"][(mine["trade"]["basis"] == "stated") & ~_corrected(mine["trade"])]
        rows = stated.to_dict("records")
        pairs = score.pair_off(gold.get("trade", []), rows, score.claim_fits(texts)[1])
        found["trade"] = _with(rows, {n for _, n in pairs})
    if "agenda" in kinds:
        rows = mine["agenda"][~_corrected(mine["agenda"])].to_dict("records")
        for name, exactly in (("agenda", False), ("agenda in all labels", True)):
            right = {n for n, row in enumerate(rows) if item_is_right(row, gold.get("agenda", []), texts, exactly)}
            found[name] = _with(rows, right)
    if "ties" in kinds:
        found["ties"] = _ties(gold["ties"], frames, mine, texts)
    return found


def _corrected(frame: Any) -> Any:
    return frame["corrected"].astype(bool)


def _with(rows: Sequence[Mapping[str, Any]], right: set[int]) -> Judged:
    return [(float(row["confidence"]), n in right) for n, row in enumerate(rows)]


def item_is_right(
    row: Mapping[str, Any], wanted: Sequence[Mapping[str, Any]], texts: Mapping[str, str], exactly: bool = False
) -> bool:
    """Returns whether an item is an annotated one with its status, or `exactly` with all of its labels."""
    text = texts.get(str(row["passage_id"]), "")
    return any(
        score.norm(gold["anchor"]) in text
        and gold["status"] == row["status"]
        and not (exactly and any(set(gold.get(field, [])) != score.labels(row[field]) for field in ITEM_FIELDS))
        for gold in wanted
    )


def _ties(
    wanted: Sequence[Mapping[str, Any]], frames: Mapping[str, Any], mine: Mapping[str, Any], texts: Mapping[str, str]
) -> Judged:
    """Returns the typed ties that this article alone gives, each with its sentences."""
    actors = {row.actor_id: row for row in tables.rows("actors", frames["actors"])}
    ties = network.Ties(actors)
    ties.add(None, tables.rows("passages", mine["passages"]), tables.rows("mentions", mine["mentions"]))
    return [
        (edge.confidence, any(tie_is_right((*ends(edge, actors), texts[passage]), wanted) for passage in edge.passages))
        for edge in ties.edges()
        if edge.confidence is not None
    ]


def ends(tie: Any, actors: Mapping[str, Any]) -> tuple[str, str, str]:
    """Returns the source, relation and target of a tie, by name."""
    return actors[tie.source].name, tie.relation, actors[tie.target].name


def tie_is_right(tie: tuple[str, str, str, str], wanted: Sequence[Mapping[str, Any]]) -> bool:
    """Returns whether a tie, with its sentence, is an annotated one."""
    return any(score.tie_fits(gold, tie) for gold in wanted)


# --- figures


def error(rows: Judged) -> float:
    """Returns the expected calibration error: how far confidence and share of right rows lie apart, on average over the rows."""
    return sum(abs(sum(p for p, _ in part) - sum(right for _, right in part)) for _, part in _bins(rows)) / len(rows)


def ranked(rows: Judged) -> float | None:
    """Returns how often a right row has a higher confidence than a wrong one (AUC); None where all are right or wrong."""
    rights, wrongs = [p for p, right in rows if right], [p for p, right in rows if not right]
    if not rights or not wrongs:
        return None
    wins = sum((one > other) + 0.5 * (one == other) for one in rights for other in wrongs)
    return wins / (len(rights) * len(wrongs))


def _bins(rows: Judged) -> list[tuple[tuple[float, float], Judged]]:
    parted = [((low, high), [row for row in rows if low <= row[0] < high]) for low, high in BINS]
    return [(ends_, part) for ends_, part in parted if part]


def text(name: str, rows: Judged) -> str:
    """Returns the reliability of a table in words and figures: error, AUC, sure rows, and a line for each stretch of confidence."""
    if not rows:
        return f"{name}: no rows"
    sure = [right for p, right in rows if p > SURE]
    auc = ranked(rows)
    right = sum(right for _, right in rows)
    drawn = random.Random(1)
    draws = sorted(error(drawn.choices(rows, k=len(rows))) for _ in range(ROUNDS))
    interval = f"{draws[ROUNDS // 40]:.3f} to {draws[-ROUNDS // 40]:.3f}"
    lines = [
        f"{name}: {len(rows)} rows, {right} right; calibration error {error(rows):.3f} ({interval}), "
        f"AUC {'-' if auc is None else f'{auc:.3f}'}; over {SURE}: {len(sure)} ({len(sure) / len(rows):.0%}), {sum(sure)} right"
        + (f" ({sum(sure) / len(sure):.0%})" if sure else "")
    ]
    for (low, high), part in _bins(rows):
        mean, share = sum(p for p, _ in part) / len(part), sum(right for _, right in part) / len(part)
        lines.append(
            f"    {low:.1f}-{min(high, 1):.1f}  {len(part):4d} rows  said {mean:.2f}  right {share:.2f}  {'#' * round(20 * share)}"
        )
    return "\n".join(lines)


def show(golds: Sequence[Mapping[str, Any]], frames: Mapping[str, Any]) -> None:
    """Prints the reliability of each table over articles."""
    found: dict[str, Judged] = {}
    for gold in golds:
        for name, rows in judged(gold, frames).items():
            found.setdefault(name, []).extend(rows)
    for name, rows in found.items():
        if rows:
            shown = text(name, rows)
            print(shown.splitlines()[0] if name.endswith("labels") else shown)
