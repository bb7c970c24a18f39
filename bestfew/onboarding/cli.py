"""`bestfew init`, `bestfew demo` and `bestfew sign-in`."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from bestfew.cli.app import (
    AsJson,
    day_option,
    prepare_database,
    refuse,
    say_json,
    start_django,
)

if TYPE_CHECKING:
    from bestfew.accounts.models import Membership, User

HERE = "http://127.0.0.1:8000"

Language = Annotated[str, typer.Option(help="en, vi, th or zh-hans.")]
Url = Annotated[str, typer.Option(help="Where the site is reached.")]


def mount(app: typer.Typer) -> None:
    app.command()(init)
    app.command()(demo)
    app.command("sign-in")(sign_in)


def init(
    name: Annotated[str, typer.Option(help="Name of the workspace.")],
    language: Language,
    trade: Annotated[
        str,
        typer.Option(
            help="real_estate, coaching, home_business, events or general.",
        ),
    ],
    email: Annotated[
        str, typer.Option(help="Who owns it; made without a password if new.")
    ] = "owner@localhost",
    country: Annotated[str, typer.Option(help="Two letters, such as VN.")] = "",
    currency: Annotated[str, typer.Option(help="Three letters, such as VND.")] = "",
    zone: Annotated[str, typer.Option(help="Such as Asia/Ho_Chi_Minh.")] = "",
    as_json: AsJson = False,
) -> None:
    """Open a workspace for scripts, and print its id."""
    start_django()
    prepare_database()
    from django.utils.timezone import now

    from bestfew.accounts.models import Origin
    from bestfew.onboarding.actions import BadChoice, open_workspace_for

    try:
        member = open_workspace_for(
            email,
            name=name,
            language=language,
            trade=trade,
            at=now(),
            origin=Origin.TERMINAL,
            country=country.upper(),
            currency=currency.upper(),
            zone=zone,
        )
    except BadChoice as fault:
        refuse(fault)
    if as_json:
        say_json(_described(member))
    else:
        print(member.workspace_id)


def _described(member: Membership) -> dict[str, str]:
    workspace = member.workspace
    return {
        "workspace": str(workspace.pk),
        "name": workspace.name,
        "language": workspace.language,
        "trade": workspace.trade,
        "country": workspace.country,
        "currency": workspace.currency,
        "zone": workspace.zone,
        "owner": member.user.email,
    }


def demo(
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Only where there is no workspace.")
    ] = False,
    on: Annotated[
        datetime | None,
        day_option("--date", help="The day it is made for."),
    ] = None,
    url: Url = HERE,
) -> None:
    """Fill three workspaces with a year, and print how to get in."""
    start_django()
    prepare_database()
    from django.utils.timezone import now
    from django.utils.translation import gettext as _

    from bestfew.accounts.models import Workspace
    from bestfew.onboarding.demo import make_demo

    if if_empty and Workspace.objects.exists():
        print(_("There are workspaces already: no demo was made."))
        return
    members = make_demo(on=on.date() if on else None, at=now())
    for member in members:
        print(f"{member.workspace.name}  ({member.workspace_id})")
    print(_("Start it with: %(command)s") % {"command": "bestfew serve"})
    _say_link(members[0].user, url)


def sign_in(
    email: Annotated[str, typer.Argument(help="Whose link to print.")], url: Url = HERE
) -> None:
    """Print a link that signs someone in, once.

    For a machine that sends no mail.
    """
    start_django()
    prepare_database()
    from django.utils.translation import gettext as _

    from bestfew.accounts.models import User

    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        refuse(_("Nobody here has the address %(email)s.") % {"email": email})
    _say_link(user, url)


def _say_link(user: User, url: str) -> None:
    from django.utils.timezone import now
    from django.utils.translation import gettext as _

    from bestfew.accounts.models import SIGN_IN_LINK_MINUTES
    from bestfew.onboarding.links import sign_in_link

    print(
        _("This link signs in as %(user)s, once, within %(minutes)s minutes:")
        % {"user": user, "minutes": SIGN_IN_LINK_MINUTES}
    )
    print(sign_in_link(user, site=url, at=now()))
