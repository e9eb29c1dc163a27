"""Accounts, found and made by email address."""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q

from hub.typed import email_key

NOT_IN_NAMES = re.compile(r"[^\w.@+-]")  # what Django's own rule for user names leaves out


def accounts_with(address: str) -> list[Any]:
    """Return the accounts with an address, however it is written there; one query. Usually one, or none."""
    model = get_user_model()
    name, key = model.get_email_field_name(), email_key(address)
    alike = Q(**{f"{name}__iexact": address.strip()}) | Q(**{f"{name}__iexact": key})
    found = model._default_manager.filter(alike).order_by("pk")
    return [account for account in found if email_key(getattr(account, name) or "") == key]


def address_of(account: Any) -> str:
    """Return where mail to a person goes, or ""."""
    return str(getattr(account, account.get_email_field_name()) or "")


def name_of(account: Any) -> str:
    """Return what a person is called in lists and mails."""
    return account.get_full_name() or account.get_username()


def free_username(address: str) -> str:
    """Return the address as it is compared, made fit for a user name, with a number if that is taken."""
    model = get_user_model()
    field = model._meta.get_field(model.USERNAME_FIELD)
    longest = (getattr(field, "max_length", None) or 150) - 6
    wish = NOT_IN_NAMES.sub("-", email_key(address))[:longest]
    taken = {
        name.casefold()
        for name in model._default_manager.filter(**{f"{model.USERNAME_FIELD}__istartswith": wish}).values_list(
            model.USERNAME_FIELD, flat=True
        )
    }
    names = (wish if number == 1 else f"{wish}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name.casefold() not in taken)


def new_account(*, address: str, first_name: str, last_name: str, password: str) -> Any:
    """Make an ordinary account: no staff, no superuser, no groups.

    Raises:
        IntegrityError: somebody else took the user name meanwhile.
    """
    model = get_user_model()
    names = {"first_name": first_name, "last_name": last_name}
    fields = {field.name for field in model._meta.get_fields()}
    account = model(**{name: value for name, value in names.items() if name in fields})
    setattr(account, model.get_email_field_name(), address)
    if model.get_email_field_name() != model.USERNAME_FIELD:
        setattr(account, model.USERNAME_FIELD, free_username(address))
    account.set_password(password)
    account.save(force_insert=True)
    return account
