"""Run inside the stranger's project: publish a story and a request page, order, receive, download."""

import re
import time

import django

django.setup()

from django.core import mail  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402
from wagtail.models import Page, Site  # noqa: E402

from case_studies.models import GalleryPage, Principle, StoryIndexPage, StoryPage, StoryPrinciple  # noqa: E402
from hub.academies.models import Area  # noqa: E402
from hub.models import HomePage, StandardPage  # noqa: E402
from toolkit_orders.models import Asset, RequestOffer, RequestPage, ToolkitIndexPage, ToolkitPage  # noqa: E402


def publish(parent, page, prepare=None):
    page.live = False
    page.locale = parent.locale
    if prepare:
        prepare(page)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return type(page).objects.get(pk=page.pk)


def text(html):
    return [{"type": "text", "value": html}]


def build():
    call_command("load_framework", verbosity=0)
    site = Site.objects.get(is_default_site=True)
    home = publish(Page.get_first_root_node(), HomePage(title="Our hub", slug="our-hub"))
    site.root_page = home
    site.save()
    publish(home, StandardPage(title="About", slug="about", body=[{"type": "weather", "value": {"sky": "Clear"}}]))
    publish(home, GalleryPage(title="Gallery", slug="gallery"))
    index = publish(home, StoryIndexPage(title="Stories", slug="stories"))
    parts = [
        {"type": name, "value": text("<p>Words that say enough.</p>")}
        for name in ("before", "happened", "changed", "possible", "learned")
    ]
    principle = Principle.objects.get(number=7)
    story = StoryPage(
        title="A stranger's story", slug="one", summary="What happened here.", level="individual", sector="public", parts=parts
    )
    publish(index, story, lambda page: page.story_principles.add(StoryPrinciple(principle=principle, locale=page.locale)))
    toolkits = publish(home, ToolkitIndexPage(title="Toolkits", slug="toolkits"))
    asset = Asset(title="Playbook")
    asset.file = ContentFile(b"%PDF-1.4 a stranger's playbook", name="playbook.pdf")
    asset.save()
    part = {
        "title": "Playbook",
        "summary": "Plans.",
        "points": [],
        "uses": [],
        "files": [{"type": "item", "value": asset.pk, "id": "00000000-0000-4000-8000-000000000001"}],
    }
    kit = publish(toolkits, ToolkitPage(title="The kit", slug="kit", summary="A kit.", parts=[{"type": "part", "value": part}]))
    Area.objects.create(name="Here", slug="here", locale=home.locale)
    publish(
        toolkits, RequestPage(title="Ask", slug="ask"), lambda page: page.offers.add(RequestOffer(toolkit=kit, locale=page.locale))
    )


def fields_of(html):
    """Return the named fields of the page's own form: hidden values, and first options of the rest."""
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))


def order(client):
    page = client.get("/toolkits/ask/").content.decode()
    time.sleep(1.2)
    kit = ToolkitPage.objects.get()
    answers = {
        "name": "Una Strange", "email": "una@stranger.example", "organisation_type": "health", "organisation": "",
        "area": "here", "toolkit": str(kit.pk),
    }  # fmt: skip
    checked = client.post("/toolkits/ask/", {**fields_of(page), **answers, "step": "check"}).content.decode()
    assert "una@stranger.example" in checked, checked
    done = client.post("/toolkits/ask/", {**fields_of(checked), "step": "send"}, follow=True)
    assert done.status_code == 200, done.status_code
    call_command("hub_work", verbosity=0)
    message = next(found for found in mail.outbox if "una@stranger.example" in found.to)
    link = re.search(r"/d/[\w-]+/", message.body).group(0)
    listing = client.get(link).content.decode()
    action = re.search(r'action="([^"]*/d/[^"]+)"', listing).group(1)
    file = client.post(action)
    assert b"".join(file.streaming_content).startswith(b"%PDF-1.4"), file.status_code


def main():
    build()
    client = Client(SERVER_NAME="localhost")
    for address in ("/", "/gallery/", "/stories/one/", "/toolkits/kit/", "/toolkits/ask/", "/health/live"):
        assert client.get(address).status_code == 200, (address, client.get(address).status_code)
    about = client.get("/about/").content.decode()
    assert "The host wins." in about
    assert "Clear skies" in about
    order(client)
    print("the hub works")


main()
