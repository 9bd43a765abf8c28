"""What an agenda item is about: the themes that its sentence names or hints at, that it goes on with, or that its form and forum bring along.

The weights (`[themes]` of `vocabulary/weights.toml`) are fitted to annotated articles by `tests/gold/weights.py`, as those of `weighing` are. The themes
whose weights add up to 0 or more are the item's; where none does, the one that comes nearest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from kzcn.agenda.evidence import Reading
from kzcn.terms import vocabulary

MANY = 3
FEW = 4  # an article that names hardly any themes says little of what it is about


def shares(readings: Sequence[Reading]) -> dict[str, float]:
    """Returns the share of each theme in those that an article names."""
    named = Counter(theme for reading in readings for theme in reading.labels("themes", "strong", "agents"))
    return {theme: number / (named.total() + FEW) for theme, number in named.items()}


def of(reading: Reading, forms: Collection[str], earlier: Collection[str], shares: Mapping[str, float]) -> tuple[str, ...]:
    """Returns the themes of an item in the contract's order; `earlier` are those of the item that it goes on from."""
    weights = vocabulary("weights")["themes"]
    weighed = {theme: weights["bias"][theme] + sum(weights[sign] * value for sign, value in found.items())
               for theme, found in signs(reading, forms, earlier, shares).items()}
    return tuple(theme for theme, weight in weighed.items() if weight >= min(0.0, max(weighed.values())))


def signs(reading: Reading, forms: Collection[str], earlier: Collection[str], shares: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Returns for each theme the signs by name that speak for its being the item's."""
    roles: dict[str, Counter[str]] = {theme: Counter() for theme in vocabulary("themes")}
    for hit in reading.hits:
        if hit.term.kind == "themes":
            roles[hit.term.label][hit.term.role] += 1
    named = {theme for name in reading.named for theme in name.themes if name.kind not in ("pipeline", "meeting")}
    said = {theme for theme in roles if roles[theme]["strong"]} | named
    agents = {theme for theme in roles if roles[theme]["agents"]} | reading.armed
    first = set(reading.longest("themes", "weak"))
    by_form = {vocabulary("instruments")[label].get("theme") for label in forms}
    by_body = {vocabulary("forums")[label]["theme"] for label in reading.bodies}
    driven = reading.has("security", "core") and bool(roles["energy"]["context"])
    troops = bool({"deployment", "enforcement"} & set(forms)) and "exercise" not in forms
    return {theme: {
        "said": theme in said,
        "twice": roles[theme]["strong"] + roles[theme]["agents"] > 1,
        "named": theme in named,  # an exercise or treaty by name
        "agents": theme in agents,  # who does it
        "agents_alone": theme in agents and not said,
        "hinted": bool(roles[theme]["weak"]),
        "hinted_alone": theme in first and not said,
        "beside": bool(roles[theme]["context"]),  # what trade speaks of as often
        "beside_alone": bool(roles[theme]["context"]) and not said,
        "drives": theme == "energy" and driven,  # what security ties are for
        "means": theme == "defence" and (troops or bool({"crime", "proliferation"} & said)),  # soldiers are how, not what
        "drilled": theme == "defence" and "exercise" in forms,
        "sought": theme == "separatism" and bool({"enforcement", "intelligence"} & set(forms)),  # who is looked for
        "crossing": theme == "borders" and "crime" in said and reading.has("themes", "places"),
        "form": theme in by_form,
        "form_alone": theme in by_form and not said and not agents,
        "body": theme in by_body,
        "body_alone": theme in by_body and not said and not agents,
        "earlier": theme in earlier,
        "earlier_alone": theme in earlier and not said and not agents,
        "article": shares.get(theme, 0.0),
        "article_alone": 0.0 if said else shares.get(theme, 0.0),
        "others": min(MANY, len(said - {theme})),
        "said_with_others": min(MANY, len(said - {theme})) if theme in said else 0,
    } for theme in roles}
