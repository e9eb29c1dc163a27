"""What an academy's page is made of beside its text: figures and courses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FigureBlock(blocks.StructBlock):
    """A number and what it counts."""

    number = blocks.CharBlock(label=_("number"), max_length=12)
    text = blocks.CharBlock(label=_("what it counts"), max_length=80)

    class Meta:
        icon = "order"
        label = _("Figure")


class CourseBlock(blocks.StructBlock):
    """One course: when, where, how, and how to join."""

    starts = blocks.DateBlock(label=_("first day"), help_text=_("The course leaves the page after this day."))
    dates = blocks.CharBlock(label=_("dates in words"), max_length=80, help_text=_("Such as “19 January and 2 February”."))
    place = blocks.CharBlock(label=_("place"), max_length=80)
    how = blocks.CharBlock(label=_("how"), max_length=80, help_text=_("Such as “In person, Urdu and English”."))
    places = blocks.CharBlock(label=_("places"), max_length=60, help_text=_("Such as “6 places left”."))
    link_text = blocks.CharBlock(label=_("link"), max_length=40, required=False)
    link_page = blocks.PageChooserBlock(label=_("page of the link"), required=False)

    class Meta:
        icon = "date"
        label = _("Course")


@dataclass(frozen=True)
class Course:
    """A course as stored. Read from the raw rows, so that a list of courses looks no page up."""

    starts: date
    dates: str = ""
    place: str = ""
    how: str = ""
    places: str = ""
    link_text: str = ""
    link_page: int | None = None
    url: str = ""


def coming_courses(courses: Any) -> list[Course]:
    """Return the courses of a page that have not begun, the next one first; rows that make no sense are passed over.

    Args:
        courses: the value of ``AcademyPage.courses``.
    """
    found = [course for row in courses.raw_data if (course := _course(row)) and course.starts >= timezone.localdate()]
    return sorted(found, key=lambda course: course.starts)


def _course(row: Any) -> Course | None:
    try:
        value = {key: stored for key, stored in row["value"].items() if key in Course.__dataclass_fields__}
        return Course(**{**value, "starts": date.fromisoformat(str(value["starts"])[:10])})
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def next_start(courses: Any) -> str:
    """Return the first day of the next course in words, such as “19 January”; "" where none is planned."""
    return next((date_format(course.starts, "j F") for course in coming_courses(courses)), "")
