"""The pages that stand below every academy's home, made by the apps whose pages they are."""

from __future__ import annotations

from collections.abc import Callable

from wagtail.models import Locale, Page

from hub.academies.models import Academy

#: Called for an academy and a language, while that language is active: returns an unsaved page with title and slug.
Maker = Callable[[Academy, Locale], Page]

_registered: dict[Maker, int] = {}


def register_section_page(maker: Maker, *, order: int) -> None:
    """Let an app add a page to every academy's section; twice does no harm. Call it in ``AppConfig.ready()``.

    Args:
        maker: returns an unsaved page in the language it is given, with words from the catalogue: that language is active
            while it runs. Its slug is the same in every language. Asked again for an academy that has such a page, in
            order to see whether it has.
        order: its place below the home page.
    """
    _registered[maker] = order


def section_pages(academy: Academy, locale: Locale) -> list[Page]:
    """Return the pages an academy's section has in a language, unsaved, in order. The language must be active."""
    return [maker(academy, locale) for maker, _order in sorted(_registered.items(), key=lambda item: item[1])]
