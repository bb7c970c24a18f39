"""A form over a whole row, saved field by field from what its editor saw (trust D5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core import signing
from django.forms import ModelForm
from django.utils.timezone import now

from bestfew.accounts.middleware import MemberRequest
from bestfew.history.models import EditConflict

SALT = "bestfew.edit"


class Edit:
    """`before` is what the editor sees, signed; it comes back with what they sent.

    `is_sent` is false where another form of the same page was.
    """

    def __init__(
        self,
        form: type[ModelForm[Any]],
        row: Any,
        request: MemberRequest,
        *,
        is_sent: bool = True,
    ) -> None:
        self.row, self.request = row, request
        self.stored = form(instance=row).initial
        self.conflict: EditConflict | None = None
        data = request.POST if is_sent and request.method == "POST" else None
        self.form: Any = form(data, instance=row)
        self.before = signing.dumps(self._as_texts(self.stored), salt=SALT)

    def saved(self, deed: Callable[..., Any]) -> bool:
        """Whether it was sent, is well, and nobody else changed the same meanwhile."""
        if not self.form.is_valid():
            return False
        after = self._columns(self.form.cleaned_data)
        before = self._columns(self._seen())
        after = {name: value for name, value in after.items() if value != before[name]}
        fresh = type(self.row).objects.get(pk=self.row.pk)  # the form changed ours
        by = self.request.member.user
        try:
            deed(fresh, before=before, after=after, by=by, at=now())
        except EditConflict as clash:
            self.conflict = clash
            return False
        return True

    def _seen(self) -> dict[str, Any]:
        """What the editor saw; what is stored where the form does not say."""
        try:
            texts = signing.loads(self.request.POST.get("before", ""), salt=SALT)
        except signing.BadSignature:
            return dict(self.stored)
        fields = self.form.fields
        return {
            name: fields[name].to_python(value) if value is not None else None
            for name, value in texts.items()
        }

    def _as_texts(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: value if value is None or isinstance(value, bool) else str(value)
            for name, value in values.items()
        }

    def _columns(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """By column: a foreign key goes by its number."""
        found = {}
        for name, value in values.items():
            column = self.row._meta.get_field(name).attname
            found[column] = value.pk if hasattr(value, "pk") else value
        return found
