"""The command: one academy, many from a file, and words for everything that is wrong."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from hub.academies.models import Academy, Area
from hub.models import AcademyPage
from tests.hub.setup.conftest import picture

pytestmark = pytest.mark.django_db


def run(*args: str) -> str:
    out = io.StringIO()
    call_command("create_academy", *args, stdout=out)
    return out.getvalue()


YORKSHIRE = ("yorkshire", "--name", "Yorkshire Academy")


def test_command_says_what_it_made_and_the_second_time_that_it_was_there(three, locale, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    logo = tmp_path / "logo.webp"
    logo.write_bytes(picture("WEBP").read())
    Area.objects.create(name="Leeds", slug="leeds", locale=locale)
    plain = ("--area", "leeds", "--language", "en", "ur", "--deep", "#5a1f4b", "--review-months", "6")
    options = (*YORKSHIRE, *plain, "--logo", str(logo))

    said = run(*options)

    academy = Academy.objects.regional().get()
    assert "Home page in Urdu: made" in said and said.endswith("Done.\n")
    assert (academy.deep, academy.review_months, academy.areas.count()) == ("#5a1f4b", 6, 1)
    assert academy.logo and AcademyPage.objects.count() == 2
    again = run(*options)
    assert ": made" not in again and "Nothing to do" in again


def test_dry_run_changes_nothing(three):
    assert "Nothing was changed" in run(*YORKSHIRE, "--dry-run")
    assert not Academy.objects.exists()


@pytest.mark.parametrize(
    "args",
    [(), ("yorkshire",), ("admin", "--name", "Admin"), (*YORKSHIRE, "--deep", "#aaaaaa"), (*YORKSHIRE, "--logo", "/no/such/file"),
     (*YORKSHIRE, "--logo", __file__), (*YORKSHIRE, "--review-months", "soon"), (*YORKSHIRE, "--retention-months", "99"),
     (*YORKSHIRE, "--language", "xx"), (*YORKSHIRE, "--area", "atlantis"), ("--from-csv", "/no/such"), ("--from-csv", __file__)],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(three, args):
    with pytest.raises(CommandError) as said:
        run(*args)
    assert len(str(said.value)) > 15
    assert not Academy.objects.exists()


def test_a_file_makes_many_and_one_bad_line_does_not_stop_the_others(three, tmp_path):
    file = tmp_path / "academies.csv"
    file.write_text("slug,name,language,deep\nyorkshire,Yorkshire Academy,en ur,\nadmin,Admin,,\nkent,Kent Academy,,#155263\n")

    out = io.StringIO()
    with pytest.raises(CommandError, match="1 of 3 were refused"):
        call_command("create_academy", "--from-csv", str(file), stdout=out)

    assert set(Academy.objects.regional().values_list("slug", flat=True)) == {"yorkshire", "kent"}
    assert "3 academies in" in out.getvalue() and "admin: " in out.getvalue()
    assert AcademyPage.objects.filter(slug="yorkshire").count() == 2
