"""Files in the admin: each academy sees and edits its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import ProtectedError
from django.forms import FileInput
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet

from hub.academies.views import TenantViewSetMixin
from toolkit_orders.admin.asset_form import AssetForm
from toolkit_orders.exceptions import InUse, NotStored
from toolkit_orders.models import Asset, GrantFile


class SaysWhenNotStored:
    """A full disk becomes an error of the form; nothing is saved (security: F15)."""

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except NotStored as error:
            form.add_error("file", str(error))
            self.produced_error_message = self.get_error_message()  # Wagtail sets it only where it finds the form invalid itself
            return self.form_invalid(form)


class AssetCreateView(SaysWhenNotStored, CreateView):
    """Uploads a file."""


class AssetEditView(SaysWhenNotStored, EditView):
    """Changes a file's words, or replaces the file: links already sent hand out the new one."""


class AssetDeleteView(DeleteView):
    """Refuses, in words, while the file is on a page or in a link that was sent (security: F14)."""

    template_name = "toolkit_orders/admin/asset_delete.html"

    @cached_property
    def refusal(self) -> str:
        """Why it cannot be deleted; "" where it can."""
        pages, sent = self.usage.count() if self.usage else 0, GrantFile.objects.filter(asset=self.object).count()
        reasons = []
        if pages:
            reasons.append(ngettext("It is on %(n)s page.", "It is on %(n)s pages.", pages) % {"n": pages})
        if sent:
            reasons.append(ngettext("It was sent with %(n)s request.", "It was sent with %(n)s requests.", sent) % {"n": sent})
        if reasons:
            reasons.append(str(_("Take it off the pages, or replace the file with another one instead.")))
        return " ".join(reasons)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            if self.refusal:
                raise InUse(self.refusal)
            return super().form_valid(form)
        except (InUse, ProtectedError) as error:
            text = str(error) if isinstance(error, InUse) else str(InUse(_("It was sent with a request just now.")))
            messages.error(self.request, text)
            return redirect(self.get_delete_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "is_protected": bool(self.refusal), "refusal": self.refusal}


class AssetViewSet(TenantViewSetMixin, ModelViewSet):
    """Toolkit files. Those without an academy are the hub's own: all may use them, superusers edit them."""

    model = Asset
    add_view_class = AssetCreateView
    edit_view_class = AssetEditView
    delete_view_class = AssetDeleteView
    delete_template_name = AssetDeleteView.template_name
    icon = "doc-full"
    menu_label = _("Toolkit files")
    menu_order = 130
    add_to_admin_menu = True
    name = "toolkit_assets"
    url_prefix = "toolkits/files"
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("description"),
            FieldPanel("file", widget=FileInput),  # no link to the file there is: private storage has no addresses
            FieldPanel("audience"),
            FieldPanel("academy"),
            FieldPanel("pages"),
        ],
        base_form_class=AssetForm,
    )
    list_display = [
        "title",
        Column("facts", label=_("Facts")),
        Column("get_audience_display", label=_("Who may have it"), sort_key="audience"),
        "academy",
        "updated_at",
    ]
    list_filter = ["audience", "academy"]
    search_fields = ["title"]
    inspect_view_enabled = True
    inspect_view_fields = ["title", "description", "facts", "audience", "academy", "updated_at"]


asset_viewset = AssetViewSet()
