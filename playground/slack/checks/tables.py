"""Tables and charts: `table`, `data_table` and `data_visualization`, for messages only.

Slack publishes some of these limits only in examples; where sources differ the lower one holds.
"""

from collections.abc import Iterator
from typing import Any

from playground.slack.checks.rich_text import RICH_TEXT
from playground.slack.checks.shapes import (
    Check,
    Fault,
    anything,
    boolean,
    both,
    by_type,
    many,
    number,
    one_of,
    shape,
    string,
    whole,
)
from playground.slack.checks.texts import IDENTIFIER

TYPE = {"type": anything}
RAW_TEXT = shape({**TYPE, "text": string(10_000, 1)})
RAW_NUMBER = shape({**TYPE, "value": number}, {"text": string(255, 1)})
CELL = by_type({"raw_text": RAW_TEXT, "raw_number": RAW_NUMBER, "rich_text": RICH_TEXT})
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def _rows(most: int) -> Check:
    return many(many(CELL, 1, 20), 1, most)


def _even(value: Any, pointer: str) -> Iterator[Fault]:
    """Every row has as many cells as the first, and the header row is plain."""
    rows = value.get("rows") if isinstance(value, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows) or not rows:
        return
    if len(rows) < 2:
        yield Fault("must provide a header row and at least one more row", f"{pointer}/rows")
    for index, row in enumerate(rows):
        if len(row) != len(rows[0]):
            yield Fault("all rows must have the same number of cells", f"{pointer}/rows/{index}")
    for index, cell in enumerate(rows[0]):
        if isinstance(cell, dict) and cell.get("type") == "rich_text":
            yield Fault("header cells must not be rich_text", f"{pointer}/rows/0/{index}")


TABLE = shape(
    {**TYPE, "rows": _rows(100)},
    {"block_id": IDENTIFIER, "column_settings": many(COLUMN, 0, 20)},
)
DATA_TABLE = both(
    shape(
        {**TYPE, "caption": string(255, 1), "rows": _rows(101)},
        {
            "block_id": IDENTIFIER,
            "page_size": whole(1, 100),
            "row_header_column_index": whole(0, 19),
        },
    ),
    _even,
)

LABEL = string(20, 1)
POINT = shape({"label": LABEL, "value": number})
SERIES = shape({"name": LABEL, "data": many(POINT, 1, 20)})
AXES = shape({"categories": many(LABEL, 1, 20)}, {"x_label": string(50, 1), "y_label": string(50, 1)})


def _points_fit(value: Any, pointer: str) -> Iterator[Fault]:
    """Series have different names, and each has one point per category, in the same order."""
    axes, series = value.get("axis_config"), value.get("series")
    if not isinstance(axes, dict) or not isinstance(series, list):
        return
    names: set[Any] = set()
    for index, one in enumerate(each for each in series if isinstance(each, dict)):
        data = one.get("data")
        points = data if isinstance(data, list) else []
        labels = [point.get("label") for point in points if isinstance(point, dict)]
        if labels != axes.get("categories"):
            yield Fault("data labels must match the categories", f"{pointer}/series/{index}/data")
        if str(one.get("name")) in names:
            yield Fault("series names must be unique", f"{pointer}/series/{index}/name")
        names.add(str(one.get("name")))


PLOT = both(shape({**TYPE, "series": many(SERIES, 1, 6), "axis_config": AXES}), _points_fit)
CHART = by_type(
    {
        "pie": shape({**TYPE, "segments": many(POINT, 1, 12)}),
        "bar": PLOT,
        "line": PLOT,
        "area": PLOT,
    }
)
DATA_VISUALIZATION = shape({**TYPE, "title": string(50, 1), "chart": CHART}, {"block_id": IDENTIFIER})
