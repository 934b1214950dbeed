"""The command line: arguments in, text out. Everything else happens in the rooms below."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from legalqa import __version__
from legalqa.errors import LegalqaError, NotFound
from legalqa.progress import progress_bar
from legalqa.settings import Settings, load

if TYPE_CHECKING:
    from legalqa.index import BuildReport
    from legalqa.models import Answer, Provision

_EPILOG = """\
ví dụ:
  legalqa index                                  đọc corpus/ và lập chỉ mục (chạy lại sẽ chỉ cập nhật phần thay đổi)
  legalqa ask "Sở Tư pháp phải làm gì?"          hỏi một câu
  legalqa ask --json "…"                         trả lời dạng JSON
  legalqa ask --kind "Kế hoạch" --year 2023 "…"  chỉ hỏi các văn bản được chọn
  legalqa ask --batch cauhoi.jsonl               mỗi dòng {"id", "question", "history"} → một dòng JSON, đúng thứ tự
  legalqa duties --agency STC --output stc.xlsx  nhiệm vụ của một cơ quan: bảng, JSON, CSV, XLSX, DOCX, ICS
  legalqa show                                   các văn bản đã lập chỉ mục
  legalqa show ke-hoach-2888-nha-nuoc-phap-quyen cấu trúc một văn bản, với nhãn và vị trí
  legalqa serve                                  mở trang hỏi đáp tại http://127.0.0.1:7860
  legalqa eval                                   đo chất lượng trên bộ câu hỏi của dự án, viết báo cáo
  legalqa doctor                                 kiểm tra cài đặt, mô hình, chỉ mục và việc cần làm

thiết lập: mặc định < legalqa.toml < biến môi trường LEGALQA_* < cờ trên dòng lệnh
"""

#: The settings that have a flag.
_FLAGS = ("corpus", "index", "model", "reranker", "host", "port", "root_path", "trusted_proxies", "log", "mcp")

_SERVE_EPILOG = """\
thiết lập khác, ghi trong legalqa.toml (max_body = 65536) hoặc biến môi trường (LEGALQA_MAX_BODY=65536):
  origins                trang web khác được gọi API, cách nhau bằng dấu phẩy ("https://tinh.gov.vn"); "*" là mọi trang
  max_question, max_body câu hỏi dài nhất (ký tự), yêu cầu lớn nhất (byte)
  rate                   mỗi địa chỉ được hỏi bao nhiêu ("60/minute"); trống là không hạn chế
  concurrency, queue     số câu trả lời cùng lúc, số câu chờ thêm trước khi báo bận
  answer_seconds         thời gian tối đa cho một câu
  closed                 khi có tệp này thì ngừng trả lời và hiện nội dung của tệp (mặc định: closed.txt)
  feedback               tệp giữ góp ý của người đọc (mặc định: feedback.jsonl); trống là không nhận
  admin_token            mã để đọc góp ý qua API; trống là không ai đọc được
  log_questions          nhật ký được ghi cả câu hỏi (mặc định: không)

ví dụ, sau một máy chủ nginx trên cùng máy:
  legalqa serve --root-path /hoi-dap --trusted-proxies 127.0.0.1 --log requests
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. Returns the exit code: 0 done, 1 an error told in one line; usage errors exit with 2."""
    arguments = _parser().parse_args(argv)
    try:
        flags = {name: getattr(arguments, name, None) for name in _FLAGS}
        settings = load(flags, file=arguments.config)
        code: int = arguments.run(arguments, settings)
        return code
    except LegalqaError as error:
        print(f"legalqa: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("legalqa: đã dừng theo yêu cầu; phần đã làm xong được giữ lại", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="legalqa",
        description="Hỏi đáp văn bản chỉ đạo: mỗi câu trả lời đều trích nguyên văn và dẫn đúng đoạn văn bản.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"legalqa {__version__}")
    verbs = parser.add_subparsers(metavar="LỆNH", required=True)

    def verb(name: str, run: Callable[[argparse.Namespace, Settings], int], told: str) -> argparse.ArgumentParser:
        sub = verbs.add_parser(name, help=told, description=told)
        sub.add_argument("--corpus", metavar="THƯ_MỤC", type=Path, help="thư mục văn bản (mặc định: corpus)")
        sub.add_argument("--index", metavar="THƯ_MỤC", type=Path, help="thư mục chỉ mục (mặc định: index)")
        sub.add_argument("--config", metavar="TỆP", type=Path, help="tệp cấu hình (mặc định: legalqa.toml nếu có)")
        sub.set_defaults(run=run)
        return sub

    index = verb("index", _index, "đọc thư mục văn bản và lập chỉ mục; chạy lại thì thêm, sửa, bỏ cho khớp")
    index.add_argument("--rebuild", action="store_true", help="xoá chỉ mục cũ và lập lại từ đầu")
    index.add_argument("--model", help='mô hình nhúng: "embedded", tên hoặc thư mục mô hình sentence-transformers')
    index.add_argument("--quiet", action="store_true", help="không hiện tiến độ")

    ask = verb("ask", _ask, "hỏi một câu, hoặc cả tệp câu hỏi với --batch")
    what = ask.add_mutually_exclusive_group(required=True)
    what.add_argument("question", nargs="?", metavar="CÂU_HỎI", help="câu hỏi, đặt trong dấu ngoặc kép")
    what.add_argument(
        "--batch",
        metavar="TỆP.jsonl",
        help='mỗi dòng {"id", "question", "history": […], "literal": true, "narrowing": {"kinds": […]}}; "-" đọc từ đầu vào chuẩn',
    )
    literally = "hỏi đúng như đã gõ: không sửa chính tả, không suy đoán tên cơ quan"
    ask.add_argument("--literal", action="store_true", help=literally)
    ask.add_argument("--json", action="store_true", help="in câu trả lời dạng JSON")
    _add_reranker_flag(ask)
    _add_narrowing_flags(ask)
    ask.add_argument("--groups", action="store_true", help="in cả nhiệm vụ giao chung cho nhóm có cơ quan được hỏi")

    _add_duty_flags(verb("duties", _duties, "liệt kê nhiệm vụ: ai phải làm gì, khi nào xong; lọc và xuất ra tệp"))

    show = verb("show", _show, "xem cấu trúc một văn bản, hoặc danh sách văn bản")
    show.add_argument("document", nargs="?", metavar="VĂN_BẢN", help="mã văn bản; bỏ trống để xem danh sách")
    show.add_argument("eid", nargs="?", metavar="EID", help="mã một mục, điểm…: in nguyên văn phần đó")
    show.add_argument("--json", action="store_true", help="in dạng JSON")

    serve = verb("serve", _serve, "mở trang hỏi đáp trên máy này; lập chỉ mục trước nếu thiếu hoặc cũ")
    _add_reranker_flag(serve)
    _add_serve_flags(serve)

    from legalqa.evaluation.command import add_flags

    add_flags(verb("eval", _eval, "đo chất lượng trên một bộ câu hỏi: trả lời, chấm điểm, báo cáo, so sánh"))

    doctor = verb("doctor", _doctor, "kiểm tra phiên bản, mô hình, tình trạng chỉ mục và nói việc cần làm")
    _add_reranker_flag(doctor)
    return parser


def _add_reranker_flag(parser: argparse.ArgumentParser) -> None:
    told = "mô hình xếp lại: tên hoặc thư mục mô hình CrossEncoder (mặc định: không dùng)"
    parser.add_argument("--reranker", metavar="MÔ_HÌNH", help=told)


def _add_serve_flags(serve: argparse.ArgumentParser) -> None:
    serve.epilog, serve.formatter_class = _SERVE_EPILOG, argparse.RawDescriptionHelpFormatter
    add = serve.add_argument
    add("--host", help="địa chỉ phục vụ (mặc định 127.0.0.1; 0.0.0.0 là mọi địa chỉ của máy)")
    add("--port", type=int, help="cổng phục vụ (mặc định 7860)")
    add("--root-path", metavar="ĐƯỜNG_DẪN", help="đường dẫn mà máy chủ phía trước đặt trang ở dưới, ví dụ /hoi-dap")
    proxies = "địa chỉ các máy chủ phía trước được tin khi báo ai hỏi, cách nhau bằng dấu phẩy (mặc định: không tin ai)"
    add("--trusted-proxies", metavar="ĐỊA_CHỈ,…", help=proxies)
    add("--log", choices=("none", "errors", "requests"), help="ghi nhật ký JSON ra đầu lỗi chuẩn (mặc định: errors)")
    add("--mcp", action="store_true", default=None, help="mở thêm máy chủ MCP cho chương trình khác, tại /mcp")


def _add_narrowing_flags(ask: argparse.ArgumentParser) -> None:
    group = ask.add_argument_group(
        "chỉ hỏi một số văn bản",
        "Mỗi cờ lặp lại được: giá trị của một cờ thì hợp một là đủ, các cờ khác nhau thì phải hợp tất cả. Dấu và chữ hoa không cần "
        'đúng. Trong --batch, dòng nào có "narrowing" thì theo dòng đó.',
    )

    def add(flag: str, field: str, metavar: str, told: str, type: Callable[[str], Any] = str) -> None:
        group.add_argument(flag, dest=field, metavar=metavar, action="append", default=[], type=type, help=told)

    add("--document", "documents", "VĂN_BẢN", "mã hoặc số văn bản, ví dụ 2888/KH-UBND")
    add("--kind", "kinds", "LOẠI", 'loại văn bản, ví dụ "Kế hoạch"')
    add("--issuer", "issuers", "CƠ_QUAN", 'cơ quan ban hành, ví dụ "UBND tỉnh"')
    add("--place", "places", "NƠI", 'địa danh của văn bản, ví dụ "Tuyên Quang"')
    add("--agency", "agencies", "CƠ_QUAN", 'văn bản giao việc cho cơ quan này, ví dụ "Sở Tư pháp"')
    add("--year", "years", "NĂM", "năm ban hành, ví dụ 2023", int)
    add("--status", "statuses", "TÌNH_TRẠNG", 'tình trạng ghi trong catalog.csv, ví dụ "còn hiệu lực"')


def _add_duty_flags(duties: argparse.ArgumentParser) -> None:
    forms, roles = ("table", "json", "csv", "xlsx", "docx", "ics"), ("lead", "with", "group")
    told = "vai trò: lead = chủ trì, thực hiện; with = phối hợp; group = giao chung cho nhóm"
    add = duties.add_argument
    add("--agency", metavar="TÊN", default="", help="cơ quan: tên, viết tắt, tiếng Anh, có hay không dấu")
    add("--role", choices=roles, default="", help=told)
    add("--document", metavar="VĂN_BẢN", default="", help="mã hoặc số văn bản, ví dụ 2888/KH-UBND")
    add("--due", metavar="TỪ..ĐẾN", default="", help="thời hạn, ví dụ 2025-01-01..2025-06-30; bỏ trống một đầu được")
    add("--text", metavar="CHỮ", default="", help="chữ có trong nhiệm vụ, có hay không dấu")
    add("--format", choices=forms, default="", help="dạng xuất; mặc định theo đuôi tệp, không thì table")
    add("--output", metavar="TỆP", type=Path, help="tệp ghi ra; xlsx, docx, ics cần tệp này")
    add("--base-url", metavar="URL", help="địa chỉ trước liên kết (mặc định: trang hỏi đáp theo host, port)")


# index


def _index(arguments: argparse.Namespace, settings: Settings) -> int:
    report = build(settings, rebuild=arguments.rebuild, quiet=arguments.quiet)
    _print_report(report, settings)
    return 1 if report.failed else 0


def build(settings: Settings, *, rebuild: bool = False, quiet: bool = False) -> BuildReport:
    """Build the index with a progress bar on standard error."""
    from legalqa import index

    with progress_bar(quiet=quiet) as tell:
        return index.build(settings, progress=tell, rebuild=rebuild)


def _print_report(report: BuildReport, settings: Settings) -> None:
    print(
        f"Chỉ mục {settings.index}: thêm {len(report.added)}, cập nhật {len(report.updated)}, bỏ {len(report.removed)}, "
        f"giữ nguyên {len(report.unchanged)} văn bản; {report.passages} đoạn; {report.seconds:.1f} giây."
    )
    for heading, rows in (("Không đọc được", report.failed), ("Bỏ qua", report.skipped)):
        for path, reason in rows:
            print(f"  {heading}: {path} — {reason}")


# ask


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    from legalqa.assistant import open_assistant
    from legalqa.models import EVERYTHING, Narrowing

    narrowing = Narrowing(**{field.name: tuple(getattr(arguments, field.name)) for field in fields(Narrowing)})
    if arguments.batch:
        with _open_lines(arguments.batch) as lines:
            turns = list(_turns(lines, arguments.batch))
        assistant = open_assistant(settings)
        for turn in turns:
            answer = assistant.ask(
                turn["question"],
                turn.get("history") or (),
                literal=arguments.literal or turn.get("literal", False),
                narrowing=Narrowing.from_json(turn["narrowing"]) if turn.get("narrowing") is not None else narrowing,
            )
            print(json.dumps({**answer.to_json(), "id": turn.get("id")}, ensure_ascii=False), flush=True)
        return 0
    answer = open_assistant(settings).ask(arguments.question, literal=arguments.literal, narrowing=narrowing)
    if arguments.json:
        print(json.dumps(answer.to_json(), ensure_ascii=False, indent=2))
    else:
        _print_answer(answer, groups=arguments.groups, narrowed=narrowing != EVERYTHING)
    return 0


def _open_lines(name: str) -> TextIO:
    if name == "-":
        return sys.stdin
    try:
        return Path(name).open(encoding="utf-8")
    except OSError as error:
        raise LegalqaError(f"không mở được {name}: {error.strerror}") from error


def _turns(lines: TextIO, name: str) -> Iterator[dict[str, Any]]:
    """The questions of a batch; every bad line is named before anything is answered."""
    bad = []
    try:
        for n, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                turn = json.loads(line)
            except json.JSONDecodeError as error:
                bad.append(f"dòng {n}: không phải JSON ({error.msg})")
                continue
            history = turn.get("history") if isinstance(turn, dict) else None
            if not isinstance(turn, dict) or not isinstance(turn.get("question"), str):
                bad.append(f'dòng {n}: thiếu "question" dạng chuỗi')
            elif history is not None and not (isinstance(history, list) and all(isinstance(h, dict) for h in history)):
                bad.append(f'dòng {n}: "history" phải là danh sách các lượt {{"question", "answer"}}')
            elif not isinstance(turn.get("literal", False), bool):
                bad.append(f'dòng {n}: "literal" phải là true hoặc false')
            elif wrong := _bad_narrowing(turn.get("narrowing")):
                bad.append(f"dòng {n}: {wrong}")
            else:
                yield turn
    except UnicodeDecodeError as error:
        raise LegalqaError(f"{name} không phải UTF-8; hãy lưu lại tệp ở dạng UTF-8") from error
    if bad:
        raise LegalqaError(f"{name}: " + "; ".join(bad))


def _bad_narrowing(value: object) -> str:
    """What is wrong with a line's "narrowing"; "" where nothing is."""
    from legalqa.models import Narrowing

    try:
        Narrowing.from_json({} if value is None else value)
    except ValueError as error:
        return str(error)
    return ""


def _print_answer(answer: Answer, *, groups: bool, narrowed: bool = False) -> None:
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    from legalqa.web.strings import VI

    console = Console(highlight=False, soft_wrap=False)
    if answer.status in ("rejected", "error"):
        console.print(Text(answer.text, style="yellow"))
        return
    console.print()
    if answer.understood:
        told = VI.understood.format(taken=VI.taken(answer.understood))
        console.print(Text(f"{told}\n", style="dim"))
    console.print(Text(answer.text))
    if answer.suggestions:
        lead = "Có thể hỏi: "
        between = "\n" + " " * len(lead)
        console.print(Text(f"\n{lead}{between.join(answer.suggestions)}", style="dim"))
    folded = answer.folded
    cited = [citation for citation in answer.citations or answer.near if groups or citation.n not in folded]
    if cited:
        console.print()
        console.print(Text("Nguồn" if answer.citations else "Gần nhất, không trả lời câu hỏi", style="bold"))
    for citation in cited:
        console.print(Text.assemble((f"[{citation.n}] ", "cyan"), f"{citation.label} — {citation.source}"))
        if not answer.citations or citation.n in folded:
            console.print(Padding(Text(f"“{citation.quote}”", style="dim"), (0, 0, 0, 4)))
    if folded and not groups:
        console.print(
            Text(f"\n{len(folded)} nhiệm vụ giao chung cho nhóm được gập lại; thêm --groups để xem.", style="dim")
        )
    searched = answer.searched
    only = " đã chọn" if narrowed else ""
    told = f"Đã rà soát {searched['documents']} văn bản{only}, {searched['passages']} đoạn, trong {answer.seconds:.2f} giây."
    console.print(Text(f"\n{told} Máy trích nguyên văn, không tư vấn; văn bản gốc là căn cứ.", style="dim"))


# duties


def _duties(arguments: argparse.Namespace, settings: Settings) -> int:
    from legalqa.exports.command import run
    from legalqa.exports.selection import Wanted

    wanted = Wanted(arguments.agency, arguments.role, arguments.document, arguments.due, arguments.text)
    here = f"http://{settings.host}:{settings.port}{settings.root_path}"
    url = here if arguments.base_url is None else arguments.base_url
    return run(settings.index, wanted, form=arguments.format, output=arguments.output, base_url=url)


# show


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    from legalqa.library import Library
    from legalqa.models import document_name
    from legalqa.vietnamese.text import shown

    with Library.open(settings.index) as library:
        if not arguments.document:
            documents = library.documents()
            if arguments.json:
                rows = [
                    {"id": d.id, "path": d.path, "name": document_name(d), "passages": d.passages} for d in documents
                ]
                print(json.dumps(rows, ensure_ascii=False, indent=2))
            else:
                for info in documents:
                    print(f"{info.id}\n    {document_name(info)} · {info.passages} đoạn · {info.path}")
            return 0
        document = library.document(arguments.document)
    text = document.source.text
    nodes = list(document.provisions)
    if arguments.eid:
        chain = document.find(arguments.eid)
        if not chain:
            raise NotFound(f"{document.id} không có mục {arguments.eid!r}; xem các mã bằng: legalqa show {document.id}")
        nodes = [chain[-1]]
    if arguments.json:
        print(json.dumps([_tree(node, text) for node in nodes], ensure_ascii=False, indent=2))
    elif arguments.eid:
        print(f"{nodes[0].label}  [{nodes[0].start}:{nodes[0].end}]\n")
        for node in nodes[0].walk():
            if words := shown(text, node.start, node.own_end):
                print(words)
    else:
        for key in ("title", "kind", "number", "issuer", "place", "date", "signer"):
            if (value := getattr(document, key)) is not None:
                print(f"{key:>8}: {value}")
        for node in nodes:
            _print_tree(node, text, 0)
    return 0


def _tree(node: Provision, text: str) -> dict[str, Any]:
    from legalqa.vietnamese.text import shown

    return {
        "eid": node.eid,
        "kind": str(node.kind),
        "label": node.label,
        "start": node.start,
        "own_end": node.own_end,
        "end": node.end,
        "text": shown(text, node.start, node.own_end),
        "children": [_tree(child, text) for child in node.children],
    }


def _print_tree(node: Provision, text: str, depth: int) -> None:
    from legalqa.vietnamese.text import shown

    words = shown(text, node.start, node.own_end)
    short = words if len(words) <= 72 else words[:72].rsplit(" ", 1)[0] + " …"
    print(f"{'  ' * depth}{node.eid.rsplit('__', 1)[-1]}  ({node.label})  [{node.start}:{node.end}]  {short}")
    for child in node.children:
        _print_tree(child, text, depth + 1)


# eval, serve, doctor


def _eval(arguments: argparse.Namespace, settings: Settings) -> int:
    from legalqa.evaluation.command import run

    return run(arguments, settings)


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    from legalqa.assistant import open_assistant
    from legalqa.errors import IndexProblem
    from legalqa.web.server import serve

    try:
        _print_report(build(settings), settings)
    except IndexProblem as problem:  # an index that is there may still serve, where its folder cannot be written
        print(f"legalqa: không cập nhật được chỉ mục: {problem}", file=sys.stderr)
    assistant = open_assistant(settings)
    serve(
        settings, assistant, ready=lambda url: print(f"legalqa: trang hỏi đáp tại {url}  (Ctrl+C để dừng)", flush=True)
    )
    return 0


def _doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    from rich.console import Console
    from rich.text import Text

    from legalqa import index

    console = Console(highlight=False)
    findings = index.check(settings)
    for finding in findings:
        mark = ("✓ ", "green") if finding.ok else ("✗ ", "red")
        console.print(Text.assemble(mark, finding.what))
        if not finding.ok and finding.advice:
            console.print(Text(f"    → {finding.advice}", style="yellow"))
    return 0 if all(finding.ok for finding in findings) else 1


if __name__ == "__main__":
    sys.exit(main())
