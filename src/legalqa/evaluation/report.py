"""score.json → report.html and report.md, for readers who decide; the same score gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from legalqa.evaluation import OWN, plots
from legalqa.evaluation.score import HEADLINE, WORDINGS
from legalqa.evaluation.words import NONE, Cell, Words, words

HTML, MARKDOWN = "report.html", "report.md"
PART = ("first", "five", "exact", "false_refusals", "true_refusals", "nDCG@10", "duty_F1")
OF_DOCUMENT = ("first", "five", "exact", "false_refusals", "quote_recall", "nDCG@10", "duty_F1")
RANKING = ("Success@1", "Success@5", "R@5", "R@10", "RR@10", "nDCG@10", "F2@1")
EVERY = (
    "first", "five", "exact", "false_refusals", "true_refusals", "citation_precision", "citation_recall", "F2",
    "quote_precision", "quote_recall", "duty_precision", "duty_recall", "duty_F1", "role_accuracy", *RANKING,
)  # fmt: skip
PARTS = ("all", "tuned", "held_out")
OUTCOMES = (
    "right", "answered without grounds", "refused", "not retrieved", "retrieved, not cited", "cited, wrong sentence",
    "half answered", "wrong status",
)  # fmt: skip

Stats = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline figure: what it is called, its value, over how many questions, and what it means."""

    name: str
    cell: Cell
    over: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its heading, a word on it, where that leads, its cells; ``own`` for this system's."""

    name: str
    cells: tuple[Cell, ...]
    about: str = ""
    link: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it shows, its first heading and the others, each with a word on it, and its rows."""

    id: str
    caption: str
    head: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A plot: its heading, the drawing, what it says, its numbers, and what to say where there is nothing to draw."""

    id: str
    name: str
    svg: Markup
    about: tuple[str, ...]
    none: str
    numbers: Table | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of some of the questions: its name, meaning, their number and share."""

    id: str
    name: str
    meaning: str
    count: str
    share: str
    width: float
    right: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A quoted place: how it is called, in which document, where its page is, and its words."""

    label: str
    document: str
    link: str
    quote: str


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong, and what a reader needs to see why."""

    id: str
    question: str
    history: tuple[str, ...]
    marks: tuple[str, ...]
    expected: str
    places: tuple[Place, ...]
    cited_name: str
    cited: tuple[Place, ...]
    why: tuple[str, ...]


def write_report(
    result: Mapping[str, Any], folder: Path, *, lang: str = "vi", link_base: str = ""
) -> tuple[Path, Path]:
    """Write a score as report.html, one file that needs nothing else, and as report.md.

    Args:
        result: What ``score`` gives, or score.json read again.
        folder: Where to.
        lang: "vi" or "en".
        link_base: What links to the pages of documents begin with, as "http://127.0.0.1:7860"; without it they are
            relative to the server that the report is read from.

    Returns:
        The paths of the HTML and the Markdown file.

    Raises:
        LegalqaError: There are no words in that language.
    """
    view = _view(result, words(lang), link_base)
    html, markdown = folder / HTML, folder / MARKDOWN
    html.write_text(_environment().get_template(HTML).render(view), encoding="utf-8")
    markdown.write_text(_markdown(view), encoding="utf-8")
    return html, markdown


def _view(result: Mapping[str, Any], w: Words, base: str) -> dict[str, Any]:
    """All that either form of the report tells, worded."""
    links = _Links(result, base)
    return {
        "w": w,
        "lang": w.lang,
        "facts": _facts(result, w),
        "figures": _figures(result["headline"], w),
        "kinds": _parts_table("kinds", result["by_kind"], "kind", PART, w),
        "wordings": _parts_table("wordings", _in_order(result["by_wording"], WORDINGS), "wording", PART, w),
        "parts": _measures_table(result["groups"], w),
        "set_aside": bool(result["groups"].get("held_out")),
        "documents": _documents_table(result["by_document"], links, w),
        "systems": _systems_table(result["systems"], w),
        "gain": _gain(result["systems"], w),
        "charts": [_curve(result["curve"], w), _recall(result["recall_by_rank"], w), _latency(result, w)],
        "outcomes": _outcomes(result["outcomes"], w),
        "failures": _failures(result["questions"], links, w),
        "failures_lead": _failures_lead(result["questions"], w),
        "versions": _versions(result["run"], w),
        "command": str(result["run"].get("command", "")),
        "version": str(result["run"].get("legalqa", "")),
    }


class _Links:
    """Where the pages of documents are: only paths of this project's own pages are ever linked."""

    def __init__(self, result: Mapping[str, Any], base: str) -> None:
        self._base = base.rstrip("/")
        # A set's own texts are not on the user's pages.
        self._any = result["run"]["unit"] == "passage"
        self._pages = {
            item["document"]: item["url"].partition("#")[0] for case in result["questions"] for item in case["cited"]
        }

    def place(self, url: str) -> str:
        """The link to a citation's address; "" where it is none to link."""
        if not self._any or not url.startswith("/") or url.startswith(("//", "/\\")):
            return ""
        return self._base + quote(url, safe="/#%?&=+,;:@!~*'")

    def document(self, name: str) -> str:
        """The link to a document's page; "" where no citation told its address."""
        return self.place(self._pages.get(name, ""))


def _facts(result: Mapping[str, Any], w: Words) -> list[tuple[str, str]]:
    run, corpus, all_ = result["run"], result["run"]["corpus"], result["groups"]["all"]
    answered, none = (_n(all_, name) for name in ("false_refusals", "true_refusals"))
    split = w.say("run.split", all=w.number(answered + none), answered=w.number(answered), none=w.number(none))
    counts = w.say("run.counts", **{name: w.number(corpus.get(name)) for name in ("documents", "passages")})
    return [
        (w["run.set"], Path(run["set"]["path"]).name),
        (w["run.questions"], split),
        (w["run.date"], w.date(str(run.get("created", "")))),
        (w["run.corpus"], counts),
        (w["run.model"], str(run["model"])),
        (w["run.unit"], w.name("unit", run["unit"])),
    ]


def _n(stats: Stats, name: str) -> int:
    return int(stats[name]["n"]) if name in stats else 0


def _questions(stats: Stats) -> int:
    """How many questions a part has: each may be either wrongly or rightly refused."""
    return _n(stats, "false_refusals") + _n(stats, "true_refusals")


def _figures(headline: Stats, w: Words) -> list[Figure]:
    return [
        Figure(
            w.name("measure", name),
            cell,
            w.say("figures.over", n=w.number(headline[name]["n"])),
            w.say(f"figure.{name}", n=w.hundredths(headline[name]["value"])),
        )
        for name in HEADLINE
        if name in headline and (cell := w.measure(name, headline[name])).text != NONE
    ]


def _in_order(parts: Mapping[str, Stats], order: Sequence[str]) -> dict[str, Stats]:
    return {name: parts[name] for name in (*order, *(name for name in parts if name not in order)) if name in parts}


def _columns(names: Sequence[str], w: Words) -> tuple[tuple[str, str], ...]:
    return tuple((w.name("measure", name), w[f"about.{name}"]) for name in names)


def _cells(stats: Stats, names: Sequence[str], w: Words) -> tuple[Cell, ...]:
    return tuple(w.measure(name, stats.get(name)) for name in names)


def _parts_table(id: str, parts: Mapping[str, Stats], group: str, names: Sequence[str], w: Words) -> Table:
    """A table of parts of the questions, with how many each has."""
    rows = (
        Row(w.name(group, name), (Cell(w.number(_questions(stats))), *_cells(stats, names, w)))
        for name, stats in parts.items()
    )
    return Table(id, w[f"{id}.caption"], w[group], ((w["questions"], ""), *_columns(names, w)), tuple(rows))


def _documents_table(parts: Mapping[str, Stats], links: _Links, w: Words) -> Table:
    rows = (
        Row(
            name,
            (Cell(w.number(_questions(parts[name]))), *_cells(parts[name], OF_DOCUMENT, w)),
            link=links.document(name),
        )
        for name in sorted(parts)
    )
    columns = ((w["questions"], ""), *_columns(OF_DOCUMENT, w))
    return Table("documents", w["documents.caption"], w["document"], columns, tuple(rows))


def _measures_table(groups: Mapping[str, Stats], w: Words) -> Table:
    """Every measure that some question has, part beside part."""
    parts = [groups.get(part, {}) for part in PARTS]
    counts = Row(w["questions"], tuple(Cell(w.number(_questions(stats))) for stats in parts))
    rows = (
        Row(w.name("measure", name), tuple(w.measure(name, stats.get(name)) for stats in parts), w[f"about.{name}"])
        for name in EVERY
        if any(name in stats for stats in parts)
    )
    columns = tuple((w[f"part.{part}"], "") for part in PARTS)
    return Table("parts", w["parts.caption"], w["measure"], columns, (counts, *rows))


def _systems_table(systems: Mapping[str, Stats], w: Words) -> Table:
    rows = (
        Row(
            name,
            _cells(stats, RANKING, w),
            about=w.name("system", name) if w.name("system", name) != name else "",
            own=name == OWN,
        )
        for name, stats in systems.items()
    )
    return Table("systems", w["systems.caption"], w["system"], _columns(RANKING, w), tuple(rows))


def _gain(systems: Mapping[str, Stats], w: Words) -> str:
    """What this system adds to the best of the others; "" where there is nothing to compare."""
    tops = {name: stats["Success@1"]["value"] for name, stats in systems.items() if "Success@1" in stats}
    others = {name: value for name, value in tops.items() if name != OWN}
    if OWN not in tops or not others:
        return ""
    best = max(others, key=lambda name: others[name])
    return w.say("systems.gain", own=w.percent(tops[OWN]), best=best, other=w.percent(others[best]))


def _curve(curve: Sequence[Mapping[str, float]], w: Words) -> Chart:
    zero = next((point for point in curve if point["floor"] == 0), None)
    told = [w["curve.about"], w["curve.all"]]
    if zero:
        told.insert(1, w.say("curve.zero", true=w.percent(zero["true"]), false=w.percent(zero["false"])))
    columns = tuple((w[f"measure.{key}_refusals"], "") for key in ("true", "false"))
    rows = tuple(
        Row(w.number(point["floor"], 2), tuple(Cell(w.percent(point[key])) for key in ("true", "false")))
        for point in curve
    )
    numbers = Table("curve-numbers", w["curve"], w["curve.floor"], columns, rows)
    return Chart("curve", w["curve"], Markup(plots.curve_plot(curve, w)), tuple(told), w["curve.none"], numbers)


def _recall(recall: Mapping[str, Mapping[str, float]], w: Words) -> Chart:
    ranks = sorted({rank for found in recall.values() for rank in found}, key=int)
    rows = tuple(
        Row(name, tuple(Cell(w.percent(found.get(rank))) for rank in ranks), own=name == OWN)
        for name, found in recall.items()
    )
    numbers = Table("recall-numbers", w["recall"], w["system"], tuple((rank, "") for rank in ranks), rows)
    svg = Markup(plots.recall_plot(recall, w))
    return Chart("recall", w["recall"], svg, (w["recall.about"],), w["recall.none"], numbers)


def _latency(result: Mapping[str, Any], w: Words) -> Chart:
    latency, machine = result["latency"], result["run"].get("machine", {})
    svg = Markup(plots.latency_plot(latency, w))
    told = []
    if svg:
        seconds, limit = latency["seconds"], plots.reach_of(latency)
        times = {name: w.time(latency[name]) for name in ("p50", "p95")}
        told.append(w.say("latency.about", slowest=w.time(max(seconds)), **times))
        if beyond := sum(value > limit for value in seconds):
            told.append(w.say("latency.beyond", n=w.number(beyond), limit=w.time(limit)))
        if machine.get("cores"):
            told.append(w.say("latency.machine", cores=machine.get("cores")))
    return Chart("latency", w["latency"], svg, tuple(told), w["latency.none"])


def _outcomes(counts: Mapping[str, int], w: Words) -> list[Outcome]:
    total = sum(counts.values())
    return [
        Outcome(
            _anchor(name),
            w.name("outcome", name),
            w[f"why.{name}"],
            w.number(counts.get(name, 0)),
            w.percent(counts.get(name, 0) / total if total else None),
            round(100 * counts.get(name, 0) / total, 2) if total else 0.0,
            name == "right",
        )
        for name in OUTCOMES
    ]


def _anchor(outcome: str) -> str:
    return "-".join(re.findall(r"\w+", outcome))


def _failures(cases: Sequence[Mapping[str, Any]], links: _Links, w: Words) -> list[tuple[Outcome, list[Failure]]]:
    """The questions that went wrong, by what went wrong."""
    counts: dict[str, int] = {}
    for case in cases:
        counts[case["outcome"]] = counts.get(case["outcome"], 0) + 1
    return [
        (shown, [_failure(case, links, w) for case in cases if case["outcome"] == name])
        for name, shown in zip(OUTCOMES, _outcomes(counts, w), strict=True)
        if name != "right" and counts.get(name)
    ]


def _failures_lead(cases: Sequence[Mapping[str, Any]], w: Words) -> str:
    wrong = sum(case["outcome"] != "right" for case in cases)
    return w.say("failures.lead", wrong=w.number(wrong), all=w.number(len(cases)))


def _failure(case: Mapping[str, Any], links: _Links, w: Words) -> Failure:
    marks = [w.name("kind", case["kind"]), *(w.name("wording", tag) for tag in case["tags"])]
    if case["held_out"]:
        marks.append(w["failure.held_out"])
    places = [
        Place("", gold["document"], links.document(gold["document"]), gold["text"] or "") for gold in case["expected"]
    ]
    cited = [Place(c["label"], c["document"], links.place(c["url"]), c["quote"]) for c in case["cited"]]
    given = case["status"] in ("answered", "partial")
    return Failure(
        case["id"],
        case["question"].strip() or w["failure.empty"],
        tuple(case["history"]),
        tuple(dict.fromkeys(marks)),
        _expected(case, w),
        tuple(places),
        w["failure.cited"] if given else w["failure.near"],
        tuple(cited),
        _why(case, w),
    )


def _expected(case: Mapping[str, Any], w: Words) -> str:
    if case["expected_status"] == "answered" and len(case["expected"]) > 1:
        return w["failure.duties"] if case["kind"] == "duty" else w["failure.alternatives"]
    if case["expected_status"] == "answered" and case["expected"]:
        return ""
    return w.name("expect", case["expected_status"])


def _why(case: Mapping[str, Any], w: Words) -> tuple[str, ...]:
    told = [w[f"why.{case['outcome']}"]]
    rank = case["values"].get("RR@10")
    if rank is not None and case["outcome"] in ("refused", "retrieved, not cited"):
        told.append(w.say("rank.at", rank=round(1 / rank)) if rank else w["rank.beyond"])
    return (*told, w.say("failure.status", status=w.name("status", case["status"])))


def _versions(run: Mapping[str, Any], w: Words) -> list[tuple[str, str]]:
    machine, settings = run.get("machine", {}), run.get("settings", {})
    found = {
        "legalqa": run.get("legalqa"),
        "set": run["set"]["path"],
        "set.sha256": run["set"]["sha256"],
        "asked": run.get("asked"),
        "corpus.sha256": run["corpus"].get("sha256"),
        "model": run["model"],
        "model.sha256": run.get("model_sha256"),
        "libraries": ", ".join(f"{name} {value}" for name, value in run.get("versions", {}).items()),
        "created": run.get("created"),
        "folder": run.get("folder"),
        "machine": ", ".join(f"{name}: {value}" for name, value in machine.items()),
        "settings": ", ".join(f"{name}: {value or NONE}" for name, value in settings.items()),
    }
    return [(w[f"version.{name}"], str(value or NONE)) for name, value in found.items()]


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _markdown(view: Mapping[str, Any]) -> str:
    """The report as Markdown: the same in the same order, the plots as their numbers."""
    w: Words = view["w"]
    blocks = [f"# {_text(w['title'])}", _text(w["purpose"]), f"## {_text(w['run'])}"]
    blocks.append(_items(f"**{_text(term)}:** {_text(value)}" for term, value in view["facts"]))
    blocks += [f"## {_text(w['figures'])}", _figure_lines(view["figures"], w), _text(w["figures.interval"])]
    for name in ("kinds", "wordings", "parts", "documents", "systems"):
        blocks += [f"## {_text(w[name])}", *_table_notes(name, view), _table_lines(view[name])]
    blocks.append(f"## {_text(w['plots'])}")
    for chart in view["charts"]:
        blocks += [f"### {_text(chart.name)}", _text(" ".join(chart.about) if chart.svg else chart.none)]
        if chart.svg and chart.numbers:
            blocks.append(_table_lines(chart.numbers))
    blocks += [f"## {_text(w['outcomes'])}", _outcome_lines(view["outcomes"], w)]
    blocks += [f"## {_text(w['failures'])}", _text(view["failures_lead"])]
    for outcome, failures in view["failures"]:
        blocks += [f"### {_text(outcome.name)} ({outcome.count})", _text(outcome.meaning)]
        blocks += [_failure_lines(failure, w) for failure in failures]
    blocks += [f"## {_text(w['versions'])}"]
    blocks.append(_items(f"**{_text(term)}:** {_text(value)}" for term, value in view["versions"]))
    blocks += [_text(w["versions.command"]), f"    {' '.join(view['command'].split()) or NONE}"]
    return "\n\n".join(block for block in blocks if block) + "\n"


def _table_notes(name: str, view: Mapping[str, Any]) -> list[str]:
    """What is said above a table."""
    w: Words = view["w"]
    told = {
        "wordings": [w["wordings.note"]],
        "parts": [w["parts.note"] if view["set_aside"] else w["parts.none"]],
        "documents": [] if view["documents"].rows else [w["documents.none"]],
        "systems": [view["gain"], w["systems.note"]] if view["systems"].rows else [w["systems.none"]],
    }
    return [_text(note) for note in told.get(name, []) if note]


def _figure_lines(figures: Sequence[Figure], w: Words) -> str:
    if not figures:
        return _text(w["figures.none"])
    return _items(
        f"**{_text(figure.name)}: {figure.cell}** ({_text(figure.over)}). {_text(figure.meaning)}" for figure in figures
    )


def _table_lines(table: Table) -> str:
    if not table.rows:
        return ""
    heads = [table.head, *(name for name, _ in table.columns)]
    lines = [_row(_text(head) for head in heads), _row(["---", *["---:"] * len(table.columns)])]
    for row in table.rows:
        name = f"**{_text(row.name)}**" if row.own else _linked(row.name, row.link)
        about = f": {_text(row.about)}" if row.about else ""
        lines.append(_row([name + about, *map(str, row.cells)]))
    return "\n".join(lines)


def _outcome_lines(outcomes: Sequence[Outcome], w: Words) -> str:
    heads = (w["outcome"], w["outcome.meaning"], w["questions"], w["outcome.share"])
    lines = [_row(_text(head) for head in heads), _row(["---", "---", "---:", "---:"])]
    lines += [_row(_text(cell) for cell in (item.name, item.meaning, item.count, item.share)) for item in outcomes]
    return "\n".join(lines)


def _failure_lines(failure: Failure, w: Words) -> str:
    lines = [f"#### {_text(failure.id)}: {_text(failure.question)}", _text(" · ".join(failure.marks))]
    told = [f"**{_text(w['failure.history'])}:** {_text(turn)}" for turn in failure.history]
    told.append(f"**{_text(w['failure.expected'])}:** {_text(failure.expected)}".strip())
    told += [_place(place) for place in failure.places]
    told.append(f"**{_text(failure.cited_name)}:**" + ("" if failure.cited else f" {_text(w['failure.uncited'])}"))
    told += [_place(place) for place in failure.cited]
    told.append(f"**{_text(w['failure.why'])}:** {_text(' '.join(failure.why))}")
    return "\n\n".join([*lines, "\n".join(line if line[:2] == "  " else f"- {line}" for line in told)])


def _place(place: Place) -> str:
    label = ", ".join(part for part in (place.label, place.document) if part)
    return f"  - {_linked(label, place.link)}" + (f": “{_text(place.quote)}”" if place.quote else "")


def _items(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _linked(text: str, link: str) -> str:
    return f"[{_text(text)}](<{link}>)" if link else _text(text)


def _text(text: str) -> str:
    """Text that Markdown shows as it is, on one line: no markup, no HTML, no links of its own."""
    one = " ".join(text.split())
    one = one.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    one = re.sub(r"([\\`*_\[\]|#~!$])", r"\\\1", one)
    return re.sub(r"://|(?<=www)\.", lambda found: "".join(f"\\{mark}" for mark in found[0]), one, flags=re.IGNORECASE)
