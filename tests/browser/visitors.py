"""Somebody at the request form over HTTP: no browser, a session of their own, every hidden field as the server sent it."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import requests
from bs4 import BeautifulSoup

FORM_MIN_SECONDS = 1.1  # the demo's settings: nobody fills in a form in less than a second
NORTH_WEST = "/academies/north-west/request-a-toolkit/"
IN_URDU = f"/ur{NORTH_WEST}"
WAIT = 60
SECONDS = 10  # alone on a machine each takes well under one; other tests may run beside these


def soup_of(response: requests.Response) -> BeautifulSoup:
    return BeautifulSoup(response.text, "html.parser")


def ask(demo, address: str, *, method: str = "GET", **options) -> requests.Response:
    started = time.monotonic()
    answer = requests.request(method, demo.url + address, timeout=60, allow_redirects=False, **options)
    assert time.monotonic() - started < SECONDS, f"{address[:80]} took {time.monotonic() - started:.1f} s"
    assert answer.status_code < 500, f"{address[:80]}: {answer.status_code}"
    return answer


def words_of(answer: requests.Response) -> str:
    return " ".join(soup_of(answer).main.get_text(" ").split())


def errors_on(response: requests.Response) -> list[str]:
    """Return the messages of the error summary, in order."""
    return [item.get_text(strip=True) for item in soup_of(response).select(".nhsuk-error-summary__list li")]


def hidden_fields(response: requests.Response, form: str) -> dict[str, str]:
    return {tag["name"]: tag.get("value", "") for tag in soup_of(response).select(f"{form} input[type=hidden]")}


@dataclass
class Visitor:
    """One person with a browser's cookies."""

    url: str
    email: str
    name: str = "Ama Boateng"
    path: str = NORTH_WEST
    session: requests.Session = field(default_factory=requests.Session)
    opened_at: float = 0.0
    form: requests.Response | None = None

    def __post_init__(self) -> None:
        # gunicorn ends a quiet connection after two seconds; a browser would notice and ask again, requests does not
        self.session.headers["Connection"] = "close"

    def open(self) -> requests.Response:
        self.form = self.session.get(self.url + self.path, timeout=WAIT)
        assert self.form.status_code == 200, self.form.status_code
        self.opened_at = time.monotonic()
        return self.form

    def answers(self, **changes: str) -> dict[str, str]:
        """Return a complete form as a browser would post it; ``changes`` by field name, ``question_1`` … for the page's own."""
        page = soup_of(self.form)
        typed = hidden_fields(self.form, ".hub-request__form")
        typed |= {"name": self.name, "email": self.email, "organisation_type": "voluntary", "organisation": "", "area": ""}
        typed["area"] = next(option["value"] for option in page.select("select[name=area] option") if option["value"])
        own = list(dict.fromkeys(tag["name"] for tag in page.select(".hub-request__form [name^=q-]")))
        for place, name in enumerate(own, 1):
            choice = page.select_one(f"input[type=radio][name='{name}']")
            typed[name] = changes.pop(f"question_{place}", choice["value"] if choice else "Neighbours")
        return typed | changes

    def check(self, **changes: str) -> requests.Response:
        """Post the form once it has been open for long enough."""
        if self.form is None:
            self.open()
        time.sleep(max(0.0, self.opened_at + FORM_MIN_SECONDS - time.monotonic()))
        return self.session.post(self.url + self.path, data=self.answers(**changes), timeout=WAIT)

    def sealed(self, checked: requests.Response) -> dict[str, str]:
        """Return what “Send my request” posts from a check page."""
        fields = hidden_fields(checked, ".hub-request__send")
        assert fields.get("sealed"), errors_on(checked) or checked.text[:2000]
        return {**fields, "step": "send"}

    def send(self, fields: dict[str, str]) -> requests.Response:
        """Press “Send my request”; the answer is not followed."""
        return self.session.post(self.url + self.path, data=fields, timeout=WAIT, allow_redirects=False)

    def order(self, **changes: str) -> requests.Response:
        """Ask for the toolkit with no mistake; return the redirect to the confirmation."""
        answer = self.send(self.sealed(self.check(**changes)))
        assert answer.status_code == 302, (answer.status_code, errors_on(answer))
        return answer
