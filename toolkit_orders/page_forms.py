"""The editing form of pages that hold files: refuses what the editor may not see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import ngettext
from wagtail.blocks import StreamValue

from hub.academies.models import Academy
from hub.exceptions import Refused
from hub.mixins import HubPageForm
from toolkit_orders.blocks import assets_in
from toolkit_orders.exceptions import NotYourFile
from toolkit_orders.models.assets import Asset


class AssetPageForm(HubPageForm):
    """StreamField choosers do not check permissions on what is posted, so the form does (security: F27)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # an editor may keep a file that somebody with more rights put on the page
        self._held = {asset.pk for asset in self.instance.assets()} if self.instance.pk else set()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.for_user is None or self.for_user.is_superuser:
            return cleaned
        streams = [value for value in cleaned.values() if isinstance(value, StreamValue)]
        posted = {asset.pk for asset in assets_in(streams)} - self._held
        foreign = len(posted) - Asset.objects.for_user(self.for_user).filter(pk__in=posted).count() if posted else 0
        if foreign:
            text = ngettext(
                "Choose files of your own academy: one of them is not.",
                "Choose files of your own academy: %(n)s of them are not.",
                foreign,
            )
            self.add_error(None, text % {"n": foreign})
        return cleaned


def foreign_files(assets: list[Asset], academy: Academy | None) -> list[Refused]:
    """Return why a page of an academy may not go live with these files: some belong to another academy.

    Pages are copied and moved between academies, where no form looks at their files. The hub's own pages may show any.
    """
    if academy is None or not assets:
        return []
    own = set(Asset.objects.of([academy.pk]).filter(pk__in=[asset.pk for asset in assets]).values_list("pk", flat=True))
    return [] if all(asset.pk in own for asset in assets) else [NotYourFile()]
