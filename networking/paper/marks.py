"""Trim marks: where a sheet of labels is to be cut."""

from networking.paper.labels import Label


def trim_marks(label: Label) -> list[tuple[float, float, float, float]]:
    """Trim marks, in the margins only, where every column and row begins and ends: x, y, dx, dy."""
    reach, gap = 4.0, 1.0
    columns = {
        label.left + at * label.x + edge for at in range(label.columns) for edge in (0, label.width)
    }
    rows = {
        label.top + at * label.y + edge for at in range(label.rows) for edge in (0, label.height)
    }
    marks = []
    for margin, at in ((label.top, 0.0), (label.bottom, label.sheet[1])):
        long = min(reach, margin - gap)
        if long > 0.5:
            edge = margin - gap - long if at == 0 else at - margin + gap
            marks += [(x, edge, 0.0, long) for x in sorted(columns)]
    for margin, at in ((label.left, 0.0), (label.right, label.sheet[0])):
        long = min(reach, margin - gap)
        if long > 0.5:
            edge = margin - gap - long if at == 0 else at - margin + gap
            marks += [(edge, y, long, 0.0) for y in sorted(rows)]
    return marks
