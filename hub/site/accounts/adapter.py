"""What the reference site wants otherwise than django-allauth: no sign-up, limits that all processes share, sealed secrets."""

from __future__ import annotations

import base64
import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from hub.limits import allow_all, client_ip

JUST_NOW = 300  # seconds


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from invitations and administrators, never from a form that anybody can fill in."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Return ``False``: nobody makes an account for themself."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return who asks, believing as many proxies as the hub does."""
        return client_ip(request)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Return the admin's first page: everybody who signs in works there."""
        return reverse("wagtailadmin_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        """Return the page to sign in again."""
        return reverse("account_login")

    def is_reauthentication_required(self, *, app: str = "", **kwargs: Any) -> bool:
        """Return whether to ask for the password once more: not of somebody who has just signed in."""
        request = context.request
        records = get_authentication_records(request, request.user)
        if any(time.time() - each["at"] < JUST_NOW for each in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try to sign in, by address and by account, before the password is looked at.

        Raises:
            ValidationError: there were too many; whether the account exists is not told.
        """
        account = str(credentials.get("username") or credentials.get("email") or "")
        if not allow_all({"sign-in-ip": client_ip(request), "sign-in-account": account}):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps encrypted: who reads a backup must not be able to make codes."""

    def encrypt(self, text: str) -> str:
        """Return the text encrypted with a key derived from ``SECRET_KEY``."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text; keys in ``SECRET_KEY_FALLBACKS`` still open it.

        Raises:
            InvalidToken: ``SECRET_KEY`` has changed without a fallback; ``forget_second_step`` lets people start again.
        """
        return _keys().decrypt(encrypted_text.encode()).decode()


def _keys() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"hub.site.accounts").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
