"""What every part of the sample works with: the workspace, its trade, and the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bestfew.accounts.models import Membership, User, Workspace
from bestfew.markets.models import Offering
from bestfew.onboarding.rules import LOCAL_CHATS
from bestfew.onboarding.sample.book import Book
from bestfew.onboarding.sample.dice import Dice
from bestfew.packs.loader import Names, Pack, Text, load, load_names, say
from bestfew.people.models import Source
from bestfew.prospecting.models import Channel
from bestfew.prospecting.queries import default_profile
from bestfew.prospecting.rules import Criterion

OPENS, CLOSES = 8, 18
SUNDAY = 7


@dataclass(slots=True)
class Stage:
    """One workspace's sample in the making. `now` is in the workspace's zone."""

    member: Membership
    now: datetime
    dice: Dice
    pack: Pack
    names: Names
    criteria: list[Criterion]
    offerings: dict[str, Offering]
    sources: dict[str, Source]
    channels: dict[str, Channel]
    colleague: User | None = None
    book: Book = field(default_factory=Book)

    @property
    def workspace(self) -> Workspace:
        return self.member.workspace

    @property
    def user(self) -> User:
        return self.member.user

    @property
    def today(self) -> date:
        return self.now.date()

    @property
    def chat(self) -> str:
        """The chat that people of the country use; elsewhere WhatsApp."""
        return LOCAL_CHATS.get(self.workspace.country, "whatsapp")

    def say(self, text: Text) -> str:
        return say(text, self.workspace.language)

    def draw(self, deck: str, texts: tuple[Text, ...]) -> str:
        """The next wording of a kind, each once before any comes again."""
        return self.say(self.dice.draw(deck, texts))

    def note(self, kind: str) -> str:
        """Something that was said or seen, for a kind of activity."""
        return self.draw(f"notes {kind}", self.pack.sample.notes[kind])

    def moment(self, day: date) -> datetime:
        """A working hour of that day, never on a Sunday and never ahead of now."""
        if day.isoweekday() == SUNDAY:
            day -= timedelta(days=1)
        clock = time(self.dice.between(OPENS, CLOSES), self.dice.pick((0, 10, 25, 40)))
        at = datetime.combine(day, clock, self.now.tzinfo)
        return min(at, self.now - timedelta(minutes=self.dice.between(5, 55)))

    def money(self, amount: Decimal) -> Decimal:
        """The amount give or take a seventh, as people name prices: two digits."""
        about = amount * Decimal(str(round(self.dice.near(0.86, 1.14), 3)))
        step = Decimal(10) ** (about.adjusted() - 1)
        return (about / step).quantize(Decimal(1)) * step


def set_stage(
    member: Membership, *, at: datetime, seed: str, colleague: User | None = None
) -> Stage:
    """Everything a sample needs to know of a workspace, in four queries."""
    workspace = member.workspace
    criteria = default_profile().criteria.all()
    return Stage(
        member=member,
        now=at.astimezone(ZoneInfo(workspace.zone)),
        dice=Dice(f"{seed} {workspace.trade} {workspace.language}"),
        pack=load(workspace.trade),
        names=load_names(workspace.language),
        criteria=[each.as_rule() for each in criteria],
        offerings={each.key: each for each in Offering.objects.exclude(key="")},
        sources={each.key: each for each in Source.objects.all()},
        channels={each.key: each for each in Channel.objects.all()},
        colleague=colleague,
    )
