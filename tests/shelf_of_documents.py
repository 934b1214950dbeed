"""Documents that cite each other and name bodies, for the tests of their pages."""

from __future__ import annotations

from fake_assistant import CORPUS, HOSTILE, FakeAssistant, LedgerLibrary

_HEAD = """ỦY BAN NHÂN DÂN
TỈNH {upper}
-------

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
---------------

Số: {number}

{place}, ngày {date}

"""

NOTICE = (
    _HEAD.format(place="Mẫu Sơn", upper="MẪU SƠN", number="15/TB-UBND", date="18 tháng 11 năm 2024")
    + """THÔNG BÁO
Về việc triển khai Kế hoạch số 07/KH-UBND

Căn cứ Kế hoạch số 7/KH-UBND ngày 05 tháng 9 năm 2023 và Nghị quyết số 66-NQ/TW;

I. NHIỆM VỤ
1. Sở Tư pháp chủ trì, phối hợp với **Sở Tài chính** thực hiện Kế hoạch số 07/KH-UBND; Sở Tư pháp báo cáo hằng năm.
2. Sở Tài chính bố trí kinh phí theo Thông báo số 15/TB-UBND và Kế hoạch số 7/KH-UBND ngày 06 tháng 9 năm 2023.
a) Các sở, ban, ngành phối hợp.
3. Công an tỉnh hoà giải, thuỷ lợi, quý.

II. PHÂN CÔNG

| TT | Nhiệm vụ | Cơ quan |
|---|---|---|
| 1 | Rà soát văn bản | Sở Tư pháp |
| 2 | Bố trí kinh phí | Sở Tài chính |

Nơi nhận:
- Sở Tư pháp;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trần Văn Mẫu
"""
)
PLAN = (
    _HEAD.format(place="Mẫu Sơn", upper="MẪU SƠN", number="07/KH-UBND", date="05 tháng 9 năm 2023")
    + "KẾ HOẠCH\nTriển khai công tác mẫu\n\n1. Sở Tư pháp chủ trì rà soát.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nTrần Văn Mẫu\n"
)
ELSEWHERE = (
    PLAN.replace("Mẫu Sơn", "Đông Hải")
    .replace("MẪU SƠN", "ĐÔNG HẢI")
    .replace("05 tháng 9", "01 tháng 8")
    .replace("Sở Tư pháp", "Sở Y tế")
)


def shelf() -> FakeAssistant:
    """The documents above, a hostile one and one of the corpus."""
    plan = "ke-hoach-tuyen-quang-nghi-quyet-126-nq-cp.txt"
    texts = {
        "thong-bao.txt": NOTICE,
        "ke-hoach-7.txt": PLAN,
        "ke-hoach-khac.txt": ELSEWHERE,
        "doc-hai.txt": HOSTILE.replace("</p></article>", "Sở Tư pháp </p></article>"),
        plan: (CORPUS / plan).read_text(encoding="utf-8"),
    }
    return FakeAssistant(LedgerLibrary(texts))
