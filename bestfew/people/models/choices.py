"""The words that people's facts are kept in."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Medium(models.TextChoices):
    """How somebody is spoken with."""

    PHONE = "phone", _("phone")
    SMS = "sms", _("SMS")
    EMAIL = "email", _("e-mail")
    CHAT = "chat", _("chat")
    IN_PERSON = "in_person", _("in person")
    POST = "post", _("post")
    WEB = "web", _("online form")


class State(models.TextChoices):
    """How far someone is qualified (method 2.B.4); derived from answers."""

    LEAD = "lead", _("lead")
    POSSIBLE = "possible", _("possible prospect")
    PROSPECT = "prospect", _("prospect")
    DISQUALIFIED = "disqualified", _("disqualified")


class LawfulBasis(models.TextChoices):
    """On what a first approach to someone of this source rests."""

    CONSENT = "consent", _("they agreed to be contacted")
    CUSTOMER = "customer", _("they are or were a customer")
    PUBLIC = "public", _("they published it for business contact")
    REFERRAL = "referral", _("someone introduced us, with their agreement")
    INTEREST = "interest", _("legitimate interest, noted")


class ContactKind(models.TextChoices):
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    ZALO = "zalo", "Zalo"
    LINE = "line", "LINE"
    WECHAT = "wechat", _("WeChat")
    WHATSAPP = "whatsapp", "WhatsApp"
    FACEBOOK = "facebook", "Facebook"
    WEBSITE = "website", _("website")
    ADDRESS = "address", _("address")


class DateKind(models.TextChoices):
    BIRTHDAY = "birthday", _("birthday")
    OTHER = "other", _("other")


class ConcernKind(models.TextChoices):
    QUESTION = "question", _("question")
    OBJECTION = "objection", _("objection")


class Purpose(models.TextChoices):
    """What a permission is for."""

    ANY = "any", _("anything")
    FOLLOW_UP = "follow_up", _("follow-up")
    NEWS = "news", _("news and offers")
    REFERRAL = "referral", _("being introduced to others")


class LevelName(models.IntegerChoices):
    """The levels' names; the fourth has the trade's word beside it (C07)."""

    REACHED = 1, pgettext_lazy("level of a customer", "Reached")
    RESPONDED = 2, pgettext_lazy("level of a customer", "Answered")
    PROSPECT = 3, pgettext_lazy("level of a customer", "Prospect")
    VIEWED = 4, pgettext_lazy("level of a customer", "Came to view")
    BOUGHT = 5, pgettext_lazy("level of a customer", "Bought")
    REGULAR = 6, pgettext_lazy("level of a customer", "Regular")
    CLOSE = 7, pgettext_lazy("level of a customer", "Close")
    LOYAL = 8, pgettext_lazy("level of a customer", "Loyal")
