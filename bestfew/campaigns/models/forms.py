"""The form behind a campaign's link, and who knocked at it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from bestfew.accounts.tenancy import TenantManager, TenantModel, TenantQuerySet
from bestfew.history.models import EditableModel
from bestfew.prospecting.models import Campaign


class FormQuerySet(TenantQuerySet["Form"]):
    owned_through = ("campaign__",)


class Form(TenantModel, EditableModel):
    """What whoever follows the link or the QR is asked. Blank texts have usual words.

    The words around them are in the visitor's language; what the seller writes here
    stands as it is. `headline` and `call_to_action` are for the printed page (B33).
    """

    campaign = models.OneToOneField(Campaign, models.CASCADE, related_name="form")
    title = models.CharField(_("title"), max_length=120, blank=True)
    intro = models.TextField(_("a few words"), max_length=1_000, blank=True)
    asks_message = models.BooleanField(_("ask what they want to know"), default=True)
    permission = models.CharField(_("permission asked"), max_length=250, blank=True)
    is_open = models.BooleanField(_("open"), default=True)
    closed_text = models.CharField(_("when it is closed"), max_length=300, blank=True)
    headline = models.CharField(_("headline in print"), max_length=80, blank=True)
    call_to_action = models.CharField(_("call to action"), max_length=120, blank=True)

    objects = TenantManager.from_queryset(FormQuerySet)()

    def __str__(self) -> str:
        return self.title or str(self.campaign)

    @property
    def takes_answers(self) -> bool:
        """Whether it is open, and its campaign too."""
        return self.is_open and self.campaign.closed_at is None


class Knock(TenantModel):
    """Something was sent to a form: counted, so that nobody sends without end.

    `address` is a keyed hash of where it came from, kept for a day.
    """

    form = models.ForeignKey(Form, models.CASCADE, related_name="+", db_index=False)
    address = models.CharField(max_length=32)
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("workspace", "form", "at"), name="knock_on"),)

    def __str__(self) -> str:
        return f"{self.at:%H:%M}"
