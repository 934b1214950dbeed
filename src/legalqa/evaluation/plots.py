"""Scores → plots: SVG to stand inside a page, in the page's own colours; the same numbers give the same bytes."""

from __future__ import annotations

import html
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from legalqa.evaluation import OWN
from legalqa.evaluation.words import Words

#: Colours drawn with → the page's colours, which differ by day and night.
_COLOURS = {
    name: f"#aa00{number:02x}"
    for number, name in enumerate(("ink", "soft", "line", "legalqa", "bm25", "dense", "rrf", "llamaindex", "other"), 1)
}
_DASHES = {"legalqa": "-", "bm25": "--", "dense": "-.", "rrf": (0, (5, 1)), "llamaindex": ":"}
_MARKERS = {"legalqa": "o", "bm25": "s", "dense": "^", "rrf": "D", "llamaindex": "v"}
_STYLE = {
    "svg.fonttype": "none",
    "svg.hashsalt": "legalqa",
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 12,
    "text.parse_math": False,
    "text.color": _COLOURS["ink"],
    "axes.labelcolor": _COLOURS["ink"],
    "axes.edgecolor": _COLOURS["soft"],
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": _COLOURS["line"],
    "xtick.color": _COLOURS["soft"],
    "ytick.color": _COLOURS["soft"],
    "xtick.labelcolor": _COLOURS["ink"],
    "ytick.labelcolor": _COLOURS["ink"],
    "figure.facecolor": "none",
    "figure.constrained_layout.use": True,
    "legend.frameon": False,
}
#: Inches; at the width of a telephone the type is still legible.
_SIZE = (5.0, 3.75)
_BARS = 40
#: The histogram ends at so many times p95.
_REACH = 2.0


def curve_plot(curve: Sequence[Mapping[str, float]], words: Words) -> str:
    """Right and wrong refusals over the floor, the floor in use marked; "" where there is no curve."""
    if len(curve) < 2:
        return ""
    floors = [point["floor"] for point in curve]
    with _canvas() as (figure, axes):
        for key, colour, dash in (("true", "bm25", "-"), ("false", "legalqa", "--")):
            label = words[f"measure.{key}_refusals"]
            axes.plot(floors, [point[key] for point in curve], dash, color=_COLOURS[colour], linewidth=2.2, label=label)
        axes.axvline(0, color=_COLOURS["soft"], linewidth=1.2, linestyle=":")
        axes.annotate(
            words["curve.now"], (0, 1.02), xytext=(5, 0), textcoords="offset points", va="bottom", ha="center", size=11
        )
        for key, colour in (("true", "bm25"), ("false", "legalqa")):
            _mark_zero(axes, curve, key, colour, words)
        _shares(axes, words)
        axes.xaxis.set_major_formatter(lambda value, _: words.number(value))
        axes.set(xlabel=words["curve.floor"], ylabel=words["curve.share"])
        figure.legend(loc="outside lower center", ncols=2)
        return _svg(figure, "curve", words["curve"])


def recall_plot(recall: Mapping[str, Mapping[str, float]], words: Words) -> str:
    """The share of questions found by rank, one line a system; "" where there are no rankings."""
    if not any(recall.values()):
        return ""
    with _canvas() as (figure, axes):
        axes.set_xscale("log")
        for system in sorted(recall, key=lambda name: name == OWN):
            ranks = sorted(recall[system], key=int)
            axes.plot(
                [int(rank) for rank in ranks],
                [recall[system][rank] for rank in ranks],
                linestyle=_DASHES.get(system, "-"),
                marker=_MARKERS.get(system, "x"),
                markersize=5,
                linewidth=2.6 if system == OWN else 1.6,
                color=_COLOURS.get(system, _COLOURS["other"]),
                label=system,
            )
        ticks = sorted({int(rank) for found in recall.values() for rank in found})
        axes.set_xticks(ticks, [str(rank) for rank in ticks])
        axes.set_xticks([], minor=True)
        _shares(axes, words)
        axes.set(xlabel=words["recall.rank"], ylabel=words["recall.share"])
        _legend(figure, axes, list(recall))
        return _svg(figure, "recall", words["recall"])


def latency_plot(latency: Mapping[str, Any], words: Words) -> str:
    """How many questions took how long, with p50 and p95; "" where there are no times."""
    seconds = [value for value in latency["seconds"] if math.isfinite(value)]
    if not seconds or not all(math.isfinite(latency[name]) for name in ("p50", "p95")):
        return ""
    unit, factor = ("ms", 1000.0) if latency["p95"] < 1 else ("s", 1.0)
    reach = reach_of(latency) * factor or 1.0
    with _canvas() as (figure, axes):
        drawn = [value * factor for value in seconds if value * factor <= reach]
        axes.hist(drawn, bins=_BARS, range=(0, reach), color=_COLOURS["bm25"], edgecolor="none", rwidth=0.88)
        axes.margins(x=0.01)
        for name, dash, side, off in (("p50", "-", "right", -3), ("p95", "--", "left", 3)):
            at = latency[name] * factor
            axes.axvline(at, color=_COLOURS["legalqa"], linewidth=1.6, linestyle=dash)
            axes.annotate(
                f"{name}: {words.time(latency[name])}", (at, 1), xycoords=("data", "axes fraction"),
                xytext=(off, 3), textcoords="offset points", ha=side, va="bottom", size=11,
            )  # fmt: skip
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_major_formatter(lambda value, _: words.number(value, 0 if reach >= 5 else 2))
        axes.set(xlabel=words.say("latency.axis", unit=unit), ylabel=words["latency.count"])
        return _svg(figure, "latency", words["latency"])


def reach_of(latency: Mapping[str, Any]) -> float:
    """The time at which the histogram ends: the slowest question, but not so far that the others are a single bar."""
    return float(min(max(latency["seconds"]), _REACH * latency["p95"]))


def _mark_zero(axes: Any, curve: Sequence[Mapping[str, float]], key: str, colour: str, words: Words) -> None:
    for point in curve:
        if point["floor"] == 0:
            axes.plot([0], [point[key]], "o", color=_COLOURS[colour], markersize=7)
            axes.annotate(
                words.percent(point[key]), (0, point[key]), xytext=(-8, 5), textcoords="offset points",
                ha="right", va="bottom", weight="bold",
            )  # fmt: skip


def _shares(axes: Any, words: Words) -> None:
    axes.set_ylim(-0.02, 1.03)
    axes.set_yticks([0, 0.2, 0.4, 0.6, 0.8, 1])
    axes.yaxis.set_major_formatter(lambda value, _: words.percent(round(value, 3)))


def _legend(figure: Any, axes: Any, order: Sequence[str]) -> None:
    handles = dict(zip(*reversed(axes.get_legend_handles_labels()), strict=True))
    figure.legend([handles[name] for name in order], list(order), loc="outside lower center", ncols=3)


@contextmanager
def _canvas() -> Iterator[tuple[Any, Any]]:
    """A figure with one pair of axes, made without any window system or shared state."""
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=_SIZE)
        yield figure, figure.add_subplot()


def _svg(figure: Any, name: str, label: str) -> str:
    """A figure as an SVG element: its ids its own on the page, its colours the page's, nothing but drawing in it."""
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = file.getvalue()
    box = re.search(r'viewBox="([^"]+)"', text)
    body = text[text.index(">", text.index("<svg")) + 1 :]
    body = re.sub(r"<defs>\s*<style.*?</style>\s*</defs>", "", body, count=1, flags=re.DOTALL)
    body = re.sub(r'\bid="', f'id="{name}-', body)
    body = body.replace('xlink:href="#', f'href="#{name}-').replace("url(#", f"url(#{name}-")
    body = re.sub(r"font-family: [^;\"]+;? ?", "", body)
    for colour, drawn in _COLOURS.items():
        body = body.replace(drawn, f"var(--plot-{colour})")
    return f'<svg role="img" aria-label="{html.escape(label)}" viewBox="{box[1] if box else ""}">{body.strip()}'
