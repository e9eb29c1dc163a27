"""The promotion pack: its steps, its material, its files."""

from __future__ import annotations

import pytest

from hub.exceptions import PublishRefused
from tests.toolkit_orders.asset_fixtures import make_asset, make_pack, material, picture, step
from toolkit_orders.blocks import MaterialBlock

pytestmark = pytest.mark.django_db
ADDRESS = "/promotion-pack/"
HOSTILE = ["<script>alert(1)</script>", "مرحبا ‮abc", "{{ 7 }}{% now %}", "'; DROP TABLE x; --", "\u2028</style><b>"]


def text_of(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_pack_shows_each_step_with_its_files_and_their_facts(client, home):
    script, poster = (
        make_asset("Call script", audience="public"),
        make_asset("Poster", picture(size=(40, 30)), "a.png", audience="public"),
    )
    make_pack(home, steps=[step(1, [script, poster]), step(2)])
    shown = text_of(client.get(ADDRESS))
    assert f'<a href="/files/{script.uid}/">Call script</a>' in shown
    assert f'<a href="/files/{poster.uid}/">Poster</a>' in shown
    assert "2 pages" in shown and "40 by 30 pixels" in shown
    assert shown.index("Week 1") < shown.index("Call script") < shown.index("Week 2")


def test_every_link_of_the_pack_downloads_its_file(client, home):
    files = [make_asset(f"File {number}", audience="public") for number in range(3)]
    make_pack(home, steps=[step(1, files[:2])], materials=[material(1, files[2:])])
    shown = client.get(ADDRESS).content.decode()
    for asset in files:
        assert f"/files/{asset.uid}/" in shown
        assert client.get(f"/files/{asset.uid}/").status_code == 200


def test_pack_says_which_file_is_missing_and_leaves_out_deleted_ones(client, home, caplog):
    lost, deleted, there = (make_asset(title, audience="public") for title in ("Lost", "Deleted", "There"))
    make_pack(home, steps=[step(1, [lost, deleted, there])], materials=[material(1, [lost]), material(2, [deleted])])
    lost.file.storage.delete(lost.file.name)
    type(deleted).objects.filter(pk=deleted.pk).delete()
    answer = client.get(ADDRESS)
    shown = text_of(answer)
    assert answer.status_code == 200
    assert shown.count("This file is missing at the moment") == 2
    assert f"/files/{lost.uid}/" not in shown
    assert ">Deleted<" not in shown and f"/files/{there.uid}/" in shown
    assert "missing from storage" in caplog.text


def test_pack_shows_when_storage_does_not_answer(client, home, monkeypatch):
    asset = make_asset(audience="public")
    make_pack(home, steps=[step(1, [asset])])
    monkeypatch.setattr(type(asset.file.storage), "exists", lambda self, name: 1 / 0)
    assert "This file is missing at the moment" in text_of(client.get(ADDRESS))


def test_material_with_one_file_is_its_link_and_with_several_lists_them(client, home):
    one, two = make_asset("One", audience="public"), make_asset("Two", audience="public")
    make_pack(home, materials=[material(1, [one], facts="A4"), material(2, [one, two]), material(3)])
    shown = text_of(client.get(ADDRESS))
    assert f'<a href="/files/{one.uid}/">Poster 1</a>' in shown
    assert "2 pages · A4" in shown
    assert f'<a href="/files/{two.uid}/">Two</a>' in shown


@pytest.mark.parametrize("drawing", [name for name, _label in MaterialBlock.DRAWINGS])
def test_material_is_drawn_whatever_is_chosen(client, home, drawing):
    make_pack(home, materials=[material(1, drawing=drawing, headline="")])
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert f"hub-material__object--{drawing}" in answer.content.decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_shown_as_they_were_typed(client, home, text):
    asset = make_asset(text, audience="public")
    fields = ("title", "summary", "steps_title", "materials_title", "materials_note", "quote_text", "quote_by", "tips_title")
    materials = [
        material(1, [asset, asset], title=text, facts=text, headline=text),
        material(2, drawing='"><script>alert(1)</script>'),
    ]
    make_pack(
        home,
        **dict.fromkeys(fields, text),
        tips=[{"type": "tip", "value": text}],
        steps=[step(1, [asset], when=text, title=text, text=text)],
        materials=materials,
    )
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    assert b"<script>alert(1)" not in answer.content and b"</style><b>" not in answer.content
    assert b"style=" not in answer.content
    assert not answer.cookies


@pytest.mark.parametrize("count", [2, 6])
def test_pack_costs_the_same_with_two_and_six_files(client, home, django_assert_num_queries, count):
    files = [make_asset(f"File {number}", audience="public") for number in range(count)]
    make_pack(
        home, steps=[step(number, files) for number in range(count)], materials=[material(number, files) for number in range(count)]
    )
    client.get(ADDRESS)
    # routing: site, language of the address, home, all pages along the address (is one restricted?), the page with academy
    # furniture: menu, footer links; its own: files of all steps, files of all material
    with django_assert_num_queries(9):
        client.get(ADDRESS)


def test_pack_is_not_published_with_a_file_for_people_who_asked(home):
    pack = make_pack(home, steps=[step(1, [make_asset("Playbook")])])
    with pytest.raises(PublishRefused, match="Playbook"):
        pack.save_revision().publish()


def test_pack_is_not_published_without_a_step(home):
    with pytest.raises(PublishRefused, match="at least one step"):
        make_pack(home, steps=[]).save_revision().publish()


def test_pack_is_published_twice_alike(home):
    pack = make_pack(home, steps=[step(1, [make_asset(audience="public")])])
    for _time in range(2):
        pack.save_revision().publish()
    pack.refresh_from_db()
    assert pack.live and len(pack.assets()) == 1
