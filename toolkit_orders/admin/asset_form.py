"""The forms in which files are uploaded: whose they are, and what may not be typed over."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from hub.academies.policy import tenant_policy
from toolkit_orders.files import facts_of
from toolkit_orders.models import Asset


class AssetForm(WagtailAdminModelForm):
    """Asks whose the file is, with the person's own academy filled in; what can be read from the file is not typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user, field = self.for_user, self.fields.get("academy")
        policy = tenant_policy(Asset)
        if field is None or user is None or policy is None or user.is_superuser:
            return  # only the hub's own team may leave it empty: such a file is everybody's to use
        field.queryset = policy.academies(user, ["add", "change"])
        field.required = True
        field.empty_label = None
        if not self.instance.pk:
            self.initial["academy"] = field.queryset.first()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        file = cleaned.get("file")
        if "pages" in self.changed_data and "file" not in self.changed_data and file and self.instance.pk:
            cleaned["pages"] = _read(self.instance) or cleaned.get("pages")
        return cleaned


class AssetCreationForm(AssetForm):
    """The shorter form in the chooser."""

    class Meta:
        model = Asset
        fields = ["title", "file", "audience", "academy"]
        labels = {"academy": _("Academy")}


def _read(asset: Asset) -> int | None:
    """Return the pages of a stored file; ``None`` where they cannot be read, or the file is lost."""
    try:
        with asset.file.open("rb") as opened:
            return facts_of(opened).pages
    except OSError:
        return None
