"""The real thing. What differs from place to place comes from the environment; nothing here has an unsafe default."""

import os

from django.core.exceptions import ImproperlyConfigured

from hub.site.settings.base import *  # noqa: F403
from hub.site.settings.base import CL_HUB, DATABASES


def required(name: str) -> str:
    """Return an environment variable, or say which one is missing."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set the environment variable {name}; see docs/how-to/deploy.md.") from None


def number(name: str, default: str) -> int:
    """Return an environment variable as a whole number, 0 or more, or say which one is none."""
    text = os.environ.get(name, default)
    if not (text.isascii() and text.isdigit()):
        raise ImproperlyConfigured(f"The environment variable {name} must be a whole number, not {text!r}.")
    return int(text)


DEBUG = False
SECRET_KEY = required("HUB_SECRET_KEY")
ALLOWED_HOSTS = required("HUB_HOSTS").split(",")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]
DEMO_ALLOWED = False
# stolen passwords are how most admins are lost; HUB_REQUIRE_MFA=0 is for a hub that has another lock in front
HUB_REQUIRE_MFA = os.environ.get("HUB_REQUIRE_MFA", "1") == "1"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

if os.environ.get("HUB_POSTGRES"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": os.environ["HUB_POSTGRES"],
            "USER": os.environ.get("HUB_POSTGRES_USER", ""),
            "PASSWORD": os.environ.get("HUB_POSTGRES_PASSWORD", ""),
            "HOST": os.environ.get("HUB_POSTGRES_HOST", ""),
            "PORT": os.environ.get("HUB_POSTGRES_PORT", ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
else:
    # FULL: an accepted order survives a power cut, not only a crash of the process
    DATABASES["default"]["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
if os.environ.get("HUB_BEHIND_PROXY") == "1":
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CL_HUB = {**CL_HUB, "TRUSTED_PROXIES": number("HUB_TRUSTED_PROXIES", "0")}
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("HUB_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("HUB_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("HUB_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("HUB_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("HUB_SMTP_TLS", "1") == "1"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"tokens": {"()": "toolkit_orders.logs.TokenFilter"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["tokens"], "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
