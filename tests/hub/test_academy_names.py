"""An academy has one row and a name in each language."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override

from hub.academies.models import Academy

URDU = {"ur": {"name": "نارتھ ویسٹ اکیڈمی", "short_name": "شمال مغرب"}}


@pytest.fixture
def named(nw, languages):
    nw.names = URDU
    nw.save()
    return nw


def test_name_is_shown_in_the_language_of_the_address(named):
    with override("ur"):
        assert (named.shown_name, named.shown_short_name) == ("نارتھ ویسٹ اکیڈمی", "شمال مغرب")
    with override("en"):
        assert (named.shown_name, named.shown_short_name) == ("North West Academy", "North West")


@pytest.mark.parametrize("names", [{}, {"ur": {}}, {"ur": {"name": ""}}, {"cy": {"name": "Gogledd"}}, [], None, "x", {"ur": "x"}])
def test_name_falls_back_to_the_first_one_where_there_is_none(nw, languages, names):
    nw.names = names
    with override("ur"):
        assert (nw.shown_name, nw.shown_short_name) == ("North West Academy", "North West")


@pytest.mark.parametrize("names", [["x"], "x", {"ur": "x"}, {"ur": {"nickname": "x"}}, {"ur": {"name": "x" * 121}}])
def test_names_of_another_shape_are_refused(nw, names):
    nw.names = names
    with pytest.raises(ValidationError) as refused:
        nw.clean_fields()
    assert "names" in refused.value.message_dict


def form_of(academy: Academy, **changes: str) -> dict[str, str]:
    values = {name: str(getattr(academy, name)) for name in ("name", "short_name", "slug", "deep", "bright", "email")}
    return {**values, "phone": "", "people": "", "hashtag": "", **changes}


def edit(client, academy, **changes):
    return client.post(reverse("hub_academies:edit", args=[academy.pk]), form_of(academy, **changes))


def test_administrator_writes_the_name_in_each_language(client, superuser, named):
    client.force_login(superuser)
    shown = client.get(reverse("hub_academies:edit", args=[named.pk])).content.decode()
    assert 'value="شمال مغرب"' in shown
    assert shown.count('dir="rtl"') >= 2
    assert 'name="names-cy-name"' in shown
    assert 'name="names-en-name"' not in shown
    answer = edit(client, named, **{"names-ur-name": " نیا   نام ", "names-cy-short_name": "Gogledd\x00 Orllewin"})
    assert answer.status_code == 302
    named.refresh_from_db()
    assert named.names == {"ur": {"name": "نیا نام"}, "cy": {"short_name": "Gogledd Orllewin"}}


def test_name_that_is_too_long_is_refused_in_words(client, superuser, named):
    client.force_login(superuser)
    answer = edit(client, named, **{"names-ur-short_name": "ا" * 61})
    assert answer.status_code == 200
    assert "Keep it to 60 characters." in answer.content.decode()
    named.refresh_from_db()
    assert named.names == URDU


def test_manager_who_may_not_see_the_names_does_not_erase_them(client, user_with_role, named):
    client.force_login(user_with_role(named, "manager"))
    shown = client.get(reverse("hub_academies:edit", args=[named.pk])).content.decode()
    assert "names-ur-name" not in shown
    assert edit(client, named, phone="0161 496 0000", **{"names-ur-name": "x"}).status_code == 302
    named.refresh_from_db()
    assert (named.phone, named.names) == ("0161 496 0000", URDU)


def test_site_with_one_language_says_so(client, superuser, nw):
    client.force_login(superuser)
    assert "This site has one language." in client.get(reverse("hub_academies:edit", args=[nw.pk])).content.decode()
