"""Keep `ReachDay` equal to the tallies and the log, in the same transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from itertools import groupby

from django.db import connection, transaction
from django.db.models import Q

from bestfew.accounts.ids import new_ids
from bestfew.accounts.models import Membership, User
from bestfew.accounts.tenancy import current_workspace_id
from bestfew.reach.counting import Counts, Day, Entry, Key, counted, rows_of, summed
from bestfew.reach.models import ReachDay

BATCH = 500
KEYS = {
    False: ("(workspace_id, user_id, {on}, channel_id)", "IS NULL"),
    True: ("(workspace_id, user_id, {on}, channel_id, campaign_id)", "IS NOT NULL"),
}
"""What is unique, without and with a campaign."""


@transaction.atomic
def refresh_days(days: Collection[Day]) -> None:
    """Work these sellers' days (user's id, date in the zone in force) out anew."""
    if not days:
        return
    lock({user for user, _day in days})
    here = Q(pk__in=[])
    for user, of_user in groupby(sorted(set(days)), key=lambda day: day[0]):
        here |= Q(user=user, on__in=[on for _user, on in of_user])
    ReachDay.objects.filter(here).delete()
    ReachDay.objects.bulk_create(rows_of(counted(days)), batch_size=BATCH)


@transaction.atomic
def rebuild() -> int:
    """Work every day of the workspace out anew, set-based; how many rows there are."""
    members = Membership.objects.filter(workspace=current_workspace_id())
    lock(set(members.values_list("user_id", flat=True)))
    ReachDay.objects.all().delete()
    rows = rows_of(counted())
    ReachDay.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


@transaction.atomic
def log_moved(*, came: Iterable[Entry] = (), went: Iterable[Entry] = ()) -> None:
    """Add what entries written or erased in bulk come to: once a batch, set-based.

    Call it in their transaction. Everything else calls `activities.log_changed`.
    """
    moved = summed(came, went)
    if not moved:
        return
    users = {user for user, *_rest in moved}
    lock(users)
    for has_campaign in (False, True):
        some = {
            key: each for key, each in moved.items() if bool(key[3]) == has_campaign
        }
        _add(some, has_campaign=has_campaign)
    days: set[date] = {on for _user, on, *_rest in moved}
    nothing = ReachDay.objects.filter(user__in=users, on__gte=min(days))
    nothing = nothing.filter(on__lte=max(days), by_hand=0, from_log=0)
    nothing.filter(given=0, minutes=0).delete()


def lock(users: Collection[int]) -> None:
    """One at a time for each seller, whoever writes their days."""
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=users)
    list(rows.order_by("pk").values_list("pk", flat=True))


def _add(moved: dict[Key, Counts], *, has_campaign: bool) -> None:
    if not moved:
        return
    quote = connection.ops.quote_name
    table, on = quote(ReachDay._meta.db_table), quote("on")
    keys, is_null = KEYS[has_campaign]
    sql = (
        f"INSERT INTO {table} (id, workspace_id, user_id, {on}, channel_id,"  # noqa: S608
        " campaign_id, by_hand, from_log, given, minutes)"
        " VALUES (%s, %s, %s, %s, %s, %s, 0, %s, 0, %s)"
        f" ON CONFLICT {keys.format(on=on)} WHERE campaign_id {is_null} DO UPDATE SET"
        f" from_log = {table}.from_log + excluded.from_log,"
        f" minutes = {table}.minutes + excluded.minutes"
    )
    here, day_of = current_workspace_id(), connection.ops.adapt_datefield_value
    with connection.cursor() as cursor:
        cursor.executemany(
            sql,
            [
                (pk, here, user, day_of(day), *where, each.from_log, each.minutes)
                for pk, ((user, day, *where), each) in zip(
                    new_ids(len(moved)), moved.items(), strict=True
                )
            ],
        )
