"""A drawing as inline SVG, for a page under a strict content security policy.

No style, no script and no id: nothing for a policy to refuse, and the same drawing may
stand on a page as often as it likes.
"""

from collections.abc import Callable
from functools import lru_cache
from math import hypot
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from .shapes import Arc, Drawing, Outline, Point, Shape

# Attributes of every picture: it says nothing that the words beside it do not.
_HIDDEN = 'aria-hidden="true" focusable="false"'


def _number(value: float) -> str:
    """A number in as few characters as SVG needs, to a tenth of a unit."""
    text = f"{value:.1f}".removesuffix(".0")
    if text == "-0":
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def _numbers(*values: float) -> str:
    """Numbers in a row; a minus sign is separator enough."""
    return " ".join(_number(value) for value in values).replace(" -", "-")


def _step(here: Point, there: Point) -> str:
    """A straight edge, relative, in the shortest command there is."""
    across, down = there[0] - here[0], there[1] - here[1]
    if not down:
        return f"h{_number(across)}"
    return f"l{_numbers(across, down)}" if across else f"v{_number(down)}"


def _bend(here: Point, there: Point, arc: Arc) -> str:
    across, down = there[0] - here[0], there[1] - here[1]
    # A radius rounded up would flatten a half turn; a little too small is put right by SVG.
    half = hypot(across, down) / 2
    radius = half - 0.05 if arc.radius < half + 0.1 else arc.radius
    size = _number(radius)
    return f"a{size} {size} 0 0 {int(arc.clockwise)} {_numbers(across, down)}"


def _path(outline: Outline) -> str:
    """The path data of one outline: relative, so that equal patches repeat and zip well."""
    here = (round(outline.start[0], 1), round(outline.start[1], 1))
    parts = [f"M{_numbers(*here)}"]
    for edge in outline.edges:
        # Relative to the rounded point, or the error would add up along the outline.
        there = (round(edge.to[0], 1), round(edge.to[1], 1))
        if there != here:
            parts.append(_bend(here, there, edge) if isinstance(edge, Arc) else _step(here, there))
        here = there
    return "".join(parts) + "z"


def _shape(shape: Shape) -> str:
    data = "".join(_path(outline) for outline in shape.outlines)
    crisp = ' shape-rendering="crispEdges"' if shape.crisp else ""
    return f'<path fill="{shape.fill}"{crisp} d="{data}"/>'


def svg(drawing: Drawing, *, css_class: str = "", fit: str = "xMidYMid slice") -> SafeString:
    """Inline SVG of a drawing, hidden from assistive technology.

    Args: ``css_class``, put in a class attribute when there is one; ``fit``, the value
    of preserveAspectRatio. Both are escaped.
    Result: safe markup without style, script or id. Its size is up to the page's CSS.
    """
    # Fills come out of a checked Palette and the rest are numbers, so this is safe.
    inner = mark_safe("".join(_shape(shape) for shape in drawing.shapes))  # noqa: S308
    return format_html(
        '<svg{} viewBox="0 0 {} {}" preserveAspectRatio="{}" {}>{}</svg>',
        format_html(' class="{}"', css_class) if css_class else "",
        drawing.width,
        drawing.height,
        fit,
        mark_safe(_HIDDEN),  # noqa: S308
        inner,
    )


@lru_cache(maxsize=1024)
def drawn(maker: Callable[..., Drawing], *, fit: str = "xMidYMid slice", **arguments: Any) -> SafeString:
    """Inline SVG of what ``maker`` draws: ``drawn(badge, palette=HUB, principle=7)``.

    Drawing takes some milliseconds, and the same arguments give the same picture, so the last thousand are kept in the
    process. ``arguments`` must be hashable: principles as a tuple. Raises what ``maker`` raises.
    """
    return svg(maker(**arguments), fit=fit)
