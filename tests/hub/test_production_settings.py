"""What the production settings of the reference site take from the environment."""

from __future__ import annotations

import runpy

import pytest
from django.core.exceptions import ImproperlyConfigured


@pytest.fixture
def production(monkeypatch, tmp_path):
    """A factory: the settings with these variables."""

    def make(**variables):
        for name, value in {"HUB_SECRET_KEY": "x" * 60, "HUB_HOSTS": "hub.example", "HUB_DATA": str(tmp_path), **variables}.items():
            monkeypatch.setenv(name, value)
        return runpy.run_module("hub.site.settings.production")

    return make


def test_proxies_are_trusted_only_as_far_as_the_environment_says(production, monkeypatch):
    monkeypatch.delenv("HUB_TRUSTED_PROXIES", raising=False)
    default = production()["CL_HUB"]
    assert default["TRUSTED_PROXIES"] == 0

    assert production(HUB_TRUSTED_PROXIES="2")["CL_HUB"] == {**default, "TRUSTED_PROXIES": 2}


@pytest.mark.parametrize("wrong", ["", "one", "-1", "1.5", "²"])
def test_a_number_of_proxies_that_is_none_stops_the_start_in_words(wrong, production):
    with pytest.raises(ImproperlyConfigured, match="HUB_TRUSTED_PROXIES"):
        production(HUB_TRUSTED_PROXIES=wrong)
