"""The admin's one form: look, check, create; change; and who may."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.html import escape
from PIL import Image

from hub.academies.models import Academy, AcademyRole, Area
from hub.academies.setup.create import create_academy
from hub.models import AcademyPage
from tests.conftest import live_copy
from tests.hub.setup.conftest import details, picture
from tests.hub.setup.test_logos import NOT_LOGOS

pytestmark = pytest.mark.django_db
COLOURS = {"deep": "#5a1f4b", "bright": "#f6b53c"}
SENT = {"name": "Yorkshire Academy", "slug": "yorkshire", "email": "a@hub.example", "review_months": "6", **COLOURS}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def admin(client, superuser):
    client.force_login(superuser)
    return client


def add(client, **changes):
    return client.post(reverse("hub_academies:add"), {**SENT, **changes})


def test_form_asks_for_everything_in_sections_and_shows_the_colours(admin, three, locale):
    Area.objects.create(name="Leeds", slug="leeds", locale=locale)

    html = admin.get(reverse("hub_academies:add")).content.decode()

    for heading in ("Name", "Areas", "Contact", "Brand", "Languages", "Review and retention", "Preview"):
        assert f">{heading}<" in html or f"{heading}\n" in html
    assert "Leeds" in html and "Urdu" in html
    for button in ("action-preview", "action-check", "action-create"):
        assert f'name="{button}"' in html


def test_creating_ends_on_what_was_made_with_the_way_to_each_page(admin, three, urdu, locale):
    leeds = Area.objects.create(name="Leeds", slug="leeds", locale=locale)

    response = add(admin, look_after=[leeds.pk], languages=[locale.pk, urdu.pk], **{"action-create": "1"})

    academy = Academy.objects.get(slug="yorkshire")
    assert response.url == reverse("hub_academies:made", args=[academy.pk])
    assert (academy.short_name, academy.review_months, academy.email) == ("Yorkshire", 6, "a@hub.example")
    assert set(academy.languages.all()) == {locale, urdu}
    html = admin.get(response.url).content.decode()
    for page in AcademyPage.objects.filter(translation_key=academy.home_key):
        for each in [page, *page.get_children()]:
            assert reverse("wagtailadmin_pages:edit", args=[each.pk]) in html
    assert "Leeds" in html and "Invite people" in html


def test_checking_first_lists_what_would_be_made_and_makes_nothing(admin, three):
    response = add(admin, **{"action-check": "1"})

    html = response.content.decode()
    assert response.status_code == 200
    assert "Home page in English" in html and "Request page in Urdu" in html and "will be made" in html
    assert 'value="Yorkshire Academy"' in html
    assert not Academy.objects.exists()


def test_preview_measures_the_colours_typed_and_complains_of_nothing_else(admin, three):
    html = add(admin, name="", deep="#aaaaaa", **{"action-preview": "1"}).content.decode()

    assert "Hard to read" in html and "background:#aaaaaa" in html
    assert "This field is required" not in html
    assert not Academy.objects.exists()


@pytest.mark.parametrize("colour", ["red", "", "#12", "}*{x", "#5a1f4b;background:url(//evil)", '"><script>alert(1)</script>'])
def test_preview_of_what_is_no_colour_says_so_and_never_reaches_a_style(admin, three, colour):
    html = add(admin, deep=colour, **{"action-preview": "1"}).content.decode()

    assert "Write both colours like #173f3a" in html
    assert "background:red" not in html and "url(//evil)" not in html.replace(escape(colour), "") and "<script>alert" not in html


def test_second_press_of_the_button_is_a_sentence_and_no_second_academy(admin, three):
    add(admin)
    html = add(admin).content.decode()

    assert "Yorkshire Academy has this slug already" in html
    assert Academy.objects.filter(slug="yorkshire").count() == 1


@pytest.mark.parametrize("name", NOT_LOGOS)
def test_logo_that_is_no_picture_is_an_error_of_the_form(admin, three, name):
    file = NOT_LOGOS[name]()
    upload = SimpleUploadedFile(file.name, file.read(), content_type="image/png")

    response = add(admin, logo=upload)

    assert response.status_code == 200
    assert "logo" in response.context["form"].errors
    assert not Academy.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [{"name": ""}, {"name": "a\x00b"}, {"name": "x" * 121}, {"slug": "admin"}, {"slug": "ur"}, {"slug": "../x"}, {"deep": "#aaa"},
     {"email": "nobody"}, {"retention_months": "13"}, {"retention_months": "0"}, {"retention_months": "x"}, {"languages": ["999"]},
     {"look_after": ["abc"]}, {"review_months": "99999"}, {"phone": "1\r\nBcc: x@y.z"}],
)  # fmt: skip
def test_bad_input_is_an_error_of_the_form_and_makes_nothing(admin, three, changes):
    response = add(admin, **changes)

    assert response.status_code == 200
    assert response.context["form"].errors
    assert not Academy.objects.exists()


def test_names_are_shown_as_text_wherever_they_come_from(admin, three):
    create_academy(details=details(name="<script>alert(1)</script>"))
    academy = Academy.objects.get(slug="yorkshire")

    for view in ("edit", "made", "rename", "archive", "delete"):
        assert "<script>alert(1)" not in admin.get(reverse(f"hub_academies:{view}", args=[academy.pk])).content.decode()


#: role × view → status: managers change the own academy, the rest is the hub's
@pytest.mark.parametrize("role", ["editor", "publisher", "order_handler", "manager"])
def test_role_of_an_academy_neither_sets_up_nor_ends_one(client, nw, user_with_role, role):
    client.force_login(user_with_role(nw, role))

    assert client.get(reverse("hub_academies:edit", args=[nw.pk])).status_code == (200 if role == "manager" else 404)
    for view in ("made", "rename", "archive", "unarchive", "delete"):
        url = reverse(f"hub_academies:{view}", args=[nw.pk])
        assert client.get(url).status_code != 200
        assert client.post(url, {"sure": "on", "name": "Mine", "short_name": "Mine", "slug": "mine"}).status_code != 200
    assert add(client).status_code == 302
    nw.refresh_from_db()
    assert (nw.name, nw.archived_at, Academy.objects.count()) == ("North West Academy", None, 1)


def test_academy_of_others_does_not_exist_for_a_manager(client, nw, wales, user_with_role):
    client.force_login(user_with_role(nw, "manager"))

    for view in ("edit", "made", "rename", "archive", "unarchive", "delete"):
        assert client.get(reverse(f"hub_academies:{view}", args=[wales.pk])).status_code in (302, 404)
    assert client.get(reverse("hub_academies:edit", args=[wales.pk])).status_code == 404


def test_manager_changes_brand_and_retention_but_not_languages(client, nw, user_with_role, locale):
    client.force_login(user_with_role(nw, AcademyRole.Role.MANAGER))
    out = io.BytesIO()
    Image.new("RGB", (300, 100), "red").save(out, "PNG")
    upload = SimpleUploadedFile("x.png", out.getvalue())

    url = reverse("hub_academies:edit", args=[nw.pk])
    response = client.post(url, {**SENT, "logo": upload, "retention_months": "3", "languages": [locale.pk]})

    nw.refresh_from_db()
    assert response.status_code == 302
    assert nw.logo.name.startswith("academies/north-west-")
    assert (nw.retention_months, nw.review_months, nw.languages.count()) == (3, 6, 0)
    assert client.post(url, {**SENT, "logo-clear": "on"}).status_code == 302
    nw.refresh_from_db()
    assert not nw.logo


def test_language_with_pages_online_cannot_be_taken_away(admin, three, urdu, locale, nw):
    home = AcademyPage.objects.get(slug="north-west")
    live_copy(home, urdu, title="نارتھ ویسٹ")

    response = admin.post(reverse("hub_academies:edit", args=[nw.pk]), {**SENT, "short_name": "NW", "languages": [locale.pk]})

    assert "“نارتھ ویسٹ”" in str(response.context["form"].errors["languages"])
    assert nw.languages.count() == 0


def test_language_that_is_added_brings_its_pages(admin, three, urdu, locale):
    academy = create_academy(details=details(languages=("en",))).academy
    assert AcademyPage.objects.count() == 1

    sent = {**SENT, "short_name": "Yorkshire", "languages": [locale.pk, urdu.pk]}
    assert admin.post(reverse("hub_academies:edit", args=[academy.pk]), sent).status_code == 302

    assert AcademyPage.objects.filter(locale=urdu, live=False).count() == 1


def test_form_costs_the_same_queries_with_one_academy_and_with_five(admin, three, django_assert_max_num_queries):
    for number in range(5):
        create_academy(details=details(f"academy-{number}"))
        admin.get(reverse("hub_academies:add"))
        # session, person, the admin's furniture (20) · languages, areas
        with django_assert_max_num_queries(30):
            admin.get(reverse("hub_academies:add"))


def test_logo_is_asked_for_again_when_the_form_comes_back(admin, three):
    upload = SimpleUploadedFile("logo.png", picture().read())
    assert "does not send a file twice" in add(admin, logo=upload, **{"action-check": "1"}).content.decode()


def test_slug_is_made_from_the_name_where_nobody_wrote_one(admin, three):
    assert add(admin, slug="").status_code == 302
    assert Academy.objects.regional().get().slug == "yorkshire-academy"
