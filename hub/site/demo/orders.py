"""Six invented people who asked for the toolkit, so that the list of requests is not empty for a newcomer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from wagtail.models import Locale

from hub.academies.models import Academy, Area
from toolkit_orders.enums import OrderStatus
from toolkit_orders.flow.form import RequestForm
from toolkit_orders.models import Order, RequestPage
from toolkit_orders.services.decline import decline
from toolkit_orders.services.place import place

APPROVING = "wales"  # the academy whose people read each request before anything is sent
REASON = "You asked twice this week. The first request is still with us, and we will answer that one."


@dataclass(frozen=True)
class Person:
    """One invented request. ``plan`` is the place of the answer chosen, ``who`` an answer in the person's own words."""

    number: int
    name: str
    email: str
    organisation_type: str
    organisation: str
    area: str
    days_ago: int
    plan: int
    who: str = ""
    declined_by: str = ""

    @property
    def key(self) -> UUID:
        """The key of the form that this person would have sent: the same at every load."""
        return UUID(f"de300000-0000-4000-8000-{self.number:012d}")


PEOPLE = (
    Person(
        1,
        "Maureen Tattersall",
        "maureen@millbeck-carers.example",
        "patients",
        "Millbeck Carers",
        "north-west",
        0,
        0,
        "Carers who never come to meetings.",
    ),
    Person(2, "Delroy Banks", "delroy.banks@example.org", "voluntary", "Eastwharf Men’s Shed", "london", 1, 1),
    Person(
        3,
        "Sinéad Magee",
        "s.magee@ballyreen.example",
        "council",
        "Ballyreen Council",
        "northern-ireland",
        2,
        2,
        "Our own managers, first.",
    ),
    Person(4, "Callum Reid", "callum@example.org", "individual", "", "scotland", 3, 3),
    Person(
        5, "Nia Bowen", "nia@lleisiau.example", "health", "Abergwyn Health Centre", "wales", 1, 0, "People on our waiting list."
    ),
    Person(6, "Nia Bowen", "nia.bowen@example.org", "health", "", "wales", 1, 0, declined_by="aled"),
)


def load_orders(national: RequestPage) -> None:
    """Place the requests that are not there yet, through the same service as the form; their mail waits for the worker.

    Args:
        national: the request page of areas without an academy.
    """
    there = set(
        Order.objects.filter(idempotency_key__in=[person.key for person in PEOPLE]).values_list("idempotency_key", flat=True)
    )
    if not there:  # somebody may have changed it since
        Academy.objects.filter(slug=APPROVING).update(requires_approval=True)
    for person in PEOPLE:
        if person.key not in there:
            with transaction.atomic():
                _ask(person, national)


def _ask(person: Person, national: RequestPage) -> None:
    area = Area.objects.get(slug=person.area, locale=Locale.get_default())
    own = RequestPage.objects.filter(academy=area.academy_id, locale=area.locale_id).first() if area.academy_id else None
    page = own or national
    form = RequestForm(_answers(person, page), page=page)
    if not form.is_valid():
        raise ValueError(f"The demo's request {person.number} does not fit its form: {form.errors.as_json()}")
    order = place(page=page, wanted=form.wanted(), key=person.key).order
    asked = timezone.now() - timedelta(days=person.days_ago)
    Order.objects.filter(pk=order.pk).update(created_at=asked)
    if person.declined_by and order.status == OrderStatus.AWAITING:
        decline(order=order, user=get_user_model().objects.get(username=person.declined_by), reason=REASON)


def _answers(person: Person, page: RequestPage) -> MultiValueDict[str, str]:
    """Return what the person would have typed: to each question with options the chosen one, to others their own words."""
    typed = {
        "toolkit": str(page.toolkits[0].translation_key),
        "name": person.name,
        "email": person.email,
        "organisation_type": person.organisation_type,
        "organisation": person.organisation,
        "area": person.area,
    }
    for name, field in RequestForm(page=page).fields.items():
        if name.startswith("q-"):
            choices = [key for key, _words in getattr(field, "choices", []) if key]
            typed[name] = choices[person.plan % len(choices)] if choices else person.who
    return MultiValueDict({name: [value] for name, value in typed.items()})
