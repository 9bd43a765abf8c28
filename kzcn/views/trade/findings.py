"""The sentences that answer the question of the trade notebook."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kzcn import cite
from kzcn.cite import Html, View
from kzcn.corpus import Corpus
from kzcn.phrasing import dollars, percent
from kzcn.statistics import countries, targets, verdicts
from kzcn.statistics.mirror import turnover
from kzcn.statistics.official import evidence
from kzcn.statistics.series import whole_years
from kzcn.views import choices
from kzcn.views.trade import lookup

AGREES = {"confirmed": "confirmed by", "close": "close to"}


def _none(corpus: Corpus) -> View:
    searched = cite.count("article", cite.articles(corpus)) if len(corpus.documents) else "no article"
    return cite.prose(
        "No claim of trade between the two countries for the chosen time: every sentence of {articles} was searched for figures and "
        "percentages of trade.",
        articles=searched,
        finding=True,
    ).of(corpus.trade)


def finding(corpus: Corpus, series: pd.DataFrame) -> View:
    """Returns the sentences that answer the question: the latest year, what official figures say about it, and what the target needs."""
    if corpus.trade.empty:
        return _none(corpus)
    parts = [_level(corpus, series), _verdicts(corpus, series), _ambition(corpus, series)]
    if not any(parts):
        return cite.prose(
            "{claims} of trade {are} stated, but no turnover of a whole year that has passed, and no target that can be compared with one.",
            claims=cite.count("claim", corpus.trade),
            are="is" if len(corpus.trade) == 1 else "are",
            finding=True,
        ).of(corpus.trade)
    return View(
        '<div class="prose finding"><p>' + " ".join(part for part in parts if part) + "</p></div>", corpus.trade
    )


def _sentence(template: str, **parts: Any) -> str:
    return cite.prose(template, **parts).markup.removeprefix('<div class="prose"><p>').removesuffix("</p></div>")


def _level(corpus: Corpus, series: pd.DataFrame) -> str:
    """Returns the latest yearly turnover that an article reports, with the verdicts on its value and its change."""
    reported = corpus.trade[
        (corpus.trade["basis"] == "stated") & (corpus.trade["status"] == "reported") & corpus.trade["value_usd"].notna()
    ]
    yearly = reported[(reported["measure"] == "turnover") & whole_years(reported) & reported["goods"].isna()]
    if yearly.empty:
        return ""
    claim = yearly.sort_values(["period_end", "change_pct"], kind="stable", na_position="first").iloc[-1]
    row = verdicts.audit(claim.to_frame().T, series).iloc[0]
    said = _sentence(
        "Trade came to {value} in {year}",
        value=cite.link(dollars(claim["value_usd"]), claim),
        year=cite.link(row["period"], claim),
    )
    if pd.isna(row["official_usd"]):
        said += ", for which there is no official figure"
    elif row["verdict"] == "no reference":  # it is near the usual level of the side without a figure
        counted = row["partner"] if row["side"] == row["reporter"] else row["reporter"]
        said += _sentence(
            ", for which only {side} figure is available, {figure}",
            side=f"{countries.name(counted)}'s",
            figure=cite.link(dollars(row["official_usd"]), lookup.figures(series, *row["ref_ids"])),
        )
    elif row["verdict"] in AGREES:
        said += _sentence(
            ", {verdict} official figures ({side} figure is {figure}, and the claim is {deviation} away)",
            verdict=AGREES[row["verdict"]],
            side=f"{countries.name(row['side'])}'s",
            figure=cite.link(dollars(row["official_usd"]), lookup.figures(series, *row["ref_ids"])),
            deviation=cite.link(percent(row["deviation_pct"]), claim),
        )
    elif row["verdict"] == "growth fits":
        said += ", and only its growth fits official figures"
    else:
        said += ", which differs from official figures"
    if pd.notna(claim["change_pct"]):
        said += _change(row, claim, series)
    return said + "."


def _change(row: pd.Series, claim: pd.Series, series: pd.DataFrame) -> str:
    """Returns what official figures say about the change of a claim."""
    said = _sentence("; the change of {change}", change=cite.link(percent(claim["change_pct"]), claim))
    if row["base_verdict"] == "growth fits" and pd.notna(row["base_official_usd"]):
        return said + _sentence(
            " fits the official figure for {year}, {figure}",
            year=cite.link(row["base_period"], claim),
            figure=cite.link(dollars(row["base_official_usd"]), lookup.figures(series, *row["base_ref_ids"])),
        )
    return said + (
        " differs from official figures"
        if row["base_verdict"] == "differs"
        else " cannot be compared with an official figure"
    )


def _verdicts(corpus: Corpus, series: pd.DataFrame) -> str:
    claims = lookup.once(corpus)
    table = verdicts.audit(claims[claims["basis"] == "stated"], series)
    if len(table) < 2:
        return ""
    words = {
        "confirmed": "confirmed by official figures",
        "close": "close to them",
        "growth fits": "with only the growth in line with them",
        "differs": "differing from them",
        "no reference": "without an official figure",
    }
    groups = [(verdict, table[table["verdict"] == verdict]["claim_id"]) for verdict in words]
    parts = [
        Html(f"{choices.counted(lookup.claims(corpus, ids)).markup} {words[verdict]}")
        for verdict, ids in groups
        if len(ids)
    ]
    return _sentence(
        "Of {claims} (repetitions count once), {parts}{reasons}.",
        claims=cite.count("reported statement", lookup.claims(corpus, table["claim_id"])),
        parts=cite.listed(parts),
        reasons=_reasons(corpus, table),
    )


def _reasons(corpus: Corpus, table: pd.DataFrame) -> Html:
    """Returns why claims have no reference, each reason with its number."""
    none = table[table["verdict"] == "no reference"]
    parts = [
        Html(f"{cite.escaped(reason)}: {cite.link(len(few), lookup.claims(corpus, few['claim_id'])).markup}")
        for reason, few in none.groupby("reason")
    ]
    return Html(f" ({cite.listed(parts).markup})") if parts else Html("")


def _claims(corpus: Corpus, ids: pd.Series) -> pd.DataFrame:
    return corpus.trade[corpus.trade["claim_id"].isin(ids)]


def _ambition(corpus: Corpus, series: pd.DataFrame) -> str:
    """Returns the latest target with a year: the growth it needs, the growth that the article reports, and the outcome."""
    aims = lookup.growth(corpus, series)
    aims = aims[aims["required_pct"].notna() & (aims["measure"] == "turnover")]
    if aims.empty:
        return ""
    aim = aims.sort_values(["target_year", "target_usd"], kind="stable").iloc[-1]
    goal = lookup.spans(corpus, aim["claim_id"])
    said = _sentence(
        "The {target} aimed at for {year} would take {growth} a year after {base}",
        target=cite.link(dollars(aim["target_usd"]), goal),
        year=cite.link(int(aim["target_year"]), goal),
        growth=cite.link(percent(aim["required_pct"]), lookup.spans(corpus, aim["claim_id"], aim["base_id"])),
        base=cite.link(int(aim["base_year"]), lookup.source(corpus, series, aim["base_id"])),
    )
    reported = [
        f"{percent(pct)} for {period}" for pct, period in zip(aim["growth_pct"], aim["growth_periods"], strict=True)
    ]
    if reported:
        said += _sentence(
            ", while the same article reports {growth}",
            growth=cite.listed(
                [
                    cite.link(words, lookup.spans(corpus, identifier))
                    for words, identifier in zip(reported, aim["growth_ids"], strict=True)
                ]
            ),
        )
    came = targets.outcomes(lookup.claims(corpus, [aim["claim_id"]]), series, corpus.documents)
    known = came[came["ref_id"].notna()]
    if len(known):
        said += _sentence(
            "; {year} brought {results}",
            year=cite.link(int(aim["target_year"]), lookup.figures(series, *known["ref_id"])),
            results=cite.listed(
                [
                    Html(
                        f"{cite.link(dollars(row.outcome_usd), lookup.figures(series, row.ref_id)).markup} "
                        f"by {cite.escaped(countries.name(row.side))}'s statistics"
                    )
                    for row in known.itertuples()
                ]
            ),
        )
    return said + "."


def revisions(series: pd.DataFrame) -> View:
    """Returns a note on how far figures are revised: the widest change between two releases of a country's own figure."""
    counted = evidence(series)
    cells = ["reporter", "partner", "flow", "period_start", "period_end"]
    own = counted[counted["kind"] == "series"].drop_duplicates(cells)
    earlier = counted[(counted["kind"] == "release") & (counted["basis"] == "published")]
    pairs = own.merge(earlier, on=cells, suffixes=("", "_earlier"))
    publisher = pairs[["source", "source_earlier"]].map(lambda source: source.partition(",")[0])
    pairs = pairs[(publisher["source"] == publisher["source_earlier"]) & (pairs["flow"] != "turnover")]
    if pairs.empty:
        return cite.prose("Only one release of each figure is on file, so revisions cannot be shown.").of(pairs)
    pairs = pairs.assign(apart=100 * (pairs["value_usd"] / pairs["value_usd_earlier"] - 1))
    pairs = pairs.loc[pairs["apart"].abs().sort_values(ascending=False, kind="stable").index]
    row = pairs.iloc[0]
    both = lookup.figures(series, row["ref_id"], row["ref_id_earlier"])
    small = pairs[pairs["apart"].abs() <= verdicts.CONFIRMED]
    return cite.prose(
        "Statistics are revised. Of {all} with two releases on file, {small} changed by no more than rounding does; the widest "
        "change is that of {country}'s {flow} of {year}, from {old} to {new}. A claim that fits an earlier release counts as confirmed, and "
        "its distance is still that from the preferred figure.",
        small=cite.link(len(small), lookup.figures(series, *small["ref_id"])) if len(small) else "none",
        all=cite.link(f"{len(pairs)} figures", lookup.figures(series, *pairs["ref_id"])),
        country=countries.name(row["reporter"]),
        flow=row["flow"],
        year=cite.link(row["period_start"][:4], both),
        old=cite.link(dollars(row["value_usd_earlier"]), both),
        new=cite.link(dollars(row["value_usd"]), both),
    ).of(pairs)


def gap(series: pd.DataFrame) -> View:
    """Returns in words how far apart the two sides' turnovers are in the latest year that both count."""
    rows = turnover(series, **lookup.pair(series)) if len(lookup.pair(series)) == 2 else pd.DataFrame()
    known = rows[rows["low_usd"].notna()] if len(rows) else rows
    if known.empty:
        return cite.prose("No year has both sides' turnover, so the gap cannot be given.").of(known)
    row = known.iloc[-1]
    sides = lookup.pair(series)
    larger, smaller = ("reporter", "partner") if row["reporter_usd"] > row["partner_usd"] else ("partner", "reporter")
    both = lookup.figures(series, row["reporter_ref_id"], row["partner_ref_id"])
    return cite.prose(
        "For {year}, {one} counts {high} and {other} {low}: {gap} apart. The table names the parts of this gap; most have no known size, so "
        "they cannot be added up.",
        year=cite.link(int(row["year"]), both),
        one=countries.name(sides[larger]),
        other=countries.name(sides[smaller]),
        high=cite.link(dollars(row[f"{larger}_usd"]), lookup.figures(series, row[f"{larger}_ref_id"])),
        low=cite.link(dollars(row[f"{smaller}_usd"]), lookup.figures(series, row[f"{smaller}_ref_id"])),
        gap=cite.link(dollars(row["high_usd"] - row["low_usd"]), both),
    ).of(known)
