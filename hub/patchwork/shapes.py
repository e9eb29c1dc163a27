"""The model behind every picture: closed outlines of lines and arcs, in colours.

Lengths are drawing units; a patch box is UNIT of them on a side. x grows towards the
end of the line, y downwards, as in SVG. ``svg`` and ``raster`` both read this model.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import atan2, ceil, cos, hypot, pi, sin, sqrt

# 160 makes every measure of the eight patches a whole number: .0625, .225, .4, .7 and so on.
UNIT = 160

Point = tuple[float, float]


@dataclass(frozen=True)
class Line:
    """A straight edge to ``to``."""

    to: Point


@dataclass(frozen=True)
class Arc:
    """A circular edge of at most half a turn to ``to``; ``clockwise`` as seen on the page."""

    to: Point
    radius: float
    clockwise: bool = True


@dataclass(frozen=True)
class Outline:
    """A closed contour: it starts at ``start`` and returns there by a straight edge."""

    start: Point
    edges: tuple[Line | Arc, ...]

    def placed(self, x: float, y: float, scale: float = 1, turns: int = 0) -> "Outline":
        """A copy of an outline drawn on a UNIT box: turned, scaled, then moved.

        Args: ``x``, ``y`` of the box's first corner; ``scale`` of UNIT; ``turns``
        clockwise quarter turns about the middle of the box.
        """

        def place(point: Point) -> Point:
            across, down = point
            for _ in range(turns % 4):
                across, down = UNIT - down, across
            return x + across * scale, y + down * scale

        edges = tuple(
            Line(place(edge.to)) if isinstance(edge, Line) else Arc(place(edge.to), edge.radius * scale, edge.clockwise)
            for edge in self.edges
        )
        return Outline(place(self.start), edges)

    def points(self, reach: float) -> list[Point]:
        """The outline as a polygon.

        Args: ``reach``, the longest chord an arc is cut into, in drawing units.
        """
        found = [self.start]
        for edge in self.edges:
            if isinstance(edge, Arc):
                found.extend(_arc_points(found[-1], edge, reach))
            else:
                found.append(edge.to)
        return found


def _arc_points(start: Point, arc: Arc, reach: float) -> list[Point]:
    """Points along an arc, without its start and with its end."""
    (x0, y0), (x1, y1) = start, arc.to
    chord = hypot(x1 - x0, y1 - y0)
    if not chord:
        return [arc.to]
    rise = sqrt(max(0.0, arc.radius**2 - chord**2 / 4)) / chord
    side = 1 if arc.clockwise else -1
    centre_x = (x0 + x1) / 2 - side * (y1 - y0) * rise
    centre_y = (y0 + y1) / 2 + side * (x1 - x0) * rise
    begin = atan2(y0 - centre_y, x0 - centre_x)
    swept = (atan2(y1 - centre_y, x1 - centre_x) - begin) * side % (2 * pi)
    cuts = max(6, ceil(swept * arc.radius / reach))
    angles = (begin + side * swept * cut / cuts for cut in range(1, cuts))
    inner = [(centre_x + arc.radius * cos(angle), centre_y + arc.radius * sin(angle)) for angle in angles]
    return [*inner, arc.to]


@dataclass(frozen=True)
class Shape:
    """Outlines in one colour that do not overlap each other.

    ``fill`` as #rrggbb; ``crisp`` for boxes that meet edge to edge, where smoothing
    would let a hairline of the ground through.
    """

    fill: str
    outlines: tuple[Outline, ...]
    crisp: bool = False


@dataclass(frozen=True)
class Drawing:
    """A picture: shapes in the order they are painted, on ``width`` x ``height`` units.

    What no shape covers is see-through in SVG and white in a PNG.
    """

    width: int
    height: int
    shapes: tuple[Shape, ...]


def polygon(points: Iterable[Point]) -> Outline:
    """A closed contour of straight edges through ``points`` (at least one)."""
    start, *rest = points
    return Outline(start, tuple(Line(point) for point in rest))


def box(x: float, y: float, width: float, height: float) -> Outline:
    """A rectangle from its first corner."""
    return polygon([(x, y), (x + width, y), (x + width, y + height), (x, y + height)])


def disc(x: float, y: float, radius: float) -> Outline:
    """A full circle about ``x``, ``y``."""
    left, right = (x - radius, y), (x + radius, y)
    return Outline(left, (Arc(right, radius), Arc(left, radius)))


def dome(x: float, y: float, radius: float) -> Outline:
    """The upper half of a disc about ``x``, ``y``."""
    return Outline((x - radius, y), (Arc((x + radius, y), radius),))


def arch(x: float, top: float, width: float, floor: float) -> Outline:
    """A rectangle standing on ``floor`` with a half disc on top, ``top`` its highest point."""
    radius = width / 2
    shoulder = top + radius
    return Outline(
        (x, floor),
        (
            Line((x, shoulder)),
            Arc((x + width, shoulder), radius),
            Line((x + width, floor)),
        ),
    )
