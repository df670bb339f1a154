"""Words of the change of law."""

from typing import Any

VERDICTS = {"keeps": "Chắc chắn giữ", "may": "Có thể giữ", "loses": "Không giữ được"}
TAGS = {"keeps": "leaf", "may": "gold", "loses": "lacquer"}
BANDS = {"keeps": ("done", "circle-check"), "may": ("wait", "alert-triangle"), "loses": ("stop", "alert-circle")}
SENTENCES = {
    "keeps": "Kết quả cũ đủ cho hạng này, kể cả khi các tiêu chí chưa biết đều bằng 0.",
    "may": "Giữ được nếu chứng minh các nội dung dưới đây.",
    "loses": "Kết quả cũ không đủ, dù các tiêu chí chưa biết đều đạt mức cao nhất; phải nâng mới giữ được.",
}


def need_rows(needs: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(star minima, points) of what is lacking."""
    minima = [need for need in needs if need["why"] == "minimum"]
    return minima, [need for need in needs if need["why"] == "points"]
