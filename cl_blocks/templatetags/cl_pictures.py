"""``{% hub_picture image alt="…" sizes="…" %}``: a responsive picture that costs no encoding."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from wagtail.images.models import AbstractImage, AbstractRendition

from cl_blocks.pictures import existing

register = template.Library()

DEFAULT_SIZES = "(min-width: 66em) 42rem, 100vw"
EAGER = "eager"


@register.simple_tag
def hub_picture(
    image: AbstractImage | None,
    alt: str | None = None,
    sizes: str = DEFAULT_SIZES,
    loading: str = "lazy",
    css_class: str = "",
) -> SafeString | str:
    """Return a ``<picture>`` with WebP and JPEG in the widths that exist, else the original file.

    Args:
        image: an image of Wagtail's; nothing is shown for ``None``.
        alt: words for people who cannot see it; empty if it only decorates. Left out, the words of an ImageBlock are
            used, else the description or title of the image.
        sizes: how wide the picture is shown, as in HTML.
        loading: ``lazy``, or ``eager`` for the one picture at the top of a page, which then also gets priority.
        css_class: of the ``<img>``.
    """
    if not image:
        return ""
    made = existing(image)
    jpeg = [rendition for rendition in made if rendition.filter_spec.endswith("jpeg")]
    webp = [rendition for rendition in made if rendition.filter_spec.endswith("webp")]
    shown = jpeg or webp
    source: Any = shown[-1] if shown else image
    attributes = {
        "src": source.file.url,
        "srcset": _srcset(jpeg) if len(jpeg) > 1 else None,
        "sizes": sizes if len(jpeg) > 1 else None,
        "width": str(source.width),
        "height": str(source.height),
        "alt": _alt(image) if alt is None else alt,
        "class": css_class or None,
        "decoding": "async",
        "loading": None if loading == EAGER else "lazy",
        "fetchpriority": "high" if loading == EAGER else None,
    }
    better = format_html('<source type="image/webp" srcset="{}" sizes="{}">', _srcset(webp), sizes) if webp and jpeg else ""
    shown_attributes = format_html_join("", ' {}="{}"', ((name, value) for name, value in attributes.items() if value is not None))
    return format_html("<picture>{}<img{}></picture>", better, shown_attributes)


def _srcset(renditions: list[AbstractRendition]) -> SafeString:
    return format_html_join(", ", "{} {}w", ((rendition.file.url, rendition.width) for rendition in renditions))


def _alt(image: AbstractImage) -> str:
    if getattr(image, "decorative", False):
        return ""
    return getattr(image, "contextual_alt_text", None) or image.default_alt_text
