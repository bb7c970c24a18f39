"""What one learned of the sample's partners: their answers, and talks with each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bestfew.accounts.ids import new_ids
from bestfew.activities.models import Activity, Kind, Outcome
from bestfew.network.models import Learned, SphereMember
from bestfew.network.queries.interview import TOPICS, wording
from bestfew.onboarding.sample.stage import Stage
from bestfew.packs.team import load_team
from bestfew.people.models import Person

ANSWERED = (10, 8, 6, 5, 3, 4, 2)
"""Of the ten questions, partner by partner; of the others nothing is known yet."""
TALKS = (4, 3, 3, 2, 1, 1)
MINUTES = 45


def get_to_know(stage: Stage, partners: Sequence[SphereMember]) -> None:
    """The ten questions as far as they came, and one-to-ones through the year."""
    rows = list(_answers(stage, partners))
    for pk, row in zip(new_ids(len(rows)), rows, strict=True):
        row.pk = pk
    Learned.objects.bulk_create(rows)
    for partner, count in zip(partners, TALKS, strict=False):
        if partner.person:
            _talk(stage, partner.person, count)


def _answers(stage: Stage, partners: Sequence[SphereMember]) -> Iterator[Learned]:
    said = load_team(stage.workspace.trade).answers
    asked = wording()
    for number, (partner, count) in enumerate(zip(partners, ANSWERED, strict=False)):
        for topic, text in list(zip(TOPICS, said, strict=True))[:count]:
            yield Learned(
                member=partner, topic=topic, asked=asked[topic].text,
                text=stage.say(text), by=stage.user,
                at=stage.now - timedelta(days=300 - 7 * number),
            )  # fmt: skip


def _talk(stage: Stage, person: Person, count: int) -> None:
    rows = [
        Activity(
            person=person, kind=Kind.MEETING, outcome=Outcome.SPOKE, minutes=MINUTES,
            at=stage.now - timedelta(days=21 + 70 * ago), by=stage.user,
            work="prospect",
        )
        for ago in range(count)
    ]  # fmt: skip
    Activity.objects.bulk_create(rows)
    latest = max(row.at for row in rows)
    if person.last_contact_at is None or person.last_contact_at < latest:
        Person.objects.filter(pk=person.pk).update(last_contact_at=latest)
