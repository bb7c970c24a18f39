"""A form over a whole row, saved field by field from what its editor saw (trust D5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.forms import ModelForm
from django.shortcuts import get_object_or_404
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
        self.salt = f"{SALT}:{row._meta.label_lower}:{row.pk}"
        self.before = signing.dumps(self._as_texts(self.stored), salt=self.salt)

    def saved(self, deed: Callable[..., Any]) -> bool:
        """Whether it was sent, is well, and nobody else changed the same meanwhile."""
        if not self.form.is_valid():
            return False
        after = self._columns(self.form.cleaned_data)
        before = self._columns(self._seen())
        after = {name: value for name, value in after.items() if value != before[name]}
        # the form changed ours
        fresh = get_object_or_404(type(self.row).objects.all(), pk=self.row.pk)
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
            texts = signing.loads(self.request.POST.get("before", ""), salt=self.salt)
        except signing.BadSignature:
            texts = {}
        fields = self.form.fields
        told = {
            name: _read(fields[name], text)
            for name, text in texts.items()
            if name in fields
        }
        return {**self.stored, **told}

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


def _read(field: Any, text: Any) -> Any:
    """A value as the field has it; as it was told where there is none such by now."""
    try:
        return None if text is None else field.to_python(text)
    except ValidationError:
        return text
