"""The report of an evaluation: one file that needs nothing else, in two languages, with every failure in it."""

from __future__ import annotations

import copy
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from legalqa.errors import LegalqaError
from legalqa.evaluation import trec
from legalqa.evaluation.report import OUTCOMES, write_report
from legalqa.evaluation.score import score
from legalqa.evaluation.words import LANGUAGES, PAIRS, Words

DOCUMENT = "ke-hoach-1"
GOLD = "Sở Tư pháp chủ trì, xong trước ngày 30 tháng 6."
HOSTILE = (
    "<script>alert(1)</script> [x](javascript:alert(2)) | a **b** `c` http://evil.example ![i](//evil.example/i.png)"
)
VOID = {"meta", "link", "br", "hr", "img", "input", "path", "use", "rect"}


class Page(HTMLParser):
    """A page read back: its text, its elements, and whether every element that was opened is closed in turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]}"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.texts).split())

    def values(self, name: str) -> list[str]:
        return [str(attributes[name]) for _, attributes in self.elements if name in attributes]


def case(id: str, question: str, outcome: str = "right", **values: Any) -> dict[str, Any]:
    """A question, its answer and its ranking, such that it ends in that outcome."""
    unanswerable = outcome in ("answered without grounds", "wrong status") or values.pop("none", False)
    given = outcome not in ("refused", "wrong status") and not (unanswerable and outcome == "right")
    right, other = f"{DOCUMENT}#muc_1", f"{DOCUMENT}#muc_2"
    unit = right if outcome in ("right", "half answered", "cited, wrong sentence") else other
    start = 0 if outcome in ("right", "half answered") else 60
    golds, units = [{"document": DOCUMENT, "start": 0, "end": 48, "text": GOLD, "role": None}], [[right]]
    if outcome == "half answered":
        golds, units = [{**golds[0], "part": 1}, {**golds[0], "part": 2}], [[right], [other]]
    label = "mục 1" if unit == right else "mục 2"
    eid = unit.partition("#")[2]
    citation = {
        "n": 1,
        "label": label,
        "document": DOCUMENT,
        "eid": eid,
        "quote": f"Câu trích của {id}.",
        "url": f"/van-ban/{DOCUMENT}#{eid}",
    }
    cited = {
        "n": 1,
        "unit": unit,
        "document": DOCUMENT,
        "start": start,
        "end": start + 48,
        "paragraph": [0, 120],
        "folded": False,
    }
    return {
        "question": {
            "id": id, "question": question, "history": [], "lang": "vi", "kind": "none" if unanswerable else "fact",
            "tags": ["near-miss"] if unanswerable else ["paraphrase"], "held_out": False, "expected_words": [],
            "expected_status": {"wrong status": "rejected"}.get(outcome, "unanswerable" if unanswerable else "answered"),
            "answer": [] if unanswerable else golds,
            "units": [] if unanswerable else units,
            **values,
        },
        "answer": {
            "id": id, "status": "answered" if given else "unanswerable", "text": GOLD if given else "",
            "citations": [citation] if given else [], "near": [] if given else [citation], "cited": [cited] if given else [],
            "odds": 1.5 if given else -1.5, "duties": [], "seconds": 0.02 + len(id) / 1000,
        },
        "ranking": [other] if outcome == "not retrieved" else [other, right] if "retrieved" in outcome else [right, other],
    }  # fmt: skip


def scored(folder: Path, cases: list[dict[str, Any]], **config: Any) -> dict[str, Any]:
    """The score of a run folder with these cases, as score.json tells it."""
    folder.mkdir(exist_ok=True)
    told = {
        "legalqa": "0.1.0", "set": {"path": "/somewhere/set.jsonl", "sha256": "ab" * 32, "questions": len(cases)},
        "asked": "cd" * 32, "unit": "passage", "corpus": {"documents": 1, "passages": 2, "sha256": "ef" * 32},
        "model": "model-x", "systems": ["legalqa", "bm25"], "settings": {"corpus": "/somewhere", "chroma": ""},
        "machine": {"python": "3.11.7", "cores": 2, "system": "Linux"}, "command": "legalqa eval run set.jsonl",
        "created": "2026-03-02T08:30:00+07:00", **config,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(told), encoding="utf-8")
    for name in ("question", "answer"):
        lines = "".join(json.dumps(item[name], ensure_ascii=False) + "\n" for item in cases)
        (folder / f"{name}s.jsonl").write_text(lines, encoding="utf-8")
    relevant = {
        item["question"]["id"]: {unit: 1 for found in item["question"]["units"] for unit in found} for item in cases
    }
    trec.write_qrels(folder / "qrels.trec", {id: found for id, found in relevant.items() if found})
    for system in told["systems"]:
        lines = "".join(
            trec.run_lines(
                item["question"]["id"],
                [(unit, 1.0) for unit in item["ranking"][:: 1 if system == "legalqa" else -1]],
                system,
            )
            for item in cases
        )
        (folder / f"{system}.trec").write_text(lines, encoding="utf-8")
    score(folder)
    return json.loads((folder / "score.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A score with a question of every outcome, a follow-up among the failures."""
    cases = [case(f"q{number}", f"Câu hỏi số {number}, {outcome}?", outcome) for number, outcome in enumerate(OUTCOMES)]
    cases += [case(f"r{number}", f"Câu đúng {number}?", held_out=number % 2 == 0) for number in range(6)]
    cases.append(case("n1", "Câu không có lời đáp?", none=True))
    cases.append(
        case("h1", "Còn sở kia thì sao?", "refused", history=[{"question": "Sở Tư pháp làm gì?", "answer": ""}])
    )
    found = scored(tmp_path_factory.mktemp("run"), cases)
    assert set(found["outcomes"]) == set(OUTCOMES)
    return found


def written(result: dict[str, Any], folder: Path, **options: Any) -> tuple[str, str]:
    html, markdown = write_report(result, folder, **options)
    assert (html.name, markdown.name) == ("report.html", "report.md")
    return html.read_text(encoding="utf-8"), markdown.read_text(encoding="utf-8")


def shown(markdown: str) -> Page:
    """Markdown as a reader sees it, with all that GitHub would make of it: tables, links, even HTML."""
    return Page(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(markdown))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_one_whole_page_that_asks_for_nothing_outside(result, tmp_path, lang) -> None:
    html, _ = written(result, tmp_path, lang=lang)
    page = Page(html)
    assert not page.open
    assert page.elements[0] == ("html", {"lang": lang})
    assert "//" not in html
    assert not {"script", "link", "img", "iframe", "object", "image"} & {tag for tag, _ in page.elements}
    assert "@import" not in html and not re.search(r"url\((?!#)", html)
    ids = page.values("id")
    assert len(ids) == len(set(ids))
    inner = [value[1:] for value in page.values("href") if value.startswith("#")]
    assert set(inner) <= set(ids)
    assert all(value.startswith(("#", "/van-ban/")) for value in page.values("href"))
    assert set(re.findall(r"url\(#([^)]+)\)", html)) <= set(ids)


def test_tables_tell_what_they_are_and_every_row_is_as_wide_as_its_head(result, tmp_path) -> None:
    html, _ = written(result, tmp_path)
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    assert len(tables) >= 6
    for table in tables:
        assert "<caption" in table
        rows = [Page(row) for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]
        widths = {sum(int(of.get("colspan") or 1) for tag, of in row.elements if tag in ("th", "td")) for row in rows}
        assert len(widths) == 1
        assert all(of.get("scope") in ("col", "row") for row in rows for tag, of in row.elements if tag == "th")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_failed_question_is_there_with_what_was_expected_and_cited_and_why(result, tmp_path, lang) -> None:
    html, markdown = written(result, tmp_path, lang=lang, link_base="http://127.0.0.1:7860/")
    words = Words(lang)
    articles = [Page(text) for text in re.findall(r"<article.*?</article>", html, re.DOTALL)]
    sections = [shown(f"#### {text}") for text in re.split(r"^#### ", markdown, flags=re.MULTILINE)[1:]]
    failed = [found for found in result["questions"] if found["outcome"] != "right"]
    assert len(articles) == len(sections) == len(failed) == 8
    for found in failed:
        for pages in (articles, sections):
            (page,) = (page for page in pages if found["question"] in page.text)
            assert words[f"why.{found['outcome']}"] in page.text
            assert all(gold["text"] in page.text for gold in found["expected"])
            if not found["expected"]:
                assert words[f"expect.{found['expected_status']}"] in page.text
            (citation,) = found["cited"]
            assert citation["quote"] in page.text and citation["label"] in page.text
            assert f"http://127.0.0.1:7860{citation['url']}" in page.values("href")
            assert all(turn in page.text for turn in found["history"])
    assert "Sở Tư pháp làm gì?" in html
    assert "Câu đúng 1?" not in html + markdown


def test_figures_are_those_of_the_score_with_their_intervals(result, tmp_path) -> None:
    changed = copy.deepcopy(result)
    changed["headline"]["first"] = {"value": 0.8647, "low": 0.8116, "high": 0.913, "n": 1207}
    changed["headline"]["false_refusals"] = {"value": 0.0031, "low": 0.0, "high": 0.0097, "n": 1207}
    changed["systems"]["bm25"]["nDCG@10"] = {"value": 0.7438, "low": 0.6954, "high": 0.7877, "n": 207}
    html, markdown = (text.replace("\xa0", " ") for text in written(changed, tmp_path))
    for text in (Page(html).text, markdown):
        assert "86 % [81–91]" in text and "1.207 câu" in text
        assert "0,3 % [0–1]" in text
        assert "0,74 [0,70–0,79]" in text
    html, markdown = (text.replace("\xa0", " ") for text in written(changed, tmp_path, lang="en"))
    for text in (Page(html).text, markdown):
        assert "86 % [81–91]" in text and "1,207 questions" in text
        assert "0.3 % [0–1]" in text
        assert "0.74 [0.70–0.79]" in text
        assert "2 March 2026, 08:30" in text


def test_hostile_text_is_shown_as_text(tmp_path) -> None:
    bad = case("x1", HOSTILE, "refused", tags=[HOSTILE], kind=HOSTILE, history=[{"question": HOSTILE, "answer": ""}])
    bad["question"]["answer"][0] |= {"text": HOSTILE, "document": HOSTILE}
    bad["answer"]["near"][0] |= {
        "label": HOSTILE,
        "quote": f"{HOSTILE}\n\n# {HOSTILE}\n| - | - |",
        "url": "javascript:alert(3)",
    }
    twin = case("x2", "Câu khác?", "refused")
    twin["answer"]["near"][0]["url"] = "//evil.example/x"
    found = scored(
        tmp_path / "run", [bad, twin, case("x3", "Đúng?")], model=HOSTILE, command=f"legalqa `{HOSTILE}`\n# x"
    )
    html, markdown = written(found, tmp_path)
    for page in (Page(html), shown(markdown)):
        assert page.text.count(HOSTILE) >= 6
        assert not {"script", "img"} & {tag for tag, _ in page.elements}
        for value in page.values("href"):
            assert not re.match(r"\s*javascript:|//|http", value), value
    outside = re.sub(r"^    .*$", "", markdown, flags=re.MULTILINE)
    assert "<script" not in outside and "http://" not in outside
    assert shown(markdown).text.count("alert(1)") == shown(markdown).text.count(HOSTILE)
    for table in (block for block in markdown.split("\n\n") if block.startswith("| ")):
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}) == 1


def test_both_languages_say_everything_with_the_same_blanks(result, tmp_path) -> None:
    for key, (vi, en) in PAIRS.items():
        assert vi.strip() and en.strip(), key
        assert sorted(re.findall(r"{(\w+)}", vi)) == sorted(re.findall(r"{(\w+)}", en)), key
    vi, en = (Page(written(result, tmp_path, lang=lang)[0]).text for lang in LANGUAGES)
    assert PAIRS["failures"][0] in vi and PAIRS["failures"][1] in en
    own = ("title", "purpose", "figures.interval", "curve.about", "versions")
    assert not any(PAIRS[key][0] in en or PAIRS[key][1] in vi for key in own)
    assert "{" not in vi + en
    with pytest.raises(LegalqaError):
        write_report(result, tmp_path, lang="fr")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_same_score_gives_the_same_bytes(result, tmp_path, lang) -> None:
    kept = [path.read_bytes() for path in write_report(result, tmp_path, lang=lang)]
    again = json.loads(json.dumps(result))
    assert [path.read_bytes() for path in write_report(again, tmp_path, lang=lang)] == kept
    assert b"<svg" in kept[0] and b"dc:date" not in kept[0]


def test_plots_are_text_in_the_colours_of_the_page(result, tmp_path) -> None:
    html, _ = written(result, tmp_path)
    drawings = re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    assert len(drawings) == 3
    curve, recall, latency = drawings
    assert "ngưỡng đang dùng" in curve and "bm25" in recall and "p95" in latency
    for drawing in drawings:
        assert 'role="img"' in drawing and "<style" not in drawing
        assert not re.search(r"#[0-9a-f]{6}\b(?!\")", re.sub(r"(href=|url\()\S+", "", drawing))
    used = set(re.findall(r"var\((--plot-\w+)\)", html))
    assert all(f"{name}:" in html for name in used)


def _single(folder: Path) -> dict[str, Any]:
    return scored(folder, [case("q1", "Một câu?", "refused")])


def _of_documents(folder: Path) -> dict[str, Any]:
    only = [case("q1", "Một câu?", "not retrieved"), case("q2", "Câu nữa?")]
    for item in only:
        item["question"]["answer"] = [{"document": "d1", "start": None, "end": None, "text": "", "role": None}]
    return scored(folder, only, unit="document")


def _empty_curve(folder: Path) -> dict[str, Any]:
    return {**_single(folder), "curve": [], "recall_by_rank": {}, "systems": {}}


def _no_numbers(folder: Path) -> dict[str, Any]:
    found = _single(folder)
    nothing = {"value": float("nan"), "low": float("nan"), "high": float("nan"), "n": 0}
    for part in (found["headline"], found["groups"]["all"], found["systems"]["legalqa"], found["by_kind"]["fact"]):
        for name in part:
            part[name] = nothing
    found["recall_by_rank"]["legalqa"] = dict.fromkeys(found["recall_by_rank"]["legalqa"], float("nan"))
    found["latency"] = {"p50": float("nan"), "p95": float("nan"), "seconds": []}
    return found


def _empty_question(folder: Path) -> dict[str, Any]:
    return scored(folder, [case("q1", "  ", "wrong status", kind="attack", tags=[]), case("q2", "Câu?")])


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", [_single, _of_documents, _empty_curve, _no_numbers, _empty_question])
def test_little_or_nothing_to_tell_does_not_break_it(tmp_path, made, lang) -> None:
    found = made(tmp_path / "run")
    html, markdown = written(found, tmp_path, lang=lang)
    page = Page(html)
    assert not page.open
    for text in (html, markdown):
        assert not re.search(r"\bnan\b|\bNone\b|\binf\b", text)
    assert "–" in page.text
    words = Words(lang)
    if made is _empty_curve:
        assert words["curve.none"] in page.text and words["recall.none"] in page.text
    if made is _of_documents:
        assert words["documents.none"] in page.text
        assert not [value for value in page.values("href") if not value.startswith("#")]
    if made is _empty_question:
        assert words["failure.empty"] in page.text and words["failure.empty"] in markdown


def test_what_a_part_does_not_have_is_a_dash(result, tmp_path) -> None:
    html, _ = written(result, tmp_path)
    row = re.search(r'<th scope="row">Văn bản không nói tới</th>.*?</tr>', html, re.DOTALL)
    assert row
    cells = [Page(cell).text for cell in re.findall(r"<td>.*?</td>", row[0], re.DOTALL)]
    assert cells[1] == "–" and cells[-1] == "–" and "%" in cells[5]
