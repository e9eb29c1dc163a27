"""What each role may do: pages, files, and the models that apps have registered."""

from __future__ import annotations

from hub.academies.models import AcademyRole

Role = AcademyRole.Role

#: Page permissions on the section, in every language of the role. With "add" alone one changes only what one owns.
PAGES: dict[str, frozenset[str]] = {
    Role.AUTHOR: frozenset({"add"}),
    Role.EDITOR: frozenset({"add", "change"}),
    Role.PUBLISHER: frozenset({"add", "change", "publish", "lock"}),
    Role.TRANSLATOR: frozenset({"change"}),
    Role.SECOND_READER: frozenset({"change", "publish"}),
    Role.ORDER_HANDLER: frozenset(),
    Role.MANAGER: frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"}),
    Role.NATIONAL_EDITOR: frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"}),
    Role.NATIONAL_COMMS: frozenset({"add", "change", "publish"}),
}

#: Roles that are held in some languages, never in all: the languages must be chosen, and the source is not among them.
BY_LANGUAGE: frozenset[str] = frozenset({Role.TRANSLATOR, Role.SECOND_READER})

#: Roles that only the hub's own team has (the academy marked national), and roles that it has beside academies.
NATIONAL_ONLY: frozenset[str] = frozenset({Role.NATIONAL_EDITOR, Role.NATIONAL_COMMS})
EVERYWHERE: frozenset[str] = frozenset({Role.ORDER_HANDLER, Role.TRANSLATOR, Role.SECOND_READER, Role.MANAGER})

#: Roles that work with the pictures and documents of the academy's own collection.
FILES: frozenset[str] = frozenset(
    {Role.AUTHOR, Role.EDITOR, Role.PUBLISHER, Role.MANAGER, Role.NATIONAL_EDITOR, Role.NATIONAL_COMMS}
)

_granted: dict[str, set[str]] = {role: set() for role in Role.values}


def roles_for(*, is_national: bool) -> list[str]:
    """Return the roles that people of an academy, or of the hub's own team, may have; in the order of the choices."""
    return [role for role in Role.values if role in EVERYWHERE or (role in NATIONAL_ONLY) == is_national]


def grant_to_role(role: str, *permissions: str) -> None:
    """Let a role use models of an app, on the rows of its own academy.

    Call it in ``AppConfig.ready()``. A manager has everything that any other role of an academy has.

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
        return set().union(*(names for held, names in _granted.items() if held not in NATIONAL_ONLY))
    return set(_granted[role])


grant_to_role(Role.MANAGER, "hub.view_academy", "hub.change_academy")
