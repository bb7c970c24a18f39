"""The sample's Power Team: six who meet every other Tuesday, and one seat empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bestfew.onboarding.sample.dice import Dice
from bestfew.onboarding.sample.stage import Stage
from bestfew.packs.team import TeamSample, load_team
from bestfew.people.models import Organisation, Person
from bestfew.teams.actions import found_team, make_seat, suggest, take_seat
from bestfew.teams.models import Position, Team, TeamMember

BEGAN = timedelta(days=350)
EMPTY_FOR = timedelta(days=75)
IN_TEAM = 5


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody of my book who serves the same market."""

    profession: str
    person: Person
    firm: Organisation


@dataclass(slots=True)
class TeamStage:
    """A team in the making; `members` begins with oneself."""

    stage: Stage
    words: TeamSample
    dice: Dice
    team: Team
    members: list[TeamMember]

    @property
    def me(self) -> TeamMember:
        return self.members[0]

    def say(self, kind: str) -> str:
        return self.stage.say(self.words.names[kind])

    def draw(self, kind: str) -> str:
        """The next wording of a kind, each once before any comes again."""
        return self.stage.say(self.dice.draw(kind, getattr(self.words, kind)))

    def at(self, day: date, clock: time) -> datetime:
        """A moment of the past, in the zone of the team."""
        moment = datetime.combine(day, clock, self.stage.now.tzinfo)
        return min(moment, self.stage.now - timedelta(minutes=5))


def seat_team(stage: Stage, partners: Sequence[Partner]) -> TeamStage:
    """Found it a year ago; the first five partners sit down, and a seat is empty."""
    words = load_team(stage.workspace.trade)
    dice = Dice(f"team {stage.workspace.trade} {stage.workspace.language}")
    began = stage.now - BEGAN
    me = found_team(
        stage.member, name=stage.say(words.names["team"]), profession=words.own,
        market=stage.say(words.names["market"]), at=began, is_sample=True,
    )  # fmt: skip
    made = TeamStage(stage, words, dice, me.team, [me])
    made.members += [
        _seat(made, each, began + timedelta(days=7 * index))
        for index, each in enumerate(partners[:IN_TEAM])
    ]
    _promise(made)
    _leave_a_seat(made, partners[IN_TEAM])
    return made


def _seat(made: TeamStage, partner: Partner, at: datetime) -> TeamMember:
    """A guest: they have no account here."""
    seat = make_seat(made.team, profession=partner.profession, at=at)
    return take_seat(
        seat, at=at, name=partner.person.name, business=partner.firm.name,
        language=made.stage.workspace.language,
    )  # fmt: skip


def _leave_a_seat(made: TeamStage, candidate: Partner) -> None:
    """It is empty, and somebody names a business for it."""
    at = made.stage.now - EMPTY_FOR
    seat = make_seat(made.team, profession=candidate.profession, at=at)
    suggest(made.members[1], seat, business=candidate.firm.name, at=at)


def _promise(made: TeamStage) -> None:
    """The second member coordinates, all are committed and wish for somebody."""
    for index, each in enumerate(made.members):
        each.commitment, each.wanted = made.say("commitment"), made.draw("wishes")
        if index == 1:
            each.position = Position.COORDINATOR
    TeamMember.unscoped.bulk_update(made.members, ["commitment", "wanted", "position"])


def forget_team(team: int) -> None:
    """Take a sample's team out again, with all that was said in it."""
    teams = Team.unscoped.filter(pk=team, is_sample=True)
    TeamMember.unscoped.filter(team__in=teams).delete()
    teams.delete()
