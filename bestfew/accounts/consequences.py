"""What upper apps do, in the same transaction, when a lower one changed a fact.

A lower app never imports an upper one. Where a fact of the lower decides something that
the upper keeps (a person's state decides the place of their objectives), the lower
declares a `Consequence` beside the deed, and the upper adds its own deed at start-up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

P = ParamSpec("P")


class Consequence(Generic[P]):
    """Deeds that follow from a change, called in the order they were added."""

    def __init__(self) -> None:
        self._deeds: list[Callable[P, None]] = []

    def also(self, deed: Callable[P, None]) -> None:
        """Have `deed` follow; adding it twice adds it once."""
        if deed not in self._deeds:
            self._deeds.append(deed)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        for deed in self._deeds:
            deed(*args, **kwargs)
