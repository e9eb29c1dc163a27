"""The demo's accounts, by role."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "citizen-leadership"  # noqa: S105  the demo's, printed by `make run`; production refuses the demo


@dataclass(frozen=True)
class Account:
    """One person who can sign in to the demo; ``academy`` is a slug, "" for the national team.

    ``language`` limits the role to the academy's pages in one language; "" means all of them.
    """

    username: str
    first_name: str
    last_name: str
    academy: str
    role: str
    about: str
    is_superuser: bool = False
    language: str = ""


ACCOUNTS = (
    Account("admin", "Róisín", "Quayle", "", "", "national team: may do everything", is_superuser=True),
    Account("shabana", "Shabana", "Mir", "north-west", "manager", "manager of North West Academy"),
    Account("tom", "Tom", "Alder", "north-west", "publisher", "writes and publishes for North West Academy"),
    Account("dot", "Dot", "Fairley", "north-west", "author", "writes own stories for North West Academy"),
    Account("kath", "Kath", "Orrell", "north-west", "editor", "writes for North West Academy, cannot publish"),
    Account("imran", "Imran", "Sayeed", "north-west", "order_handler", "answers toolkit requests of North West Academy"),
    Account("samina", "Samina", "Akhtar", "north-west", "publisher", "publishes North West Academy's pages in Urdu", language="ur"),
    Account("bilal", "Bilal", "Hussain", "north-west", "translator", "translates North West Academy into Urdu", language="ur"),
    Account("nasreen", "Nasreen", "Iqbal", "north-west", "second_reader", "approves North West Academy's Urdu", language="ur"),
    Account("gwenda", "Gwenda", "Prosser", "wales", "publisher", "writes and publishes for Wales Academy"),
    Account("aled", "Aled", "Rowlands", "wales", "order_handler", "answers toolkit requests of Wales Academy"),
    Account("deirdre", "Deirdre", "McAnally", "northern-ireland", "manager", "manager of Northern Ireland Academy"),
    Account("yusuf", "Yusuf", "Osei", "london", "manager", "manager of London Academy"),
    Account("hugh", "Hugh", "Tarrant", "national", "national_editor", "national team: writes and publishes everywhere"),
    Account("orla", "Orla", "Benn", "national", "national_comms", "national team: writes and publishes the hub's own pages"),
)
