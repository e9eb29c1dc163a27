"""What each role may do: pages, files, and the models that apps have registered."""

from __future__ import annotations

from django.db.models import Q, QuerySet

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


def model_permissions(role: str, *, is_national: bool = False) -> set[str]:
    """Return the permissions of models that a role has, as ``app_label.codename``.

    Args:
        is_national: whether it is held in the hub's own team, whose managers have what its editors have as well.
    """
    if role == Role.MANAGER:
        return set().union(*(names for held, names in _granted.items() if is_national or held not in NATIONAL_ONLY))
    return set(_granted[role])


def counting(rows: QuerySet[AcademyRole]) -> QuerySet[AcademyRole]:
    """Leave out the rows that give nothing: of archived academies, and of roles the kind of academy does not have."""
    fitting = Q(role__in=roles_for(is_national=False)) & Q(academy__is_national=False)
    national = Q(role__in=roles_for(is_national=True)) & Q(academy__is_national=True)
    return rows.filter(fitting | national, academy__archived_at=None)


grant_to_role(Role.MANAGER, "hub.view_academy", "hub.change_academy")
grant_to_role(Role.NATIONAL_EDITOR, *(f"hub.{action}_area" for action in ("add", "change", "delete", "view")))
