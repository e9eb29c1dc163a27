"""Choices in forms, filters and choosers hold what a person may choose, and nothing else is accepted."""

from __future__ import annotations

import pytest
from django import forms
from django.core.files.base import ContentFile
from django.http import Http404
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.documents import get_document_model
from wagtail.models import Collection, Page

from hub.academies.models import Academy
from hub.academies.scope import ScopedFilterSet, scope_form
from hub.academies.views import TenantChooserMixin
from hub.models import StandardPage

pytestmark = pytest.mark.django_db


def form_with(model, **data):
    fields = {"choice": forms.ModelChoiceField(queryset=model._default_manager.all())}
    return type("ChoiceForm", (forms.Form,), fields)(data or None)


def offered(form):
    return set(form.fields["choice"].queryset)


@pytest.fixture
def documents(nw, wales):
    model = get_document_model()
    return [
        model.objects.create(title=str(academy), file=ContentFile(b"x", "x.txt"), collection=academy.collection)
        for academy in (nw, wales)
    ]


def test_form_offers_own_academies_and_refuses_a_posted_foreign_one(nw, wales, user_with_role):
    form = scope_form(form_with(Academy, choice=wales.pk), user_with_role(nw, "editor"))

    assert offered(form) == {nw}
    assert not form.is_valid()


def test_form_of_a_superuser_is_left_alone(nw, wales, superuser):
    assert offered(scope_form(form_with(Academy), superuser)) == {nw, wales}


def test_form_offers_files_and_collections_of_the_own_academy(nw, wales, documents, user_with_role):
    user = user_with_role(nw, "editor")

    assert offered(scope_form(form_with(get_document_model()), user)) == {documents[0]}
    assert offered(scope_form(form_with(Collection), user)) == {nw.collection}


def test_form_offers_pages_of_the_own_section_and_of_the_hub(home, nw, wales, user_with_role):
    draft = home.add_child(instance=StandardPage(title="Draft", slug="draft", live=False))
    shared = home.add_child(instance=StandardPage(title="Shared", slug="shared"))
    changed = home.add_child(instance=StandardPage(title="Changed", slug="changed", has_unpublished_changes=True))
    pages = {page.slug: page for page in Page.objects.all()}

    found = {page.pk for page in offered(scope_form(form_with(Page), user_with_role(nw, "editor")))}

    assert {pages["north-west"].pk, shared.pk} <= found
    assert not {pages["wales"].pk, draft.pk, changed.pk} & found


def test_filter_names_own_academies_only(rf, nw, wales, user_with_role):
    filterset = type(
        "Filter", (ScopedFilterSet,), {"Meta": type("Meta", (), {"model": Academy.areas.rel.related_model, "fields": ["academy"]})}
    )
    request = rf.get("/")
    request.user = user_with_role(nw, "manager")

    shown = str(filterset(request=request, queryset=filterset._meta.model.objects.all()).form)

    assert "North West" in shown
    assert "Wales" not in shown


class AcademyChooser(TenantChooserMixin, ChooserViewSet):
    model = Academy
    name = "test_academy_chooser"


@pytest.mark.parametrize("pk", ["{wales}", "0", "abc", "\x00", "9223372036854775808"])
def test_chooser_gives_404_for_what_is_not_ones_own(pk, rf, nw, wales, user_with_role):
    viewset, request = AcademyChooser(), rf.get("/")
    request.user = user_with_role(nw, "manager")

    with pytest.raises(Http404):
        viewset.chosen_view(request, pk=pk.format(wales=wales.pk))
    many = rf.get("/", {"id": [nw.pk, pk.format(wales=wales.pk)]})
    many.user = request.user
    with pytest.raises(Http404):
        viewset.chosen_multiple_view(many)
    assert viewset.chosen_view(request, pk=str(nw.pk)).status_code == 200
