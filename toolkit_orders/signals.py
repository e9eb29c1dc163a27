"""What happened to an order, for a host to listen to.

Each is sent after the transaction that made it true, with ``order=`` and ``user=`` (``None`` where nobody signed in acted).
"""

from __future__ import annotations

from django.dispatch import Signal

order_placed = Signal()
order_approved = Signal()
order_declined = Signal()
order_fulfilled = Signal()
order_resent = Signal()
order_revoked = Signal()
order_erased = Signal()
#: Sent with ``grant=`` and ``grant_file=`` when a download was counted.
file_downloaded = Signal()
