"""Roles in the admin, for superusers: one query for the list, and no academy loses its last manager by a slip."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from wagtail.admin.views.generic import DeleteView, EditView, IndexView

from hub.academies.members.exceptions import LastManager
from hub.academies.members.protection import lock, require_manager_without
from hub.academies.models import AcademyRole


class RoleIndexView(IndexView):
    """One query for any number of people."""

    def get_base_queryset(self) -> QuerySet[AcademyRole]:
        return super().get_base_queryset().select_related("user", "academy")


class RoleEditView(EditView):
    """Refuses, beside the form, what would leave an academy without a manager."""

    def form_valid(self, form: Any) -> HttpResponse:
        stored = AcademyRole.objects.select_related("academy", "user").get(pk=form.instance.pk)
        try:
            with transaction.atomic():
                academy = lock(stored.academy)
                if counts_as_manager(stored) and not stays_manager(stored, form):
                    require_manager_without(academy, stored.user)
                return super().form_valid(form)
        except LastManager as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_message = self.get_error_message()  # Wagtail sets it only where it finds the form invalid itself
            return self.form_invalid(form)


class RoleDeleteView(DeleteView):
    """Refuses, in a message, what would leave an academy without a manager."""

    def form_valid(self, form: Any) -> HttpResponse:
        stored = AcademyRole.objects.select_related("academy", "user").get(pk=self.object.pk)
        try:
            with transaction.atomic():
                academy = lock(stored.academy)
                if counts_as_manager(stored):
                    require_manager_without(academy, stored.user)
                return super().form_valid(form)
        except LastManager as refusal:
            messages.error(self.request, str(refusal))
            return HttpResponseRedirect(self.get_success_url())


def counts_as_manager(row: AcademyRole) -> bool:
    """Return whether a row makes somebody one of the managers that an academy needs."""
    return row.role == AcademyRole.Role.MANAGER and row.covers_id is None and not row.locales.exists()


def stays_manager(stored: AcademyRole, form: Any) -> bool:
    """Return whether the same person manages the same academy, in every language, after a form is saved."""
    data = form.cleaned_data
    same = (data["academy"], data["user"], data["role"]) == (stored.academy, stored.user, stored.role)
    return same and not data["locales"]
