"""The request page that every academy's section has: it starts as the hub's own form, and offers the toolkits there are."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid5

from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from hub.academies.models import Academy


def request_page(academy: Academy, locale: Locale) -> Page:
    """Return an academy's request page, unsaved, in the words of the active language. Two queries.

    Its questions and its privacy notice are those of the hub's own form in this language, where there is one.
    """
    from toolkit_orders.models import RequestOffer, RequestPage, ToolkitPage

    page: Any = RequestPage(title=_("Request the pack"), slug="request-a-toolkit", locale=locale)
    own = RequestPage.objects.live().filter(locale=locale, alias_of=None).exclude(academy__is_national=False)
    model = own.order_by("path").first()
    if model is not None:
        page.summary, page.intro, page.confirmation = model.summary, model.intro, model.confirmation
        page.privacy_page_id = model.privacy_page_id
        page.questions = json.dumps(list(model.questions.raw_data))
    for number, toolkit in enumerate(ToolkitPage.objects.live().filter(locale=locale, alias_of=None).order_by("path")):
        key = uuid5(toolkit.translation_key, str(academy.pk))  # the same in every language: an offer is one thing
        page.offers.add(RequestOffer(toolkit=toolkit, locale=locale, translation_key=key, sort_order=number))
    made: Page = page
    return made
