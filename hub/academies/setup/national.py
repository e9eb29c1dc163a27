"""The row of the hub's own team, which owns what no academy owns."""

from __future__ import annotations

from django.db.models import Q
from wagtail.models import Page

from hub import conf
from hub.academies.models import Academy
from hub.academies.provisioning import reconcile
from hub.academies.setup.places import parents
from hub.academies.tree import mend

SLUG = "national"


def ensure_national() -> Academy | None:
    """Return the row made for the hub's own team, with the hub's home page as its home; ``None`` where nothing was made.

    Nothing is made where there is such a row, or where its name, its slug or the home page is somebody else's.

    Raises:
        NoPlace: the hub has no page that lists academies, by which its home page is known.
    """
    from wagtail.models import Locale

    place = next(iter(parents(Locale.objects.all()).values()))
    home = Page.objects.filter(path=place.path[: -Page.steplen], depth__gt=1).first()
    name = str(conf.get("HUB_NAME"))[:120]
    if home is None:
        return None
    if Academy.objects.filter(Q(is_national=True) | Q(slug=SLUG) | Q(name=name) | Q(home_key=home.translation_key)).exists():
        return None
    row = Academy.objects.create(name=name, short_name=name[:60], slug=SLUG, is_national=True, home_key=home.translation_key)
    mend()  # what was nobody's is its own from now on
    reconcile(academy=row)
    return row
