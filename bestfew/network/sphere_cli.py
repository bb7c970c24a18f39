"""`bestfew sphere …`: the Contact Sphere and its professions, from the terminal."""

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
    from bestfew.markets.models import TargetMarket
    from bestfew.network.models import Profession
    from bestfew.network.queries.map import Line
    from bestfew.network.queries.sphere import Partner

ProfessionName = Annotated[
    str, typer.Option("--profession", "-p", help="Its key, or its name.")
]


def mount(app: typer.Typer) -> None:
    sphere = typer.Typer(
        no_args_is_help=True,
        help="The Contact Sphere: partners who serve the same customers.",
    )
    sphere.command("list")(list_sphere)
    sphere.command("add")(add)
    sphere.command("professions")(list_professions)
    app.add_typer(sphere, name="sphere")


def list_sphere(
    profession: ProfessionName = "",
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Who is in the sphere, and how far each partnership is."""
    with working_in(workspace) as member:
        from bestfew.network.queries.sphere import partners, seen_by

        members = seen_by(member).current().order_by("id")
        if profession:
            members = members.filter(profession=_profession(profession))
        rows = [_row(each) for each in partners(list(members))]
        if as_json:
            say_json(rows)
        else:
            head = ["id", "name", "profession", "stage", "answers", "gave", "got"]
            say_table(head, [[row[name] for name in head] for row in rows])


def add(
    who: Annotated[str, typer.Argument(help="Name or id of somebody in your lists.")],
    profession: ProfessionName,
    organisation: Annotated[
        bool, typer.Option("--organisation", help="It is an organisation.")
    ] = False,
    wanted: Annotated[str, typer.Option(help="Whom they want to meet.")] = "",
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Take a partner into the sphere.

    Who competes with you is refused.

        bestfew sphere add "Mali Suk" --profession florist --wanted "couples"
    """
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.network import sphere_words as words
        from bestfew.network.actions.sphere import add_to_sphere
        from bestfew.network.queries.sphere import partners

        facts = _who(member, who, is_organisation=organisation)
        facts |= {"profession": _profession(profession), "wanted": wanted}
        try:
            made = add_to_sphere(member, at=timezone.now(), **facts)
        except words.FAULTS as fault:
            refuse(words.why_not(fault))
        row = _row(partners([made])[0])
        if as_json:
            say_json(row)
        else:
            say_table(list(row), [list(row.values())])


def list_professions(
    market: Annotated[str, typer.Option(help="Name of the target market.")] = "",
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Professions that serve a target market: known, and rivals."""
    with working_in(workspace) as member:
        from bestfew.network.queries.map import map_of, sphere_of
        from bestfew.network.rivals import rivals

        found = map_of(_market(market), sphere_of(member), rivals())
        rows = [_line(each) for each in found.lines]
        if as_json:
            say_json(rows)
        else:
            head = ["key", "profession", "partners", "competes with"]
            say_table(head, [_cells(row) for row in rows])


def _row(partner: Partner) -> dict[str, Any]:
    """One partner for scripts; `id` is text, for it is too long for JavaScript."""
    return {
        "id": str(partner.member.pk),
        "name": str(partner.member),
        "profession": str(partner.member.profession),
        "stage": partner.standing.stage.value,
        "answers": partner.answered,
        "gave": partner.evidence.gave,
        "got": partner.evidence.got,
        "wanted": partner.wanted,
        "in_team": partner.is_in_team,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.profession.key,
        "profession": str(line.profession),
        "partners": [str(each) for each in line.members],
        "competes_with": [str(each) for each in line.against],
        "rivals": [str(each) for each in line.rivals],
    }


def _cells(row: dict[str, Any]) -> list[object]:
    partners, against = ", ".join(row["partners"]), ", ".join(row["competes_with"])
    return [row["key"], row["profession"], partners or "-", against or "-"]


def _who(member: Membership, named: str, *, is_organisation: bool) -> dict[str, Any]:
    """The person or the organisation of that name or id; refuses none, and several."""
    from bestfew.people.models import Organisation, Person
    from bestfew.people.named import the_one

    model: Any = Organisation if is_organisation else Person
    found = the_one(model.objects.visible_to(member), named)
    return {"organisation" if is_organisation else "person": found}


def _profession(named: str) -> Profession:
    """The one of that key, or of that name in any language; refuses another."""
    from django.utils.translation import gettext as _

    from bestfew.network.models import Profession
    from bestfew.network.queries.map import names_of
    from bestfew.people.rules import fold

    same = (
        each
        for each in Profession.objects.listed()
        if named == each.key or fold(named) in map(fold, names_of(each))
    )
    found = next(same, None)
    if found is None:
        text = _("There is no profession “%(name)s” here: list it first.")
        refuse(text % {"name": named})
    return found


def _market(named: str) -> TargetMarket:
    """The one of that name; without a name the most promising."""
    from django.utils.translation import gettext as _

    from bestfew.markets.models import TargetMarket

    served = TargetMarket.objects.served()
    found = (served.filter(name__iexact=named) if named else served).first()
    if found is None:
        text = _("There is no target market “%(name)s” here.")
        refuse(text % {"name": named} if named else _("First say whom you serve best."))
    return found
