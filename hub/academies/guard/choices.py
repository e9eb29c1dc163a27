"""Choices that Wagtail offers in lists and dialogs: people, tags and groups of one's own part of the hub only.

Wagtail offers everybody who has ever written a page, and the tags of every picture. A filter asks for its choices when a
list is opened, with the request at hand, so that the choices can be cut down there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Q, QuerySet
from wagtail.admin.views.page_privacy import SetPrivacyView
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.views.reports.locked_pages import LockedPagesReportFilterSet
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, PageLogEntry

from hub.academies.guard.keys import explorable
from hub.academies.guard.tags import own_tags, popular_tags
from hub.academies.models import Academy

#: Filters whose choices are people, by the class that declares them; classes built on these share them.
PEOPLE = ((PageFilterSet, "owner"), (PageFilterSet, "edited_by"), (LockedPagesReportFilterSet, "locked_by"))


def install() -> None:
    """Put the choices in place, once; called when the app is ready.

    Raises:
        KeyError: an upgrade has renamed a filter.
    """
    from wagtail.documents.views import documents
    from wagtail.images.views import chooser, images

    for declared, name in PEOPLE:
        people = declared.declared_filters[name]
        if not hasattr(people.queryset, "of_own_pages"):
            people.queryset = people_of_own_pages(people.queryset)
    for views in (documents, images):
        if not issubclass(views.IndexView.filterset_class, OwnTagsMixin):
            base = views.IndexView.filterset_class
            views.IndexView.filterset_class = type(f"Own{base.__name__}", (OwnTagsMixin, base), {"__module__": __name__})
    if not issubclass(chooser.viewset.choose_view_class, OwnTagsInChooser):
        base = chooser.viewset.choose_view_class
        chooser.viewset.choose_view_class = type(f"Own{base.__name__}", (OwnTagsInChooser, base), {"__module__": __name__})
    PageViewSet.set_privacy_view_class = OwnSetPrivacyView


def people_of_own_pages(choices: Callable[[Any], QuerySet[Any]]) -> Callable[[Any], QuerySet[Any]]:
    """Return a filter's choices cut down to people who own, have changed or have locked a page that one may explore."""

    def own(request: Any) -> QuerySet[Any]:
        people = choices(request)
        if request is None or request.user.is_superuser:
            return people
        pages = Page.objects.filter(pk__in=explorable(request.user))
        writers = PageLogEntry.objects.filter(page__in=pages.values("pk"))
        return people.filter(
            Q(pk__in=pages.values("owner")) | Q(pk__in=pages.values("locked_by")) | Q(pk__in=writers.values("user"))
        )

    own.of_own_pages = True
    return own


class OwnTagsMixin:
    """A list of pictures or documents, filtered by the tags of what one may see."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "tag" in self.filters and self.request is not None and not self.request.user.is_superuser:
            own = set(own_tags(self.request.user).values_list("name", flat=True))
            extra = self.filters["tag"].extra
            extra["choices"] = [choice for choice in extra["choices"] if choice[0] in own]


class OwnTagsInChooser:
    """Mixed into the chooser of pictures, which offers the tags used most."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if "popular_tags" in context and not self.request.user.is_superuser:
            context["popular_tags"] = popular_tags(self.request.user, self.model)
        return context


class OwnSetPrivacyView(SetPrivacyView):
    """Privacy of a page, for groups of one's own academies: a group's name is that of its academy."""

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        if not self.request.user.is_superuser:
            mine = Academy.objects.for_user(self.request.user)
            form.fields["groups"].queryset = Group.objects.filter(academy_group__academy__in=mine)
        return form
