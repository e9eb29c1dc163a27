"""The admin's forms of an academy: setting one up in one step, and changing it. Views only translate to and from services."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import CreateView, EditView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from hub.academies.models import Academy
from hub.academies.setup.create import create_academy
from hub.academies.setup.extend import complete_academy
from hub.academies.setup.made import made_of
from hub.exceptions import Refused


class SuperuserOnly:
    """Mixed into views that only an administrator of the whole hub may use, whatever permissions say."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.is_superuser:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class PreviewMixin:
    """A form that can be shown again with the colours as they were typed, before anything is saved."""

    template_name = "hub/admin/academy_form.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "action-preview" not in request.POST:
            return super().post(request, *args, **kwargs)
        self.object = self.get_object() if "pk" in kwargs else None
        form = self.get_form()
        form.is_valid()
        # only looking: what is not filled in yet is no error, colours that cannot be read are
        form._errors = ErrorDict({name: errors for name, errors in form.errors.items() if name in ("deep", "bright")})
        return self.shown_again(form)

    def shown_again(self, form: Any, **context: Any) -> HttpResponse:
        """Return the form as it was filled in; a browser does not send a file again, so that it has to be chosen anew."""
        self.form = form
        return self.render_to_response(self.get_context_data(form=form, logo_lost=bool(self.request.FILES), **context))


class AcademyCreateView(SuperuserOnly, PreviewMixin, CreateView):
    """A new academy is the hub's decision, and one step."""

    page_title = page_subtitle = gettext_lazy("New academy")
    success_message = None

    def form_valid(self, form: Any) -> HttpResponse:
        dry_run = "action-check" in self.request.POST
        try:
            report = create_academy(details=form.details(), user=self.request.user, dry_run=dry_run)
        except Refused as refused:
            form.show_refusal(refused)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        if dry_run:
            return self.shown_again(form, report=report)
        messages.success(self.request, _("%(academy)s is set up. Its pages are drafts.") % {"academy": report.academy})
        return redirect(reverse("hub_academies:made", args=[report.academy.pk]))

    def form_invalid(self, form: Any) -> HttpResponse:
        if self.request.FILES:
            form.add_error(None, _("Choose the logo again: your browser does not send a file twice."))
        return super().form_invalid(form)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        *above, _own = super().get_breadcrumbs_items()
        return [*above, {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "can_check": True}


class AcademyEditView(PreviewMixin, EditView):
    """A manager changes the own academy; what the whole hub depends on, a superuser."""

    delete_item_label = gettext_lazy("Delete…")

    def save_instance(self) -> Any:
        languages = "languages" in self.form.changed_data
        saved = super().save_instance()
        if languages and saved.home_key:
            complete_academy(academy=saved, user=self.request.user)
        return saved

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                return super().form_valid(form)
        except OSError:  # the disk is full, the bucket is away
            form.add_error("logo", _("The logo could not be stored just now. Nothing was saved. Try again in a few minutes."))
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)

    @property
    def academy(self) -> Academy:
        return cast(Academy, self.object)

    @property
    def can_delete(self) -> bool:
        return bool(self.request.user.is_superuser) and not self.academy.is_national

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = list(super().header_more_buttons)
        if not self.request.user.is_superuser or self.academy.is_national:
            return buttons
        away = bool(self.academy.archived_at)
        wanted = [("made", _("What it has"), "list-ul"), ("rename", _("Rename…"), "edit")]
        wanted.append(("unarchive", _("Bring back…"), "undo") if away else ("archive", _("Archive…"), "download"))
        for priority, (name, label, icon) in enumerate(wanted, 1):
            url = reverse(f"hub_academies:{name}", args=[self.academy.pk])
            buttons.append(Button(label, url=url, icon_name=icon, priority=priority))
        return sorted(buttons)


class MadeView(SuperuserOnly, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What an academy has, and what to do next: where setting one up ends."""

    model = Academy
    permission_required = "change"
    template_name = "hub/admin/academy_made.html"
    page_title = gettext_lazy("What it has")
    header_icon = "group"
    index_url_name: str | None = None
    edit_url_name: str | None = None

    @cached_property
    def academy(self) -> Academy:
        return get_object_or_404(Academy, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return f"{self.page_title}: {self.academy}"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            {"url": reverse("hub_academies:index"), "label": _("Academies")},
            {"url": reverse("hub_academies:edit", args=[self.academy.pk]), "label": str(self.academy)},
            {"url": "", "label": self.get_page_title()},
        ]
        return [*self.breadcrumbs_items, *items]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "academy": self.academy, **made_of(self.academy)}
