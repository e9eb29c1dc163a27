"""A page with several bodies asks once for all their pictures."""

from __future__ import annotations

import pytest
from wagtail.images import get_image_model

from cl_blocks import pictures


@pytest.fixture
def bodies(settings, make_image, body_block):
    """A maker of streams, each with the pictures given."""
    settings.CL_HUB = {"PICTURE_WIDTHS": [40]}

    def make(*images):
        value = [{"image": image.pk, "alt_text": f"Words {at}", "decorative": False} for at, image in enumerate(images)]
        return body_block.to_python([{"type": "image", "value": {"image": each, "caption": "", "credit": ""}} for each in value])

    return make


def keys_of(streams):
    return {key for stream in streams for key in pictures.keys_in(stream.raw_data)}


@pytest.mark.parametrize("number", [1, 5])
def test_any_number_of_bodies_shows_its_pictures_with_two_queries(bodies, make_image, django_assert_num_queries, number):
    images = [make_image(60, 30) for _ in range(number)]
    for image in images:
        pictures.make(image)
    streams = [bodies(image, images[0]) for image in images]
    with django_assert_num_queries(2):  # the images, their renditions
        with pictures.at_hand(keys_of(streams)):
            read = [list(stream) for stream in streams]
        html = "".join(child.render() for children in read for child in children)
    assert html.count(".webp 40w") == 2 * number


def test_a_picture_that_is_shown_twice_keeps_the_words_of_each_place(bodies, make_image):
    image = make_image(60, 30)
    stream = bodies(image, image)
    with pictures.at_hand(keys_of([stream])):
        html = "".join(child.render() for child in stream)
    assert 'alt="Words 0"' in html
    assert 'alt="Words 1"' in html


def test_a_picture_that_is_gone_leaves_the_others(bodies, make_image):
    image, gone = make_image(60, 30), make_image(60, 30)
    stream = bodies(gone, image)
    get_image_model().objects.get(pk=gone.pk).delete()
    with pictures.at_hand(keys_of([stream])) as found:
        html = "".join(child.render() for child in stream)
    assert list(found) == [image.pk]
    assert html.count("<img") == 1


def test_nothing_is_at_hand_outside_the_block_even_after_an_error(bodies, make_image, django_assert_num_queries):
    image = make_image(60, 30)
    with pytest.raises(ZeroDivisionError), pictures.at_hand([image.pk]):
        1 / 0  # noqa: B018
    with django_assert_num_queries(1):
        list(bodies(image))


def test_keys_of_anything_at_all_are_numbers_of_pictures():
    assert pictures.keys_in([{"type": "image", "value": {"image": {"image": 7, "alt_text": ""}}}, None, 3, "image"]) == {7}
    for odd in (True, -1, 0, 2**63, "7", None, [], {}):
        assert pictures.keys_in({"image": odd, "alt_text": ""}) == set()
    deep: object = {"image": 5, "alt_text": ""}
    for _ in range(100_000):
        deep = [deep]
    assert pictures.keys_in(deep) == {5}
