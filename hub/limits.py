"""How often something may be asked for. Counts live in the database: no cache server is needed and all processes agree."""

from __future__ import annotations

import ipaddress
import time
from datetime import UTC, datetime, timedelta

from django.db import connection, models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from hub import conf

UNKNOWN = "unknown"


class RateHitQuerySet(models.QuerySet["RateHit"]):
    """Which counts are still needed."""

    def stale(self) -> RateHitQuerySet:
        """Return counts of windows that are over, whatever their length."""
        longest = max(seconds for _most, seconds in limits().values())
        return self.filter(window__lt=timezone.now() - timedelta(seconds=2 * longest))


class RateHit(models.Model):
    """How often one key was seen in one window of time. The key is kept as a keyed hash: no address can be read from it."""

    scope = models.CharField(_("what is counted"), max_length=40)
    digest = models.CharField(max_length=64)
    window = models.DateTimeField(_("start of the window"))
    count = models.PositiveIntegerField(_("count"), default=1)

    objects = RateHitQuerySet.as_manager()

    class Meta:
        verbose_name = _("request count")
        verbose_name_plural = _("request counts")
        constraints = [models.UniqueConstraint(fields=["scope", "digest", "window"], name="hub_ratehit_once")]
        indexes = [models.Index(fields=["window"], name="hub_ratehit_window")]

    def __str__(self) -> str:
        return f"{self.scope} {self.window:%Y-%m-%d %H:%M}: {self.count}"


def limits() -> dict[str, tuple[int, int]]:
    """Return every limit by scope: (how many, in seconds). A host's ``CL_HUB["RATE_LIMITS"]`` wins scope by scope."""
    return {**conf.DEFAULTS["RATE_LIMITS"], **conf.get("RATE_LIMITS")}


def allow(scope: str, key: str) -> bool:
    """Count one request and return whether it is within the limit ``CL_HUB["RATE_LIMITS"][scope]``: (how many, in seconds).

    Args:
        scope: a key of ``CL_HUB["RATE_LIMITS"]``, the host's or the plugin's own.
        key: what is limited, such as ``client_ip(request)`` or an e-mail address; upper and lower case count as one.

    Raises:
        KeyError: there is no such limit; a misspelt scope must not read as "no limit".
    """
    return allow_all({scope: key})


def allow_all(keys: dict[str, str]) -> bool:
    """Count one request in several scopes, {scope: key}, and return whether it is within all their limits; see ``allow``.

    One statement, on SQLite and PostgreSQL alike. Windows have fixed starts, so up to twice the limit may pass around the
    turn of a window. Call it outside the transaction it protects, or a rollback forgets the count.

    Raises:
        KeyError: there is no such limit.
    """
    known = limits()
    wanted = {scope: known[scope] for scope in keys}
    now = int(time.time())
    starts = {scope: datetime.fromtimestamp(now // seconds * seconds, tz=UTC) for scope, (_most, seconds) in wanted.items()}
    counts = _count([(scope, _digest(scope, key), starts[scope]) for scope, key in keys.items()])
    return all(counts[scope] <= most for scope, (most, _seconds) in wanted.items())


def _digest(scope: str, key: str) -> str:
    text = key.strip().lower().encode("utf-8", "replace").decode("utf-8")
    return salted_hmac("hub.limits", f"{scope}\x00{text}", algorithm="sha256").hexdigest()


def _count(rows: list[tuple[str, str, datetime]]) -> dict[str, int]:
    table = connection.ops.quote_name(RateHit._meta.db_table)
    count = connection.ops.quote_name("count")
    # The ORM's upsert cannot add one to what is there; every part put into the text is a name of ours.
    statement = (
        f'INSERT INTO {table} (scope, digest, "window", {count}) VALUES {", ".join(["(%s, %s, %s, 1)"] * len(rows))} '  # noqa: S608
        f'ON CONFLICT (scope, digest, "window") DO UPDATE SET {count} = {table}.{count} + 1 RETURNING scope, {count}'
    )
    adapt = connection.ops.adapt_datetimefield_value
    values = [value for scope, digest, window in rows for value in (scope, digest, adapt(window))]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return {scope: int(number) for scope, number in cursor.fetchall()}


def client_ip(request: HttpRequest) -> str:
    """Return who asks, as far as limits go: an IPv4 address, or the /64 network of an IPv6 one, or "unknown".

    ``X-Forwarded-For`` is believed only as far as the project's own proxies wrote it: ``CL_HUB["TRUSTED_PROXIES"]`` is
    their number, and everything to the left of what they added may be invented.
    """
    direct = request.META.get("REMOTE_ADDR", "")
    proxies = conf.get("TRUSTED_PROXIES")
    if proxies > 0:
        hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
        if len(hops) >= proxies:
            return _network(hops[-proxies]) or _network(direct) or UNKNOWN
    return _network(direct) or UNKNOWN


def _network(text: str) -> str:
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
