"""How far articles disagree on the turnover of the same year."""

from __future__ import annotations

import pandas as pd

from kzcn.statistics.series import whole_years


def turnover(claims: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Returns the stated yearly turnovers with the date of their article, a row per claim, by year and date of publication.

    Columns: year (of the turnover), reporter (whose statistics the article names), claim_id, doc_id, published (ISO day, missing where
    the article has none), value_usd, articles (how many state a turnover for the year by these statistics),
    low_usd, high_usd, spread_pct (highest over lowest).
    """
    stated = (claims["measure"] == "turnover") & (claims["status"] == "reported") & (claims["basis"] == "stated")
    stated &= claims["goods"].isna()
    table = claims.loc[
        stated & whole_years(claims) & claims["value_usd"].notna(), ["claim_id", "doc_id", "reporter", "value_usd"]
    ]
    table["year"] = claims["period_start"].str[:4].astype("Int64")
    table = table.merge(documents[["doc_id", "published"]], on="doc_id", how="left", validate="many_to_one")
    years = table.groupby(["year", "reporter"])
    table["articles"] = years["doc_id"].transform("nunique")
    table["low_usd"], table["high_usd"] = years["value_usd"].transform("min"), years["value_usd"].transform("max")
    table["spread_pct"] = 100 * (table["high_usd"] / table["low_usd"] - 1)
    table = table.sort_values(["year", "reporter", "published", "claim_id"], ignore_index=True)
    return table[
        [
            "year",
            "reporter",
            "claim_id",
            "doc_id",
            "published",
            "value_usd",
            "articles",
            "low_usd",
            "high_usd",
            "spread_pct",
        ]
    ]
