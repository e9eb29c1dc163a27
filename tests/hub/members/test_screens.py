"""The screens: who reaches which, what they show, what a form refuses, what they cost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hub.academies.members.services.cover import cover
from hub.academies.models import AcademyRole, Invitation
from hub.academies.roles import BY_LANGUAGE
from tests.hub.members.conftest import actions, everything, held, invited, page, refusals, wish

pytestmark = pytest.mark.django_db

OF_ACADEMY = ("list", "list_results", "invite")
OF_PERSON = ("person", "roles", "cover", "hand_over", "remove", "deactivate", "reactivate", "password")


def addresses(academy, person, invitation, stand_in):
    return [
        *(page(name, academy) for name in OF_ACADEMY),
        *(page(name, academy, person) for name in OF_PERSON),
        *(page(name, academy, invitation) for name in ("resend", "take_back")),
        page("end_cover", academy, person, stand_in),
    ]


@pytest.fixture
def everywhere(nw, manager, tom, kath):
    """Every address of the screens of one academy, all of which lead somewhere."""
    invitation, _token = invited(nw, manager)
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=timezone.localdate() + timedelta(days=5))
    return addresses(nw, tom, invitation, kath)


# role -> status of every screen of the own academy
ROLES = {
    "author": 404, "editor": 404, "publisher": 404, "translator": 404, "second_reader": 404, "order_handler": 404,
    "manager": 200,
}  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_screens_exist_for_managers_of_the_academy_only(role, client, nw, everywhere, user_with_role, urdu):
    user = user_with_role(nw, role)
    if role in BY_LANGUAGE:
        AcademyRole.objects.get(user=user).locales.set([urdu])
    client.force_login(user)
    assert {client.get(url).status_code for url in everywhere} == {ROLES[role]}


@pytest.mark.parametrize("role", ["manager", "editor", None])
def test_screens_of_an_academy_do_not_exist_for_people_of_another(role, client, wales, everywhere, user_with_role):
    client.force_login(user_with_role(wales, role))
    before = everything()
    expected = {404} if role else {302}  # without any role nobody gets into the admin at all
    for method in (client.get, client.post):
        assert {method(url).status_code for url in everywhere} == expected
    assert everything() == before


def test_superuser_reaches_everything_and_a_visitor_is_sent_to_sign_in(client, everywhere, superuser):
    assert {client.get(url).status_code for url in everywhere} == {302}
    client.force_login(superuser)
    assert {client.get(url).status_code for url in everywhere} == {200}


def test_national_manager_reaches_the_national_team_only(client, national, everywhere, user_with_role):
    client.force_login(user_with_role(national, "manager"))
    assert {client.get(url).status_code for url in everywhere} == {404}
    assert client.get(page("list", national)).status_code == 200


def test_menu_offers_people_to_those_who_look_after_them(client, nw, manager, tom):
    url = reverse("hub_people:choose")
    client.force_login(manager)
    assert url in client.get("/admin/").content.decode()
    client.force_login(tom)
    assert url not in client.get("/admin/").content.decode()


def test_manager_of_one_academy_is_led_to_it_and_of_several_chooses(client, nw, wales, manager):
    client.force_login(manager)
    assert client.get(reverse("hub_people:choose")).url == page("list", nw)
    AcademyRole.objects.create(academy=wales, user=manager, role="manager")
    html = client.get(reverse("hub_people:choose")).content.decode()
    assert page("list", nw) in html and page("list", wales) in html


def test_somebody_who_manages_nobody_is_told_whom_to_ask(client, kath):
    client.force_login(kath)
    assert b"You look after nobody" in client.get(reverse("hub_people:choose")).content


def test_list_shows_people_roles_languages_cover_and_invitations(desk, nw, manager, tom, kath, stranger, urdu):
    AcademyRole.objects.get(user=tom).locales.set([urdu])
    cover(academy=nw, user=manager, member=tom, stand_in=kath, until=timezone.localdate() + timedelta(days=5))
    invited(nw, manager, "ada@harbour.example", wish("order_handler"))
    html = desk.get(page("list", nw)).content.decode()
    for text in ("Tom Alder", "Publisher (Urdu)", "Kath Orrell stands in until", "Stands in for Tom Alder until"):
        assert text in html
    for text in ("ada@harbour.example", "Order handler", "Shabana Mir"):
        assert text in html
    assert "Gwenda" not in html


def test_list_is_searched_by_name_and_filtered_by_role(desk, nw, tom, kath):
    def names(query):
        html = desk.get(page("list", nw) + query).content.decode()
        return {name for name in ("Tom Alder", "Kath Orrell", "Shabana Mir") if name in html.partition("Invitations waiting")[0]}

    assert names("?q=kath+orr") == {"Kath Orrell"}
    assert names(f"?q={tom.email}") == {"Tom Alder"}
    assert names("?role=publisher") == {"Tom Alder"}
    assert names("?role=nobody") == {"Tom Alder", "Kath Orrell", "Shabana Mir"}  # no such role: not a filter
    html = desk.get(page("list", nw) + "?q=zzz").content.decode()
    assert "Nobody here matches that." in html


@pytest.mark.parametrize(
    "query", ["q=%00", "q=" + "%22%3A%5C" * 800, "p=-1", "p=999999", "ordering=password", "export=csv", "role=%00"]
)
def test_list_bears_hostile_questions(query, desk, nw, tom):
    response = desk.get(f"{page('list', nw)}?{query}")
    assert response.status_code == 200
    assert response["Content-Type"].startswith("text/html")


def test_list_of_an_academy_without_people_says_how_to_begin(client, wales, superuser):
    client.force_login(superuser)
    html = client.get(page("list", wales)).content.decode()
    assert "Nobody works for this academy yet. Invite somebody to begin." in html
    assert "None. Whoever is invited stands here until they accept." in html


def test_superuser_who_works_here_is_listed_without_a_way_to_them(desk, nw, superuser):
    AcademyRole.objects.create(academy=nw, user=superuser, role="editor")
    html = desk.get(page("list", nw)).content.decode()
    assert "Administrator of the hub" in html
    assert page("person", nw, superuser) not in html
    for name in OF_PERSON:
        assert desk.get(page(name, nw, superuser)).status_code == 404
        assert desk.post(page(name, nw, superuser), {"roles": "author"}).status_code in (404, 405)


def test_list_costs_the_same_for_many_people(desk, nw, manager, user_with_role, urdu, django_assert_max_num_queries):
    def fill(number):
        for count in range(number):
            person = user_with_role(nw, "publisher", first_name=f"P{count}")
            AcademyRole.objects.get(user=person).locales.set([urdu])
            other = user_with_role(nw, "editor")
            AcademyRole.objects.create(
                academy=nw, user=other, role="publisher", covers=person, until=timezone.localdate() + timedelta(days=1)
            )
            Invitation.objects.create(
                academy=nw, email=f"{person.pk}@x.example", email_key=f"{person.pk}@x.example", roles=[wish("editor")],
                invited_by=manager, expires_at=timezone.now(),
            )  # fmt: skip

    fill(2)
    desk.get(page("list", nw))
    # session and account (2), rights to the admin and of the menu (up to 20), the academy (1), people: number and page (2),
    # their roles and languages (2), cover (1), invitations and which are open (2)
    with django_assert_max_num_queries(30) as few:
        desk.get(page("list", nw))
    fill(8)
    with django_assert_max_num_queries(30) as many:
        desk.get(page("list", nw))
    assert len(many) == len(few)


def test_person_page_offers_what_the_manager_may_do(desk, nw, manager, tom):
    html = desk.get(page("person", nw, tom)).content.decode()
    for name in ("roles", "cover", "hand_over", "remove", "deactivate", "password"):
        assert page(name, nw, tom) in html
    assert page("reactivate", nw, tom) not in html
    own = desk.get(page("person", nw, manager)).content.decode()
    assert "Nobody changes their own roles" in own
    for name in ("roles", "remove", "deactivate"):
        assert page(name, nw, manager) not in own


def test_every_question_of_the_screens_does_its_work_on_post_and_nothing_on_get(desk, nw, manager, tom, kath):
    before = everything()
    for name in OF_PERSON:
        desk.get(page(name, nw, tom))
    assert everything() == before

    desk.post(page("roles", nw, tom), {"roles": ["editor", "order_handler"]})
    until = timezone.localdate() + timedelta(days=3)
    desk.post(page("cover", nw, tom), {"stand_in": kath.pk, "until": until.isoformat()})
    desk.post(page("end_cover", nw, tom, kath))
    desk.post(page("password", nw, tom))
    desk.post(page("deactivate", nw, tom))
    desk.post(page("reactivate", nw, tom))
    desk.post(page("remove", nw, tom))
    assert actions(nw) == [
        f"hub.member.{name}"
        for name in ("roles", "covered", "cover_ended", "password_link", "deactivated", "reactivated", "removed")
    ]
    assert held(nw, tom) == []


def test_invite_form_invites_and_says_so(desk, nw):
    response = desk.post(page("invite", nw), {"email": "ada@harbour.example", "roles": ["editor"]}, follow=True)
    assert "The invitation to ada@harbour.example goes out" in response.content.decode()
    invitation = Invitation.objects.get()
    desk.post(page("resend", nw, invitation))
    desk.post(page("take_back", nw, invitation))
    assert not Invitation.objects.waiting().exists()
    assert desk.post(page("resend", nw, invitation)).status_code == 404


def test_inviting_a_member_leads_to_their_page(desk, nw, tom):
    response = desk.post(page("invite", nw), {"email": tom.email, "roles": ["editor"]})
    assert response.url == page("person", nw, tom)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"email": "", "roles": ["editor"]}, "This field is required"),
        ({"email": "ada", "roles": ["editor"]}, "Write an address with an @"),
        ({"email": "a@b.example,c@d.example", "roles": ["editor"]}, "one address only"),
        ({"email": "a@b.example\r\nBcc: x@y.example", "roles": ["editor"]}, "cannot be printed"),
        ({"email": "a\x00@b.example", "roles": ["editor"]}, "cannot be printed"),
        ({"email": "x" * 320 + "@b.example", "roles": ["editor"]}, "at most 254"),
        ({"email": '"><script>alert(1)</script>@b.example', "roles": ["editor"]}, "valid email"),
        ({"email": "a@b.example"}, "This field is required"),
        ({"email": "a@b.example", "roles": ["translator"]}, "Choose at least one language"),
        ({"email": "a@b.example", "roles": ["editor"], "translator_locales": ["ur"]}, "tick it as well"),
    ],
)
def test_invite_form_says_what_is_wrong(sent, words, desk, nw, urdu):
    response = desk.post(page("invite", nw), sent)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert "<script>alert" not in response.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("until", ["", "2999-01-01", "2020-01-01", "tomorrow", "2030-02-30", "0000-00-00", "1e3"])
def test_cover_form_refuses_bad_days(until, desk, nw, tom, kath):
    response = desk.post(page("cover", nw, tom), {"stand_in": kath.pk, "until": until})
    assert response.status_code == 200
    assert not AcademyRole.objects.exclude(covers=None).exists()


def test_remove_offers_to_hand_over_first(desk, nw, tom, kath):
    from hub.models import AcademyPage, StandardPage

    AcademyPage.objects.get(slug=nw.slug).add_child(instance=StandardPage(title="Mine", slug="mine", owner=tom))
    html = desk.get(page("remove", nw, tom)).content.decode()
    assert "They still hold 1 thing here." in html
    url = f"{page('hand_over', nw, tom)}?remove"
    assert url in html
    assert "Mine" in desk.get(url).content.decode()
    assert desk.post(url, {"receiver": kath.pk}).url == page("remove", nw, tom)
    assert "They still hold" not in desk.get(page("remove", nw, tom)).content.decode()


def test_archived_academy_offers_no_invitation(desk, nw):
    type(nw).objects.filter(pk=nw.pk).update(archived_at=timezone.now())
    html = desk.get(page("list", nw)).content.decode()
    assert "This academy is archived" in html
    assert page("invite", nw) not in html
    response = desk.post(page("invite", nw), {"email": "a@b.example", "roles": ["editor"]})
    assert "This academy is archived" in response.content.decode()
    assert refusals(nw) == [{"what": "invite.AcademyArchived"}]


def test_screens_speak_the_language_of_the_person(desk, nw, tom, urdu, settings):
    from django.utils import translation

    with translation.override("ur"):
        for name in ("list", "invite"):
            assert desk.get(page(name, nw)).status_code == 200
        assert desk.get(page("person", nw, tom)).status_code == 200
