"""What each role may do: pages, files, and the models that apps have registered."""

from __future__ import annotations

from hub.academies.models import AcademyRole

Role = AcademyRole.Role

#: Page permissions on the academy's section, in every language of the role.
PAGES: dict[str, frozenset[str]] = {
    Role.EDITOR: frozenset({"add", "change"}),
    Role.PUBLISHER: frozenset({"add", "change", "publish", "lock"}),
    Role.ORDER_HANDLER: frozenset(),
    Role.MANAGER: frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"}),
}

#: Roles that work with the pictures and documents of the academy's own collection.
FILES: frozenset[str] = frozenset({Role.EDITOR, Role.PUBLISHER, Role.MANAGER})

_granted: dict[str, set[str]] = {role: set() for role in Role.values}


def grant_to_role(role: str, *permissions: str) -> None:
    """Let a role use models of an app, on the rows of its own academy.

    Call it in ``AppConfig.ready()``. A manager has everything that any other role has.

    Args:
        role: a value of ``AcademyRole.Role``.
        permissions: such as ``"library.change_loan"``.

    Raises:
        KeyError: there is no such role.
    """
    _granted[role].update(permissions)


def model_permissions(role: str) -> set[str]:
    """Return the permissions of models that a role has, as ``app_label.codename``."""
    if role == Role.MANAGER:
        return set().union(*_granted.values())
    return set(_granted[role])


grant_to_role(Role.MANAGER, "hub.view_academy", "hub.change_academy")
