"""Keep a view of the funnel under a name, and let it go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from bestfew.accounts.models import Membership
from bestfew.funnel.models import SavedView
from bestfew.funnel.queries import Wanted

MOST_VIEWS = 20


class TooManyViews(Exception):
    """More views than anybody finds again."""


@transaction.atomic
def keep_view(
    member: Membership, *, name: str, wanted: Wanted, at: datetime
) -> SavedView:
    """Keep it for this member; the same name again keeps what is wanted now.

    Raises `TooManyViews` for the 21st.
    """
    mine = SavedView.objects.filter(user=member.user_id)
    name = name.strip()
    if not mine.filter(name=name).exists() and mine.count() >= MOST_VIEWS:
        raise TooManyViews
    view: SavedView = SavedView.objects.update_or_create(
        user=member.user,
        name=name,
        defaults={"asked": wanted.as_query()},
        create_defaults={"asked": wanted.as_query(), "created_at": at},
    )[0]
    return view


def forget_view(view: SavedView) -> None:
    """Let it go; nothing else changes."""
    view.delete()
