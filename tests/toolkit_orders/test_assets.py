"""Files in the admin: who sees, uploads, changes, chooses and deletes them."""

from __future__ import annotations

import errno
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.toolkit_orders.asset_fixtures import docx, make_asset, make_toolkit, national, part, pdf, picture, toolkits
from toolkit_orders.exceptions import NotStored
from toolkit_orders.models import Asset, Grant, GrantFile, Order

__all__ = ["national", "toolkits"]
pytestmark = pytest.mark.django_db
FORMULA = '=cmd|"/c calc"!A1'
HOSTILE = ["<script>alert(1)</script>", "مرحبا ‮abc", "{{ 7 }}{% now %}", FORMULA, "'; DROP TABLE x; --", "a\u2028b", "x" * 160]


def address(view: str, *args: object) -> str:
    return reverse(f"toolkit_assets:{view}", args=args)


def choosing(view: str, *args: object) -> str:
    return reverse(f"toolkit_asset_chooser:{view}", args=args)


def upload(name: str = "a.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, pdf(2) if content is None else content)


def typed(**fields: object) -> dict[str, object]:
    return {"title": "Playbook", "description": "", "audience": "request", "academy": "", "pages": "", **fields}


@pytest.fixture
def editor(nw, user_with_role):
    return user_with_role(nw, "editor")


@pytest.fixture
def manager(nw, user_with_role):
    return user_with_role(nw, "manager")


@pytest.fixture
def sent(nw):
    """Make a file part of a link that was mailed."""

    def send(asset: Asset) -> GrantFile:
        order = Order.objects.create(
            academy=nw, name="Ada", email="ada@example.org", email_key="ada@example.org", organisation_type="other", locale="en",
            toolkit_title="Kit", toolkit_key=uuid4(), idempotency_key=uuid4(),
        )  # fmt: skip
        grant = Grant.objects.create(order=order, digest="0" * 64, message="m", expires_at="2030-01-01T00:00Z", max_downloads=10)
        return GrantFile.objects.create(grant=grant, asset=asset, title=asset.title, kind=asset.kind)

    return send


ROW_VIEWS = ["edit", "delete", "history", "history_results", "usage", "inspect"]


@pytest.mark.parametrize("role", ["editor", "publisher", "manager", "order_handler"])
def test_rows_of_another_academy_are_not_found_in_any_view(client, nw, wales, user_with_role, role):
    foreign, national_file = make_asset("Cyfrinach", academy=wales), make_asset("Everybody's")
    client.force_login(user_with_role(nw, role))
    for asset in (foreign, national_file):
        for view in ROW_VIEWS:
            status = client.get(address(view, asset.pk)).status_code
            assert status == 404 or (role == "order_handler" and status == 302), view
        for view in ("edit", "delete"):
            assert client.post(address(view, asset.pk), typed()).status_code in (404, 302)
    assert {asset.title for asset in Asset.objects.all()} == {"Cyfrinach", "Everybody's"}


def test_every_view_of_a_row_is_in_the_list_above():
    from toolkit_orders.admin.assets import asset_viewset

    with_rows = {pattern.name for pattern in asset_viewset.get_urlpatterns() if pattern.pattern.converters}
    assert with_rows == set(ROW_VIEWS)


@pytest.mark.parametrize("view", ["index", "index_results"])
def test_list_and_export_show_own_files_only(client, nw, wales, editor, view):
    make_asset("Mine", academy=nw)
    make_asset("Cyfrinach", academy=wales)
    client.force_login(editor)
    for query in (
        {}, {"q": "Cyfrinach"}, {"q": "x" * 10_000}, {"q": "'\x00"},
        {"q": "Mine", "ordering": "-updated_at"}, {"q": "Mine", "ordering": "title"},
        {"academy": wales.pk}, {"export": "csv"}, {"p": "999999"}, {"p": "x"}, {"audience": "'\x00"},
    ):  # fmt: skip
        answer = client.get(address(view), query)
        assert answer.status_code in (200, 404)
        shown = b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()
        assert "Cyfrinach" not in shown.replace('value="Cyfrinach"', "").replace("“Cyfrinach”", "").replace("Cyfrinach</em>", "")
        assert "Wales" not in shown
    assert "Mine" in client.get(address("index")).content.decode()


ALLOWED = {  # role: list, add, change, delete
    "editor": (200, 200, 200, 302),
    "publisher": (200, 200, 200, 302),
    "manager": (200, 200, 200, 200),
    "order_handler": (302, 302, 404, 404),
    None: (302, 302, 404, 404),
}


@pytest.mark.parametrize("role", ALLOWED)
def test_role_decides_what_may_be_done_to_own_files(client, nw, user_with_role, role):
    asset = make_asset(academy=nw)
    client.force_login(user_with_role(nw if role else None, role))
    found = [
        client.get(url).status_code
        for url in (address("index"), address("add"), address("edit", asset.pk), address("delete", asset.pk))
    ]
    expected = list(ALLOWED[role])
    if role is None:
        expected = [302] * 4  # no way into the admin at all
    assert found == expected


def test_upload_is_the_editors_academys_and_its_facts_are_read(client, nw, editor):
    client.force_login(editor)
    answer = client.post(address("add"), typed(file=upload(), academy=nw.pk, pages="999"))
    assert answer.status_code == 302
    asset = Asset.objects.get()
    assert (asset.academy, asset.kind, asset.pages, asset.size) == (nw, "PDF", 2, asset.file.size)
    assert asset.facts.startswith("PDF, ") and asset.facts.endswith(", 2 pages")


def test_upload_for_another_academy_or_for_everybody_is_refused(client, nw, wales, editor):
    client.force_login(editor)
    for academy in ("", wales.pk, "999", "x"):
        answer = client.post(address("add"), typed(file=upload(), academy=academy))
        assert answer.status_code == 200
        assert answer.context["form"].errors["academy"]
    assert not Asset.objects.exists()


def test_upload_that_is_not_what_it_says_is_an_error_of_the_form(client, nw, editor):
    client.force_login(editor)
    for name, content in {"a.pdf": b"<html>", "a.exe": b"MZ", "a.png": picture()[:40], "a.docx": b"PK\x03\x04"}.items():
        answer = client.post(address("add"), typed(file=upload(name, content), academy=nw.pk))
        assert answer.status_code == 200
        assert answer.context["form"].errors["file"]
    assert not Asset.objects.exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_title_is_shown_as_it_was_typed(client, nw, manager, text):
    client.force_login(manager)
    client.post(address("add"), typed(title=text, file=upload(), academy=nw.pk))
    asset = Asset.objects.get()
    for view in ("edit", "delete", "inspect", "usage"):
        answer = client.get(address(view, asset.pk))
        assert answer.status_code == 200
        assert b"<script>alert(1)" not in answer.content
    exported = b"".join(client.get(address("index"), {"export": "csv"}).streaming_content).decode()
    assert f"\n{FORMULA}" not in exported and f',"{FORMULA}' not in exported


def test_full_disk_is_said_and_nothing_is_saved(client, nw, editor, monkeypatch):
    def full(self, name, content, max_length=None):
        raise OSError(errno.ENOSPC, "No space left on device")

    client.force_login(editor)
    monkeypatch.setattr("django.core.files.storage.FileSystemStorage.save", full)
    answer = client.post(address("add"), typed(file=upload(), academy=nw.pk))
    assert "could not be stored" in str(answer.context["form"].errors["file"])
    answer = client.post(choosing("create"), {"title": "A", "file": upload(), "audience": "public", "academy": nw.pk})
    assert "could not be stored" in answer.json()["htmlFragment"]
    with pytest.raises(NotStored):
        make_asset()
    assert not Asset.objects.exists()


def test_replaced_file_has_its_own_facts_and_the_old_one_is_removed(client, nw, editor, django_capture_on_commit_callbacks):
    asset = make_asset(content=pdf(5), academy=nw)
    old = asset.file.name
    client.force_login(editor)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("edit", asset.pk), typed(file=upload("b.docx", docx(pages=None)), academy=nw.pk, pages="5"))
    asset.refresh_from_db()
    assert (asset.kind, asset.pages) == ("Word", None)
    assert asset.exists() and not asset.file.storage.exists(old)


def test_pages_that_can_be_read_are_not_typed(client, nw, editor):
    read, unread = make_asset(content=pdf(5), academy=nw), make_asset(content=docx(pages=None), name="a.docx", academy=nw)
    client.force_login(editor)
    for asset, pages in ((read, 5), (unread, 40)):
        client.post(address("edit", asset.pk), typed(academy=nw.pk, pages="40"))
        asset.refresh_from_db()
        assert asset.pages == pages


def test_saving_twice_changes_nothing(nw):
    asset = make_asset(content=pdf(3), academy=nw)
    name = asset.file.name
    asset.save()
    asset.save()
    asset.refresh_from_db()
    assert (asset.file.name, asset.pages, asset.exists()) == (name, 3, True)


class TestDeletion:
    def test_removes_the_row_and_the_file(self, client, nw, manager, django_capture_on_commit_callbacks):
        asset = make_asset(academy=nw)
        client.force_login(manager)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(address("delete", asset.pk)).status_code == 302
        assert not Asset.objects.exists()
        assert not asset.file.storage.exists(asset.file.name)
        assert client.post(address("delete", asset.pk)).status_code == 404

    def test_is_refused_in_words_while_it_is_on_a_page(self, client, nw, manager, toolkits):
        asset = make_asset(academy=nw)
        make_toolkit(toolkits, parts=[part(files=[asset])])
        client.force_login(manager)
        assert "It is on 1 page." in client.get(address("delete", asset.pk)).content.decode()
        answer = client.post(address("delete", asset.pk), follow=True)
        assert "It is on 1 page." in [str(message) for message in answer.context["messages"]][0]
        assert Asset.objects.filter(pk=asset.pk).exists() and asset.exists()

    def test_is_refused_in_words_while_it_is_in_a_link_that_was_sent(self, client, nw, manager, sent):
        asset = make_asset(academy=nw)
        sent(asset)
        client.force_login(manager)
        assert "It was sent with 1 request." in client.get(address("delete", asset.pk)).content.decode()
        assert client.post(address("delete", asset.pk)).status_code == 302
        assert Asset.objects.filter(pk=asset.pk).exists()


class TestChooser:
    def test_finds_own_and_national_files_only(self, client, nw, wales, national, editor):
        make_asset("Mine", academy=nw)
        make_asset("Everybody's")
        make_asset("The team's", academy=national)
        make_asset("Cyfrinach", academy=wales)
        client.force_login(editor)
        for view in ("choose", "choose_results"):
            shown = client.get(choosing(view)).content.decode()
            assert all(title in shown for title in ("Mine", "Everybody", "The team"))
            assert "Cyfrinach" not in shown
            assert "/edit/" not in client.get(choosing(view), {"q": "Cyfrinach"}).content.decode()
            for query in ({"q": "Mine"}, {"q": "\x00'"}, {"p": "x"}, {"p": "99"}):
                assert client.get(choosing(view), query).status_code in (200, 404)

    def test_answers_404_for_files_of_others(self, client, nw, wales, editor):
        mine, foreign = make_asset(academy=nw), make_asset("Cyfrinach", academy=wales)
        client.force_login(editor)
        assert client.get(choosing("chosen", mine.pk)).status_code == 200
        assert client.get(choosing("chosen", foreign.pk)).status_code == 404
        assert client.get(choosing("chosen_multiple"), {"id": [mine.pk, foreign.pk]}).status_code == 404
        for wrong in ("x", "9" * 40, "\x00"):
            assert client.get(choosing("chosen_multiple"), {"id": wrong}).status_code == 404

    def test_upload_belongs_to_the_editors_academy(self, client, nw, wales, editor):
        client.force_login(editor)
        for academy in ("", wales.pk):
            client.post(choosing("create"), {"title": "A", "file": upload(), "audience": "public", "academy": academy})
        assert not Asset.objects.exists()
        answer = client.post(choosing("create"), {"title": "A", "file": upload(), "audience": "public", "academy": nw.pk})
        assert answer.status_code == 200
        assert Asset.objects.get().academy == nw

    def test_is_closed_to_order_handlers_uploads(self, client, nw, user_with_role):
        client.force_login(user_with_role(nw, "order_handler"))
        client.post(choosing("create"), {"title": "A", "file": upload(), "audience": "public", "academy": nw.pk})
        assert not Asset.objects.exists()


def test_national_file_is_the_superusers(client, superuser):
    client.force_login(superuser)
    assert client.post(address("add"), typed(file=upload())).status_code == 302
    assert Asset.objects.get().academy is None


def test_download_name_is_safe_for_every_file_system():
    names = {
        "Playbook": "Playbook.pdf",
        "../../etc/passwd": "etc passwd.pdf",
        'a"b<c>:d|e?f*': "a b c d e f.pdf",
        "...": "file.pdf",
        "": "file.pdf",
        "x" * 160: "x" * 80 + ".pdf",
        "Llawlyfr Cymraeg": "Llawlyfr Cymraeg.pdf",
    }
    for title, name in names.items():
        assert Asset(title=title, extension="pdf").download_name == name
