"""Dice that fall the same way every time.

No ``random`` and no clock: a story keeps its picture in every language and on every
server. Source: docs/explanation/design.md §5.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Choice = TypeVar("Choice")


class Dice:
    """The bytes of ``sha256("{academy}/{story}/{i}")``, i = 0, 1, 2 and so on.

    Args: two slugs. They are hashed and never drawn, so any text at all is safe.
    """

    def __init__(self, academy: str, story: str) -> None:
        self._seed = f"{academy}/{story}"
        self._round = 0
        self._bytes = b""

    def byte(self) -> int:
        """The next throw, 0 to 255."""
        if not self._bytes:
            # surrogatepass: half a surrogate pair in a slug must not stop a page.
            text = f"{self._seed}/{self._round}".encode("utf-8", "surrogatepass")
            self._bytes = sha256(text).digest()
            self._round += 1
        throw, self._bytes = self._bytes[0], self._bytes[1:]
        return throw

    def pick(self, choices: Sequence[Choice]) -> Choice:
        """One of up to 256 ``choices``; raises IndexError when there are none."""
        return choices[self.byte() * len(choices) // 256]

    def chance(self, share: float) -> bool:
        """True in ``share`` (0 to 1) of all throws."""
        return self.byte() < share * 256
