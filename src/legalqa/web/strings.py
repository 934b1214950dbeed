"""Every word of the interface, in Vietnamese and in English. Texts of the corpus are never translated."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from legalqa.models import Understood

Language = Literal["vi", "en"]
#: Why there is no answer now.
Reason = Literal["closed", "limited", "busy", "slow"]


@dataclass(frozen=True, slots=True)
class Strings:
    """One language's words; a name in braces is filled in with ``str.format``."""

    language: Language
    name: str
    title: str
    purpose: str
    notice_tag: str
    notice: str
    skip: str
    no_script: str
    loading: str
    nav: str
    nav_chat: str
    nav_documents: str
    nav_duties: str
    language_name: str
    footer: str
    # the chat page
    question: str
    placeholder: str
    send: str
    keys: str
    new: str
    examples: str
    empty: str
    forgotten: str
    asked: str
    understood: str
    going_on: str
    undo: str
    undo_of: str
    literally: str
    part: str
    suggested: str
    searching: str
    sources: str
    source: str
    open: str
    partial: str
    clarify: str
    unanswerable: str
    near: str
    groups: str
    due: str
    see_board: str
    choices: str
    next: str
    more: str
    correct: str
    correct_hint: str
    told_answer: str
    too_long: str
    lost: str
    again: str
    unknown_agency: str
    copy_answer: str
    copied_answer: str
    print: str
    source_tag: str
    source_failed: str
    close: str
    # what readers say of an answer
    remark: str
    remark_asked: str
    helpful: str
    wrong_source: str
    missing: str
    unclear: str
    remark_note: str
    remark_told: str
    remark_send: str
    remark_thanks: str
    remark_failed: str
    rejected: str
    error: str
    broken: str
    closed: str
    limited: str
    busy: str
    slow: str
    searched: str
    searched_chosen: str
    searched_none: str
    # which documents are asked
    search_in: str
    everything: str
    chosen_count: str
    any: str
    year: str
    tasked: str
    gone: str
    clear: str
    # the pages of the documents
    documents: str
    documents_count: str
    documents_none: str
    documents_found: str
    documents_no_match: str
    filters: str
    filter: str
    filter_clear: str
    filter_words: str
    filter_agency: str
    filter_agency_unknown: str
    duties: str
    duties_count: str
    duties_of: str
    document: str
    passages: str
    number: str
    kind: str
    issuer: str
    date: str
    signer: str
    status: str
    file: str
    url: str
    contents: str
    copy: str
    copy_of: str
    copied: str
    find: str
    find_hint: str
    find_none: str
    find_next: str
    find_previous: str
    find_clear: str
    print_document: str
    moved: str
    moved_away: str
    back: str
    not_found: str
    not_found_text: str
    failed: str
    failed_text: str
    unready: str
    # the duty board
    board: str
    board_purpose: str
    board_pick: str
    board_pick_hint: str
    board_show: str
    board_found: str
    board_found_none: str
    board_tasks: str
    board_of_all: str
    board_now: str
    board_within: str
    board_with_deadline: str
    board_searched: str
    board_role: str
    board_any_role: str
    board_lead: str
    board_with: str
    board_group: str
    board_shared: str
    board_given: str
    board_filter: str
    board_filter_by: str
    board_filtering: str
    board_from: str
    board_to: str
    board_text: str
    board_apply: str
    board_drop: str
    board_drop_all: str
    board_none: str
    board_left: str
    board_unplaced: str
    board_groups_too: str
    board_download: str
    board_calendar: str
    board_list: str
    board_deadlines: str
    board_due: str
    board_entries: str
    board_no_deadlines: str
    board_recurring: str
    board_otherwise: str
    board_undated: str
    board_yearly: str
    board_monthly: str
    board_until: str
    board_total_tasks: str
    board_total_agencies: str
    board_total_dated: str
    board_total_documents: str
    board_most: str
    board_agencies_more: str
    board_groups_more: str
    board_given_groups: str
    board_groups_hint: str
    board_problem: str
    board_unknown: str
    board_ambiguous: str
    board_unknown_document: str
    board_unreadable: str
    board_backwards: str
    board_near: str
    board_choose: str
    closed_tag: str
    # what the API says; the library's own messages are Vietnamese
    not_allowed: str
    too_large: str
    too_large_text: str
    invalid: str
    forbidden: str
    remark_off: str
    told_missing: str
    told_wrong: str

    def refused(self, reason: Reason, seconds: int, notice: str) -> str:
        """Why there is no answer now, and when to try again."""
        if reason == "closed" and notice:
            return notice
        words: str = getattr(self, reason)
        return words.format(seconds=seconds)

    def verdict(self, verdict: str) -> str:
        """What a reader says of an answer, in a word or two."""
        words: str = getattr(self, verdict)
        return words

    def day(self, date: dt.date) -> str:
        """A date as this language's readers write it."""
        return f"{date:%d/%m/%Y}" if self.language == "vi" else f"{date.day} {date:%B %Y}"

    def taken(self, understood: Understood) -> str:
        """What a question was taken to say: the bodies meant, else the question as read; and what it goes on from."""
        said = ", ".join(understood.agencies) or understood.question
        before = self.going_on.format(before=understood.before) if understood.before else ""
        return " · ".join(part for part in (said, before) if part)

    def count(self, number: int) -> str:
        """A whole number with this language's thousands sign."""
        return f"{number:,}".replace(",", "." if self.language == "vi" else ",")

    def many(self, words: str, number: int) -> str:
        """Words for a number of things; in brackets, a bar divides those for one from those for more."""
        chosen = re.sub(r"\[(.*?)\|(.*?)\]", r"\1" if number == 1 else r"\2", words)
        return chosen.format(n=self.count(number))

    def month(self, year: int, month: int) -> str:
        """A month of a year."""
        return f"Tháng {month}/{year}" if self.language == "vi" else f"{dt.date(year, month, 1):%B %Y}"

    def recurs(self, month: int | None, day: int) -> str:
        """A day that comes again every month, or every year."""
        if not month:
            return self.board_monthly.format(day=day)
        return self.board_yearly.format(
            day=f"{day}/{month}" if self.language == "vi" else f"{dt.date(2024, month, day):%-d %B}"
        )


VI = Strings(
    language="vi",
    name="legalqa",
    title="Hỏi đáp văn bản chỉ đạo",
    purpose="Đặt câu hỏi bằng tiếng Việt; mỗi câu trả lời dẫn đúng đoạn văn bản làm căn cứ.",
    notice_tag="Lưu ý",
    notice="Máy trả lời bằng cách trích nguyên văn, không tư vấn pháp lý; văn bản gốc là căn cứ quyết định.",
    skip="Đến nội dung chính",
    no_script="Trang hỏi đáp cần JavaScript. Không có JavaScript, bạn vẫn đọc được danh sách văn bản.",
    loading="Đang mở trang hỏi đáp…",
    nav="Trang",
    nav_chat="Hỏi đáp",
    nav_documents="Văn bản",
    nav_duties="Sổ nhiệm vụ",
    language_name="Tiếng Việt",
    footer="Chạy trên máy này: câu hỏi không được gửi ra ngoài.",
    question="Câu hỏi của bạn",
    placeholder="Nhập câu hỏi của bạn…",
    send="Hỏi",
    keys="Enter để gửi, Shift + Enter để xuống dòng",
    new="Cuộc hỏi mới",
    examples="Câu hỏi gợi ý",
    empty="Hãy nhập câu hỏi.",
    forgotten="Những câu hỏi trước đó không còn hiển thị.",
    asked="Câu hỏi",
    understood="Đã hiểu: {taken}",
    going_on="hỏi tiếp “{before}”",
    undo="Không phải, hỏi đúng như tôi gõ",
    undo_of="Không phải, hỏi đúng như tôi gõ: {question}",
    literally="Hỏi đúng như đã gõ",
    part="Về câu hỏi “{question}”",
    suggested="Bạn có thể hỏi:",
    searching="Đang tìm trong các văn bản…",
    sources="Nguồn trích dẫn",
    source="Nguồn {n}: {label}",
    open="Mở trong văn bản",
    partial="Văn bản chỉ trả lời một phần câu hỏi này",
    clarify="Bạn muốn hỏi gì?",
    unanswerable="Văn bản không trả lời câu hỏi này",
    near="Đoạn gần nhất, không trả lời câu hỏi",
    due="Hạn",
    see_board="Xem trong Sổ nhiệm vụ: thời hạn, lọc, tải về",
    choices="Hãy chọn một:",
    next="Có thể hỏi tiếp:",
    more="{n} lựa chọn khác",
    correct="Ý tôi là cơ quan khác:",
    correct_hint="Tên cơ quan",
    told_answer="Đã có trả lời. {status}",
    too_long="Câu hỏi quá dài; hãy hỏi gọn hơn.",
    lost="Chưa nhận được trả lời: mất kết nối với máy chủ.",
    again="Hỏi lại",
    unknown_agency="Hãy chọn một cơ quan trong danh sách.",
    copy_answer="Sao chép",
    copied_answer="Đã sao chép câu trả lời",
    print="In",
    source_tag="Nguồn trích dẫn",
    source_failed="Không mở được nguồn này ngay tại đây; hãy mở trong văn bản.",
    close="Đóng",
    remark="Góp ý",
    remark_asked="Câu trả lời này thế nào?",
    helpful="Hữu ích",
    wrong_source="Sai nguồn",
    missing="Thiếu",
    unclear="Khó hiểu",
    remark_note="Ghi thêm (không bắt buộc)",
    remark_told="Góp ý được lưu trên máy chủ này cùng câu hỏi; không lưu tên hay địa chỉ của bạn.",
    remark_send="Gửi góp ý",
    remark_thanks="Cảm ơn bạn đã góp ý.",
    remark_failed="Chưa gửi được góp ý.",
    groups="{n} nhiệm vụ giao chung cho nhóm có cơ quan này",
    rejected="Chưa tìm kiếm với câu hỏi này",
    error="Chưa trả lời được",
    broken="Có lỗi khi tìm câu trả lời. Hãy thử lại; nếu vẫn lỗi, hãy xem nhật ký của máy chủ.",
    closed="Trang hỏi đáp đang tạm dừng. Các văn bản vẫn đọc được ở mục Văn bản.",
    limited="Bạn hỏi hơi nhanh. Hãy thử lại sau {seconds} giây.",
    busy="Đang có nhiều người hỏi cùng lúc. Hãy thử lại sau {seconds} giây.",
    slow="Câu hỏi này mất quá nhiều thời gian nên máy đã dừng tìm. Hãy hỏi ngắn hơn hoặc thử lại.",
    searched="Đã rà soát {documents} văn bản, {passages} đoạn",
    searched_chosen="Chỉ tìm trong {chosen}: đã rà soát {documents} văn bản, {passages} đoạn",
    searched_none="Chỉ tìm trong {chosen}: không có văn bản nào",
    search_in="Tìm trong:",
    everything="tất cả văn bản",
    chosen_count="{count} văn bản",
    any="Tất cả",
    year="Năm ban hành",
    tasked="Giao việc cho",
    gone="{value} (không còn trong kho)",
    clear="Bỏ lựa chọn, tìm trong tất cả văn bản",
    documents="Văn bản",
    documents_count="{count} văn bản dùng để trả lời.",
    documents_none="Chưa có văn bản nào. Hãy thêm văn bản vào thư mục corpus rồi chạy: legalqa index",
    documents_found="{count} trên {total} văn bản.",
    documents_no_match="Không có văn bản nào hợp với các điều kiện này.",
    filters="Lọc văn bản",
    filter="Lọc",
    filter_clear="Bỏ các điều kiện, xem tất cả",
    filter_words="Từ trong tên hoặc số",
    filter_agency="Giao nhiệm vụ cho",
    filter_agency_unknown="Chưa rõ cơ quan nào",
    duties="Nhiệm vụ",
    duties_count="{count} nhiệm vụ",
    duties_of="Nhiệm vụ của {agency}",
    document="Văn bản",
    passages="{count} đoạn",
    number="Số, ký hiệu",
    kind="Loại",
    issuer="Cơ quan ban hành",
    date="Ngày ban hành",
    signer="Người ký",
    status="Tình trạng",
    file="Tệp",
    url="Bản gốc",
    contents="Mục lục",
    copy="Sao chép liên kết",
    copy_of="Sao chép liên kết tới {label}",
    copied="Đã sao chép liên kết",
    find="Tìm trong văn bản",
    find_hint="có dấu hoặc không dấu",
    find_none="Không thấy",
    find_next="Chỗ tiếp theo",
    find_previous="Chỗ trước đó",
    find_clear="Thôi tìm",
    print_document="In văn bản",
    moved="Đoạn được dẫn không còn ở bản này; đây là phần gần nhất.",
    moved_away="Đoạn được dẫn không còn ở bản này.",
    back="Trở lại hỏi đáp",
    not_found="Không tìm thấy trang này",
    not_found_text="Địa chỉ có thể bị gõ sai, hoặc văn bản không còn trong kho.",
    failed="Máy chủ gặp lỗi",
    failed_text="Trang này chưa mở được. Hãy thử lại sau ít phút.",
    unready="Kho văn bản chưa sẵn sàng. Hãy thử lại sau ít phút; nếu vẫn vậy, hãy báo người quản lý máy chủ.",
    board="Sổ nhiệm vụ",
    board_purpose="Mỗi cơ quan được giao việc gì, ở văn bản nào, khi nào đến hạn. Mỗi nhiệm vụ dẫn tới đúng đoạn giao việc.",
    board_pick="Cơ quan",
    board_pick_hint="Gõ tên hoặc tên tắt, có dấu hay không dấu đều được.",
    board_show="Xem",
    board_found="{n} cơ quan khớp",
    board_found_none="Không có cơ quan nào khớp",
    board_tasks="{n} nhiệm vụ",
    board_of_all="Nhiệm vụ của mọi cơ quan",
    board_now="Chức năng này nay thuộc",
    board_within="trong {n} văn bản",
    board_with_deadline="{n} nhiệm vụ có thời hạn",
    board_searched="Đã rà soát {documents} văn bản, {passages} đoạn.",
    board_role="Vai trò",
    board_any_role="Giao đích danh",
    board_lead="Chủ trì, thực hiện",
    board_with="Phối hợp",
    board_group="Giao qua nhóm",
    board_shared="Cùng thực hiện",
    board_given="Văn bản giao cho",
    board_filter="Lọc",
    board_filter_by="Lọc theo văn bản, thời hạn, từ ngữ",
    board_filtering="Đang lọc",
    board_from="Đến hạn từ ngày",
    board_to="Đến hết ngày",
    board_text="Từ trong nhiệm vụ",
    board_apply="Lọc",
    board_drop="Bỏ lọc {name}: {value}",
    board_drop_all="Bỏ tất cả",
    board_none="Không có nhiệm vụ nào khớp.",
    board_left="Còn {n} nhiệm vụ không hiện ở đây: hãy lọc thêm, hoặc tải tệp về để có đủ.",
    board_unplaced="{n} nhiệm vụ khác có thời hạn không gắn với ngày cụ thể nên không lọc được theo ngày.",
    board_groups_too="Còn {n} nhiệm vụ giao chung cho nhóm có cơ quan này",
    board_download="Tải về",
    board_calendar="Lịch (.ics)",
    board_list="Nhiệm vụ theo văn bản",
    board_deadlines="Thời hạn",
    board_due="Thời hạn",
    board_entries="{n} thời hạn",
    board_no_deadlines="Không nhiệm vụ nào ghi thời hạn.",
    board_recurring="Định kỳ",
    board_otherwise="Không gắn ngày cụ thể",
    board_undated="{n} nhiệm vụ không ghi thời hạn.",
    board_yearly="{day} hằng năm",
    board_monthly="ngày {day} hằng tháng",
    board_until="đến {day}",
    board_total_tasks="Nhiệm vụ",
    board_total_agencies="Cơ quan được giao",
    board_total_dated="Có thời hạn",
    board_total_documents="Văn bản đã rà soát",
    board_most="Cơ quan được giao nhiều nhiệm vụ",
    board_agencies_more="{n} cơ quan khác",
    board_groups_more="{n} nhóm khác",
    board_given_groups="Nhóm cơ quan",
    board_groups_hint="Nhiệm vụ giao chung cho cả nhóm; trang của mỗi cơ quan trong nhóm cũng dẫn tới các nhiệm vụ này.",
    board_problem="Chưa xem được",
    board_unknown="Không có cơ quan nào tên “{asked}”.",
    board_ambiguous="“{asked}” có thể là nhiều cơ quan. Hãy chọn một:",
    board_unknown_document="Không có văn bản “{asked}”. Hãy chọn văn bản trong danh sách.",
    board_unreadable="Không hiểu khoảng ngày “{asked}”. Hãy ghi ngày như 2025-06-30.",
    board_backwards="Khoảng ngày “{asked}” kết thúc trước khi bắt đầu. Hãy đổi lại hai ngày.",
    board_near="Có phải bạn tìm:",
    board_choose="Các cơ quan có thể chọn",
    closed_tag="Tạm dừng",
    not_allowed="Địa chỉ này không nhận cách gọi này",
    too_large="Yêu cầu quá lớn",
    too_large_text="Hãy gửi ngắn hơn, hoặc bắt đầu một cuộc hỏi mới.",
    invalid="Yêu cầu không hợp lệ; hãy xem lại: {fields}",
    forbidden="Cần mã quản trị: gửi kèm Authorization: Bearer …",
    remark_off="Máy chủ này không nhận góp ý.",
    told_missing="{message}",
    told_wrong="{message}",
)

EN = Strings(
    language="en",
    name="legalqa",
    title="Questions about directives",
    purpose="Ask in Vietnamese; every answer points to the very paragraph that proves it.",
    notice_tag="Note",
    notice="A machine answers by quoting and gives no legal advice; the original text decides.",
    skip="Skip to the content",
    no_script="The chat page needs JavaScript. Without it you can still read the documents.",
    loading="Opening the chat page…",
    nav="Pages",
    nav_chat="Ask",
    nav_documents="Documents",
    nav_duties="Duty board",
    language_name="English",
    footer="Runs on this machine: questions are not sent anywhere.",
    question="Your question",
    placeholder="Type your question…",
    send="Ask",
    keys="Enter sends, Shift + Enter starts a new line",
    new="New conversation",
    examples="Suggested questions",
    empty="Please type a question.",
    forgotten="Earlier questions are no longer shown.",
    asked="Question",
    understood="Understood: {taken}",
    going_on="going on from “{before}”",
    undo="No, ask exactly what I typed",
    undo_of="No, ask exactly what I typed: {question}",
    literally="Asked exactly as typed",
    part="On “{question}”",
    suggested="You can ask:",
    searching="Searching the documents…",
    sources="Sources",
    source="Source {n}: {label}",
    open="Open in the document",
    partial="The documents answer only a part of this question",
    clarify="What would you like to ask?",
    unanswerable="The documents do not answer this question",
    near="Nearest passage, does not answer the question",
    due="Due",
    see_board="See the duty board: deadlines, filters, downloads",
    choices="Please choose one:",
    next="You can go on with:",
    more="{n} more",
    correct="I mean another agency:",
    correct_hint="Name of the agency",
    told_answer="There is an answer. {status}",
    too_long="This question is too long; please ask a shorter one.",
    lost="No answer came: the connection to the server was lost.",
    again="Ask again",
    unknown_agency="Please choose an agency from the list.",
    copy_answer="Copy",
    copied_answer="The answer was copied",
    print="Print",
    source_tag="Source",
    source_failed="This source could not be opened here; open it in the document.",
    close="Close",
    remark="Feedback",
    remark_asked="How is this answer?",
    helpful="Helpful",
    wrong_source="Wrong source",
    missing="Incomplete",
    unclear="Hard to understand",
    remark_note="Anything to add (optional)",
    remark_told="Feedback is kept on this server together with the question; neither your name nor your address is.",
    remark_send="Send feedback",
    remark_thanks="Thank you for your feedback.",
    remark_failed="Your feedback could not be sent.",
    groups="{n} tasks given to groups that include this agency",
    rejected="Nothing was searched for this question",
    error="No answer yet",
    broken="Something failed while looking for the answer. Try again; if it fails again, see the server's log.",
    closed="Questions are not answered at the moment. The documents can still be read.",
    limited="You are asking a little too fast. Please try again in {seconds} seconds.",
    busy="Many people are asking at the same time. Please try again in {seconds} seconds.",
    slow="This question took too long, so the search was stopped. Ask a shorter one, or try again.",
    searched="Searched {documents} documents, {passages} passages",
    searched_chosen="Only in {chosen}: searched {documents} documents, {passages} passages",
    searched_none="Only in {chosen}: there is no such document",
    search_in="Search in:",
    everything="all documents",
    chosen_count="documents: {count}",
    any="All",
    year="Year",
    tasked="Gives tasks to",
    gone="{value} (no longer held)",
    clear="Clear the choice, search in all documents",
    documents="Documents",
    documents_count="{count} documents to answer from.",
    documents_none="No documents yet. Put documents into the corpus folder and run: legalqa index",
    documents_found="{count} of {total} documents.",
    documents_no_match="No document fits these filters.",
    filters="Filter the documents",
    filter="Filter",
    filter_clear="Clear the filters, show all",
    filter_words="Words of the title or number",
    filter_agency="Gives duties to",
    filter_agency_unknown="It is not clear which agency",
    duties="Duties",
    duties_count="{count} duties",
    duties_of="Duties of {agency}",
    document="Document",
    passages="{count} passages",
    number="Number",
    kind="Kind",
    issuer="Issued by",
    date="Date",
    signer="Signed by",
    status="Status",
    file="File",
    url="Original",
    contents="Contents",
    copy="Copy link",
    copy_of="Copy a link to {label}",
    copied="Link copied",
    find="Find in this document",
    find_hint="with or without diacritics",
    find_none="Not found",
    find_next="Next place",
    find_previous="Previous place",
    find_clear="Clear the search",
    print_document="Print",
    moved="The cited paragraph is no longer in this version; this is the nearest part.",
    moved_away="The cited paragraph is no longer in this version.",
    back="Back to the questions",
    not_found="This page was not found",
    not_found_text="The address may be mistyped, or the document is no longer held.",
    failed="The server failed",
    failed_text="This page could not be opened. Please try again in a few minutes.",
    unready="The documents cannot be read now. Please try again in a few minutes; if it lasts, tell whoever keeps the server.",
    board="Duty board",
    board_purpose="What each agency is told to do, in which document, and by when. Every task leads to the paragraph that assigns it.",
    board_pick="Agency",
    board_pick_hint="Type its name or short form in Vietnamese, with or without diacritics, or its name in English.",
    board_show="Show",
    board_found="{n} [agency matches|agencies match]",
    board_found_none="No agency matches",
    board_tasks="{n} [task|tasks]",
    board_of_all="Tasks of all agencies",
    board_now="Its work now belongs to",
    board_within="in {n} [document|documents]",
    board_with_deadline="{n} [task|tasks] with a deadline",
    board_searched="Searched {documents} documents, {passages} passages.",
    board_role="Role",
    board_any_role="Given by name",
    board_lead="Leads, does",
    board_with="Takes part",
    board_group="Given to groups",
    board_shared="Together with",
    board_given="The text gives it to",
    board_filter="Filter",
    board_filter_by="Filter by document, deadline, words",
    board_filtering="Filtered by",
    board_from="Due from",
    board_to="Due until",
    board_text="Words in the task",
    board_apply="Filter",
    board_drop="Remove the filter {name}: {value}",
    board_drop_all="Remove all",
    board_none="No task matches.",
    board_left="Not listed here: {n} more. Filter further, or download a file to have them all.",
    board_unplaced="{n} other [task has a deadline|tasks have deadlines] without a day, which no range of days finds.",
    board_groups_too="{n} more [task|tasks] given to groups that include this agency",
    board_download="Download",
    board_calendar="Calendar (.ics)",
    board_list="Tasks by document",
    board_deadlines="Deadlines",
    board_due="Deadline",
    board_entries="{n} [deadline|deadlines]",
    board_no_deadlines="No task states a deadline.",
    board_recurring="Recurring",
    board_otherwise="Without a day",
    board_undated="{n} [task states|tasks state] no deadline.",
    board_yearly="{day} every year",
    board_monthly="day {day} of every month",
    board_until="by {day}",
    board_total_tasks="Tasks",
    board_total_agencies="Agencies with tasks",
    board_total_dated="With a deadline",
    board_total_documents="Documents searched",
    board_most="Agencies with most tasks",
    board_agencies_more="{n} more [agency|agencies]",
    board_groups_more="{n} more [group|groups]",
    board_given_groups="Groups of agencies",
    board_groups_hint="Tasks given to a group as a whole; the page of each agency in it leads to them too.",
    board_problem="Nothing to show yet",
    board_unknown="There is no agency named “{asked}”.",
    board_ambiguous="“{asked}” could be several agencies. Please choose one:",
    board_unknown_document="There is no document “{asked}”. Please choose one from the list.",
    board_unreadable="The days “{asked}” cannot be read. Please write a day like 2025-06-30.",
    board_backwards="The days “{asked}” end before they begin. Please swap them.",
    board_near="Did you mean:",
    board_choose="Agencies to choose from",
    closed_tag="Closed",
    not_allowed="This address does not take this method",
    too_large="The request is too large",
    too_large_text="Please send less, or start a new conversation.",
    invalid="The request cannot be used; please check: {fields}",
    forbidden="The admin token is needed: send Authorization: Bearer …",
    remark_off="This server takes no feedback.",
    told_missing="Not found: {message}",
    told_wrong="The request cannot be used: {message}",
)

LANGUAGES: dict[Language, Strings] = {"vi": VI, "en": EN}
