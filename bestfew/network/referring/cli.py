"""`bestfew referrals …`: given and got, a new one, how each goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import (
    AsJson,
    WorkspaceName,
    refuse,
    say_json,
    say_table,
    working_in,
)

if TYPE_CHECKING:
    from bestfew.accounts.models import Membership
    from bestfew.network.models import Referral

Number = Annotated[int, typer.Argument(help="Its id, as `referrals list` has it.")]


def mount(app: typer.Typer) -> None:
    referrals = typer.Typer(
        no_args_is_help=True, help="Referrals: given and got, and how each goes."
    )
    referrals.command("list")(list_referrals)
    referrals.command("add")(add)
    referrals.command("move")(move)
    app.add_typer(referrals, name="referrals")


def list_referrals(
    way: Annotated[str, typer.Option(help="given or got; both without it.")] = "",
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """The newest thirty: whom they are about, and how far they are."""
    with working_in(workspace) as member:
        from django.utils.translation import gettext as _

        from bestfew.network.models import Direction
        from bestfew.network.referring.queries import listed

        if way and way not in Direction.values:
            refuse(_("--way is given or got, not “%(way)s”.") % {"way": way})
        rows = [_in_short(each) for each in listed(member, way).rows]
        if as_json:
            say_json(rows)
        else:
            head = ["id", "way", "who", "person", "what", "level", "status", "since"]
            say_table(head, [list(row.values()) for row in rows])


def _in_short(referral: Referral) -> dict[str, Any]:
    """One referral for scripts; `id` is text, for it is too long for JavaScript."""
    return {
        "id": str(referral.pk),
        "way": referral.direction,
        "who": str(referral.other or ""),
        "person": str(referral.person or ""),
        "what": referral.words,
        "level": referral.level,
        "status": referral.status,
        "since": referral.status_at,
    }


def add(
    to: Annotated[str, typer.Argument(help="Name of a team's member or a partner.")],
    summary: Annotated[str, typer.Argument(help="What is needed, without a name.")],
    person: Annotated[str, typer.Option(help="Name or id of whom you refer.")],
    level: Annotated[int, typer.Option(min=1, max=5, help="How warm, 1 to 5.")] = 3,
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Give a referral.

    The other reads what is needed, and no name until the person agreed.

        bestfew referrals add Bob "A couple needs flowers in June" --person "Mali Suk"
    """
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.network.actions.referrals import About, refer
        from bestfew.network.referring.saying import FAULTS, sentence
        from bestfew.people.models import Person
        from bestfew.people.named import the_one

        who = the_one(Person.objects.visible_to(member), person)
        other = _receiver(to, member)
        about, now = About(summary, level), timezone.now()
        try:
            referral = refer(member, other, about, at=now, person=who)
        except FAULTS as refused:
            refuse(sentence(refused))
        _tell(referral, as_json=as_json)


def _receiver(name: str, member: Membership) -> Any:
    """Whom the name means; refused where it means nobody, or several."""
    from django.utils.translation import gettext as _

    from bestfew.network.referring.queries import receivers

    others = receivers(member).values()
    found = [each for each in others if str(each).casefold() == name.casefold()]
    if len(found) != 1:
        text = _("Name one member of your team or partner: %(names)s.")
        refuse(text % {"names": ", ".join(str(each) for each in others)})
    return found[0]


def move(
    number: Number,
    status: Annotated[
        str,
        typer.Argument(
            help="introduced, contacted, meeting, proposal, won, lost, declined."
        ),
    ],
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Say how far a referral is.

    That the person agreed is said on its page.
    """
    with working_in(workspace) as member:
        from django.utils import timezone
        from django.utils.translation import gettext as _

        from bestfew.network.actions import moving
        from bestfew.network.referring.queries import seen_by
        from bestfew.network.referring.saying import FAULTS, sentence
        from bestfew.teams.models import Status

        referral = seen_by(member).filter(pk=number).first()
        if referral is None or status not in Status.values:
            refuse(_("There is no such referral, or no such step."))
        try:
            moved = moving.move(referral, status, member, at=timezone.now())
        except FAULTS as refused:
            refuse(sentence(refused))
        _tell(moved, as_json=as_json)


def _tell(referral: Referral, *, as_json: bool) -> None:
    row = _in_short(referral)
    if as_json:
        say_json(row)
    else:
        say_table(list(row), [list(row.values())])
