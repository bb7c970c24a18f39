"""Whose a row is, as a file says it: blank for who exports it, else an address."""

from __future__ import annotations

from bestfew.accounts.models import Membership, User


class Whose:
    """Names of users beside the exporting one.

    Who brings a file in owns what says nothing, so that a seller's own people stay
    their own. A name that nobody had there was kept as a trait: it goes out again as
    it came (`loading/members.py`).
    """

    def __init__(self, member: Membership) -> None:
        self.me = member.user_id
        self.names: dict[int, str] = {}

    def name(self, user: int, column: str, traits: dict[str, str]) -> str:
        """What stands in the column; the trait of its name goes with it."""
        if user == self.me:
            return traits.pop(column, "")
        if user not in self.names:
            self.names[user] = User.objects.get(pk=user).email
        return self.names[user]
