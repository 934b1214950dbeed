"""Questions as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.models import Agency, Understood
from legalqa.understand import Rejected, told_understood, understand
from legalqa.vietnamese.colloquial import said_otherwise, spelled_out
from legalqa.vietnamese.initials import Initials
from legalqa.vietnamese.interrogatives import (
    asks_for,
    asks_of_document,
    asks_which_document,
    beyond,
    examples,
    kinds,
    only_asks,
    says_aside,
)
from legalqa.vietnamese.provinces import with_initials
from legalqa.vietnamese.restore import Restorer
from legalqa.vietnamese.text import clean, fold, is_bare, key, words


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "???", "1234", "\x00\x07", "…", "​"])
def test_what_is_no_question_is_rejected_with_an_example(text: str) -> None:
    with pytest.raises(Rejected, match="Hãy gõ một câu hỏi"):
        understand(text)


def test_a_question_that_is_too_long_is_rejected_with_its_length() -> None:
    with pytest.raises(Rejected, match=r"20\.000 ký tự"):
        understand("a" * 20_000)


def test_control_characters_are_dropped_and_spaces_folded() -> None:
    assert understand("Sở\x00 Tài\u200b chính \r\n làm gì?").text == "Sở Tài chính làm gì?"


def test_decomposed_text_is_composed() -> None:
    assert understand("So\u031b\u0309 Tài chính").text == "Sở Tài chính"


def test_a_question_without_diacritics_is_known_as_such() -> None:
    assert understand("so tai chinh phai lam gi").bare
    assert not understand("Sở tai chinh phai lam gi").bare


def test_bodies_that_only_the_texts_know_are_asked_for_by_their_names_there() -> None:
    people = Agency("cac-ho-nuoi", "Các hộ nuôi, người dân vùng nuôi", "group")
    for asked in ("Hộ nuôi, người dân vùng nuôi phải làm gì?", "cac ho nuoi nguoi dan vung nuoi phai lam gi"):
        found = understand(asked, addressed=lambda: [people])
        assert found.agencies == (people,) and found.duties
    assert not understand("Hộ nuôi phải làm gì?", addressed=lambda: [people]).agencies


def test_a_follow_up_takes_its_topic_from_the_turn_before() -> None:
    history = [{"question": "Sở Tài chính phải làm gì?", "answer": "…"}]
    assert understand("Còn Sở Tư pháp thì sao?", history).search.startswith("Sở Tài chính phải làm gì?")
    assert understand("Chi cho xây dựng pháp luật bao nhiêu phần trăm?", history).search.startswith("Chi cho")


@pytest.mark.parametrize(("kind", "example"), [(k, e) for k, entry in kinds().items() for e in entry["examples"]])
def test_interrogatives_examples(kind: str, example: str) -> None:
    assert asks_for(example) == kind


@pytest.mark.parametrize(("aside", "example"), examples("asides"))
def test_what_is_said_to_the_chatbot(aside: str, example: str) -> None:
    assert says_aside(example) == aside


@pytest.mark.parametrize(
    "question",
    [
        "Sở Tư pháp hướng dẫn những gì?",
        "Văn bản nào bị bãi bỏ?",
        "Chào mừng Đại hội bằng phong trào gì?",
        "Kế hoạch có những nội dung gì?",
        "tinh dong thap co van ban nao ve so hoa cau duong khong",
        "Có những văn bản nào giao việc cho Sở Tư pháp?",
    ],
)
def test_what_is_asked_of_the_texts_is_no_aside(question: str) -> None:
    assert says_aside(question) is None


@pytest.mark.parametrize(("what", "example"), examples("beyond"))
def test_what_lies_beyond_the_texts(what: str, example: str) -> None:
    assert beyond(example) == what


@pytest.mark.parametrize(
    "question",
    [
        "Tôi muốn biết Sở Y tế làm gì",
        "Tôi là cán bộ Sở Tư pháp, tôi phải làm gì?",
        "Cho tôi hỏi cán bộ bị kỷ luật thì ai xử lý?",
        "Mức tối thiểu bị phạt là bao nhiêu?",
        "Tội phạm bị bắt thì báo cho ai?",
        "Trẻ em bị tai nạn được hỗ trợ gì?",
        "Cơ quan nào chứng minh người bị thu hồi đất?",
        "muc phat toi thieu la bao nhieu, toi da bao nhieu",
        "tre em bi tai nan duoc ho tro gi",
        "Con tôi học xa trường thì được hỗ trợ bao nhiêu?",
        "Dự án của em nằm sát di tích thì sở nào xem có ảnh hưởng tới di sản không?",
    ],
)
def test_what_is_asked_in_the_first_person_is_not_always_ones_own_case(question: str) -> None:
    assert beyond(question) is None


@pytest.mark.parametrize(
    "question",
    [
        "Văn bản nào nói về kinh phí?",
        "van ban nao noi ve kinh phi",
        "Kinh phí ở kế hoạch nào?",
        "Thành phố Cần Thơ có những kế hoạch nào về giảm nghèo?",
        "tinh dong thap co van ban nao ve so hoa cau duong khong",
        "Tỉnh có ra kế hoạch gì vụ dọn môi trường không?",
        "Đồng Tháp có văn bản nào lo chuyện tài nguyên biển không?",
        "Does Dong Nai have a plan on drug prevention?",
        "Có tỉnh nào ra kế hoạch theo dõi nước nuôi tôm không?",
        "co tinh nao ban hanh chi thi ve chay rung chua",
    ],
)
def test_in_which_document_something_stands(question: str) -> None:
    assert asks_which_document(question) and understand(question).which


def test_documents_that_somebody_must_make_are_not_where_something_stands() -> None:
    assert not asks_which_document("Các sở phải lập danh mục những văn bản nào?")


@pytest.mark.parametrize(
    "question", ["Tôi là cán bộ Sở Tư pháp, tôi phải làm gì?", "Cơ quan em là Sở Tư pháp thì phải làm gì ạ?"]
)
def test_the_body_that_somebody_works_in_is_asked_for(question: str) -> None:
    found = understand(question)
    assert found.duties and [agency.name for agency in found.agencies] == ["Sở Tư pháp"]


@pytest.mark.parametrize(("field", "example"), examples("fields"))
def test_what_is_asked_of_a_document(field: str, example: str) -> None:
    assert field in asks_of_document(example)


@pytest.mark.parametrize(("field", "example"), examples("beside"))
def test_what_is_asked_of_a_document_behind_something_else(field: str, example: str) -> None:
    assert field in asks_of_document(example) and len(asks_of_document(example)) > 1


@pytest.mark.parametrize(
    "question",
    [
        "Sở Tư pháp báo cáo ai?",
        "Kết quả gửi cho cơ quan nào?",
        "bao cao cho ai",
        "Ai được hưởng trợ cấp xã hội hằng tháng?",
        "Đơn vị nào bị phê bình?",
        "Cần nhờ cấp trên gỡ thì gửi ý kiến về cơ quan nào?",
        "Tiền đó lấy từ nơi nào?",
        "Who is eligible for the monthly allowance?",
        "How should officials who advised an unlawful document be dealt with?",
        "Ai không phải báo cáo?",
        "Ai chưa được giao nhiệm vụ?",
        "Who will be trained?",
        "Which agency is inspected?",
        "To which agency should communes report?",
        "Who must be disciplined?",
    ],
)
def test_who_gets_or_is_reported_to_is_not_who_must_do_it(question: str) -> None:
    assert not understand(question).who


@pytest.mark.parametrize(
    "question",
    [
        "Nơi nào đứng ra phát thuốc sát trùng cho các địa phương?",
        "Mấy nhóm bác sĩ cơ động thì bên nào cử?",
        "Ai được giao lập danh mục?",
        "Chỉ tiêu 80 phần trăm thì đặt lên vai đơn vị nào?",
        "Việc đó giao cho sở nào?",
        "Theo nhiệm vụ của ai?",
        "Which agency assesses investment incentives?",
        "Who is in charge of the survey?",
        "co quan nao lap cac diem thu gom",
        "Ai hướng dẫn Ủy ban nhân dân cấp xã?",
        "Cơ quan nào chuẩn bị tài liệu?",
        "Ai phát thuốc cho dân?",
        "Dự án đầu tư ai thẩm định?",
        "Trợ cấp xã hội đơn vị nào chi trả?",
        "Phòng chống thiên tai cơ quan nào chủ trì?",
        "Đơn vị nào được chọn làm đầu mối?",
        "Giao lại cho ai làm?",
        "Which agencies must report?",
        "What department receives the applications?",
        "Who is tasked with the survey?",
    ],
)
def test_who_does_something_has_the_task(question: str) -> None:
    assert understand(question).who


@pytest.mark.parametrize(
    "question",
    [
        "Khi nào phải ban hành kế hoạch?",
        "Sở nào làm đầu mối?",
        "dua tren co so nao",
        "Ai phải ban hành kế hoạch thực hiện chỉ thị?",
    ],
)
def test_what_is_asked_of_tasks_is_not_asked_of_documents(question: str) -> None:
    assert not asks_of_document(question)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch nâng cao năng lực cho cán bộ của Bắc Ninh mang số bao nhiêu?",
        "Kế hoạch truyền thông của Cần Thơ số mấy?",
        "ke hoach dao tao can bo so may",
        "ke hoach truyen thong cua can tho so bao nhieu",
    ],
)
def test_a_word_that_looks_like_must_binds_nobody(question: str) -> None:
    assert asks_of_document(question) == ("number",)


@pytest.mark.parametrize(
    "question",
    [
        "Kế hoạch 2888 giao Sở Tư pháp tham mưu về vấn đề gì?",
        "Nghị quyết 27 yêu cầu lấy ý kiến nhân dân về nội dung gì?",
        "Theo chỉ thị, công an tuyên truyền về việc gì?",
        "Theo kế hoạch, cuộc thi có tên gọi là gì?",
        "What is the plan to do about flooding?",
        "Kế hoạch cần bố trí kinh phí do ai ký?",
        "Kế hoạch cần bổ sung số hiệu nào?",
    ],
)
def test_what_a_document_says_is_not_asked_of_the_document(question: str) -> None:
    assert not asks_of_document(question)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Tuyen Quang co gi", "Tuyên Quang co gi"),
        ("o lam dong ai lo", "o Lâm Đồng ai lo"),
        ("Bac Ninh, An Giang va Thai Nguyen", "Bắc Ninh, An Giang va Thái Nguyên"),
    ],
)
def test_provinces_typed_without_marks(typed: str, read: str) -> None:
    assert understand(typed, restore=lambda text: text).read == read


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Cho hỏi mấy anh chị viết nghị quyết thì phải có bằng gì?", None),
        ("Họ lắp thiết bị trên mấy cây cầu lớn để làm gì?", None),
        ("Bà không có ai trông thì làm thế nào?", None),
        ("Tỉnh ra chỉ thị chấn chỉnh mấy sở góp ý lòng vòng, chỉ thị đó về việc gì vậy?", None),
        ("Có mấy nhiệm vụ?", "number"),
        ("Một năm họp mấy lần, họp ở đâu?", "duration"),
        ("Có mấy nhiệm vụ, ai làm?", "number"),
        ("Mấy trạm là 5G?", "number"),
        ("Có ai phối hợp không?", "agency"),
        ("Mấy anh chị ở Sở Tư pháp phải làm gì?", None),
        ("mấy đồng chí ở Sở Tài chính phải làm gì?", None),
        ("Hỗ trợ hay không ai quyết định?", "agency"),
        ("Quyet dinh so may do ai ky", "person"),
        ("Chỉ thị sơ kết vào năm mấy?", "date"),
    ],
)
def test_some_are_not_how_many_and_nobody_is_not_who(question: str, told: str | None) -> None:
    assert asks_for(question) == told


def test_a_ground_is_no_department() -> None:
    assert asks_for("Việc khen thưởng dựa trên cơ sở nào?") != "department"
    assert asks_for("dua tren co so nao") != "department" and asks_for("Sở nào làm đầu mối?") == "department"


def test_asking_words_with_and_without_diacritics() -> None:
    assert only_asks("bao") and only_asks("nao", bare=True) and not only_asks("nao") and not only_asks("chính")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Uỷ ban", "Ủy ban"), ("hoà giải", "hòa giải"), ("thuỷ lợi", "thủy lợi"), ("khoẻ", "khỏe"), ("QUÝ", "quý")],
)
def test_tone_placements_have_one_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_display_text_is_never_folded_into_d() -> None:
    assert key("đ)") != key("d)") and fold("Đảng") == "dang"


def test_words_keep_numbers_and_references() -> None:
    found = words("Nghị quyết số 126/NQ-CP: 0,5% của 1.250,5 triệu")
    assert {"126/nq-cp", "126", "0,5", "1.250,5"} <= set(found)


@given(st.text(max_size=200))
def test_any_text_is_a_question_or_rejected(text: str) -> None:
    try:
        question = understand(text)
    except Rejected:
        return
    assert question.text == clean(question.text) and question.text
    assert question.bare == is_bare(question.search) or question.english


def test_everyday_words_are_widened_to_the_texts_words() -> None:
    said = dict(said_otherwise("Tiền làm luật lấy ở đâu?"))
    assert said["tiền"][:2] == ["kinh phí", "ngân sách"]
    assert "xây dựng pháp luật" in dict(said_otherwise("tien lam luat lay o dau", bare=True))["lam luat"]
    assert said_otherwise("Nghị quyết số 27") == []


def test_what_the_question_says_itself_is_no_other_way() -> None:
    assert "kinh phí" not in dict(said_otherwise("Tiền và kinh phí lấy ở đâu?"))["tiền"]


def test_an_abbreviation_that_is_a_word_is_spelled_out() -> None:
    assert spelled_out("Dùng AI vào việc gì?") == "Dùng trí tuệ nhân tạo vào việc gì?"
    assert spelled_out("Ai làm?") == "Ai làm?" and spelled_out("AI LÀM VIỆC NÀY?") == "AI LÀM VIỆC NÀY?"
    assert understand("AI LÀM VIỆC NÀY?").asks == "agency"


def test_a_follow_up_with_diacritics_behind_a_question_without_asks_for_duties_too() -> None:
    before = "So Noi vu co trach nhiem gi trong cai cach hanh chinh?"
    restorer = Restorer(["Sở Nội vụ có trách nhiệm gì trong cải cách hành chính"])
    question = understand("Thế còn Công an tỉnh?", [{"question": before}], restore=restorer.restore)
    assert question.duties
    assert [agency.name for agency in question.agencies] == ["Công an tỉnh"]


FINANCE = {"question": "Sở Tài chính phải làm gì?", "answer": "…"}
JUSTICE = {"question": "Còn Sở Tư pháp?", "answer": "…"}


@pytest.mark.parametrize(
    ("history", "question", "before", "agency"),
    [
        ([FINANCE], "Khi nào phải xong?", "Sở Tài chính phải làm gì?", "Sở Tài chính"),
        ([FINANCE], "khi nao phai xong", "Sở Tài chính phải làm gì?", "Sở Tài chính"),
        ([FINANCE], "Cơ quan đó phối hợp với ai?", "Sở Tài chính phải làm gì?", "Sở Tài chính"),
        ([FINANCE], "Còn Sở Tư pháp?", "Sở Tài chính phải làm gì?", "Sở Tư pháp"),
        (
            [FINANCE, JUSTICE],
            "Cơ quan đó phối hợp với ai?",
            "Sở Tài chính phải làm gì? Còn Sở Tư pháp?",
            "Sở Tư pháp",
        ),
        ([FINANCE, JUSTICE], "Khi nào phải xong?", "Sở Tài chính phải làm gì? Còn Sở Tư pháp?", "Sở Tư pháp"),
        ([JUSTICE, FINANCE], "Khi nào phải xong?", "Sở Tài chính phải làm gì?", "Sở Tài chính"),
    ],
)
def test_what_lacks_its_topic_goes_on_from_the_turns_before(
    history: list, question: str, before: str, agency: str
) -> None:
    found = understand(question, history)
    assert found.before == before and [named.name for named in found.agencies] == [agency]


def test_it_stands_for_the_document_of_the_turn_before() -> None:
    found = understand("Nó thay cho văn bản nào?", [{"question": "Kế hoạch 2888 ban hành ngày nào?"}])
    assert found.before == "Kế hoạch 2888 ban hành ngày nào?" and "2888" in found.search
    assert not found.duties and not found.agencies


@pytest.mark.parametrize(
    "question",
    [
        "Chi cho xây dựng pháp luật tối thiểu bao nhiêu phần trăm?",
        "Sở Tư pháp phải làm gì?",
        "Khi nào tổng kết chỉ thị của Tỉnh ủy?",
        "Tỉnh có những chính sách nào hỗ trợ doanh nghiệp?",
    ],
)
def test_a_new_topic_does_not_lean(question: str) -> None:
    assert understand(question, [FINANCE, JUSTICE]).before == ""
    assert understand(question, [FINANCE, JUSTICE], goes_on=True).before == "Sở Tài chính phải làm gì? Còn Sở Tư pháp?"


def test_nothing_is_gone_on_from_where_nothing_was_asked() -> None:
    for history in ([], [{"question": ""}], [{"answer": "…"}], [{"question": "\x00 "}]):
        assert understand("Khi nào phải xong?", history, goes_on=True).before == ""


def test_taken_literally_everything_is_as_typed() -> None:
    def never(text: str) -> str:
        raise AssertionError(text)

    for typed in ("sở tài chánh phải làm gì", "so tai chinh phai lam gi", "STC làm gì?", "Khi nào phải xong?"):
        found = understand(typed, [FINANCE], restore=never, correct=never, spell_out=never, literal=True)
        assert found.read == found.text == found.search == typed
        assert not found.before and not found.agencies and told_understood(found) is None
    assert [agency.name for agency in understand("Sở Tài chính phải làm gì?", literal=True).agencies] == [
        "Sở Tài chính"
    ]


@pytest.mark.parametrize(
    ("question", "history", "told"),
    [
        ("Sở Tài chính phải làm gì?", [], None),
        ("sở tài chính phải làm gì?", [FINANCE], None),
        ("Chi cho việc gì?", [], None),
        ("sở tài chánh phải làm gì", [], ("sở tài chính phải làm gì", ("Sở Tài chính",), "")),
        ("sở tư phát phải làm gì", [], ("Sở Tư pháp phải làm gì", ("Sở Tư pháp",), "")),
        ("STC phải làm gì?", [], ("", ("Sở Tài chính",), "")),
        ("Khi nào phải xong?", [FINANCE], ("", ("Sở Tài chính",), "Sở Tài chính phải làm gì?")),
    ],
)
def test_what_was_understood_is_told_where_it_was_not_typed(question: str, history: list, told: tuple | None) -> None:
    found = told_understood(understand(question, history))
    assert found == (Understood(*told) if told else None)


def test_if_any_does_so_asks_nothing() -> None:
    assert asks_for("Nếu sở nào góp ý mà không nói rõ thì được hiểu thế nào?") is None
    assert asks_for("neu so nao cham tra loi thi coi nhu dong y phai khong") is None
    assert asks_for("Khi nào phải xong?") == "date" and asks_for("Sở nào góp ý?") == "department"


def test_the_number_of_a_document_that_was_replaced_is_not_the_documents_own() -> None:
    assert asks_of_document("Kế hoạch mới của tỉnh thay thế kế hoạch số mấy?") == ()
    assert asks_of_document("Kế hoạch của tỉnh số mấy?") == ("number",)
    assert asks_of_document("Văn bản đó ra ngày nào?") == ("date",)
    assert asks_of_document("Văn bản này do ai đặt bút ký vậy?") == ("signer",)
    assert asks_of_document("Kế hoạch được ban hành ở đâu, ngày nào?") == ("date", "place")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Số tài khoản ủng hộ là gì?", "account"),
        ("Tỉnh mở mới bao nhiêu tài khoản?", "number"),
        ("Ai đang làm Trưởng ban chỉ đạo?", "holder"),
        ("Ai chủ trì?", "agency"),
        ("What is the total budget?", "money"),
        ("Được hỗ trợ bao nhiêu % chi phí?", "percent"),
        ("Trước mấy giờ phải báo?", "date"),
    ],
)
def test_kinds_that_are_near_each_other(question: str, kind: str) -> None:
    assert asks_for(question) == kind


def test_the_unit_of_time_is_not_what_is_counted() -> None:
    question = understand("Xã phải báo trước mấy giờ mỗi ngày?")
    assert (question.asks, question.unit, question.counted) == ("date", "hour", "")
    assert understand("Trong mấy ngày phải trả hồ sơ?").counted == "ngày"


def test_which_department_is_asked_without_diacritics() -> None:
    restored: list[str] = []
    understand("chi tieu 5 do so nao chu tri", restore=lambda text: restored.append(text) or text)
    assert restored and all("sở nào" in text for text in restored)
    assert understand("ke hoach so nao").read == "ke hoach so nao"


def test_a_talk_goes_on_without_diacritics_too() -> None:
    history = [{"question": "Ai chủ trì chỉ tiêu về tài khoản định danh?"}]
    assert understand("con chi tieu giao dich thi ai chu tri", history).read.startswith("còn chi tieu")
    assert understand("con chi tieu giao dich thi ai chu tri").read.startswith("con chi tieu")
    assert understand("con toi hoc o truong nao", history).read.startswith("con toi")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Ai đứng đầu chịu trách nhiệm trong tổ chức thi hành pháp luật?", "agency"),
        ("Ai giữ vai trò chủ trì?", "agency"),
        ("Hồ sơ gồm mấy bộ?", "number"),
        ("What documents do agencies have to issue?", None),
        ("Ngân hàng nào mở tài khoản cho người hưởng trợ cấp?", None),
        ("Con đường nào đưa nghị quyết vào cuộc sống?", None),
        ("Nếu vậy thì sở nào chủ trì?", "department"),
        ("nếu hỏi cơ quan nào chủ trì dân số", "agency"),
        ("Đánh giá bao nhiêu tiêu chí?", "number"),
        ("hoi dong bao nhieu nguoi", "number"),
        ("den nam 2030 dat bao nhieu xa", "number"),
        ("Which month is the report due?", "date"),
        ("How much does the province plan to spend on text messages?", "money"),
    ],
)
def test_what_only_resembles_a_kind(question: str, kind: str | None) -> None:
    assert asks_for(question) == kind


def test_the_number_of_a_document_stays_one_without_diacritics() -> None:
    for typed in ("ke hoach so nao theo doi ma tuy", "van ban so nao bao cao"):
        assert "sở" not in understand(typed, restore=lambda text: text).read


def test_everyday_words_without_diacritics_are_told_by_the_restored_text() -> None:
    restored = {"cac so co dong y khong": "các sở có đồng ý không"}
    question = understand("cac so co dong y khong", restore=lambda text: restored.get(text, text))
    assert ("y", "hoc", "co", "truyen") not in {way for concept in question.topic for way in concept.ways}


def test_a_share_is_no_topic() -> None:
    for asked in ("Chi bao nhiêu phần trăm ngân sách?", "chi bao nhieu phan tram ngan sach"):
        said = {concept.said for concept in understand(asked).topic}
        assert "ngân" in said or "ngan" in said
        assert not said & {"phần", "trăm", "phan", "tram"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("UBND xã ở ĐT báo cáo ai", "UBND xã ở Đồng Tháp báo cáo ai"),
        ("doanh nghiệp ở TP HN", "doanh nghiệp ở TP Hà Nội"),
        ("chuyển đổi số ở DN nhỏ và vừa", "chuyển đổi số ở DN nhỏ và vừa"),
        ("tại HN tổng kết", "tại HN tổng kết"),
        ("kế hoạch của tỉnh BN", "kế hoạch của tỉnh Bắc Ninh"),
        ("so nao o ĐL", "so nao o Đắk Lắk"),
        ("báo cáo ở KCN", "báo cáo ở KCN"),
        ("ở HN/2025", "ở HN/2025"),
        ("ở HG", "ở HG"),
    ],
)
def test_a_place_by_its_initials(typed: str, read: str) -> None:
    places = ["Đồng Tháp", "thành phố Hà Nội", "Bắc Ninh", "Đắk Lắk", "Đồng Nai", "Hà Giang", "Hậu Giang"]
    assert with_initials(typed, places) == read


def test_the_first_half_of_a_compound_ends_no_abbreviation() -> None:
    text = "Chính sách hỗ trợ vốn chủ sở hữu. " * 8 + "Vốn chủ sở hữu của nhà đầu tư. " * 3 + "Hỗ trợ hộ nghèo. " * 20
    assert Initials([text]).phrase("csh") == "chủ sở hữu"
    assert Initials(["Chính sách hỗ của ban, chính sách hỗ trợ. " * 4 + "Hỗ trợ hộ nghèo. " * 90]).phrase("csh") == ""


def test_a_month_is_asked_for_without_marks_and_no_lift() -> None:
    for typed in ("bao cao vao thang may", "nop cham nhat thang may"):
        assert understand(typed, restore=str).read.endswith("tháng mấy")
    for typed in ("kiem dinh thang may", "toa nha co thang may", "lap dat thang may"):
        assert understand(typed, restore=str).read == typed


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Khi chấm phong trào chi trả không dùng tiền mặt thì kiểm tra bao nhiêu người?", "number"),
        ("Kinh phí của kế hoạch là bao nhiêu?", "money"),
        ("lam lai the het bao nhieu phi", "money"),
        ("thay the van ban nao truoc day", None),
        ("By what times each day must communes report?", "date"),
    ],
)
def test_what_is_counted_tells_the_kind(question: str, kind: str | None) -> None:
    assert asks_for(question) == kind
