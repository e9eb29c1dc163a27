"""Abstract page mixins, each with its own panels. A host with its own page classes builds them from these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.blocks.base import BlockField
from wagtail.models import Page, Revision
from wagtail.search import index

from hub.academies.models import Academy, academy_for_path
from hub.exceptions import Archived, PublishRefused, Refused
from hub.routing import descend, restrictions_on
from hub.translation.active import active_code
from hub.translation.fields import SynchronizedField


def parent_link() -> models.OneToOneField:
    """Return the link from one of our page types to Wagtail's, with a reverse name that no host's page type takes.

    Wagtail's own name would be the class's alone: our ``HomePage`` beside a host's ``HomePage`` would not start.
    """
    return models.OneToOneField(Page, parent_link=True, on_delete=models.CASCADE, related_name="%(app_label)s_%(class)s")


class HubPageForm(WagtailAdminPageForm):
    """Shows what keeps a page from going live as errors of the form, beside the field where there is one."""

    def is_valid(self) -> bool:
        valid = super().is_valid()
        if valid and "action-publish" in self.data:
            self.show_refusals(self.refusals())
        return valid and not self.errors

    def refusals(self) -> list[Refused]:
        """Ask the page, with its child rows as they were typed, what keeps it from going live."""
        for formset in self.formsets.values():
            formset.instance = self.instance
            formset.save(commit=False)  # into memory only; the view does the same again before it saves
        return list(self.instance.refusals_to_publish())

    def show_refusals(self, refusals: Sequence[Refused]) -> None:
        """Put each refusal beside its field, and all of them, in words, at the top of the page.

        Wagtail lists errors at the top only if one of them belongs to no field, and shows one error beside a body.
        """
        by_field: dict[str, list[str]] = {}
        for refusal in refusals:
            by_field.setdefault(refusal.field, []).append(str(refusal))
        if by_field:
            self.add_error(None, _("This page cannot be published yet. Put these right, or save it as a draft."))
        for name, texts in by_field.items():
            if name in self.formsets:
                self.formsets[name].non_form_errors().extend(texts)
            is_body = isinstance(self.fields.get(name), BlockField)
            self.add_error(name if name in self.fields else None, [" ".join(texts)] if is_body else texts)


class HubPageMixin(models.Model):
    """What every page of a hub has: a summary, a short menu label, an academy, and its own gate before going live.

    ``academy`` follows from where the page stands in the tree; it is stored so that lists and permissions need no tree
    walk. ``hub_repair --check`` reports rows where the two differ.
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=300,
        help_text=_("One or two sentences. Shown below the title, on cards and in search results."),
    )
    menu_label = models.CharField(
        _("short label for menus"), max_length=40, blank=True, help_text=_("Leave empty to use the title.")
    )
    academy = models.ForeignKey(
        Academy, verbose_name=_("academy"), null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    base_form_class = HubPageForm
    summary_panels: ClassVar[list[Any]] = [FieldPanel("summary")]
    menu_panels: ClassVar[list[Any]] = [FieldPanel("menu_label")]
    hub_search_fields: ClassVar[list[Any]] = [index.SearchField("summary"), index.FilterField("academy")]
    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("slug", overridable=False)]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> Any:
        if self.path:
            self.academy = academy_for_path(self.path)
        return super().save(*args, **kwargs)

    def refusals_to_publish(self) -> list[Refused]:
        """Return what keeps this page from going live, in the order of its form; a subclass adds its own."""
        return [Archived()] if self.academy and self.academy.archived_at else []

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish or schedule a revision, unless the page refuses.

        Every way to publish comes through here: the editor, bulk actions, workflows, schedules and translations.

        Raises:
            PublishRefused: the revision is not fit to be seen; its reasons say why.
        """
        refusals = revision.as_object().refusals_to_publish()
        if refusals:
            raise PublishRefused(refusals)
        return super().publish(revision, *args, **kwargs)

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find the page of an address below this one; see ``hub.routing``."""
        if not hasattr(request, "hub_root"):
            request.hub_root = self  # the home page is loaded by now: header and footer need it again
        found = descend(self, request, path_components, plain_route=HubPageMixin.route) if path_components else None
        page, rest = found or (self, path_components)
        if found or not rest:
            page.refuse_wrong_language()  # here and not in serve(), where a private page has asked for a password by then
        return page.route(request, rest) if found else super().route(request, path_components)

    def get_view_restrictions(self) -> Any:
        return restrictions_on(self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.refuse_wrong_language()
        return super().serve(request, *args, **kwargs)

    def refuse_wrong_language(self) -> None:
        """Raise ``Http404`` for an alias, or under another language's address: that would show English as Urdu."""
        if self.alias_of_id or (active_code() or self.locale.language_code) != self.locale.language_code:
            raise Http404("This page is not in the language of its address.")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "academy": self.shown_academy}

    @property
    def label(self) -> str:
        """The title as menus and breadcrumbs show it."""
        return self.menu_label or self.title

    @property
    def shown_academy(self) -> Academy | None:
        """The academy whose name and colours the page wears; none on the hub's own pages."""
        return self.academy if self.academy and not self.academy.is_national else None
