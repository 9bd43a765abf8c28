"""The sentences that answer the question of the trade notebook."""

from __future__ import annotations

from typing import Any

import pandas as pd

from kzcn import cite
from kzcn.cite import Html, View
from kzcn.corpus import Corpus
from kzcn.phrasing import dollars, percent
from kzcn.statistics import countries, targets, verdicts
from kzcn.statistics.series import whole_years
from kzcn.views.trade import lookup


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
    elif row["verdict"] in ("confirmed", "consistent"):
        said += _sentence(
            ", {verdict} official figures ({side} figure is {figure}, a deviation of {deviation})",
            verdict="confirmed by" if row["verdict"] == "confirmed" else "consistent with",
            side=f"{countries.name(row['side'])}'s",
            figure=cite.link(dollars(row["official_usd"]), lookup.figures(series, *row["ref_ids"])),
            deviation=cite.link(percent(row["deviation_pct"]), claim),
        )
    else:
        said += ", which conflicts with official figures"
    if pd.notna(claim["change_pct"]):
        said += _sentence("; the change of {change}", change=cite.link(percent(claim["change_pct"]), claim))
        if row["base_verdict"] in ("confirmed", "consistent") and pd.notna(row["base_official_usd"]):
            said += _sentence(
                " is {verdict} the official figure for {year}, {figure}",
                verdict="confirmed by" if row["base_verdict"] == "confirmed" else "consistent with",
                year=cite.link(row["base_period"], claim),
                figure=cite.link(dollars(row["base_official_usd"]), lookup.figures(series, *row["base_ref_ids"])),
            )
        else:
            said += (
                " conflicts with official figures"
                if row["base_verdict"] == "conflicts"
                else " cannot be compared with an official figure"
            )
    return said + "."


def _verdicts(corpus: Corpus, series: pd.DataFrame) -> str:
    stated = corpus.trade[corpus.trade["basis"] == "stated"]
    table = verdicts.audit(stated, series)
    if len(table) < 2:
        return ""
    groups = [
        (verdict, table[table["verdict"] == verdict]["claim_id"])
        for verdict in ("confirmed", "consistent", "conflicts", "no reference")
    ]
    words = {
        "confirmed": "confirmed",
        "consistent": "consistent with official figures",
        "conflicts": "in conflict with them",
        "no reference": "without an official figure",
    }
    parts = [
        Html(f"{cite.link(len(ids), lookup.claims(corpus, ids)).markup} {words[verdict]}")
        for verdict, ids in groups
        if len(ids)
    ]
    return _sentence(
        "Of {claims}, {parts}.",
        claims=cite.count("reported claim", lookup.claims(corpus, table["claim_id"])),
        parts=cite.listed(parts),
    )


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
    came = targets.outcomes(goal, series)
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
