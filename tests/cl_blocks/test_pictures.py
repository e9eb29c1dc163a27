"""Pictures: which sizes, made how, shown without making any."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from django.template import Context, Template
from PIL import Image as Pillow
from wagtail.images import get_image_model
from wagtail.images.models import Filter

from cl_blocks import pictures


@pytest.fixture
def small_widths(settings):
    settings.CL_HUB = {"PICTURE_WIDTHS": [40, 80, 120]}


def show(image, arguments=""):
    return Template("{% load cl_pictures %}{% hub_picture image " + arguments + " %}").render(Context({"image": image}))


def fresh(image):
    return get_image_model().objects.get(pk=image.pk)


@pytest.mark.parametrize(("own", "made"), [(30, [40]), (40, [40]), (41, [40, 80]), (100, [40, 80, 120]), (999, [40, 80, 120])])
def test_widths_stop_at_the_pictures_own(small_widths, make_image, own, made):
    image = make_image(own, 20)
    assert pictures.widths(image) == made
    assert len(pictures.specs(image)) == len(made) * 2


def test_make_makes_what_wagtail_would_find(small_widths, make_image):
    image = make_image(200, 101)
    assert pictures.make(image) == 6
    assert pictures.missing(image) == []
    with mock.patch.object(Filter, "run", side_effect=AssertionError("encoded again")):
        for name in pictures.specs(image):
            rendition = fresh(image).get_rendition(name)
            with rendition.file.open() as file, Pillow.open(file) as opened:
                assert opened.size == (rendition.width, rendition.height)
                assert opened.format.lower() == name.rsplit("-", 1)[1]


def test_make_gives_the_sizes_that_wagtail_gives(small_widths, make_image):
    ours, wagtails = make_image(203, 97), make_image(203, 97)
    pictures.make(ours)
    for name in pictures.specs(ours):
        one, other = ours.get_rendition(name), wagtails.get_rendition(name)
        assert (one.width, one.height) == (other.width, other.height)


def test_make_does_nothing_the_second_time(small_widths, make_image, django_assert_num_queries):
    image = make_image(200, 100)
    assert pictures.make(image) == 6
    with django_assert_num_queries(1):  # which renditions there are
        assert pictures.make(image) == 0


def test_make_adds_only_what_is_missing(small_widths, make_image):
    image = make_image(200, 100)
    image.get_rendition("width-80|format-webp")
    assert pictures.make(image) == 5
    assert image.renditions.count() == 6


def test_make_decodes_the_original_once(small_widths, make_image):
    image = make_image(200, 100)
    with mock.patch.object(image, "open_file", wraps=image.open_file) as opened:
        assert pictures.make(image) == 6
    assert opened.call_count == 1


def test_picture_lying_on_its_side_is_put_upright(small_widths, make_image):
    exif = Pillow.Exif()
    exif[0x0112] = 6
    image = make_image(300, 100, exif=exif)
    pictures.make(image)
    made = image.get_rendition("width-80|format-jpeg")
    assert (made.width, made.height) == (80, 240)


@pytest.mark.parametrize(
    ("file_format", "mode"),
    [
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("GIF", "P"),
        ("WEBP", "RGBA"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "I;16"),
    ],
)
def test_every_kind_of_picture_can_be_made(small_widths, make_image, file_format, mode):
    assert pictures.make(make_image(100, 60, file_format, mode)) == 6


def test_see_through_picture_gets_a_white_ground_in_jpeg_only(small_widths, make_image):
    image = make_image(40, 40, "PNG", "RGBA")
    clear = Pillow.new("RGBA", (40, 40), (0, 0, 0, 0))
    clear.save(image.file.path)
    pictures.make(image)
    with (
        Pillow.open(image.get_rendition("width-40|format-jpeg").file.path) as jpeg,
        Pillow.open(image.get_rendition("width-40|format-webp").file.path) as webp,
    ):
        assert jpeg.getpixel((5, 5)) == (255, 255, 255)
        assert webp.getpixel((5, 5))[3] == 0


@pytest.mark.parametrize("content", [b"", b"no picture", b"\xff\xd8\xff\xe0 half a jpeg", b"GIF89a"])
def test_broken_or_missing_file_makes_nothing_and_stops_nobody(small_widths, make_image, content, caplog):
    image = make_image(100, 60)
    with open(image.file.path, "wb") as file:
        file.write(content)
    assert pictures.make(fresh(image)) == 0
    image.file.delete(save=False)
    assert pictures.make(fresh(image)) == 0
    assert "cannot be read" in caplog.text


# the tag


def test_picture_shows_what_is_made(small_widths, make_image):
    image = make_image(200, 100)
    pictures.make(image)
    html = show(fresh(image), 'alt="Six people" sizes="50vw"')
    assert len(re.findall(r"\.webp \d+w", html)) == 3
    assert len(re.findall(r"\.jpg \d+w", html)) == 3
    assert 'alt="Six people"' in html
    assert 'width="120" height="60"' in html
    assert 'loading="lazy"' in html
    assert html.count('sizes="50vw"') == 2


@pytest.mark.parametrize(
    "made", [[], ["width-40|format-webp"], ["width-80|format-jpeg"], ["width-40|format-webp", "width-40|format-jpeg"]]
)
def test_picture_never_encodes_in_a_visitors_request(small_widths, make_image, made):
    image = make_image(200, 100)
    for name in made:
        image.get_rendition(name)
    image = fresh(image)
    with (
        mock.patch.object(Filter, "run", side_effect=AssertionError("encoded")),
        mock.patch.object(Pillow, "open", side_effect=AssertionError("decoded")),
    ):
        html = show(image)
    assert re.search(r'<img src="[^"]+".* width="\d+" height="\d+" alt="A meeting"', html)
    assert image.renditions.count() == len(made)


def test_picture_without_renditions_shows_the_original(small_widths, make_image):
    image = make_image(200, 100)
    html = show(image)
    assert image.file.url in html
    assert 'width="200" height="100"' in html
    assert "srcset" not in html


def test_picture_falls_back_to_the_largest_rendition(small_widths, make_image):
    image = make_image(200, 100)
    image.get_rendition("width-40|format-webp")
    image.get_rendition("width-80|format-webp")
    html = show(fresh(image))
    assert 'width="80" height="40"' in html


def test_first_picture_of_a_page_loads_at_once(small_widths, make_image):
    html = show(make_image(40, 20), 'loading="eager"')
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_no_picture_shows_nothing(db):
    assert show(None) == ""


def test_words_of_a_picture_are_escaped(small_widths, make_image):
    html = show(make_image(40, 20, title='"><script>alert(1)</script>'))
    assert "<script" not in html


def test_decorating_picture_has_an_empty_alt(small_widths, make_image):
    image = make_image(40, 20)
    image.decorative = True
    assert 'alt=""' in show(image)


# queries


@pytest.mark.parametrize("number", [1, 6])
def test_prefetch_finds_all_renditions_with_one_query(small_widths, make_image, number, django_assert_num_queries):
    images = [make_image(60, 30) for _ in range(number)]
    for image in images:
        pictures.make(image)
    images = list(get_image_model().objects.all())
    with django_assert_num_queries(1):  # renditions of all images
        pictures.prefetch([*images, None, images[0]])
        assert all(".webp" in show(image) for image in images)


@pytest.mark.parametrize("number", [1, 5])
def test_body_shows_any_number_of_pictures_with_two_queries(
    small_widths, make_image, body_block, number, django_assert_num_queries
):
    images = [make_image(60, 30) for _ in range(number)]
    for image in images:
        pictures.make(image)
    items = [
        {
            "type": "image",
            "value": {"image": {"image": image.pk, "alt_text": f"Words {n}", "decorative": False}, "caption": "", "credit": ""},
            "id": str(n),
        }
        for n, image in enumerate([*images, images[0]])
    ]
    stream = body_block.to_python(items)
    with django_assert_num_queries(2):  # images; their renditions
        html = str(stream)
    assert html.count("<picture>") == number + 1
    assert 'alt="Words 0"' in html
    assert f'alt="Words {number}"' in html


def test_deleted_image_leaves_no_trace_on_the_page(db, render):
    assert "figure" not in render(
        "image", {"image": {"image": 4711, "alt_text": "x", "decorative": False}, "caption": "c", "credit": ""}
    )


def test_picture_with_hidden_character_in_its_words_is_refused(small_widths, make_image, body_block):
    from django.core.exceptions import ValidationError

    block = body_block.child_blocks["image"]
    value = {"image": {"image": make_image(40, 20).pk, "alt_text": "a\x07b", "decorative": False}, "caption": "", "credit": ""}
    with pytest.raises(ValidationError):
        block.clean(block.to_python(value))
