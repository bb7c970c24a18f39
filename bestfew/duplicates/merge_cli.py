"""`bestfew merge` and `bestfew unmerge`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from bestfew.cli.app import AsJson, WorkspaceName, refuse, say_json, working_in

if TYPE_CHECKING:
    from bestfew.accounts.models import Membership
    from bestfew.duplicates.merging.fields import Someone
    from bestfew.duplicates.models import Merge

NOUNS = ("person", "organisation")


def mount(app: typer.Typer) -> None:
    app.command()(merge)
    app.command()(unmerge)


def merge(
    into: Annotated[str, typer.Argument(help="Id of the one who stays.")],
    other: Annotated[str, typer.Argument(help="Id of the one who goes.")],
    choose: Annotated[
        list[str] | None,
        typer.Option(
            "--choose",
            "-c",
            metavar="FIELD=SIDE",
            help="Such as name=other, note=both; may be repeated.",
        ),
    ] = None,
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Make one of two people, or of two organisations."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.duplicates import merging
        from bestfew.duplicates.merging import words

        stays, goes = _someone(member, into), _someone(member, other)
        chosen = dict(each.partition("=")[::2] for each in choose or [])
        try:
            done = merging.merge(
                member, into=stays, other=goes, chosen=chosen, at=timezone.now()
            )
        except words.FAULTS as why:
            refuse(words.sentence(why))
        _say(done, stays, as_json=as_json)


def unmerge(
    merge: Annotated[
        str, typer.Argument(help="Id of the merge, or of the one who went by it.")
    ],
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Take a merge, or a split, back; what was added since is kept."""
    with working_in(workspace) as member:
        from django.utils import timezone

        from bestfew.duplicates import merging
        from bestfew.duplicates.merging import words

        done = _merge(member, merge)
        try:
            undone = merging.undo_merge(done, by=member.user, at=timezone.now())
        except words.FAULTS as why:
            refuse(words.sentence(why))
        if not as_json:
            print(words.undone(undone, done.other_name))
            return
        left = {name: getattr(undone, name) for name in ("added", "edited", "lost")}
        ids = {"stayed": str(done.kept), "other": str(done.other)}
        say_json({"merge": str(done.pk), **ids, **left})


def _someone(member: Membership, named: str) -> Someone:
    """The person, or the organisation, of an id."""
    from django.utils.translation import gettext as _

    from bestfew.accounts.ids import id_in
    from bestfew.people.models import Organisation, Person

    seen = (each.objects.visible_to(member) for each in (Person, Organisation))
    found = [one for rows in seen for one in rows.filter(pk=id_in(named))]
    if not found:
        refuse(_("There is nobody with the id “%(id)s”.") % {"id": named})
    return found[0]


def _merge(member: Membership, named: str) -> Merge:
    """The merge of an id; or the last one by which somebody of that id went."""
    from django.db.models import Q
    from django.utils.translation import gettext as _

    from bestfew.accounts.ids import id_in
    from bestfew.duplicates.models import Merge

    key = id_in(named)
    seen = Merge.objects.visible_to(member).filter(Q(pk=key) | Q(other=key))
    found: Merge | None = seen.select_related(*NOUNS).order_by("pk").last()
    if found is None:
        refuse(_("There is no merge with the id “%(id)s”.") % {"id": named})
    return found


def _say(done: Merge, stays: Someone, *, as_json: bool) -> None:
    from django.utils.translation import gettext as _

    if as_json:
        ids = {"into": str(done.kept), "other": str(done.other)}
        say_json({"merge": str(done.pk), **ids})
        return
    text = _("%(other)s and %(into)s are one now. Undo: bestfew unmerge %(id)s")
    print(text % {"other": done.other_name, "into": stays, "id": done.pk})
