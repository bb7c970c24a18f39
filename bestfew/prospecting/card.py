"""One person's card: what is asked, what is known, and who comes before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bestfew.accounts.models import Membership
from bestfew.people.models import Person, PersonQuerySet
from bestfew.prospecting import rules, words
from bestfew.prospecting.models import (
    Answer,
    Criterion,
    Evidence,
    QualificationProfile,
    Qualifying,
    Value,
)
from bestfew.prospecting.queries import (
    Progress,
    criteria_of,
    in_state,
    latest_answers,
    profiles,
    progress,
)
from bestfew.web.pages import MOST_COUNTED, count_some

AHEAD = 6
BEHIND = 3
DOTS = 20


@dataclass(frozen=True, slots=True)
class Ask:
    """One question with what is known: the value '' when it was never asked."""

    criterion: Criterion
    known: Answer | None

    @property
    def value(self) -> str:
        return self.known.value if self.known else ""

    @property
    def how(self) -> str:
        return (self.known.evidence if self.known else "") or Evidence.SAID

    def as_given(self, data: Mapping[str, str]) -> Ask:
        """The question with what was just tapped, which is not saved yet."""
        key = self.criterion.key
        given = data.get(f"answer-{key}", "")
        value = given if given in Value.values else ""
        how = data.get(f"how-{key}", "")
        return Ask(self.criterion, Answer(key=key, value=value, evidence=how))


@dataclass(frozen=True, slots=True)
class Card:
    """Everything that one step of Qualify shows. `person` is None when nobody waits."""

    person: Person | None
    profile: QualificationProfile
    profiles: list[QualificationProfile]
    asks: list[Ask]
    verdicts: list[tuple[QualificationProfile, rules.Verdict]]
    verdict: rules.Verdict
    behind: list[Qualifying]
    ahead: list[Person]
    progress: Progress
    state: str

    def as_given(self, data: Mapping[str, str]) -> Card:
        """The card with what was tapped, to be put right."""
        asks = [ask.as_given(data) for ask in self.asks]
        values = {ask.criterion.key: ask.value for ask in asks if ask.value}
        return replace(self, asks=asks, verdict=_judge(self.profile, values))

    @property
    def number(self) -> int:
        """Which of today's people this is, from 1."""
        return len(self.progress.done) + 1

    @property
    def of(self) -> int:
        return len(self.progress.done) + self.progress.left

    @property
    def dots(self) -> list[bool]:
        """One for each of today's people, when they are few enough to be drawn."""
        if self.of > DOTS:
            return []
        return [n < self.number for n in range(self.of)]

    @property
    def more(self) -> int:
        return max(0, self.progress.left - len(self.ahead) - 1)

    @property
    def title(self) -> str:
        return str(words.TITLES[self.verdict.state])

    @property
    def why(self) -> str:
        return words.why(self.verdict)

    @property
    def hint(self) -> str:
        """What to ask next, or '' when nothing is left to ask."""
        if self.verdict.state == "disqualified" or not self.verdict.unknown:
            return ""
        hints = {ask.criterion.key: ask.criterion.hint for ask in self.asks}
        return hints[self.verdict.unknown[0]]

    @property
    def is_two_things(self) -> bool:
        """Whether the profiles disagree about the person, so that both are told."""
        return len({verdict.state for _profile, verdict in self.verdicts}) > 1

    @property
    def failed_words(self) -> list[str]:
        """The sentence for each number of answers that are no, from one on."""
        return [words.failed(n + 1) for n in range(len(self.asks))]

    @property
    def known_words(self) -> list[str]:
        """The sentence for each number of questions met, from none to all."""
        return [words.known(n, len(self.asks)) for n in range(len(self.asks) + 1)]


def card_of(
    member: Membership,
    person: Person | None,
    *,
    on: date,
    profile: str = "",
    state: str = "",
) -> Card:
    """The card of one person under a profile (the default one when not named)."""
    everything = profiles()
    chosen = next((each for each in everything if each.key == profile), everything[0])
    known = latest_answers(person) if person else {}
    values = {key: answer.value for key, answer in known.items()}
    queue = in_state(member, state)
    left = _left(queue, person)
    done = progress(member, on=on, left=left)
    return Card(
        person=person,
        profile=chosen,
        profiles=everything,
        asks=[Ask(each, known.get(each.key)) for each in criteria_of(chosen)],
        verdicts=[
            (each, _judge(each, values))
            for each in everything
            if each == chosen or each.is_default or each.key == "001"
        ],
        verdict=_judge(chosen, values),
        behind=done.done[-BEHIND:],
        ahead=_after(queue, person)[:AHEAD],
        progress=done,
        state=state,
    )


def next_person(
    member: Membership, *, after: Person | None = None, state: str = ""
) -> Person | None:
    """Who is asked next: the one behind `after` in the queue, else the first."""
    return next(iter(_after(in_state(member, state), after)), None)


def _judge(profile: QualificationProfile, values: dict[str, str]) -> rules.Verdict:
    asked = [each.as_rule() for each in criteria_of(profile)]
    return rules.judge(asked, values)  # type: ignore[arg-type]


def _after(queue: PersonQuerySet, person: Person | None) -> list[Person]:
    """The next ones of the queue, which begins anew at its end."""
    rows = queue.select_related("source").prefetch_related("contact_points")
    if person is None:
        return list(rows[:AHEAD])
    others = rows.exclude(pk=person.pk)
    behind = list(others.filter(pk__gt=person.pk)[:AHEAD])
    if len(behind) < AHEAD:
        behind += others.filter(pk__lt=person.pk)[: AHEAD - len(behind)]
    return behind


def _left(queue: PersonQuerySet, person: Person | None) -> int:
    """How many wait, the one on the card among them, up to `MOST_COUNTED`."""
    others = queue.exclude(pk=person.pk) if person else queue
    return min(count_some(others) + (1 if person else 0), MOST_COUNTED)
