"""`bestfew qualify`: the queue, and the answers about one person."""

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
    from bestfew.people.models import Person
    from bestfew.prospecting.models import Criterion
    from bestfew.prospecting.rules import Verdict

VALUES = {"yes": "met", "no": "not_met", "unknown": "unknown"}
HOW = ("said", "seen", "form")


def mount(app: typer.Typer) -> None:
    app.command()(qualify)


def qualify(
    person: Annotated[
        str, typer.Argument(help="Id or full name; none: who waits.")
    ] = "",
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer",
            "-a",
            metavar="QUESTION=ANSWER",
            help="Such as money=yes, fit=no, need=unknown; may be repeated.",
        ),
    ] = None,
    evidence: Annotated[str, typer.Option(help="said, seen or form.")] = "said",
    limit: Annotated[
        int, typer.Option(min=1, help="How many of those who wait.")
    ] = 100,
    workspace: WorkspaceName = "",
    as_json: AsJson = False,
) -> None:
    """Say who waits for questions, or write answers down.

    Two answers of one person:

        bestfew qualify "Mali Suk" --answer money=yes --answer fit=no
    """
    with working_in(workspace) as member:
        if not person:
            _say_queue(member, limit=limit, as_json=as_json)
            return
        from bestfew.people.models import Person
        from bestfew.people.named import the_one

        seen = Person.objects.visible_to(member).select_related("source")
        found = the_one(seen, person)
        if answer:
            _write(member, found, _answers(answer), evidence=evidence)
        _say_person(found, as_json=as_json)


def _say_queue(member: Membership, *, limit: int, as_json: bool) -> None:
    from bestfew.prospecting.queries import (
        answers_of_all,
        criteria_of,
        default_profile,
        to_qualify,
    )
    from bestfew.prospecting.rules import judge

    rows = to_qualify(member).select_related("source")
    people = list(rows.prefetch_related("contact_points")[:limit])
    criteria = criteria_of(default_profile())
    known = answers_of_all([each.pk for each in people])
    asked = [each.as_rule() for each in criteria]
    told = [_as_json(each, judge(asked, known[each.pk]), criteria) for each in people]
    if as_json:
        say_json(told)
        return
    say_table(
        ["id", "who", "state", "ask"],
        [[each["id"], each["name"], each["state"], each["question"]] for each in told],
    )


def _say_person(person: Person, *, as_json: bool) -> None:
    from bestfew.prospecting import words
    from bestfew.prospecting.queries import criteria_of, default_profile, verdict_of

    profile = default_profile()
    verdict = verdict_of(person, profile)
    if as_json:
        say_json(_as_json(person, verdict, criteria_of(profile)))
        return
    print(f"{person}: {words.TITLES[verdict.state]}. {words.why(verdict)}")


def _as_json(
    person: Person, verdict: Verdict, criteria: list[Criterion]
) -> dict[str, Any]:
    questions = {each.key: each.question for each in criteria}
    asked = verdict.next_question
    return {
        "id": str(person.pk),
        "name": str(person),
        "source": str(person.source) if person.source else None,
        "state": verdict.state,
        "met": list(verdict.met),
        "unknown": list(verdict.unknown),
        "not_met": list(verdict.not_met),
        "next_question": asked,
        "question": questions[asked] if asked else None,
    }


def _write(
    member: Membership, person: Person, answers: dict[str, str], *, evidence: str
) -> None:
    from django.utils import timezone
    from django.utils.translation import gettext as _

    from bestfew.prospecting.actions import qualify as write

    if evidence not in HOW:
        refuse(
            _("There is no evidence “%(given)s”: choose one of %(choices)s.")
            % {"given": evidence, "choices": ", ".join(HOW)}
        )
    write(
        person,
        answers,
        by=member.user,
        at=timezone.now(),
        evidence=dict.fromkeys(answers, evidence),
    )


def _answers(given: list[str]) -> dict[str, str]:
    """`money=yes` and so on, checked against the questions of all profiles."""
    from django.utils.translation import gettext as _

    from bestfew.prospecting.models import Criterion

    keys = set(Criterion.objects.values_list("key", flat=True))
    answers = {}
    for each in given:
        key, _equals, value = each.partition("=")
        if key not in keys:
            refuse(
                _("There is no question “%(given)s”: choose one of %(choices)s.")
                % {"given": key, "choices": ", ".join(sorted(keys))}
            )
        if value not in VALUES:
            refuse(_("Answer %(key)s with yes, no or unknown.") % {"key": key})
        answers[key] = VALUES[value]
    return answers
