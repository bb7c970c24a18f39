"""Open a workspace with everything its trade brings along."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import available_timezones

import phonenumbers
from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from bestfew.accounts.ids import new_id
from bestfew.accounts.models import Membership, Origin, Role, User, Workspace
from bestfew.accounts.tenancy import workspace_scope
from bestfew.history.models import record
from bestfew.levels.actions import begin_climbing
from bestfew.markets.models import Offering
from bestfew.onboarding.rules import HOMES, WORKING_DAYS, Home, chats_first
from bestfew.packs.loader import TRADES, Pack, load, say
from bestfew.people.models import Source
from bestfew.prospecting.models import Channel, Criterion, QualificationProfile
from bestfew.prospecting.rules import BUILT_IN_PROFILES


class BadChoice(ValueError):
    """Something a workspace cannot be opened with; says so in one sentence."""


def open_workspace(
    user: User,
    *,
    name: str,
    language: str,
    trade: str,
    at: datetime,
    origin: str,
    country: str | None = None,
    currency: str | None = None,
    zone: str | None = None,
    key: int | None = None,
) -> Membership:
    """A workspace of the user's own, filled with its trade's pack in its language.

    `key` is the identifier it will have: a form carries one, so that a form sent twice
    opens one workspace. Raises `BadChoice`.
    """
    home = home_of(language, country=country, currency=currency, zone=zone)
    pack = pack_of(trade)
    if not name.strip():
        raise BadChoice(_("The workspace needs a name."))
    key = key or new_id()
    try:
        with transaction.atomic():
            workspace = Workspace.objects.create(
                id=key,
                name=name.strip()[:150],
                trade=trade,
                language=language,
                country=home.country,
                currency=home.currency,
                zone=home.zone,
                working_days=list(WORKING_DAYS),
                normal_cycle_days=pack.normal_cycle_days,
                origin=origin,
            )
            return _furnish(workspace, user, pack, at=at)
    except IntegrityError:
        return Membership.objects.get(workspace=key, user=user)


@transaction.atomic
def begin(
    user: User, *, language: str, trade: str, key: int, at: datetime
) -> Membership:
    """The two answers of the first run: a desk named after the user, in that language.

    The same `key` twice opens one desk. Raises `BadChoice`.
    """
    member = open_workspace(
        user,
        name=desk_name(user, language=language, trade=trade),
        language=language,
        trade=trade,
        at=at,
        origin=Origin.WEB,
        key=key,
    )
    user.language = language
    user.save(update_fields=["language"])
    return member


def desk_name(user: User, *, language: str, trade: str) -> str:
    """What a new desk of the user is called; a further one names its trade."""
    with translation.override(language):
        name = _("%(name)s’s desk") % {"name": user.get_short_name()}
    if trade in TRADES and user.memberships.filter(workspace__name=name).exists():
        return f"{name} · {say(load(trade).name, language)}"
    return name


def pack_of(trade: str) -> Pack:
    """What a trade brings along; raises `BadChoice`."""
    if trade not in TRADES:
        raise BadChoice(
            _("There is no trade “%(given)s”: choose one of %(choices)s.")
            % {"given": trade, "choices": ", ".join(TRADES)}
        )
    return load(trade)


def home_of(
    language: str,
    *,
    country: str | None = None,
    currency: str | None = None,
    zone: str | None = None,
) -> Home:
    """The language's country, currency and zone, or those given instead.

    Raises `BadChoice` for one that does not exist.
    """
    if language not in HOMES:
        raise BadChoice(
            _("There is no language “%(given)s”: choose one of %(choices)s.")
            % {"given": language, "choices": ", ".join(HOMES)}
        )
    if country and country not in phonenumbers.SUPPORTED_REGIONS:
        raise BadChoice(_("There is no country “%(given)s”.") % {"given": country})
    if currency and currency not in list_currencies():
        raise BadChoice(_("There is no currency “%(given)s”.") % {"given": currency})
    if zone and zone not in available_timezones():
        raise BadChoice(_("There is no time zone “%(given)s”.") % {"given": zone})
    home = HOMES[language]
    return Home(country or home.country, currency or home.currency, zone or home.zone)


@transaction.atomic
def open_workspace_for(email: str, *, at: datetime, **choices: Any) -> Membership:
    """The same for the user of an address, who is made without a password if new."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise BadChoice(
            _("“%(given)s” is no e-mail address.") % {"given": email}
        ) from None
    user = User.objects.filter(email=email).first()
    user = user or User.objects.create_user(email, language=choices["language"])
    return open_workspace(user, at=at, **choices)


def _furnish(
    workspace: Workspace, user: User, pack: Pack, *, at: datetime
) -> Membership:
    """The owner's place, and what the pack brings, in the workspace's language."""
    member = Membership.objects.create(workspace=workspace, user=user, role=Role.OWNER)
    with workspace_scope(workspace), translation.override(workspace.language):
        _add_offerings(workspace, pack)
        _add_profiles(workspace, pack)
        _add_channels(workspace, pack)
        Source.objects.bulk_create(
            Source(key=each.key, name=say(each.name, workspace.language))
            for each in pack.sources
        )
        begin_climbing()
        record("opened", workspace, by=user, at=at, trade=pack.trade)
    return member


def _add_offerings(workspace: Workspace, pack: Pack) -> None:
    Offering.objects.bulk_create(
        Offering(
            key=each.key,
            name=say(each.name, workspace.language),
            price=each.price.get(workspace.currency),
            normal_cycle_days=each.normal_cycle_days,
        )
        for each in pack.offerings
    )


def _add_profiles(workspace: Workspace, pack: Pack) -> None:
    """The four built-in profiles, asking in the words of the trade."""
    asked = pack.qualification
    profiles = [
        QualificationProfile(key=key, name=name, is_default=key == asked.profile)
        for key, name in profile_names().items()
    ]
    QualificationProfile.objects.bulk_create(profiles)
    Criterion.objects.bulk_create(
        Criterion(
            profile=profile,
            key=key,
            question=say(asked.questions[key], workspace.language),
            hint=say(asked.hints[key], workspace.language),
            position=position,
        )
        for profile in profiles
        for position, key in enumerate(BUILT_IN_PROFILES[profile.key])
    )


def profile_names() -> dict[str, str]:
    """What the built-in profiles are called, in the language in force."""
    return {
        "001": _("Fit, money, authority"),
        "002a": _("Money, authority, interest"),
        "002b": _("Need, authority, money"),
        "bant": _("BANT: budget, authority, need, time"),
    }


def _add_channels(workspace: Workspace, pack: Pack) -> None:
    keys = [each.key for each in pack.channels]
    chats = [each.key for each in pack.channels if each.medium == "chat"]
    order = chats_first(keys, chats, workspace.country)
    Channel.objects.bulk_create(
        Channel(
            key=each.key,
            name=say(each.name, workspace.language),
            medium=each.medium,
            is_counted=each.counted,
            needs_permission=each.needs_permission,
            step=each.step,
            per_hour=each.per_hour,
            cost=each.cost.get(workspace.currency, 0),
            position=order.index(each.key),
        )
        for each in pack.channels
    )
