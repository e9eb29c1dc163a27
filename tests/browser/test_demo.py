"""The demo itself: its addresses, its spread, that loading it again changes nothing, and where it is refused."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from urllib.request import Request, urlopen

import pytest

from tests.browser.running import ROOT

ADDRESSES = (
    "/", "/good-practice/", "/toolkits/", "/toolkits/citizen-leadership/", "/toolkits/request/", "/promotion-pack/", "/academies/",
    "/academies/north-west/", "/academies/wales/", "/academies/northern-ireland/", "/academies/london/",
    "/academies/north-west/stories/", "/academies/north-west/stories/five-seats-at-every-table/",
    "/academies/north-west/request-a-toolkit/", "/search/", "/about/",
    "/accessibility/", "/privacy/", "/cookies/", "/tell-your-story/",
    "/sitemap.xml", "/robots.txt", "/health/live", "/health/ready", "/dev/mail/", "/favicon.ico", "/admin/login/",
)  # fmt: skip
COUNT = """
import json
from django.apps import apps
print(json.dumps({m._meta.label: m.objects.count() for m in apps.get_models() if m._meta.app_label in
    {"hub", "case_studies", "toolkit_orders", "wagtailcore", "auth", "wagtailimages"} and m._meta.model_name not in
    {"heartbeat", "periodicrun", "ratehit", "job", "modellogentry", "pagelogentry", "referenceindex"}}))
"""


def get(demo, path):
    with urlopen(Request(demo.url + path), timeout=20) as answer:
        return answer.status, answer.read().decode(errors="replace")


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_stable_address_answers(demo, path):
    status, _body = get(demo, path)
    assert status == 200


def test_the_site_map_lists_every_story(demo):
    _status, xml = get(demo, "/sitemap.xml")
    assert xml.count("/stories/") >= 44  # forty stories and four lists
    assert f"{demo.url}/" in xml


def test_the_stories_are_spread_over_every_filter(demo):
    code = """
import json
from case_studies.models import StoryFacet, StoryPage
from collections import Counter
counts = {}
for facet, term in StoryFacet.objects.values_list("facet", "term"):
    counts.setdefault(str(facet), Counter())[term] += 1
print(json.dumps({"stories": StoryPage.objects.live().count(), "facets": counts}))
"""
    found = json.loads(demo.query(code))
    assert found["stories"] >= 40
    for facet, least in {"principle": 8, "capability": 9, "level": 3, "sector": 3, "academy": 4, "topic": 12}.items():
        assert len(found["facets"][facet]) >= least
        assert min(found["facets"][facet].values()) >= 2


@pytest.mark.slow
def test_loading_the_demo_again_changes_nothing(demo):
    before = json.loads(demo.query(COUNT))
    demo.manage("load_demo")
    assert json.loads(demo.query(COUNT)) == before


def production(**more):
    env = {
        # the browser's own setting is no part of a deployment
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "DJANGO_SETTINGS_MODULE": "hub.site.settings.production",
        "HUB_SECRET_KEY": "k3y-for-one-test-0nly-" + "x7Qm2Zp9Ls4Vt8Wd1Yb6Nc5Rf3Hj0KgTaEu" * 2,
        "HUB_HOSTS": "hub.example",
        **more,
    }
    return lambda *command: subprocess.run(
        [sys.executable, "manage.py", *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_production_refuses_the_demo(tmp_path):
    done = production(HUB_DATA=str(tmp_path))("load_demo")
    assert done.returncode != 0
    assert "do not allow the demo" in done.stderr


def test_the_production_settings_pass_the_deployment_check(tmp_path):
    done = production(HUB_DATA=str(tmp_path))("check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "no issues" in done.stdout


def test_production_says_which_setting_is_missing(tmp_path):
    env = {key: value for key, value in os.environ.items() if not key.startswith("HUB_")}
    env["DJANGO_SETTINGS_MODULE"] = "hub.site.settings.production"
    done = subprocess.run([sys.executable, "manage.py", "check"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert "HUB_SECRET_KEY" in done.stderr
