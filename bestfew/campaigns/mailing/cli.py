"""`bestfew mailing …` and `bestfew bounces`: sent, watched, and what came back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bestfew.cli.app import (
    AsJson,
    WorkspaceName,
    prepare_database,
    refuse,
    say_json,
    say_table,
    start_django,
    working_in,
)

if TYPE_CHECKING:
    from bestfew.accounts.models import Membership
    from bestfew.campaigns.models import Mailing

MailingId = Annotated[int, typer.Argument(help="Its id: the number in its address.")]


def mount(app: typer.Typer) -> None:
    mailing = typer.Typer(
        no_args_is_help=True, help="Mailings: send one off, see how far it is."
    )
    mailing.command("send")(send)
    mailing.command("status")(status)
    app.add_typer(mailing, name="mailing")
    app.command()(bounces)


def send(
    number: MailingId,
    site: Annotated[
        str, typer.Option(help="Address of this Bestfew: links begin with it.")
    ],
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Send a draft off. `bestfew serve` or `bestfew worker` sends the letters."""
    with working_in(workspace) as member:
        from bestfew.campaigns import jobs
        from bestfew.campaigns.mailing import words

        mailing = _mailing(number, member)
        if not site.startswith(("https://", "http://")):
            refuse(words.sentence_of_site(site))
        try:
            jobs.start(mailing, member, site=site)
        except words.REFUSALS as refusal:
            refuse(words.sentence(refusal))
        mailing.refresh_from_db()
        _tell(mailing, member, as_json=as_json)


def status(
    number: MailingId, workspace: WorkspaceName = "", as_json: AsJson = False
) -> None:
    """How many letters were sent, wait, or did not arrive, and why."""
    with working_in(workspace) as member:
        _tell(_mailing(number, member), member, as_json=as_json)


def bounces(
    file: Annotated[str, typer.Argument(help="A message or an mbox; - for stdin.")],
    as_json: AsJson = False,
) -> None:
    """Take in what mail servers sent back.

    Those addresses get no mailing any more. For a mailbox that gets the bounces, pipe
    each message to `bestfew bounces -`.
    """
    start_django()
    prepare_database()
    from django.utils.timezone import now
    from django.utils.translation import gettext as _

    from bestfew.campaigns.mailing.bounces import LARGEST, TooLarge, take

    try:
        raw = sys.stdin.buffer.read(LARGEST + 1) if file == "-" else _bytes_of(file)
        found = take(raw, at=now())
    except OSError as fault:
        refuse(f"{file}: {fault.strerror}")
    except TooLarge:
        refuse(_("This is too large: give it in parts of 20 MB."))
    answer = {
        "bounced": found.bounced,
        "known_before": found.known_before,
        "unknown": found.unknown,
    }
    _say(answer, as_json=as_json)


def _bytes_of(file: str) -> bytes:
    from bestfew.campaigns.mailing.bounces import LARGEST

    with Path(file).open("rb") as source:
        return source.read(LARGEST + 1)


def _mailing(number: int, member: Membership) -> Mailing:
    from django.utils.translation import gettext as _

    from bestfew.campaigns.models import Mailing

    seen = Mailing.objects.visible_to(member).select_related("campaign")
    mailing: Mailing | None = (
        seen.filter(pk=number).first() if number < 1 << 63 else None
    )
    if mailing is None:
        refuse(_("There is no mailing %(number)s.") % {"number": number})
    return mailing


def _tell(mailing: Mailing, member: Membership, *, as_json: bool) -> None:
    from bestfew.campaigns.mailing import progress

    facts: dict[str, Any] = {"mailing": str(mailing.pk), "state": mailing.state}
    _say(facts | progress.of(mailing, member).as_json(), as_json=as_json)


def _say(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        say_json(answer)
        return
    plain = {
        name: ", ".join(f"{key} {n}" for key, n in value.items())
        if isinstance(value, dict)
        else value
        for name, value in answer.items()
    }
    say_table(["what", "is"], [[name, value] for name, value in plain.items()])
