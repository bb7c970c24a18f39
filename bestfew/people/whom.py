"""A person as one types them: a name, a number, an address; or the key of their row."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bestfew.accounts.models import Membership
from bestfew.people.models import Person
from bestfew.people.queries import found

FEW = 8
"""So many are offered to choose from, where the words fit several."""


class WhomField(forms.CharField):
    """Somebody whom the member sees, or None for nobody.

    Where the words fit several, the field becomes the choice between them.
    """

    def __init__(self, member: Membership) -> None:
        super().__init__(required=False, max_length=200)
        self.member = member
        self.widget.attrs |= {"autocomplete": "off"}

    def of(self, key: Any) -> Person | None:
        """The person of a key, if the member sees them."""
        if not str(key or "").isdecimal() or len(str(key)) > len(str(2**63)):
            return None
        seen = Person.objects.visible_to(self.member)
        person: Person | None = seen.filter(pk=key).first()
        return person

    def prepare_value(self, value: Any) -> Any:
        if self.widget.is_hidden or isinstance(self.widget, forms.Select):
            return value
        return self.of(value) or ("" if isinstance(value, int) else value)

    def clean(self, value: Any) -> Any:
        """The person; hidden, the key of whom one saw before, seen by them or not."""
        words = super().clean(value)
        if not words:
            return None
        if self.widget.is_hidden:
            return int(words) if words.isdecimal() else None
        return self.of(words) or self._known_as(words)

    def _known_as(self, words: str) -> Person:
        people = found(self.member, words, limit=FEW)
        same = [each for each in people if str(each) == words]
        people = same if len(same) == 1 else people
        if len(people) == 1:
            return people[0]
        if not people:
            raise ValidationError(
                _("Nobody is found for “%(words)s”.") % {"words": words}
            )
        names = [(each.pk, _named(each)) for each in people]
        self.widget = forms.Select(choices=[("", _("nobody")), *names])
        raise ValidationError(_("Several are called that. Which one?"))


def _named(person: Person) -> str:
    """With what tells them from others of the name."""
    reach = person.first_contact_point()
    return f"{person} · {reach}" if reach and reach != str(person) else str(person)
