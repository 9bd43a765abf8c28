"""Figures as HTML: an SVG with selectable text, a title that states the finding, alt text from the data and a source line."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import matplotlib
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from kzcn.cite import View, escaped, places

# Okabe and Ito's palette: distinct for readers with any common colour vision; each has its own marker below.
BLUE, ORANGE, GREEN, RED, SKY, PINK, YELLOW = (
    "#0072B2",
    "#B35900",
    "#007A5A",
    "#B5420B",
    "#3D8FC4",
    "#A8578A",
    "#8A7A00",
)
INK, GREY, PALE = "#1c2430", "#5b6472", "#d8dde3"
OVER = "#1c2431"  # colour of words over a drawing; `chart` recognises them by it
COMMENT = re.compile(r"<!--.*?-->\s*", re.DOTALL)
BETWEEN = re.compile(r">\s+<")
COORDINATES = re.compile(r'\s(?:d|x|y|transform|points)="[^"]*"')
DECIMALS = re.compile(r"(\.\d\d)\d+")  # a hundredth of a point is finer than any screen
COLOURS = (BLUE, ORANGE, GREEN, PINK, SKY, RED, YELLOW, GREY)
MARKERS = ("o", "s", "^", "D", "P", "X", "v", "*")
STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "kzcn",
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": PALE,
    "grid.linewidth": 0.7,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
    "path.sketch": None,
}


def canvas(
    width: float = 7.6, height: float = 4.2, rows: int = 1, columns: int = 1, **options: Any
) -> tuple[Figure, Any]:
    """Returns a figure of a size in inches in the house style, with its axes (an array where there are several)."""
    with matplotlib.rc_context(STYLE):
        figure = Figure(figsize=(width, height))
        return figure, figure.subplots(rows, columns, **options)


def chart(figure: Figure, *, title: Any, alt: str, source: Any, name: str, rows: pd.DataFrame) -> View:
    """Returns a drawn figure: `title` states the finding, `alt` says in words what is drawn, `source` its origin, `rows` its data."""
    stream = io.StringIO()
    with matplotlib.rc_context(STYLE):
        figure.savefig(
            stream, format="svg", metadata={"Date": None, "Creator": None}, facecolor="white"
        )  # JupyterLab may be dark
    svg = stream.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>\s*", "", svg, flags=re.DOTALL)
    svg = BETWEEN.sub("><", COMMENT.sub("", svg))
    svg = COORDINATES.sub(lambda match: DECIMALS.sub(r"\1", match[0]), svg)
    # Ids begin with the name of the figure, so that two figures on a page do not share clip paths.
    svg = re.sub(r'(id="|url\(#|href="#)(?=[\w-]+["\)])', rf"\g<1>{name}-", svg)
    # Words get a white outline by an SVG style; matplotlib's own would turn them into shapes that nobody can select.
    svg = re.sub(
        rf'<text style="(?=[^"]*fill: {OVER})',
        '<text style="paint-order: stroke; stroke: #ffffff; stroke-width: 2.5px; ',
        svg,
    )
    svg = svg.replace("'DejaVu Sans'", "'DejaVu Sans', Verdana, 'Segoe UI', sans-serif").replace(
        ' xlink:type="simple"', ""
    )
    svg = re.sub(r"<a xlink:[^>]*/>\s*", "", svg)  # links of marks outside the drawing
    svg = re.sub(r'<a xlink:href="([^"]+)"', lambda match: f'<a class="cite" {places([html.unescape(match[1])])}', svg)
    width, height = (float(size) for size in re.findall(r'(?:width|height)="([\d.]+)pt"', svg)[:2])
    opening = f'<svg role="img" aria-label="{html.escape(alt)}" viewBox="0 0 {width:g} {height:g}" width="{width / 0.72:.0f}" '
    svg = f'{opening}xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">{svg[svg.index(">") + 1 :]}'
    return View(
        f'<figure class="chart" id="{name}"><p class="title">{escaped(title)}</p>'
        f'<div class="svg-wrap" tabindex="0" role="region" aria-label="Chart: {html.escape(name)}">{svg}</div>'
        f"<figcaption>{escaped(source)}</figcaption></figure>",
        rows,
    )


def direct(axes: Axes, x: float, y: float, words: str, **options: Any) -> None:
    """Writes words at a point of the data, on top of the drawing."""
    axes.annotate(
        words, (x, y), textcoords="offset points", **{"xytext": (6, 4), "fontsize": 9, "color": OVER, **options}
    )


def label(axes: Axes, points: list[tuple[float, float, str]], avoid: list[tuple[float, float]] | None = None) -> None:
    """Writes words at points of the data where they fit: beside a point, clear of the other points and of words written before.

    The limits of the axes must be set. A point without room gets no words; the table beside the picture has them.
    """
    scale = 72 / axes.figure.dpi
    marks = [axes.transData.transform(point) * scale for point in [*((x, y) for x, y, _ in points), *(avoid or [])]]
    taken = [(x - 5, y - 5, x + 5, y + 5) for x, y in marks]
    for (x, y, words), (left, low) in zip(points, marks, strict=False):
        wide = 5.6 * len(words)
        for dx, dy in (
            (-wide / 2, 6),
            (-wide / 2, -16),
            (7, -4),
            (-wide - 7, -4),
            (5, 5),
            (-wide - 5, 5),
            (5, -14),
            (-wide - 5, -14),
        ):
            box = (left + dx, low + dy, left + dx + wide, low + dy + 10)
            if not any(
                box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3] for other in taken
            ):
                taken.append(box)
                direct(axes, x, y, words, xytext=(dx, dy))
                break
