"""`legalqa eval …`: flags in, a run folder and its report out."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from legalqa.errors import LegalqaError
from legalqa.evaluation import BASELINES
from legalqa.progress import Progress, progress_bar

if TYPE_CHECKING:
    from rich.console import Console

    from legalqa.evaluation.compare import Comparison
    from legalqa.evaluation.sets import QuestionSet
    from legalqa.settings import Settings

_EXAMPLES = """\
ví dụ:
  legalqa eval                                       bộ câu hỏi của dự án: trả lời, chấm điểm, báo cáo
  legalqa eval run --set cauhoi.csv --kind fact      chỉ trả lời; chạy lại lệnh cũ với --folder để làm tiếp
  legalqa eval run --set ../alqac/private_test.json  bộ ALQAC, thư mục BEIR: tự lập chỉ mục văn bản đi kèm
  legalqa eval score eval/runs/A                     chấm lại từ tệp, không trả lời lại
  legalqa eval report eval/runs/A --lang en          viết lại báo cáo
  legalqa eval compare eval/runs/A eval/runs/B       hai lần chạy khác nhau ở đâu, có ý nghĩa không
  legalqa eval export eval/runs/A --to ragas         xuất cho công cụ khác: beir, ragas
"""


def add_flags(parser: argparse.ArgumentParser) -> None:
    """Add the actions of `legalqa eval` and their flags."""
    parser.epilog = _EXAMPLES
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    _run_flags(parser)
    _score_flags(parser)
    parser.set_defaults(act=_all)
    actions = parser.add_subparsers(metavar="VIỆC")

    def action(name: str, act: Callable[[argparse.Namespace, Settings], int], told: str) -> argparse.ArgumentParser:
        sub = actions.add_parser(name, help=told, description=told, argument_default=argparse.SUPPRESS)
        sub.set_defaults(act=act)
        return sub

    answering = action("run", _run, "trả lời bộ câu hỏi vào một thư mục; chạy tiếp nếu bị ngắt")
    for name, told in (("--corpus", "thư mục văn bản"), ("--index", "thư mục chỉ mục"), ("--config", "tệp cấu hình")):
        answering.add_argument(name, type=Path, metavar="NƠI", help=told)
    _run_flags(answering)
    score = action("score", _score, "chấm điểm một thư mục đã chạy (chỉ đọc tệp)")
    score.add_argument("folder", metavar="THƯ_MỤC", type=Path)
    _score_flags(score)
    report = action("report", _report, "viết báo cáo HTML và Markdown của một lần chạy đã chấm")
    report.add_argument("folder", metavar="THƯ_MỤC", type=Path)
    _report_flags(report)
    compare = action("compare", _compare, "so sánh hai lần chạy: từng chỉ số, từng câu hỏi")
    compare.add_argument("first", metavar="A", type=Path, help="lần chạy trước")
    compare.add_argument("second", metavar="B", type=Path, help="lần chạy sau")
    export = action("export", _export, "xuất một lần chạy cho công cụ khác")
    export.add_argument("folder", metavar="THƯ_MỤC", type=Path)
    export.add_argument("--to", choices=("beir", "ragas"), required=True, help="dạng xuất")
    export.add_argument("--output", metavar="NƠI_GHI", type=Path, default=None, help="mặc định: trong thư mục đã chạy")


def _run_flags(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--set", dest="questions", metavar="BỘ", type=Path, default=Path("eval/questions.jsonl"),
        help="bộ câu hỏi: .jsonl, .csv, ALQAC .json, thư mục BEIR (mặc định: eval/questions.jsonl)")  # fmt: skip
    add("--folder", metavar="THƯ_MỤC", type=Path, default=None, help="thư mục kết quả (mặc định: eval/runs/<giờ>)")
    add("--kind", metavar="LOẠI", action="append", default=[], help="chỉ loại câu hỏi này; dùng nhiều lần được")
    add("--tag", metavar="NHÃN", action="append", default=[], help="chỉ câu hỏi có nhãn này; dùng nhiều lần được")
    add("--limit", metavar="N", type=int, default=0, help="chỉ N câu đầu")
    add("--systems", metavar="TÊN,…", default=",".join(BASELINES),
        help=f"xếp hạng so sánh: {', '.join(BASELINES)}; để trống thì không so sánh")  # fmt: skip
    add("--reranker", metavar="MÔ_HÌNH", default=argparse.SUPPRESS,
        help="mô hình xếp lại: tên hoặc thư mục mô hình CrossEncoder (mặc định: không dùng)")  # fmt: skip
    add("--quiet", action="store_true", default=False, help="không hiện tiến độ")


def _score_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--fail-under", metavar="CHỈ_SỐ=MỨC", action="append", default=[],
        help="mã thoát 1 nếu chỉ số kém hơn mức, ví dụ first=0.85, held_out.five=0.9, fact.exact=0.9; "
        "false_refusals thì không được cao hơn mức")  # fmt: skip
    _report_flags(parser)


def _report_flags(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--lang", choices=("vi", "en"), default="vi", help="ngôn ngữ của báo cáo")
    parser.add_argument("--base-url", metavar="URL", default="", help="địa chỉ trước liên kết tới văn bản")


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Do what was asked; gives the exit code."""
    code: int = arguments.act(arguments, settings)
    return code


def _all(arguments: argparse.Namespace, settings: Settings) -> int:
    for told in arguments.fail_under:
        _floor(told)
    arguments.folder = _answered(arguments, settings)
    return _score(arguments, settings)


def _run(arguments: argparse.Namespace, settings: Settings) -> int:
    folder = _answered(arguments, settings)
    print(f"Đã trả lời vào {folder}. Chấm điểm: legalqa eval score {folder}")
    return 0


def _answered(arguments: argparse.Namespace, settings: Settings) -> Path:
    from legalqa.evaluation.run import answer_all
    from legalqa.evaluation.sets import read_set

    systems = [name.strip() for name in arguments.systems.split(",") if name.strip()]
    if unknown := set(systems) - set(BASELINES):
        raise LegalqaError(f"không có cách xếp hạng {', '.join(sorted(unknown))}; có: {', '.join(BASELINES)}")
    questions = read_set(arguments.questions)
    kinds = dict.fromkeys(case.kind for case in questions.cases)
    if unknown := set(arguments.kind) - kinds.keys():
        raise LegalqaError(f"không có loại câu hỏi {', '.join(sorted(unknown))}; các loại: {', '.join(kinds)}")
    if arguments.limit < 0:
        raise LegalqaError(f"--limit {arguments.limit}: cần số không âm")
    cases = questions.chosen(arguments.kind, arguments.tag, arguments.limit)
    folder = arguments.folder or Path("eval/runs") / f"{dt.datetime.now():%Y%m%d-%H%M%S}"
    with progress_bar(quiet=arguments.quiet) as tell:
        _bring_in_step(questions, settings, tell)
        return answer_all(questions, cases, settings, folder, systems=systems, progress=tell)


def _bring_in_step(questions: QuestionSet, settings: Settings, tell: Progress) -> None:
    """Index the corpus that a set asks about, as ``legalqa serve`` does; an index that cannot be written is taken as it is."""
    from legalqa import index
    from legalqa.errors import IndexProblem

    if questions.texts is None and questions.documents is None:
        try:
            index.build(settings, progress=tell)
        except IndexProblem as problem:
            print(f"legalqa: không cập nhật được chỉ mục: {problem}", file=sys.stderr)


def _score(arguments: argparse.Namespace, settings: Settings) -> int:
    from legalqa.evaluation.report import write_report
    from legalqa.evaluation.score import score

    floors = [_floor(told) for told in arguments.fail_under]
    result = score(arguments.folder)
    page, _ = write_report(result, arguments.folder, lang=arguments.lang, link_base=arguments.base_url)
    _print_headline(result)
    print(f"\nBáo cáo: {page}")
    failed = [fault for name, least in floors if (fault := falls_short(result, name, least))]
    for fault in failed:
        print(f"legalqa: {fault}")
    return 1 if failed else 0


def _report(arguments: argparse.Namespace, settings: Settings) -> int:
    import json

    from legalqa.evaluation.folder import SCORE
    from legalqa.evaluation.report import write_report

    file = arguments.folder / SCORE
    if not file.is_file():
        raise LegalqaError(f"{arguments.folder} chưa được chấm; hãy chạy: legalqa eval score {arguments.folder}")
    result = json.loads(file.read_text(encoding="utf-8"))
    for path in write_report(result, arguments.folder, lang=arguments.lang, link_base=arguments.base_url):
        print(path)
    return 0


def _compare(arguments: argparse.Namespace, settings: Settings) -> int:
    from rich.console import Console

    from legalqa.evaluation.compare import compare

    _print_comparison(Console(highlight=False), compare(arguments.first, arguments.second))
    return 0


def _export(arguments: argparse.Namespace, settings: Settings) -> int:
    from legalqa.evaluation.export import export

    target = arguments.output or arguments.folder / ("beir" if arguments.to == "beir" else "ragas.jsonl")
    print(export(arguments.folder, arguments.to, target))
    return 0


def _floor(told: str) -> tuple[str, float]:
    name, _, value = told.partition("=")
    try:
        least = float(value)
    except ValueError:
        least = float("nan")
    if not 0 <= least <= 1:
        raise LegalqaError(f"--fail-under {told!r}: cần dạng CHỈ_SỐ=MỨC với mức từ 0 đến 1, ví dụ first=0.85")
    return name.strip(), least


def falls_short(result: Mapping[str, Any], name: str, least: float) -> str:
    """Why a measure of a score is worse than a floor; "" where it is not.

    Args:
        result: A score, as ``score`` gives it.
        name: A measure ("first"), or one of a part ("held_out.first", "fact.exact", "bare.five").
        least: The floor; of what is better when lower, the ceiling.
    """
    from legalqa.evaluation.compare import LESS

    part, _, measure = name.rpartition(".")
    parts = {**result["by_wording"], **result["by_kind"], **result["groups"]}
    there = parts.get(part or "all")
    if there is None:
        raise LegalqaError(f"không có phần {part!r}; các phần: {', '.join(parts)}")
    found = there.get(measure)
    if found is None:
        raise LegalqaError(f"không có chỉ số {measure!r} ở phần {part or 'all'!r}; các chỉ số: {', '.join(there)}")
    value = found["value"]
    short = value > least if measure in LESS else value < least
    return f"{name} là {value:.3f}, mức là {least:g}" if short else ""


def _print_headline(result: Mapping[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, header_style="bold", title_justify="left")
    for heading in ("chỉ số", "mọi câu", "khoảng 95 %", "tinh chỉnh", "để riêng", "số câu"):
        table.add_column(heading, justify="left" if heading == "chỉ số" else "right")
    for name, stat in result["headline"].items():
        apart = [result["groups"][part].get(name) for part in ("tuned", "held_out")]
        table.add_row(
            name,
            _share(stat["value"]),
            f"{_share(stat['low'])}–{_share(stat['high'])}",
            *(_share(found["value"]) if found else "–" for found in apart),
            str(stat["n"]),
        )
    Console(highlight=False).print(table)
    outcomes = "; ".join(f"{_outcome(name)}: {count}" for name, count in result["outcomes"].items())
    print(f"Kết quả từng câu: {outcomes}")


def _outcome(name: str) -> str:
    from legalqa.evaluation.words import Words

    return Words("vi")[f"outcome.{name}"].lower()


def _share(value: float) -> str:
    return f"{value * 100:.1f}".replace(".", ",")


def _print_comparison(console: Console, found: Comparison) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold")
    for heading in ("chỉ số", "trước", "sau", "chênh", "p", "số câu"):
        table.add_column(heading, justify="left" if heading == "chỉ số" else "right")
    for item in found.differences:
        points = (item.after - item.before) * 100
        cells: Sequence[str] = (
            item.measure, _share(item.before), _share(item.after), f"{points:+.1f}".replace(".", ","),
            f"{item.p:.3f}".replace(".", ","), str(item.n),
        )  # fmt: skip
        table.add_row(*cells, style="bold" if item.p < 0.05 else None)
    console.print(table)
    for better, heading in ((False, "Kém đi"), (True, "Tốt lên")):
        changes = [change for change in found.changes if change.better == better]
        console.print(Text(f"\n{heading}: {len(changes)}", style="bold"))
        for change in changes:
            console.print(
                Text(f"  {change.id}  {_outcome(change.before)} → {_outcome(change.after)}: {change.question}")
            )
    if found.unshared:
        console.print(Text(f"\n{found.unshared} câu chỉ có ở một lần chạy, không so sánh.", style="dim"))
