"""The agencies: their tables, and how texts and questions name them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legalqa.vietnamese.agencies import covers, current, data, groups_of, known, lexicon, selected
from legalqa.vietnamese.agencies.mentions import find, mentions
from legalqa.vietnamese.text import key

ENTRIES = [*data.bodies(), *data.groups()]
EXAMPLES = [(entry.agency.id, example) for entry in ENTRIES for example in entry.examples]


def ids(text: str) -> list[str]:
    return [mention.agency.id for mention in mentions(text)]


def words(text: str) -> list[str]:
    return [mention.words for mention in mentions(text)]


@pytest.mark.parametrize(("agency_id", "example"), EXAMPLES)
def test_example_leads_to_its_agency(agency_id: str, example: str) -> None:
    assert agency_id in [found.agency.id for found in find(example)], example


def test_ids_are_unique() -> None:
    listed = [entry.agency.id for entry in ENTRIES]
    assert len(listed) == len(set(listed))


def test_every_agency_has_an_example() -> None:
    assert [entry.agency.id for entry in ENTRIES if not entry.examples] == []


def test_no_name_leads_to_two_agencies() -> None:
    assert lexicon.written().clashes | lexicon.bare().clashes == set()


def test_references_between_agencies_exist() -> None:
    for agency in known().values():
        for other in (agency.parent, agency.successor):
            assert other is None or other in known(), agency.id
        for member in agency.members:
            assert member == "all" or selected(member), (agency.id, member)
            assert member.startswith("kind:") or member == "all" or member in known(), (agency.id, member)
        assert (agency.successor is None) or agency.until, agency.id


def test_ambiguous_choices_exist() -> None:
    for row in data.ambiguous():
        for choice in row.choices:
            assert all(agency_id in known() for agency_id in selected(choice))


@pytest.mark.parametrize(
    ("former", "now"),
    [
        ("so-ke-hoach-va-dau-tu", "so-tai-chinh"),
        ("so-giao-thong-van-tai", "so-xay-dung"),
        ("so-lao-dong-thuong-binh-va-xa-hoi", "so-noi-vu"),
        ("so-thong-tin-va-truyen-thong", "so-khoa-hoc-va-cong-nghe"),
        ("so-tai-nguyen-va-moi-truong", "so-nong-nghiep-va-moi-truong"),
        ("so-nong-nghiep-va-phat-trien-nong-thon", "so-nong-nghiep-va-moi-truong"),
        ("ban-dan-toc", "so-dan-toc-va-ton-giao"),
        ("so-tai-chinh", "so-tai-chinh"),
    ],
)
def test_current(former: str, now: str) -> None:
    assert current(former).id == now


def test_groups_of() -> None:
    groups = groups_of("so-tai-chinh")
    assert {"cac-so-ban-nganh", "cac-so-nganh", "cac-co-quan-chuyen-mon", "cac-co-quan-don-vi-dia-phuong"} <= set(
        groups
    )
    assert "cac-cap-uy" not in groups
    assert "cac-to-chuc-chinh-tri-xa-hoi" in groups_of("hoi-nong-dan")
    assert "ubnd-cac-cap" in groups_of("ubnd-xa")
    assert "cac-co-quan-tu-phap" in groups_of("so-tu-phap")


def test_a_group_made_on_the_fly_has_members() -> None:
    (group,) = mentions("Các sở, ban, ngành, đoàn thể, doanh nghiệp")
    assert covers(group.agency, known()["so-y-te"])
    assert covers(group.agency, known()["hoi-nong-dan"])
    assert not covers(group.agency, known()["tinh-uy"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Giám đốc các Sở: Tài chính, Nội vụ, Tư pháp", ["so-tai-chinh", "so-noi-vu", "so-tu-phap"]),
        ("các Sở Tài chính, Nội vụ và Tư pháp", ["so-tai-chinh", "so-noi-vu", "so-tu-phap"]),
        ("Sở: Nội vụ, Y tế, KHCN", ["so-noi-vu", "so-y-te", "so-khoa-hoc-va-cong-nghe"]),
        (
            "các Sở: Văn hóa, Thể thao và Du lịch, Nông nghiệp và Môi trường và Y tế",
            ["so-van-hoa-the-thao-va-du-lich", "so-nong-nghiep-va-moi-truong", "so-y-te"],
        ),
        ("các Bộ: Tư pháp, Nội vụ", ["bo-tu-phap", "bo-noi-vu"]),
        ("các Sở: Nội vụ. Tư pháp", ["so-noi-vu", "so-tu-phap"]),
        ("Sở Y tế và Sở Nội vụ", ["so-y-te", "so-noi-vu"]),
        ("Hội đồng nhân dân, Ủy ban nhân dân tỉnh", ["hdnd-tinh", "ubnd-tinh"]),
        ("HĐND và UBND các xã, phường", ["hdnd-xa", "ubnd-xa"]),
        ("Công an tỉnh, Bộ Chỉ huy Quân sự tỉnh", ["cong-an-tinh", "bo-chqs-tinh"]),
        ("Bộ Chỉ huy Quân sự tỉnh, Công an tỉnh", ["bo-chqs-tinh", "cong-an-tinh"]),
        ("Ban cán sự đảng Tòa án nhân dân tỉnh lãnh đạo", ["ban-can-su-dang"]),
        (
            "các Sở: XD, TC, KH&CN, NN&MT",
            ["so-xay-dung", "so-tai-chinh", "so-khoa-hoc-va-cong-nghe", "so-nong-nghiep-va-moi-truong"],
        ),
        ("Giao Sở Xây dựng, Xây dựng kế hoạch", ["so-xay-dung"]),
    ],
)
def test_lists(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_a_head_before_a_list_leads_each_of_its_bodies() -> None:
    found = mentions("Giám đốc các Sở: Tài chính, Nội vụ chịu trách nhiệm.")
    assert [(m.words, m.head) for m in found] == [("Giám đốc các Sở: Tài chính", True), ("Nội vụ", True)]


@pytest.mark.parametrize(
    ("text", "expected", "agency_id"),
    [
        ("Giao Sở Tài chính tỉnh Đồng Tháp chủ trì", "Sở Tài chính tỉnh Đồng Tháp", "so-tai-chinh"),
        ("Công an thành phố Hà Nội phối hợp", "Công an thành phố Hà Nội", "cong-an-tinh"),
        (
            "Ủy ban nhân dân các huyện, thị xã, thành phố báo cáo",
            "Ủy ban nhân dân các huyện, thị xã, thành phố",
            "ubnd-huyen",
        ),
        ("các sở, ban, ngành thuộc tỉnh thực hiện", "các sở, ban, ngành thuộc tỉnh", "cac-so-ban-nganh"),
        (
            "với các cơ quan, đơn vị có liên quan tổ chức",
            "các cơ quan, đơn vị có liên quan",
            "cac-co-quan-don-vi-lien-quan",
        ),
        ("Uỷ ban nhân dân xã, phường, đặc khu Căn cứ", "Uỷ ban nhân dân xã, phường, đặc khu", "ubnd-xa"),
        ("Sở Sở Công thương phối hợp", "Sở Sở Công thương", "so-cong-thuong"),
        ("ủy ban mặt trận Tổ quốc Việt Nam tỉnh và các", "ủy ban mặt trận Tổ quốc Việt Nam tỉnh", "mttq-tinh"),
        ("các ban, ngành, đoàn thể phối hợp", "các ban, ngành, đoàn thể", "cac-ban-nganh-doan-the"),
        ("UBND tỉnh Phùng Thành Vinh", "UBND tỉnh", "ubnd-tinh"),
        ("các bộ, ngành ban hành", "các bộ, ngành", "cac-bo-nganh"),
        ("các sở, ngành liên quan tổ chức thực hiện", "các sở, ngành liên quan", "cac-so-nganh-lien-quan"),
        ("Ngân hàng Nhà nước khu vực XII báo cáo", "Ngân hàng Nhà nước khu vực XII", "ngan-hang-nha-nuoc-tinh"),
        ("UBND cấp huyện, cấp xã rà soát", "UBND cấp huyện, cấp xã", "ubnd-cac-dia-phuong"),
    ],
)
def test_qualifiers_are_part_of_the_mention(text: str, expected: str, agency_id: str) -> None:
    first = mentions(text)[0]
    assert (first.words, first.agency.id, first.head) == (expected, agency_id, False)


@pytest.mark.parametrize(
    ("text", "expected", "agency_id"),
    [
        ("Giám đốc Sở Y tế chịu trách nhiệm", "Giám đốc Sở Y tế", "so-y-te"),
        ("Chủ tịch UBND các xã, phường", "Chủ tịch UBND các xã, phường", "ubnd-xa"),
        ("Thủ trưởng các sở, ngành tỉnh", "Thủ trưởng các sở, ngành tỉnh", "cac-so-nganh"),
        (
            "Người đứng đầu các cơ quan chuyên môn thuộc UBND tỉnh có trách nhiệm",
            "Người đứng đầu các cơ quan chuyên môn thuộc UBND tỉnh",
            "cac-co-quan-chuyen-mon",
        ),
        ("Chánh Văn phòng UBND tỉnh", "Chánh Văn phòng UBND tỉnh", "van-phong-ubnd-tinh"),
        ("Thủ trưởng cơ quan, đơn vị", "Thủ trưởng cơ quan, đơn vị", "cac-co-quan-don-vi"),
        (
            "Viện trưởng Viện kiểm sát nhân dân tỉnh",
            "Viện trưởng Viện kiểm sát nhân dân tỉnh",
            "vien-kiem-sat-nhan-dan-tinh",
        ),
    ],
)
def test_heads(text: str, expected: str, agency_id: str) -> None:
    (only,) = mentions(text)
    assert (only.words, only.agency.id, only.head) == (expected, agency_id, True)


@pytest.mark.parametrize(
    ("text", "expected", "kind"),
    [
        ("Chi cục Kiểm lâm phối hợp với", "Chi cục Kiểm lâm", "other"),
        ("chỉ đạo Chi cục Chăn nuôi và Thú y triển khai các việc sau", "Chi cục Chăn nuôi và Thú y", "other"),
        ("Trung tâm Công nghệ thông tin tỉnh chủ trì", "Trung tâm Công nghệ thông tin tỉnh", "centre"),
        ("Ban Quản lý dự án đầu tư xây dựng tỉnh báo cáo", "Ban Quản lý dự án đầu tư xây dựng tỉnh", "board"),
        ("Công ty Cấp nước và Môi trường đô thị có trách nhiệm", "Công ty Cấp nước và Môi trường đô thị", "company"),
        ("Hiệp hội Du lịch tỉnh Đắk Lắk vận động", "Hiệp hội Du lịch tỉnh Đắk Lắk", "association"),
        ("Trường Đại học Tây Nguyên nghiên cứu", "Trường Đại học Tây Nguyên", "other"),
        ("Hội đồng Thi đua - Khen thưởng tỉnh xem xét", "Hội đồng Thi đua - Khen thưởng tỉnh", "board"),
        ("Bệnh viện Đa khoa tỉnh tiếp tục", "Bệnh viện Đa khoa tỉnh", "centre"),
        ("Quỹ Bảo trợ trẻ em tỉnh huy động", "Quỹ Bảo trợ trẻ em tỉnh", "other"),
        ("Báo Tuyên Quang tuyên truyền", "Báo Tuyên Quang", "press"),
        ("Báo Đồng Khởi tăng cường", "Báo Đồng Khởi", "press"),
    ],
)
def test_bodies_that_no_table_knows(text: str, expected: str, kind: str) -> None:
    (only,) = mentions(text)
    assert (only.words, only.agency.kind) == (expected, kind)
    assert only.agency.id.isascii() and only.agency.id not in known()


@pytest.mark.parametrize(
    "text",
    [
        "cơ sở tài chính vững mạnh",
        "ban hành kế hoạch",
        "giai đoạn ban đầu",
        "tổ chức hội nghị",
        "quyền sở hữu trí tuệ",
        "bảo đảm an toàn",
        "các trường hợp khẩn cấp",
        "báo cáo kết quả",
        "hội nhập quốc tế",
        "ban ngày và ban đêm",
        "đại hội đại biểu",
        "cơ sở dữ liệu",
        "nhiệm vụ trung tâm",
        "NHIỆM VỤ VÀ GIẢI PHÁP CHỦ YẾU",
        "tham gia bảo hiểm xã hội bắt buộc",
        "Kế hoạch số 2888/KH-UBND ngày 04/8/2025",
        "Chủ tịch Lê Trường Sơn",
        "tại các xã, phường",
        "chính sách xã hội",
        "môi trường pháp lý",
        "quản lý thuế",
    ],
)
def test_no_agency(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("question", "agency_id"),
    [
        ("stc phai lam gi", "so-tai-chinh"),
        ("SỞ TÀI CHÍNH LÀM GÌ", "so-tai-chinh"),
        ("what must the department of finance do", "so-tai-chinh"),
        ("chi cuc kiem lam phai lam gi", "chi-cuc-kiem-lam"),
        ("giám đốc sở y tế có nhiệm vụ gì", "so-y-te"),
        ("Doanh nghiệp phải làm gì?", "cac-doanh-nghiep"),
        ("Xã, phường phải làm những gì?", "cac-xa-phuong"),
        ("các cơ quan đơn vị liên quan làm gì", "cac-co-quan-don-vi-lien-quan"),
    ],
)
def test_find(question: str, agency_id: str) -> None:
    (only,) = find(question)
    assert (only.agency.id, only.ambiguous) == (agency_id, ())


@pytest.mark.parametrize(
    "question", ["Ủy ban phải làm gì?", "Văn phòng làm gì", "UBND có nhiệm vụ gì?", "cong an lam gi", "Sở phải làm gì?"]
)
def test_ambiguous_names_carry_their_choices(question: str) -> None:
    (only,) = find(question)
    assert len(only.ambiguous) > 1


@pytest.mark.parametrize(
    "question", ["Cơ quan nào chủ trì?", "Sở nào phải làm?", "Ai ban hành kế hoạch?", "Hội nghị tổ chức khi nào?"]
)
def test_questions_that_name_nobody(question: str) -> None:
    assert find(question) == []


PIECES = st.sampled_from(
    ["Sở", "Tài chính", "các", "sở", "ban", "ngành", ",", ":", "và", "UBND", "tỉnh", "xã", "phường", "Giám đốc", "Chi cục", "Kiểm lâm", "chủ trì",
     "-", ";", ".", "Đồng Tháp", "cơ quan", "đơn vị", "liên quan", "thuộc", "của", "Hội", "cấp", "Ủy ban nhân dân", "5", "(", "\n", "Thủ trưởng"]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=25).map(" ".join), st.text(max_size=80)))
def test_mentions_are_ordered_disjoint_and_verbatim(text: str) -> None:
    at = 0
    for mention in mentions(text):
        assert at <= mention.start < mention.end <= len(text)
        assert mention.words == text[mention.start : mention.end]
        at = mention.end
    for found in find(text):
        assert 0 <= found.start < found.end <= len(text)


def test_tone_placement_does_not_matter() -> None:
    assert ids("Uỷ ban nhân dân tỉnh") == ids("Ủy ban nhân dân tỉnh") == ["ubnd-tinh"]
    assert key("Sở Văn hoá") == key("Sở Văn hóa")


@pytest.mark.parametrize(
    "question", ["cắt điện thì phải làm gì", "can bo cat giam", "Khi cắt giảm vốn phải báo cáo ai?"]
)
def test_a_word_is_no_abbreviation(question: str) -> None:
    assert not [item for item in find(question) if item.agency.id.startswith("cong-an")]


def test_a_name_with_a_mark_missing_is_the_longer_one() -> None:
    (found,) = find("Sở Nông nghiệp và Moi trường phải làm gì")
    assert found.agency.name == "Sở Nông nghiệp và Môi trường"


@pytest.mark.parametrize("text", ["công an \u0301 tỉnh làm gì", "sở \u0301 tư pháp", "Sở Tư pháp \u0301"])
def test_a_mark_that_stands_alone_ends_a_name(text: str) -> None:
    assert all(item.start < item.end for item in (*find(text), *mentions(text)))
