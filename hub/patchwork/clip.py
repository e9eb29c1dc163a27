"""Cutting a patch to the arch of a coat.

SVG could do this with a ``clipPath``, but that needs an id, and the same drawing may
stand on one page twice. So the outline itself is cut.
"""

from collections.abc import Sequence

from .shapes import Outline, Point, polygon


def _side(start: Point, end: Point, point: Point) -> float:
    """Positive when ``point`` lies inside the clockwise edge from ``start`` to ``end``."""
    along_x, along_y = end[0] - start[0], end[1] - start[1]
    return along_x * (point[1] - start[1]) - along_y * (point[0] - start[0])


def inside(window: Sequence[Point], points: Sequence[Point], slack: float = 0.5) -> bool:
    """Whether every one of ``points`` lies in the convex clockwise ``window``.

    Args: ``slack``, how far outside still counts, in drawing units.
    """
    for start, end in zip(window, [*window[1:], window[0]], strict=True):
        length = max(abs(end[0] - start[0]), abs(end[1] - start[1]))
        if any(_side(start, end, point) < -slack * length for point in points):
            return False
    return True


def _crossing(start: Point, end: Point, here: float, there: float) -> Point:
    share = here / (here - there)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _cut(points: list[Point], start: Point, end: Point) -> list[Point]:
    """The part of a polygon on the inner side of one edge."""
    kept: list[Point] = []
    previous = points[-1]
    before = _side(start, end, previous)
    for point in points:
        now = _side(start, end, point)
        if (now >= 0) != (before >= 0):
            kept.append(_crossing(previous, point, before, now))
        if now >= 0:
            kept.append(point)
        previous, before = point, now
    return kept


def clipped(outline: Outline, window: Sequence[Point], reach: float) -> Outline | None:
    """The part of ``outline`` inside a window, as a polygon, or None when nothing is left.

    Args: ``window``, a convex polygon, clockwise on the page; ``reach``, the longest
    chord an arc is cut into, in drawing units.
    Source: Sutherland and Hodgman, "Reentrant polygon clipping", CACM 17 (1974).
    """
    points = outline.points(reach)
    for start, end in zip(window, [*window[1:], window[0]], strict=True):
        points = _cut(points, start, end)
        if len(points) < 3:
            return None
    # As fine as svg writes; neighbours that have become equal then fall away.
    rounded = [(round(x, 1), round(y, 1)) for x, y in points]
    tidy = [point for at, point in enumerate(rounded) if point != rounded[at - 1]]
    return polygon(tidy) if len(tidy) > 2 else None
