"""``make run``: everything on this machine, mail in a folder, readable at ``/dev/mail/``."""

import os

from hub.site.settings.base import *  # noqa: F403
from hub.site.settings.base import CL_HUB, DATA, INSTALLED_APPS, STORAGES

DEBUG = os.environ.get("HUB_DEBUG", "0") == "1"
SECRET_KEY = "development only: production reads its own from HUB_SECRET_KEY"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
INTERNAL_IPS = ["127.0.0.1"]
DEMO_ALLOWED = True
DEV_MAIL = True

INSTALLED_APPS = ["whitenoise.runserver_nostatic", *INSTALLED_APPS]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}

EMAIL_BACKEND = os.environ.get("HUB_EMAIL_BACKEND", "hub.site.mail.FolderBackend")
EMAIL_FILE_PATH = DATA / "mail"
EMAIL_HOST = os.environ.get("HUB_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("HUB_SMTP_PORT", "25"))

PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS: list[dict[str, str]] = []
# everybody who tries the hub out comes from one address
CL_HUB = {**CL_HUB, "FORM_MIN_SECONDS": 1, "RATE_LIMITS": {**CL_HUB["RATE_LIMITS"], "sign-in-ip": (1000, 300)}}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "toolkit_orders.logs.TokenFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["tokens"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
