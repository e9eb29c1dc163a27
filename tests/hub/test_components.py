"""The parts of a page take values and give safe, plain markup."""

import re
from html.parser import HTMLParser

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import engines
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from hub.cards import Badge, Card
from hub.pagination import pages
from hub.templatetags.hub import filesize_words, quoted

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}"
PATCH = SafeString('<svg viewBox="0 0 4 4"></svg>')


class Reader(HTMLParser):
    """Collects tags, attributes and ids, as a browser would see them."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes.extend((tag, *pair) for pair in attrs)

    def values(self, name):
        return [value for _tag, attribute, value in self.attributes if attribute == name]


class Order(forms.Form):
    name = forms.CharField(label="Your name")
    email = forms.EmailField(label="Email address", help_text="The links go here.")
    note = forms.CharField(label="Anything else", widget=forms.Textarea, required=False)
    area = forms.ChoiceField(label="Area", choices=[("nw", "North West")])
    use = forms.ChoiceField(label="How?", widget=forms.RadioSelect, choices=[("a", "In person"), ("b", "Online")], help_text="One.")
    parts = forms.MultipleChoiceField(label="Which?", widget=forms.CheckboxSelectMultiple, choices=[("p", "Playbook")])
    news = forms.BooleanField(label="Tell me", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def render(part, **context):
    return render_to_string(f"hub/components/{part}.html", context)


def render_form(form):
    return render("error_summary", form=form) + "".join(render("field", field=field) for field in form)


def badge(text=HOSTILE):
    return Badge(7, text, PATCH, "/stories/?principle=7", text)


def card(text=HOSTILE, **fields):
    return Card(
        **{
            "url": "/s/",
            "title": text,
            "text": text,
            "kicker": text,
            "badge": badge(text),
            "meta": (text, text),
            "reason": text,
            **fields,
        }
    )


def hostile_parts():
    one = {"title": HOSTILE, "text": HOSTILE, "url": "/x/", "kind": HOSTILE, "facts": HOSTILE, "number": HOSTILE, "html_url": "/h/"}
    bar = {"text": HOSTILE, "steps": 3}
    return {
        "card": {"card": card()},
        "cards": {"cards": [card(), card()]},
        "lead": {"card": card(), "kicker": HOSTILE},
        "badge": {"badge": badge(), "large": True},
        "badges": {"badges": [badge()]},
        "principles": {"badges": [badge()]},
        "facts": {"title": HOSTILE, "facts": [(HOSTILE, HOSTILE)]},
        "pull_quote": {"text": HOSTILE, "name": HOSTILE, "role": HOSTILE, "lang": HOSTILE},
        "files": {"files": [one]},
        "note": {"title": HOSTILE, "text": HOSTILE, "link_url": "/x/", "link_text": HOSTILE, "icon": HOSTILE},
        "breadcrumb": {"crumbs": [one]},
        "steps": {"steps": [one]},
        "button": {"url": HOSTILE, "text": HOSTILE},
        "actions": {"actions": [one, one], "note": HOSTILE},
        "ticks": {"items": [HOSTILE]},
        "figures": {"figures": [one]},
        "hero": {"title": HOSTILE, "lead": HOSTILE, "kicker": HOSTILE, "actions": [one]},
        "section_head": {"title": HOSTILE, "link_url": "/x/", "link_text": HOSTILE},
        "chip": {"url": "/x/", "text": HOSTILE, "group": HOSTILE},
        "bars": {"rows": [{"label": HOSTILE, "before": bar, "now": bar}], "source": HOSTILE},
        "progress": {"steps": [HOSTILE], "current": 1},
        "back_link": {"url": "/x/", "text": HOSTILE},
        "search_form": {"action": "/search/", "value": HOSTILE, "label": HOSTILE},
        "menu": {"links": [one]},
        "footer_links": {"links": [one]},
    }


@pytest.mark.parametrize("name", hostile_parts())
def test_a_part_shows_hostile_words_as_words(name):
    read = Reader(render(name, **hostile_parts()[name]))
    assert read.tags
    assert {"script", "img", "style"}.isdisjoint(read.tags)
    assert [item for item in read.attributes if item[1].startswith("on") or item[1] == "style"] == []


@pytest.mark.parametrize(
    "name", ["cards", "badges", "principles", "facts", "files", "steps", "ticks", "figures", "pull_quote", "bars", "actions"]
)
def test_a_part_with_nothing_to_show_leaves_no_empty_box(name):
    assert render(name).strip() == ""


def test_a_card_has_one_link_and_the_heading_level_asked_for():
    html = render("card", card=card("Five seats"), heading_level=2)
    assert html.count("<a ") == 1
    assert '<h2 class="hub-card__title">' in html
    assert "Five seats · Five seats" in html


def test_a_card_in_another_language_says_so_at_its_words_only():
    html = render("card", card=card("Pum sedd", lang="cy"))
    assert html.count('lang="cy"') == 2


def test_what_somebody_said_gets_quotation_marks_once():
    assert (
        quoted("I came to complain.")
        == quoted("“I came to complain.”")
        == quoted('"I came to complain."')
        == "“I came to complain.”"
    )
    assert quoted("  ") == ""


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, ""), (None, ""), ("x", ""), (-5, ""), (12, "1 KB"), (840_000, "840 KB"), (1_400_000, "1.4 MB"), (22_000_000, "22 MB")],
)
def test_a_file_size_is_said_as_people_say_it(size, words):
    assert filesize_words(size) == words


def test_the_summary_names_each_error_with_the_words_at_its_field_and_leads_to_it():
    read = Reader(html := render_form(Order({"email": "bernadette@", "name": "B", "area": "nw", "parts": ["p"]})))
    targets = [value[1:] for value in read.values("href")]
    assert targets == ["id_email", "id_use_0"]
    assert set(targets) <= set(read.values("id"))
    assert "There are 2 things to put right" in html
    assert html.count("Enter a valid email address.") == 2


def test_the_summary_counts_one_thing_in_the_singular_and_is_silent_without_errors():
    data = {"name": "B", "email": "b@hub.example", "area": "nw", "use": "a", "parts": ["p"]}
    assert "There is 1 thing to put right" in render("error_summary", form=Order({**data, "name": ""}))
    assert render("error_summary", form=Order(data)).strip() == ""
    assert render("error_summary", form=Order()).strip() == ""


def test_a_mistake_of_the_whole_form_is_said_without_a_link():
    form = Order({})
    form.add_error(None, "This was sent already")
    summary = render("error_summary", form=form)
    assert re.search(r"<li>\s*This was sent already\s*</li>", summary)


def test_every_description_a_field_names_is_on_the_page():
    read = Reader(render_form(Order({})))
    named = {name for value in read.values("aria-describedby") for name in value.split()}
    assert named
    assert named <= set(read.values("id"))


def test_ids_are_unique_and_every_label_has_its_control():
    read = Reader(render_form(Order({})))
    ids = read.values("id")
    assert len(ids) == len(set(ids))
    assert set(read.values("for")) <= set(ids)


@pytest.mark.parametrize(
    ("field", "css_class"),
    [
        ("name", "nhsuk-input nhsuk-input--error"), ("note", "nhsuk-textarea"), ("area", "nhsuk-select nhsuk-select--error"),
        ("use", "nhsuk-radios__input"), ("parts", "nhsuk-checkboxes__input"), ("news", "nhsuk-checkboxes__input"),
    ],
)  # fmt: skip
def test_a_field_has_the_classes_of_nhsuk_frontend(field, css_class):
    assert f'class="{css_class}"' in render("field", field=Order({})[field])


def test_an_optional_field_says_so_and_a_required_one_does_not():
    assert "(optional)" in render("field", field=Order()["note"])
    assert "(optional)" not in render("field", field=Order()["name"])


def test_a_form_shows_hostile_answers_as_text():
    read = Reader(
        html := render_form(Order({"name": HOSTILE, "note": HOSTILE, "use": HOSTILE, "parts": [HOSTILE], "area": HOSTILE}))
    )
    assert {"script", "img"}.isdisjoint(read.tags)
    assert "{{ 7|add:7 }}" in html


def test_chosen_answers_stay_chosen():
    html = render_form(Order({"use": "b", "parts": ["p"]}))
    assert re.search(r'value="b" checked', html)
    assert re.search(r'value="p" checked', html)


def test_pagination_keeps_the_filters_and_leaves_the_first_page_without_a_number():
    shown = pages(Paginator(range(100), 10).page(2), QueryDict("level=national&level=individual&page=2"))
    assert shown.previous_url == "?level=national&level=individual"
    assert shown.next_url == "?level=national&level=individual&page=3"
    html = render("pagination", pages=shown)
    assert html.count('aria-current="page"') == 1
    assert 'rel="prev"' in html
    assert 'rel="next"' in html


def test_pagination_of_one_page_is_nothing():
    assert render("pagination", pages=pages(Paginator([1], 10).page(1), QueryDict())).strip() == ""
    assert render("pagination", pages=None).strip() == ""


def test_pagination_cannot_be_made_to_leave_the_page():
    shown = pages(Paginator(range(100), 10).page(2), QueryDict("q=%22%3E%3Cscript%3E&page=2"))
    assert "script" not in Reader(render("pagination", pages=shown)).tags
    assert all(link.url.startswith("?") for link in shown.links if link.number)


def test_a_patch_for_no_such_principle_is_nothing():
    template = engines["django"].from_string("{% load hub %}{% patch 7 %}|{% patch 12 %}|{% patch 'x' %}|{% patch missing %}")
    first, *others = template.render({}).split("|")
    assert first.startswith("<svg")
    assert others == ["", "", ""]
