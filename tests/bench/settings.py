"""The reference site's production settings, plus the floor; what differs is what a bench cannot have.

``BENCH_FOLDER`` names the folder of the data, ``HUB_TEST_DATABASE`` a PostgreSQL; see ``tests.databases``.
"""

from __future__ import annotations

import os
from pathlib import Path

from tests.databases import chosen

FOLDER = Path(os.environ["BENCH_FOLDER"])
os.environ.update({"HUB_DATA": str(FOLDER), "HUB_SECRET_KEY": "bench only: this site is gone in ten minutes", "HUB_HOSTS": "*"})
os.environ.pop("HUB_POSTGRES", None)

from hub.site.settings.production import *  # noqa: E402, F403
from hub.site.settings.production import CL_HUB, DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402

INSTALLED_APPS = ["tests.bench", *INSTALLED_APPS]
if os.environ.get("HUB_TEST_DATABASE"):
    DATABASES = {"default": {**chosen(FOLDER), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
# one database for each number of stories
DATABASES["default"]["NAME"] = os.environ.get("BENCH_NAME") or DATABASES["default"]["NAME"]

DEMO_ALLOWED = True  # pages and words of the demo stand round the generated stories
SECURE_SSL_REDIRECT = False  # no TLS between two processes of one machine
# the files' names carry digests as in production; compressing all of Wagtail's takes a minute and no page reads it
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
# the same person sends some hundred requests
CL_HUB = {**CL_HUB, "RATE_LIMITS": {"order-ip": (1_000_000, 3600), "order-email": (1_000_000, 3600)}, "FORM_MIN_SECONDS": 0}
LOGGING = {"version": 1, "disable_existing_loggers": False}
