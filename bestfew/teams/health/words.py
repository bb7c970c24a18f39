"""A team's health in words: the text's own questions (A27, A30, A31, A32), answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from bestfew.teams.health.reading import Health, Standing
from bestfew.teams.models import Position
from bestfew.teams.rules.health import is_enough
from bestfew.teams.rules.lights import Colour, Light, Line, Way
from bestfew.web import formats

GOOD, FAIR = Fraction(4, 5), Fraction(3, 5)
COLOURS: Mapping[Colour, tuple[str | Promise, str]] = {
    Colour.GREEN: (gettext_lazy("green"), "good"),
    Colour.AMBER: (gettext_lazy("amber"), "watch"),
    Colour.RED: (gettext_lazy("red"), "act"),
    Colour.GREY: (gettext_lazy("grey"), ""),
}
MEASURES: Mapping[str, str | Promise] = {
    "absences": gettext_lazy("Absences"),
    "participation": gettext_lazy("Took part"),
    "referrals_a_month": gettext_lazy("Referrals given a month"),
    "promises_kept": gettext_lazy("Promises kept"),
    "thanks": gettext_lazy("Referrals that closed"),
    "testimonials": gettext_lazy("Good words for others"),
}
SHARES = ("participation", "promises_kept")


@dataclass(frozen=True, slots=True)
class Answer:
    """A question of the text, and what the team's own figures say to it."""

    ask: str
    text: str
    sign: str
    word: str


def answers(found: Health) -> list[Answer]:
    """Every question, in the order of the text."""
    return [
        _answer(_("Do you meet twice a month?"), *_rhythm(found)),
        _answer(_("Does everybody show up?"), *_share(found.attendance, _shows_up)),
        _answer(_("Do they take part?"), *_share(found.participation, _takes_part)),
        _answer(_("Do they create referrals for each other?"), *_giving(found)),
        _answer(_("Does somebody lead?"), *_leading(found)),
        _answer(_("Do you hear of what was said?"), *_talking(found)),
    ]


def _answer(ask: str, sign: str, text: str) -> Answer:
    words = {"good": _("yes"), "watch": _("partly"), "act": _("no")}
    return Answer(ask, text, sign, words.get(sign, _("not known yet")))


def answer(found: Health) -> str:
    """The page in a sentence."""
    signs = [each.sign for each in answers(found)]
    well = signs.count("good")
    return ngettext(
        "%(well)s of %(n)s question is answered with yes.",
        "%(well)s of %(n)s questions are answered with yes.",
        len(signs),
    ) % {"well": well, "n": len(signs)}


def _rhythm(found: Health) -> tuple[str, str]:
    """The month that runs is not judged before it is over."""
    over = list(found.months.values())[:-1]
    if not over:
        return "", _("The team is in its first month.")
    kept = sum(is_enough(count) for count in over)
    text = ngettext(
        "Twice or more in %(kept)s of the last %(n)s month.",
        "Twice or more in %(kept)s of the last %(n)s months.",
        len(over),
    ) % {"kept": kept, "n": len(over)}
    return _sign(Fraction(kept, len(over))), text


def _share(share: Fraction | None, say: Callable[[str], str]) -> tuple[str, str]:
    if share is None:
        return "", _("No meeting has been recorded yet.")
    return _sign(share), say(percent(share))


def _shows_up(share: str) -> str:
    return _("%(share)s of the chairs were filled in six months.") % {"share": share}


def _takes_part(share: str) -> str:
    return _("%(share)s of those who were there took part.") % {"share": share}


def _giving(found: Health) -> tuple[str, str]:
    rate = found.giving
    if not found.given or rate is None:
        return "act", _("None has passed in six months.")
    none = sum(not each.given for each in found.standings)
    said = {"rate": number(rate), "n": none}
    if not none:
        text = _("%(rate)s a member and month; everybody gave.") % said
    else:
        text = (
            ngettext(
                "%(rate)s a member and month; %(n)s gave none.",
                "%(rate)s a member and month; %(n)s gave none.",
                none,
            )
            % said
        )
    return ("good" if rate >= 1 and not none else "watch"), text


def _leading(found: Health) -> tuple[str, str]:
    leaders = found.leading(Position.LEADER)
    helpers = found.leading(Position.COORDINATOR)
    said = {
        "leader": ", ".join(map(str, leaders)),
        "coordinator": ", ".join(map(str, helpers)),
    }
    if leaders and helpers:
        return "good", _("%(leader)s leads, %(coordinator)s coordinates.") % said
    if leaders:
        return "watch", _("%(leader)s leads; nobody coordinates yet.") % said
    return "act", _("Nobody leads.")


def _talking(found: Health) -> tuple[str, str]:
    if not found.held:
        return "", _("No meeting has been recorded yet.")
    text = ngettext(
        "Minutes went out after %(sent)s of %(n)s meeting.",
        "Minutes went out after %(sent)s of %(n)s meetings.",
        found.held,
    ) % {"sent": found.minutes_sent, "n": found.held}
    return _sign(Fraction(found.minutes_sent, found.held)), text


def _sign(share: Fraction) -> str:
    if share >= GOOD:
        return "good"
    return "watch" if share >= FAIR else "act"


def colour_word(light: Light) -> str:
    return str(COLOURS[light.colour][0])


def colour_sign(light: Light) -> str:
    return COLOURS[light.colour][1]


def measure(line: Line) -> str:
    """A line of a light, with its figure."""
    value = Fraction(line.value)
    text = percent(value) if line.key in SHARES else number(value)
    colon = formats.mark(":", get_language() or "en")
    return f"{MEASURES.get(line.key, line.key)}{colon}{text}"


def way(each: Way) -> str:
    """What to do for more points."""
    said = {"n": percent(each.ends) if each.key in SHARES else number(each.ends)}
    texts = {
        "participation": _("take part in %(n)s of the meetings you come to"),
        "referrals_a_month": _("give %(n)s referrals a month"),
        "promises_kept": _("keep %(n)s of your promises"),
        "thanks": _("a referral of yours that closes"),
        "testimonials": _("say a good word for somebody’s work"),
    }
    if each.key == "referrals_a_month" and each.passes:
        return _("give a first referral")
    return texts.get(each.key, each.key) % said


def ways(standing: Standing) -> list[str]:
    return [way(each) for each in standing.light.ways]


def percent(share: Fraction | None) -> str:
    return "" if share is None else formats.percent(float(share), get_language() or "")


def number(value: Fraction) -> str:
    return formats.number(round(float(value), 1), get_language() or "en")
