"""Which documents a question names."""

from __future__ import annotations

import datetime as dt

import pytest

from legalqa.library import DocumentInfo
from legalqa.scope import (
    asked_about,
    asks_of_none,
    bearing,
    cited_only,
    named,
    names_unknown,
    names_unknown_place,
    of_other_provinces,
    places_named,
)
from promises import parse_text


def document(id: str, **told: object) -> DocumentInfo:
    given = dict.fromkeys(("title", "number", "kind", "issuer", "place", "date", "signer", "status", "url")) | told
    return DocumentInfo(id=id, path=f"{id}.txt", revision=1, digest="", passages=1, **given)


DOCUMENTS = [
    document("chi-thi", kind="Chỉ thị", issuer="Ban Thường vụ Tỉnh ủy", date=dt.date(2021, 3, 1)),
    document(
        "ke-hoach-2888", kind="Kế hoạch", number="2888/KH-UBND", issuer="Ủy ban nhân dân tỉnh", date=dt.date(2023, 9, 5)
    ),
    document("ke-hoach-66", kind="Kế hoạch", title="Kế hoạch triển khai Nghị quyết số 66-NQ/TW", issuer="UBND tỉnh"),
    document(
        "ke-hoach-tq",
        kind="Kế hoạch",
        number="015/KH-UBND",
        place="Tuyên Quang",
        title="Thực hiện Nghị quyết số 126/NQ-CP",
    ),
]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Sở Tài chính làm gì theo Kế hoạch 2888?", ["ke-hoach-2888"]),
        ("2888/KH-UBND giao việc gì?", ["ke-hoach-2888"]),
        ("ke hoach so 15 noi gi", ["ke-hoach-tq"]),
        ("Kế hoạch thực hiện NQ 66 nói gì về kinh phí?", ["ke-hoach-66"]),
        ("Nghị quyết 126 được triển khai ra sao?", ["ke-hoach-tq"]),
        ("Theo chỉ thị của Tỉnh ủy thì ai chịu trách nhiệm?", ["chi-thi"]),
        ("Chỉ thị của Ban Thường vụ Tỉnh ủy giao gì cho Đoàn thanh niên?", ["chi-thi"]),
        ("Ở Tuyên Quang, ai kiểm tra kế hoạch?", ["ke-hoach-tq"]),
        ("Các kế hoạch ban hành năm 2023 nói gì?", ["ke-hoach-2888"]),
        ("Mặt trận vận động gì theo chỉ thị?", ["chi-thi"]),
        ("What must be done under plan 2888 (kế hoạch 2888)?", ["ke-hoach-2888"]),
        ("Sở Tài chính phải làm gì?", []),
        ("Xây dựng kế hoạch xong trước khi nào?", []),
        ("Kế hoạch 9999 giao gì?", []),
        ("2888 người tham gia?", []),
    ],
)
def test_the_documents_that_a_question_names(question: str, ids: list[str]) -> None:
    assert [found.id for found in named(question, DOCUMENTS)] == ids


def test_what_is_said_together_narrows_together() -> None:
    assert [d.id for d in named("theo kế hoạch của UBND tỉnh ban hành năm 2023", DOCUMENTS)] == ["ke-hoach-2888"]


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Theo Kế hoạch số 9999/KH-UBND, Sở Tài chính làm gì?", "số 9999/KH-UBND"),
        ("Các kế hoạch ban hành năm 2019 giao gì cho Sở Tài chính?", "ban hành năm 2019"),
        ("Theo chỉ thị của Bộ Công an thì Sở Tài chính phải làm gì?", "của Bộ Công an"),
        ("Chỉ thị của Tỉnh ủy giao gì cho Sở Tài chính?", None),
        ("Các kế hoạch ban hành năm 2023 giao gì?", None),
        ("Theo Kế hoạch 2888, Sở Tài chính làm gì?", None),
        ("theo ke hoach so 015 lam gi", None),
        ("Sở Tài chính làm gì?", None),
    ],
)
def test_a_document_that_is_not_there(question: str, told: str | None) -> None:
    assert names_unknown(question, DOCUMENTS, lambda _: "Thực hiện Chỉ thị số 43/CT-TTg.") == told


def test_a_number_that_a_text_cites_is_not_unknown() -> None:
    assert (
        names_unknown("Theo Chỉ thị số 43/CT-TTg, ai làm?", DOCUMENTS, lambda _: "Thực hiện Chỉ thị số 43/CT-TTg.")
        is None
    )


def test_a_number_is_matched_whole_and_several_documents_may_be_named() -> None:
    some = [document("a", kind="Kế hoạch", number="12/KH-UBND"), document("b", kind="Kế hoạch", number="112/KH-UBND")]
    assert [d.id for d in named("theo Kế hoạch số 112/KH-UBND", some)] == ["b"]
    assert [d.id for d in named("kế hoạch 12 và kế hoạch 112 giao gì?", some)] == ["a", "b"]


def test_of_a_province_without_documents_those_of_others_are_left_out() -> None:
    assert [d.id for d in named("Sở Tư pháp tỉnh Kon Tum phải làm gì?", DOCUMENTS)] == [
        "chi-thi",
        "ke-hoach-2888",
        "ke-hoach-66",
    ]


@pytest.mark.parametrize(
    ("question", "field", "ids"),
    [
        ("Ai ký kế hoạch 2888?", "signer", ["ke-hoach-2888"]),
        ("Kế hoạch thực hiện Nghị quyết 126 của Tuyên Quang ban hành ngày nào?", "date", ["ke-hoach-tq"]),
        ("Kế hoạch ở Tuyên Quang triển khai nghị quyết số mấy?", "number", []),
        ("Chỉ thị của Tỉnh ủy mang số hiệu nào?", "number", ["chi-thi"]),
        ("Chỉ thị 43/CT-TTg do ai ban hành?", "issuer", []),
        ("Chủ tịch UBND tỉnh đã ra chỉ thị số mấy?", "number", []),
        ("Công văn được gửi cho ai?", "recipients", []),
        ("Chỉ thị số 2888 do ai ký?", "signer", []),
        ("Kế hoạch Tuyên Quang năm 2019 do ai ký?", "signer", []),
        ("Kế hoạch của tỉnh Lào Cai do ai ký?", "signer", []),
        ("Văn bản về thể chế do ai ký?", "signer", []),
        ("Ai ký kế hoạch triển khai Nghị quyết 126 của Tuyên Quang?", "signer", ["ke-hoach-tq"]),
        ("Kế hoạch thực hiện Nghị quyết 126 gửi những đâu?", "recipients", ["ke-hoach-tq"]),
        ("Văn bản nghị quyết 126 do ai ký?", "signer", []),
        ("Ai ký, ngày nào?", "signer", ["chi-thi", "ke-hoach-2888", "ke-hoach-66", "ke-hoach-tq"]),
        ("Giấy khen do ai ký?", "signer", []),
        ("Nghị quyết 126 ban hành ngày nào, theo kế hoạch của Tuyên Quang?", "date", []),
    ],
)
def test_the_document_that_is_asked_about(question: str, field: str, ids: list[str]) -> None:
    assert [found.id for found in asked_about(question, DOCUMENTS, (field,))] == ids


@pytest.mark.parametrize(
    ("question", "field", "told"),
    [
        ("Chỉ thị số 2888 do ai ký?", "signer", "số 2888"),
        ("Thông tư 05/2024/TT-BTP ban hành ngày nào?", "date", "số 05/2024/TT-BTP"),
        ("Chỉ thị 43/CT-TTg ban hành ngày nào?", "date", None),
        ("Ai ký Chỉ thị 43/CT-TTg?", "signer", "số 43/CT-TTg"),
        ("Chỉ thị của Tỉnh ủy Hà Giang do ai ký?", "signer", "nào là chỉ thị của Hà Giang"),
        ("Ai ký kế hoạch 2888?", "signer", None),
        ("Văn bản nghị quyết 126 do ai ký?", "signer", "số 126"),
        ("Nghị quyết 126 do ai ký, kế hoạch nào triển khai?", "signer", "số 126"),
    ],
)
def test_a_document_asked_about_that_is_not_there(question: str, field: str, told: str | None) -> None:
    assert asks_of_none(question, DOCUMENTS, (field,), lambda _: "Thực hiện Chỉ thị số 43/CT-TTg.") == told


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Kế hoạch 2888 nói gì?", ["ke-hoach-2888"]),
        ("Kế hoạch số 15 của Tuyên Quang nói gì?", ["ke-hoach-tq"]),
        ("Kế hoạch số 15 của Hà Giang nói gì?", []),
        ("Kế hoạch thực hiện NQ 66 nói gì?", []),
    ],
)
def test_the_documents_that_are_named_by_their_own_number(question: str, ids: list[str]) -> None:
    assert [found.id for found in bearing(question, DOCUMENTS)] == ids


def test_what_a_numbered_document_does_not_tell_is_not_told_of_another(assistant) -> None:
    answer = assistant.ask("Kế hoạch 2888 giao ai theo dõi, đôn đốc việc triển khai Kế hoạch này?")
    assert {item.document for item in (*answer.citations, *answer.near)} <= {"ke-hoach-2888-nha-nuoc-phap-quyen"}


def test_a_number_that_is_only_cited() -> None:
    assert cited_only("Ai ký Công văn số 4371/UBND-NC?", DOCUMENTS) == "4371/UBND-NC"
    assert cited_only("Ai ký Kế hoạch 2888?", DOCUMENTS) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Kế hoạch Tuyên Quang năm 2024", ["Tuyên Quang"]),
        ("ke hoach tuyen quang nam 2024", ["Tuyên Quang"]),
        ("Sở Y tế TP.HCM và tỉnh Quảng Nam", ["Hồ Chí Minh", "Quảng Nam"]),
        ("Sở Tài chính phải làm gì?", []),
    ],
)
def test_the_provinces_that_a_question_names(text: str, places: list[str]) -> None:
    assert places_named(text) == places


@pytest.mark.parametrize(
    ("question", "apart"),
    [
        ("Ở Bắc Ninh, ai chủ trì?", {"dong-nai"}),
        ("o bac ninh ai chu tri", {"dong-nai"}),
        ("Bắc Ninh và Đồng Nai khác nhau thế nào?", set()),
        ("Ở Hà Giang, ai chủ trì?", {"bac-ninh", "dong-nai", "can-tho"}),
        ("Ai chủ trì?", set()),
    ],
)
def test_what_is_asked_of_a_province_is_not_told_of_another(question: str, apart: set[str]) -> None:
    texts = {"bac-ninh": "", "dong-nai": "", "trung-uong": "", "can-tho": "Học tập Bắc Ninh.", "xa": ""}
    places = {"bac-ninh": "Bắc Ninh", "dong-nai": "Tỉnh Đồng Nai", "can-tho": "Cần Thơ", "xa": "Khe Lũng Thượng"}
    documents = [document(id, place=places.get(id)) for id in texts]
    assert of_other_provinces(question, documents, texts.__getitem__) == apart


def test_a_document_told_by_one_word_of_its_title() -> None:
    documents = [
        document("a", kind="Kế hoạch", title="Kế hoạch phòng, chống ma túy", place="Đồng Nai"),
        document("b", kind="Kế hoạch", title="Kế hoạch phát triển hạ tầng 5G", place="Hà Nội"),
        document("c", kind="Kế hoạch", title="Kế hoạch ban hành mức chi đào tạo đến năm 2030", place="Đồng Nai"),
    ]
    for question, fields, ids in (
        ("Kế hoạch 5G số mấy?", ("number",), ["b"]),
        ("Kế hoạch ma túy ban hành ngày nào?", ("date",), ["a"]),
        ("Kế hoạch đào tạo đến năm 2030 của Đồng Nai ai ký?", ("signer",), ["c"]),
        ("Các kế hoạch ai ký?", ("signer",), ["a", "b", "c"]),
    ):
        assert [found.id for found in asked_about(question, documents, fields)] == ids


def test_a_man_is_not_the_city_that_bears_his_name() -> None:
    texts = {
        "a": "Học tập tư tưởng Hồ Chí Minh, Đoàn Thanh niên Cộng sản Hồ Chí Minh.",
        "b": "Cùng Thành phố Hồ Chí Minh.",
    }
    documents = [document("a", place="Bắc Ninh"), document("b", place="Đồng Nai")]
    assert of_other_provinces("Ở TP.HCM ai chủ trì?", documents, texts.__getitem__) == {"a"}


def test_where_every_document_is_of_another_province_there_is_none_to_answer() -> None:
    documents = [document("a", place="Bắc Ninh"), document("b", place="Đồng Nai")]
    assert names_unknown_place("Hải Phòng phát triển 5G thế nào?", documents, lambda _: "", whole=True) == "Hải Phòng"
    assert names_unknown_place("Bắc Ninh phát triển 5G thế nào?", documents, lambda _: "", whole=True) is None
    assert (
        names_unknown_place("Hải Phòng làm gì?", [*documents, document("c", place=None)], lambda _: "", whole=True)
        is None
    )


def written(place: str, number: str) -> DocumentInfo:
    """A document of a commune that no table knows, with what its own text says of it."""
    text = (
        f"ỦY BAN NHÂN DÂN\nXÃ {place.upper()}\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        f"---------------\n\nSố: {number}/KH-UBND\n\n{place}, ngày 08 tháng 8 năm 2025\n\nKẾ HOẠCH\nDạy bơi cho trẻ em\n\n"
        "1. Công an xã tuần tra bến sông.\n"
    )
    told = parse_text(text)
    fields = ("title", "number", "kind", "issuer", "place", "date", "signer")
    return document(f"xa-{number}", **{field: getattr(told, field) for field in fields})


COMMUNES = [written("Khe Lũng Thượng", "31"), written("Suối Ngàn", "32")]


@pytest.mark.parametrize(
    ("question", "ids"),
    [
        ("Công an xã Suối Ngàn làm gì?", ["xa-32"]),
        ("cong an xa suoi ngan lam gi", ["xa-32"]),
        ("Ở Khe Lũng Thượng, ai dạy bơi?", ["xa-31"]),
        ("Khe Lũng Thượng và Suối Ngàn khác nhau thế nào?", ["xa-31", "xa-32"]),
        ("Ngàn con suối ở đâu?", []),
        ("Công an xã làm gì?", []),
    ],
)
def test_the_places_that_documents_say_they_are_of(question: str, ids: list[str]) -> None:
    assert [told.place for told in COMMUNES] == ["Khe Lũng Thượng", "Suối Ngàn"]
    assert [found.id for found in named(question, COMMUNES)] == ids


def test_a_plan_is_asked_about_where_the_resolution_behind_it_is_not_there(assistant) -> None:
    for question in (
        "Ke hoach Tuyen Quang trien khai nghi quyet so may cua Chinh phu",
        "Kế hoạch Tuyên Quang triển khai nghị quyết số mấy của Chính phủ?",
    ):
        answer = assistant.ask(question)
        assert answer.status == "answered" and "126/NQ-CP" in answer.text and "126/NQ-CP" in answer.citations[0].quote
