"""The drawn pictures: the same every time, safe on a page, small in a file."""

import gzip
import re
from html.parser import HTMLParser
from io import BytesIO

import pytest
from PIL import Image

from hub import patchwork
from hub.patchwork import HUB, Drawing, Palette, Rule, cover, people_for, png, refusals, svg
from hub.patchwork.dice import Dice
from hub.patchwork.shapes import UNIT
from hub.patchwork.speaking import place_voice
from hub.patchwork.standing import Field, place_people

# Academy, deep, bright, and the figures docs/explanation/design.md §2 states for the pair.
TESTED_PAIRS = [
    ("nw", "#5a1f4b", "#f6b53c", (12.1, 8.8, 6.7)),
    ("wales", "#7a1f2b", "#f2a48c", (10.2, 7.9, 5.1)),
    ("ni", "#123c69", "#7fd1c7", (11.2, 8.9, 6.3)),
    ("london", "#3a2a78", "#ff9f7a", (11.8, 7.9, 5.9)),
    ("south", "#155263", "#f2d64b", (8.7, 10.9, 6.0)),
]


def a_cover(**changes) -> Drawing:
    given = {"palette": HUB, "academy": "nw", "story": "five-seats", "principles": [3, 5, 7], "people": 3}
    return cover(**{**given, **changes})


def heads_in(drawing: Drawing) -> int:
    """Every head ends in one half disc: a start and a single arc, not standing on the floor."""
    found = 0
    for shape in drawing.shapes:
        for outline in shape.outlines:
            (x, y), edges = outline.start, outline.edges
            single = len(shape.outlines) == 1 and len(edges) == 1
            found += single and edges[0].to[0] == x and edges[0].to[1] > y
    return found


class Attributes(HTMLParser):
    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: list[str] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.names += [name for name, _ in attrs]


@pytest.mark.parametrize(("name", "deep", "bright", "figures"), TESTED_PAIRS)
def test_palette_measures_what_the_design_language_says_for_the_tested_pairs(name, deep, bright, figures):
    pairs = (("#ffffff", deep), (HUB.ink, bright), (bright, deep))
    assert tuple(round(patchwork.contrast(*pair), 1) for pair in pairs) == figures
    assert refusals(deep, bright) == []


def test_palette_derives_the_colours_of_the_pictures_for_the_hub():
    assert (HUB.tint, HUB.mist, HUB.mid) == ("#fae2b7", "#dfe4e3", "#6f8885")
    assert (HUB.paper, HUB.spark, HUB.ink) == ("#fbf7ef", "#e2603f", "#1c2422")
    assert Palette("#5A1F4B", "#F6B53C") == Palette("#5a1f4b", "#f6b53c")


@pytest.mark.parametrize("colour", ["", "red", "#fff", "173f3a", "#173f3g", "#173f3a\n", '#1"><b>', None, 7])
def test_palette_refuses_what_is_not_a_colour(colour):
    for attempt in (lambda: Palette(colour, "#ffffff"), lambda: refusals("#000000", colour)):
        with pytest.raises(patchwork.NotAColour):
            attempt()


def test_refusals_give_figure_and_nearest_shade_when_deep_is_too_pale():
    (refusal,) = refusals("#7a5f75", "#fff3da")
    assert (refusal.rule, refusal.change, refusal.required) == (Rule.WHITE_ON_DEEP, "deep", 7.0)
    assert refusal.measured == pytest.approx(5.64, abs=0.01)
    assert 7 <= patchwork.contrast("#ffffff", refusal.nearest) < 7.2


def test_refusals_give_figure_and_nearest_shade_when_bright_is_too_dark():
    found = {refusal.rule: refusal for refusal in refusals("#173f3a", "#c0392b")}
    assert set(found) == {Rule.INK_ON_BRIGHT, Rule.BRIGHT_ON_DEEP}
    assert found[Rule.INK_ON_BRIGHT].measured == pytest.approx(2.91, abs=0.01)
    assert found[Rule.BRIGHT_ON_DEEP].measured == pytest.approx(2.14, abs=0.01)
    assert {refusal.change for refusal in found.values()} == {"bright"}
    assert 7 <= patchwork.contrast(HUB.ink, found[Rule.INK_ON_BRIGHT].nearest) < 7.2


@pytest.mark.parametrize("deep", ["#ffffff", "#000000", "#0000ff", "#7a7a7a", "#00ff00"])
@pytest.mark.parametrize("bright", ["#000000", "#ff0000", "#ffff00", "#777777", "#0000ff"])
def test_refusals_leave_none_when_every_nearest_shade_is_taken(deep, bright):
    chosen = {"deep": deep, "bright": bright}
    for refusal in refusals(deep, bright):
        assert refusal.measured < refusal.required
        chosen[refusal.change] = refusal.nearest
    assert refusals(**chosen) == []


def test_nearest_passing_says_none_when_no_shade_will_do():
    assert patchwork.nearest_passing("#123c69", lambda shade: False) is None
    assert patchwork.nearest_passing("#123c69", lambda shade: True) == "#123c69"


def test_dice_throw_the_bytes_of_the_published_hash():
    dice = Dice("nw", "five-seats")
    thrown = bytes(dice.byte() for _ in range(64))
    assert thrown[:4].hex() == "fdd008a2"
    assert thrown[32:36].hex() == "f9410bb3"


def test_cover_is_the_same_to_the_byte_when_drawn_again():
    assert a_cover() == a_cover()
    assert svg(a_cover()) == svg(a_cover())
    assert png(a_cover()) == png(a_cover())


def test_cover_does_not_change_when_principles_come_in_another_order():
    assert a_cover(principles=[7, 3, 5, 3]) == a_cover(principles=(n for n in (3, 5, 7)))


def test_cover_differs_when_story_academy_or_palette_differ():
    changes = [{}, {"story": "six-seats"}, {"academy": "wales"}, {"palette": Palette("#5a1f4b", "#f6b53c")}]
    assert len({svg(a_cover(**change)) for change in changes}) == 4


@pytest.mark.parametrize("people", range(8))
def test_cover_shows_as_many_people_as_it_is_asked_for(people):
    for number in range(12):
        assert heads_in(a_cover(story=f"story-{number}", people=people)) == people


@pytest.mark.parametrize("people", [-1, 8, 10**9])
def test_cover_refuses_when_asked_for_fewer_than_none_or_more_than_seven(people):
    with pytest.raises(patchwork.PeopleOutOfRange):
        a_cover(people=people)


def test_people_for_follows_the_level_unless_a_group_or_a_pair_tells_the_story():
    assert [people_for(level) for level in ("individual", "organisational", "national")] == [1, 3, 5]
    assert people_for("individual", group=True) == 5
    assert people_for("individual", pair=True) == 2
    with pytest.raises(patchwork.UnknownLevel):
        people_for("galactic")


@pytest.mark.parametrize("shape", [(6, 4), (15, 6), (8, 6), (5, 5)])
@pytest.mark.parametrize("people", range(1, 8))
def test_somebody_always_has_room_to_speak_in_the_shapes_the_pages_use(shape, people):
    cols, rows = shape
    plain = max(1, min(round(cols * {1: 0.56, 2: 0.60, 3: 0.68, 4: 0.74}.get(people, 0.80)), int(rows * 1.5)))
    field = Field((cols - plain) * UNIT, plain * UNIT, rows * UNIT)
    for number in range(30):
        dice = Dice("nw", f"story-{number}")
        standing = sorted(place_people(dice, field, "tint", people), key=lambda person: person.top)
        assert place_voice(dice, standing, field)


def test_cover_with_no_principles_yet_wears_all_eight():
    assert a_cover(principles=[]) == a_cover(principles=range(1, 9))


@pytest.mark.parametrize("principles", [[0], [9], [-1], range(1, 10), ["7"], [None]])
def test_cover_refuses_when_a_principle_is_not_one_of_the_eight(principles):
    with pytest.raises(patchwork.UnknownPrinciple):
        a_cover(principles=principles)


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 2), (64, 1)])
def test_cover_draws_when_its_shape_is_unusual(shape):
    for people in range(8):
        drawing = a_cover(people=people, cols=shape[0], rows=shape[1])
        assert (drawing.width, drawing.height) == (shape[0] * UNIT, shape[1] * UNIT)
        assert svg(drawing).startswith("<svg ")
        assert png(drawing, (30, 20)).startswith(b"\x89PNG")


@pytest.mark.parametrize("shape", [(0, 4), (6, 0), (-1, 4), (65, 4)])
def test_cover_refuses_when_its_shape_is_impossible(shape):
    with pytest.raises(patchwork.ShapeOutOfRange):
        a_cover(cols=shape[0], rows=shape[1])


def test_cover_keeps_its_ground_when_one_is_chosen_and_refuses_a_strange_one():
    for ground in ("deep", "tint", "bright"):
        assert a_cover(ground=ground).shapes[0].fill == getattr(HUB, ground)
    with pytest.raises(patchwork.UnknownGround):
        a_cover(ground="spark")


@pytest.mark.parametrize("slug", ['"><script>alert(1)</script>', "' style='", "\ud800", "\x00", "../..", "ع" * 5000, ""])
def test_cover_never_shows_a_slug_when_it_is_hostile(slug):
    markup = svg(a_cover(academy=slug, story=slug))
    assert re.fullmatch(r'[-a-zA-Z0-9 =".<>/#]+', markup)
    assert slug not in markup or not slug


@pytest.fixture(scope="module")
def page() -> str:
    """Twelve covers, two of them the same, and all the rest of the art."""
    covers = [a_cover(story=f"story-{n % 11}", principles=[1 + n % 8], people=n % 6) for n in range(12)]
    heads = [patchwork.hero(palette=HUB, academy="hub"), patchwork.cloth(palette=HUB, key="hub")]
    small = [patchwork.mark(), patchwork.mark(), patchwork.voice(), patchwork.selvedge()]
    badges = [patchwork.badge(palette=HUB, principle=n) for n in range(1, 9)]
    return "".join(svg(drawing) for drawing in covers + heads + small + badges)


def test_svg_has_nothing_for_a_strict_policy_to_refuse(page):
    parsed = Attributes(page)
    assert set(parsed.tags) == {"svg", "path"}
    assert set(parsed.names) <= {"viewbox", "preserveaspectratio", "aria-hidden", "focusable", "fill", "d", "shape-rendering"}
    assert "style" not in page


def test_svg_has_no_ids_to_collide_when_a_drawing_is_on_the_page_twice(page):
    assert "id" not in Attributes(page).names


def test_svg_is_small_when_a_page_shows_all_its_art(page):
    assert len(gzip.compress(page.encode())) < 12_000


def test_svg_numbers_are_short_and_path_data_is_well_formed(page):
    for data in re.findall(r' d="([^"]+)"', page):
        assert re.fullmatch(r"(?:[Mlhvaz][-\d. ]*)+", data)
        assert not re.search(r"\.\d\d|\.0|-0\b(?!\.)", data)
        for command, numbers in re.findall(r"([Mlhva])([-\d. ]*)", data):
            count = len(re.findall(r"-?(?:\d+\.\d|\.\d|\d+)", numbers))
            assert count == {"M": 2, "l": 2, "h": 1, "v": 1, "a": 7}[command]


def test_svg_escapes_class_and_fit():
    markup = svg(patchwork.mark(), css_class='a" onload="x', fit="<b>")
    assert 'class="a&quot; onload=&quot;x"' in markup
    assert "<b>" not in markup


def test_svg_is_hidden_from_assistive_technology_and_crisp_where_boxes_meet():
    markup = svg(a_cover(), css_class="cover")
    assert 'class="cover"' in markup
    assert 'aria-hidden="true" focusable="false"' in markup
    assert 'viewBox="0 0 960 640" preserveAspectRatio="xMidYMid slice"' in markup
    assert 'shape-rendering="crispEdges"' in markup


def test_png_has_a_palette_and_the_size_of_a_cover():
    file = png(a_cover())
    picture = Image.open(BytesIO(file))
    assert (picture.format, picture.mode, picture.size) == ("PNG", "P", (1200, 800))
    assert len(file) < 45_000


@pytest.mark.parametrize("ground", ["deep", "tint", "bright"])
def test_png_keeps_every_colour_of_the_academy_to_the_digit(ground):
    palette = Palette("#123c69", "#7fd1c7")
    drawing = a_cover(palette=palette, ground=ground, principles=range(1, 9), people=5)
    picture = Image.open(BytesIO(png(drawing))).convert("RGB")
    counted = {"#{:02x}{:02x}{:02x}".format(*colour): count for count, colour in picture.getcolors(1_000_000)}
    commonest = sorted(counted, key=counted.get, reverse=True)[:6]
    assert set(commonest) <= {shape.fill for shape in drawing.shapes}


def test_png_is_cut_evenly_when_its_shape_is_not_the_drawing_s():
    picture = patchwork.image(patchwork.mark(), (80, 40))
    assert picture.size == (80, 40)
    assert picture.getpixel((60, 18)) == (0x17, 0x3F, 0x3A)
    assert picture.getpixel((20, 30)) == (0xE2, 0x60, 0x3F)


@pytest.mark.parametrize("size", [(0, 10), (10, 0), (2401, 10), (-5, 5)])
def test_png_refuses_when_its_size_is_impossible(size):
    with pytest.raises(patchwork.ShapeOutOfRange):
        png(patchwork.mark(), size)


def test_selvedge_is_one_row_of_46_patches():
    drawing = patchwork.selvedge()
    assert (drawing.width, drawing.height) == (46 * UNIT, UNIT)
    assert sum(len(shape.outlines) for shape in drawing.shapes if shape.crisp) == 46


def test_cloth_shows_only_the_asked_principle_when_nothing_is_found():
    drawing = patchwork.cloth(palette=HUB, key="hub", cols=14, rows=3, principles=[6])
    lines = [edge for shape in drawing.shapes for outline in shape.outlines for edge in outline.edges]
    assert not any(hasattr(edge, "radius") for edge in lines)


def test_hero_refuses_when_nobody_is_in_it_or_no_column_is_left():
    with pytest.raises(patchwork.PeopleOutOfRange):
        patchwork.hero(palette=HUB, academy="nw", people=0)
    with pytest.raises(patchwork.ShapeOutOfRange):
        patchwork.hero(palette=HUB, academy="nw", patched=7)


def test_package_exports_every_name_it_promises():
    assert all(hasattr(patchwork, name) for name in patchwork.__all__)
