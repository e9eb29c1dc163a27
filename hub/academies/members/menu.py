"""The entry of the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from hub.academies.members.rights import managed
from hub.academies.members.views.index import people_url


class PeopleMenuItem(MenuItem):
    """Shown to those who look after people."""

    def is_shown(self, request: HttpRequest) -> bool:
        return managed(request.user).exists()


def people_item() -> PeopleMenuItem:
    """Return the entry, for Wagtail's ``register_admin_menu_item`` hook."""
    return PeopleMenuItem(_("People"), people_url(), name="people", icon_name="user", order=510)
