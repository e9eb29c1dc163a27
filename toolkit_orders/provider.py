"""The toolkits that visitors can ask an academy for, for its home page."""

from __future__ import annotations

from django.http import HttpRequest
from wagtail.models import Locale

from hub.academies.models import Academy
from hub.cards import Offer
from hub.models.parts import without_private


class Toolkits:
    """Answers for the toolkits on offer on request pages."""

    def offered(self, request: HttpRequest, *, locale: Locale, academy: Academy) -> list[Offer]:
        """Return what the academy's request page offers, in its order; two queries, three where it is a translation.

        Of several request pages the first in the tree counts. A toolkit that this language lacks is named in its own.
        """
        from toolkit_orders.models import RequestPage

        found = RequestPage.objects.live().filter(locale=locale, academy=academy, alias_of=None).order_by("path")
        page = without_private(found).select_related("locale").first()
        address = page.get_url(request) if page else ""
        if page is None or not address:
            return []
        return [
            Offer(
                title=toolkit.title,
                url=f"{address}?toolkit={toolkit.pk}",
                text=toolkit.summary,
                about_url=toolkit.get_url(request) or "",
                lang="" if toolkit.locale_id == locale.pk else toolkit.locale.language_code,
            )
            for toolkit in page.toolkits
        ]
