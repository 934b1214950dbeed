"""Questions in the course of talk, and what an answer tells of how they were read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from legalqa.assistant import Assistant
from legalqa.follows import points_to_task
from legalqa.models import Answer

SHARE = "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm?"


@pytest.mark.parametrize(
    ("typed", "read", "agencies"),
    [
        ("so tai chinh phai lam gi", "Sở Tài chính phải làm gì", ("Sở Tài chính",)),
        ("sở tư phát phải làm gì", "Sở Tư pháp phải làm gì", ("Sở Tư pháp",)),
        ("STC phải làm gì?", "", ("Sở Tài chính",)),
    ],
)
def test_an_answer_tells_how_its_question_was_read(
    assistant: Assistant, typed: str, read: str, agencies: tuple[str, ...]
) -> None:
    answer = assistant.ask(typed)
    assert answer.status == "answered" and answer.question == typed and answer.duties
    assert answer.understood and answer.understood.question == read
    assert answer.understood.agencies == agencies and answer.understood.before == ""
    literal = assistant.ask(typed, literal=True)
    assert literal.understood is None and not literal.duties


def test_nothing_is_told_of_a_question_taken_as_typed(assistant: Assistant) -> None:
    assert assistant.ask("Sở Tài chính phải làm gì?").understood is None
    assert assistant.ask(SHARE).understood is None


def test_partly_typed_marks_are_completed(assistant: Assistant) -> None:
    assert assistant.understand("so điện thoai của sơ tư phap").read == "số điện thoại của sở tư pháp"
    found = assistant.understand("bao giơ sơ kêt chi thị cua tinh uỷ")
    assert found.read.startswith("bao giờ sơ kết") and [agency.name for agency in found.agencies] == ["Tỉnh ủy"]


@pytest.mark.parametrize(
    "question",
    [
        "Giá vé máy bay đi Paris?",
        "Ai bảo vệ rừng ngập mặn?",
        "Trồng lúa thế nào?",
        "Sở Tài chính được cấp bao nhiêu máy bay?",
    ],
)
def test_each_suggested_question_is_answered(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "unanswerable" and len(set(answer.suggestions)) == len(answer.suggestions) > 0
    for suggested in answer.suggestions:
        told = assistant.ask(suggested)
        assert (
            told.status == "answered"
            and told.citations
            and told.understood is None
            and suggested not in told.suggestions
        )


def test_nothing_is_suggested_beside_an_aside(assistant: Assistant) -> None:
    for question in ("Xin chào", "???"):
        assert assistant.ask(question).suggestions == ()


@pytest.mark.parametrize("question", [SHARE, "Sở Tư pháp phải làm gì?", "Ai bố trí kinh phí?"])
def test_an_answer_leads_on_to_others_who_have_to_do_with_it(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered" and answer.suggestions and question not in answer.suggestions
    assert all(assistant.ask(suggested).status == "answered" for suggested in answer.suggestions)


@pytest.mark.parametrize("name", ["Sở", "UBND"])
def test_a_name_of_several_bodies_offers_them_at_one_tap(assistant: Assistant, name: str) -> None:
    answer = assistant.ask(f"{name} phải làm gì?")
    assert answer.status == "clarify" and 2 <= len(answer.suggestions) <= 40
    assert all(assistant.ask(chosen).status in ("answered", "unanswerable") for chosen in answer.suggestions)
    assert assistant.ask(answer.suggestions[0]).status == "answered"


def test_what_has_no_answer_by_itself_goes_on_from_the_turn_before(assistant: Assistant) -> None:
    before, question = SHARE, "Tăng lên bao nhiêu phần trăm mỗi năm?"
    history = [{"question": before, "answer": "…"}]
    assert assistant.ask(question).status == "unanswerable"
    assert assistant.understand(question, history).before == ""
    answer = assistant.ask(question, history)
    assert answer.status == "answered" and answer.citations
    assert answer.question == question and answer.understood and answer.understood.before == before
    assert assistant.ask(question, history, literal=True).status == "unanswerable"


def test_everyday_words_for_a_period_are_answered_by_themselves(assistant: Assistant) -> None:
    answer = assistant.ask("Bao lâu báo cáo một lần?")
    assert answer.status == "answered" and "định kỳ" in answer.citations[0].quote


def test_what_the_turn_before_does_not_help_is_refused_as_typed(assistant: Assistant) -> None:
    answer = assistant.ask("Giá vé máy bay đi Paris tháng sau thế nào?", [{"question": "Thời tiết hôm nay?"}])
    assert answer.status == "unanswerable" and answer.understood is None


def test_the_latest_agency_of_a_talk_is_asked_about(assistant: Assistant) -> None:
    turns = ["Sở Tài chính phải làm gì?", "Còn Sở Tư pháp?", "Cơ quan đó phối hợp với ai?"]
    history: list[dict[str, str]] = []
    for turn in turns:
        answer = assistant.ask(turn, history)
        history.append({"question": turn, "answer": answer.text})
    assert answer.status == "answered" and {duty.agency for duty in answer.duties} >= {"Sở Tư pháp"}
    assert answer.understood and answer.understood.before == " ".join(turns[:2])


@pytest.mark.parametrize("literal", [False, True])
@pytest.mark.parametrize(
    "question", [SHARE, "so tai chinh lam gi va ai ky ke hoach 2888", "Giá vé máy bay?", "Khi nào phải xong?"]
)
def test_equal_calls_get_equal_answers(assistant: Assistant, question: str, literal: bool) -> None:
    history = [{"question": "Sở Tư pháp phải làm gì?", "answer": "…"}]
    one, other = (replace(assistant.ask(question, history, literal=literal), seconds=0.0) for _ in range(2))
    assert one == other


@pytest.mark.parametrize("question", ["giá vàng hôm nay?", "Thời tiết hôm nay thế nào?", "Làm bài thơ về rừng"])
def test_what_lies_elsewhere_does_not_go_on_from_an_agency(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question, [{"question": "Công an tỉnh phải làm gì?", "answer": "…"}])
    assert answer.status == "unanswerable" and not answer.understood and not answer.suggestions
    assert answer.text.startswith("Câu hỏi này nằm ngoài các văn bản")


def test_a_later_part_stays_in_the_document_of_the_first(assistant: Assistant) -> None:
    answer = assistant.ask("Chỉ thị của Tỉnh ủy giao cơ quan nào theo dõi và sơ kết khi nào?")
    assert answer.status == "answered"
    assert {citation.document for citation in answer.citations[:1]} == {"chi-thi-tinh-uy-to-chuc-thi-hanh-phap-luat"}


def test_a_name_typed_in_capitals_is_read_as_it_is_written(assistant: Assistant) -> None:
    assert "Sở Tư pháp" in assistant.understand("SO TU PHAP PHAI LAM GI").read


def test_bodies_addressed_together_are_no_name_to_be_told(assistant: Assistant) -> None:
    assert assistant.ask("Cơ quan chậm đăng công khai văn bản thì bị phạt bao nhiêu tiền?").understood is None
    told = assistant.ask("cac so phai lam gi").understood
    assert told and told.agencies == () and told.question == "các sở phải làm gì"


TUYEN_QUANG, DIRECTIVE = "ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp", "chi-thi-tinh-uy-to-chuc-thi-hanh-phap-luat"


def last_of(assistant: Assistant, *turns: str) -> Answer:
    """The answer to the last of the turns of a talk."""
    history: list[dict[str, str]] = []
    for turn in turns:
        answer = assistant.ask(turn, history)
        history.append({"question": turn, "answer": answer.text})
    return answer


@pytest.mark.parametrize(
    ("turns", "agency"),
    [
        (("Sở Tài chính phải làm gì?", "Còn Sở Nội vụ?", "Thế Công an tỉnh?"), "Công an tỉnh"),
        (("so tu phap phai lam gi", "con so tai chinh", "the cong an tinh"), "Công an tỉnh"),
        (("Sở Tư pháp phải làm gì?", "Sở Tài chính"), "Sở Tài chính"),
        (("UBND cấp huyện phải làm gì?", "Thế còn cấp xã?"), "Ủy ban nhân dân cấp xã"),
        (("Mặt trận Tổ quốc làm gì theo chỉ thị?", "Vậy Đảng đoàn HĐND tỉnh?"), "Đảng đoàn Hội đồng nhân dân tỉnh"),
        (("Giám đốc Sở Tư pháp làm gì?", "Vậy Chủ tịch UBND huyện thì sao?"), "Ủy ban nhân dân cấp huyện"),
    ],
)
def test_another_body_is_asked_for_the_same(assistant: Assistant, turns: tuple[str, ...], agency: str) -> None:
    answer = last_of(assistant, *turns)
    assert answer.status == "answered" and answer.duties
    assert answer.text.startswith(f"{agency}:") and answer.understood and answer.understood.before


@pytest.mark.parametrize(
    "turns",
    [
        ("Sở Tư pháp phải làm gì theo kế hoạch Tuyên Quang?", "Văn phòng UBND tỉnh", "Sở Tài chính"),
        ("Kế hoạch Tuyên Quang giao gì cho Văn phòng UBND tỉnh?", "Sở Tư pháp thì sao?"),
        ("Kế hoạch nghị quyết 66 giao ai theo dõi?", "Còn kế hoạch của Tuyên Quang?"),
        ("Nghị quyết 126 ban hành ngày nào?", "Của ai?", "Kế hoạch nào triển khai?"),
        ("Kế hoạch 2888 ban hành khi nào?", "Còn kế hoạch Tuyên Quang?"),
        ("ke hoach tuyen quang ai ky", "ngay nao"),
    ],
)
def test_the_talk_stays_in_the_document_that_it_is_of(assistant: Assistant, turns: tuple[str, ...]) -> None:
    answer = last_of(assistant, *turns)
    assert answer.status == "answered" and answer.citations[0].document == TUYEN_QUANG


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        (("Ai ký chỉ thị của Tỉnh ủy?", "Gửi cho ai?"), "nơi nhận [1]"),
        (("Kế hoạch của Tuyên Quang gửi cho ai?", "Ai ký?", "Ngày nào?"), "ngày ban hành: 09/09/2023"),
        (("Kế hoạch 2888 giao ai theo dõi?", "Còn chỉ thị?"), "Ban Nội chính Tỉnh ủy"),
        (("Hội Luật gia làm gì?", "Còn Đoàn Luật sư?", "Đoàn này do ai quản lý?"), "Đoàn Luật sư tỉnh"),
        (("Chỉ thị yêu cầu gì về kiểm tra, giám sát?", "Vậy còn về tuyên truyền?"), "Chỉ thị"),
        (("Công an tỉnh phải làm gì?", "Trong văn bản nào?"), "Công an tỉnh: 18 nhiệm vụ"),
    ],
)
def test_the_next_thing_is_asked_of_the_same(assistant: Assistant, turns: tuple[str, ...], said: str) -> None:
    answer = last_of(assistant, *turns)
    assert answer.status in ("answered", "partial") and said in answer.text.split("Liên quan:")[0]


def test_another_time_is_asked_for_in_the_same_year(assistant: Assistant) -> None:
    answer = last_of(assistant, "Việc nào phải xong trong quý II/2021?", "Còn quý III?")
    assert answer.status == "unanswerable" and answer.understood
    assert answer.understood.question == "Việc nào phải xong trong quý III/2021?"


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm?", "ke-hoach-thuc-hien-nghi-quyet-66-nq-tw"),
        ("Ai ký chỉ thị của Tỉnh ủy?", DIRECTIVE),
        ("Kế hoạch 2888 nói gì về luật sư?", "ke-hoach-2888-nha-nuoc-phap-quyen"),
    ],
)
def test_a_new_topic_drops_what_was_talked_of(assistant: Assistant, question: str, document: str) -> None:
    answer = last_of(assistant, "Sở Tài chính phải làm gì theo kế hoạch Tuyên Quang?", "Còn Sở Tư pháp?", question)
    assert answer.status == "answered" and answer.citations[0].document == document and answer.understood is None


@pytest.mark.parametrize(
    ("before", "asked", "told"),
    [
        (
            "co quan nao boi duong can bo phap che",
            "Còn việc kiểm tra thì giao cho ai?",
            ("cơ quan nào bồi dưỡng cán bộ pháp chế", "Còn việc kiểm tra thì giao cho ai?"),
        ),
        (
            "so tu phap phai lam gi",
            "Khi nào giao xong việc đó?",
            ("Sở Tư pháp phải làm gì", "Khi nào giao xong việc đó?"),
        ),
        ("Sở Tư pháp phải làm gì?", "khi nao phai xong", ("Sở Tư pháp phải làm gì?", "khi nào phải xong")),
    ],
)
def test_marks_are_put_on_that_of_two_turns_that_was_typed_without_them(
    assistant: Assistant, before: str, asked: str, told: tuple[str, str]
) -> None:
    question = assistant.understand(asked, [{"question": before}])
    assert (question.before, question.read) == told


def test_who_has_the_task_that_was_spoken_of(assistant: Assistant) -> None:
    history = [{"question": SHARE, "answer": ""}]
    alone = assistant.ask(SHARE)
    for asked in ("Ai lo việc đó?", "Cơ quan nào chủ trì việc này?", "ai lam viec do"):
        answer = assistant.ask(asked, history)
        assert answer.duties and {duty.agency for duty in answer.duties} == {"các sở, ngành, địa phương"}
        assert answer.citations[0].eid == alone.citations[0].eid
        assert answer.understood and answer.understood.before == SHARE


def test_talk_stays_with_the_document_it_is_about(assistant: Assistant) -> None:
    about, asked = "Kế hoạch 2888 giao ai bồi dưỡng cán bộ pháp chế?", "Trách nhiệm của người đứng đầu là gì?"
    alone = assistant.ask(asked)
    answer = assistant.ask(asked, [{"question": about, "answer": ""}])
    assert alone.citations[0].document != "ke-hoach-2888-nha-nuoc-phap-quyen"
    assert {item.document for item in answer.citations} == {"ke-hoach-2888-nha-nuoc-phap-quyen"}
    assert answer.understood and answer.understood.before == about
    assert assistant.ask(asked, [{"question": about}], literal=True).citations[0].eid == alone.citations[0].eid


def test_a_new_topic_or_document_leaves_the_talk(assistant: Assistant) -> None:
    history = [{"question": "Kế hoạch của tỉnh Tuyên Quang giao ai thẩm định kinh phí xây dựng văn bản?", "answer": ""}]
    elsewhere = assistant.ask("Kế hoạch 2888 giao ai theo dõi, đôn đốc?", history)
    assert {item.document for item in elsewhere.citations} == {"ke-hoach-2888-nha-nuoc-phap-quyen"}
    assert assistant.ask(SHARE, history).citations[0].eid == assistant.ask(SHARE).citations[0].eid


@pytest.mark.parametrize("asked", ["Kế hoạch 9999 giao ai chủ trì kiểm tra?", "Luật Biển Việt Nam giao ai kiểm tra?"])
def test_what_no_text_bears_is_told_so_in_a_talk_too(assistant: Assistant, asked: str) -> None:
    history = [{"question": "Kế hoạch của tỉnh Tuyên Quang giao ai thẩm định kinh phí xây dựng văn bản?", "answer": ""}]
    answer, alone = assistant.ask(asked, history), assistant.ask(asked)
    assert (answer.status, answer.text) == (alone.status, alone.text) and alone.status == "unanswerable"


@pytest.mark.parametrize(
    "asked",
    ["Việc do sở nào chủ trì?", "Ai lo việc trên địa bàn tỉnh?", "viec do ai lam", "nhiệm vụ trên lĩnh vực y tế"],
)
def test_a_task_that_is_not_pointed_to(asked: str) -> None:
    assert not points_to_task(asked)


@pytest.mark.parametrize(
    "asked", ["Ai lo việc đó?", "sở nào lo vụ này", "Việc trên do ai làm?", "ai lo viec do", "viec nay ai lam"]
)
def test_a_task_that_is_pointed_to(asked: str) -> None:
    assert points_to_task(asked)


def test_that_document_is_the_one_of_the_turn_before(assistant: Assistant) -> None:
    history = [{"question": "Sở Tài chính ở Tuyên Quang làm gì?", "answer": ""}]
    for asked in ("Kế hoạch đó ai ký?", "ke hoach do ai ky"):
        answer = assistant.ask(asked, history)
        assert "Nguyễn Văn Sơn" in answer.text and len(answer.citations) == 1


def test_a_follow_up_with_a_subject_of_its_own_is_asked_by_its_own_words(assistant: Assistant) -> None:
    about = "Kế hoạch Nghị quyết 66: ngân sách cho xây dựng pháp luật tối thiểu là bao nhiêu?"
    asked = "Còn chuyên gia, luật gia, luật sư giỏi thì thu hút vào đâu?"
    answer = assistant.ask(asked, [{"question": about, "answer": ""}])
    assert answer.status == "answered" and "luật sư giỏi" in answer.citations[0].quote
    assert answer.understood and answer.understood.before == about


def test_a_part_that_goes_on_from_one_without_an_answer_has_none_either(assistant: Assistant) -> None:
    answer = assistant.ask("Muốn đổi giấy phép lái xe thì làm sao và lệ phí là bao nhiêu?")
    assert answer.status == "unanswerable" and not answer.citations and "giấy phép lái xe" in answer.text
    both = assistant.ask("Muốn đổi giấy phép lái xe thì làm sao và sở nào phải bố trí kinh phí xây dựng pháp luật?")
    assert both.status == "partial" and both.citations


def test_a_follow_up_asked_alone_still_tells_how_it_was_read(assistant: Assistant) -> None:
    about = "Kế hoạch Nghị quyết 66: ngân sách cho xây dựng pháp luật tối thiểu là bao nhiêu?"
    asked = "con chuyen gia, luat gia, luat su gioi thi thu hut vao dau"
    answer = assistant.ask(asked, [{"question": about, "answer": ""}])
    assert answer.question == asked and answer.understood and "luật sư giỏi" in answer.understood.question


def test_to_whom_a_task_is_reported_is_not_who_has_it(assistant: Assistant) -> None:
    history = [
        {"question": "Ai theo dõi, đôn đốc, kiểm tra việc thực hiện Chỉ thị về thi hành pháp luật?", "answer": ""}
    ]
    assert assistant.ask("Ai chủ trì việc đó?", history).duties
    assert not assistant.ask("Thế việc đó báo cáo cho ai?", history).duties
