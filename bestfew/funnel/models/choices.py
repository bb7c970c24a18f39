"""What objectives, and those who decide about them, can be."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Place(models.TextChoices):
    """Where an objective stands (OQ-8)."""

    UNIVERSE = "universe", _("Universe")
    ABOVE = "above", _("Above the funnel")
    IN = "in", _("In the funnel")
    BEST_FEW = "best_few", _("Best few")


class Kind(models.TextChoices):
    SELL = "sell", _("sell")
    RECRUIT = "recruit", _("recruit")
    ALLIANCE = "alliance", _("alliance")


class Agreement(models.TextChoices):
    CONTRACT = "contract", _("signed contract")
    VERBAL = "verbal", _("verbal agreement")


class Outcome(models.TextChoices):
    WON = "won", _("won")
    LOST = "lost", _("lost")
    DECLINED = "declined", _("declined by us")


class BuyingRole(models.TextChoices):
    ECONOMIC = "economic", _("economic: says the final yes")
    USER = "user", _("user: will live with it")
    TECHNICAL = "technical", _("technical: can say no")
    COACH = "coach", _("coach: helps us")


class Degree(models.TextChoices):
    """How much somebody's word weighs in one objective."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")
    LOW = "low", _("low")


class Mode(models.TextChoices):
    """How somebody responds: reality short of what they wish, or not."""

    GROWTH = "growth", _("wants more than there is")
    TROUBLE = "trouble", _("has a problem to solve")
    EVEN_KEEL = "even_keel", _("is content as it is")
    OVERCONFIDENT = "overconfident", _("thinks it is better than it is")
