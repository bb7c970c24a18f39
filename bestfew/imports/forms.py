"""Forms of imports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bestfew.activities.models import Kind
from bestfew.imports.exports.deed import ON_CARDS
from bestfew.imports.exports.formats import Format
from bestfew.imports.models import Import, Noun, Rule
from bestfew.imports.rules.headers import MANY
from bestfew.imports.rules.taking import allowed
from bestfew.imports.targets import targets_of
from bestfew.people.models import LawfulBasis, Source

ACCEPTED = (
    ".csv,.tsv,.txt,.xlsx,.xlsm,.xlsb,.xls,.ods,.vcf,.jsonl,.zip,"
    "text/csv,text/vcard,text/x-vcard"
)
"""What the browser offers to choose; what a file is, its bytes tell."""


MOST_IN_A_CELL = 20_000
"""Characters of a cell that is corrected by hand."""


class UploadForm(forms.Form):
    """A file, what it holds, and where these people come from."""

    file = forms.FileField(
        label=_("Your file"),
        allow_empty_file=True,
        help_text=_(
            "CSV, Excel, LibreOffice or vCard, as every program exports it; "
            "or a ZIP of them."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )
    noun = forms.ChoiceField(
        label=_("What it holds"),
        choices=Noun.choices,
        initial=Noun.PEOPLE,
        widget=forms.RadioSelect,
    )
    source = forms.CharField(
        label=_("Where these people come from"),
        max_length=150,
        required=False,
        help_text=_("A trade fair, a bought list, your phone…"),
        widget=forms.TextInput(attrs={"list": "sources", "autocomplete": "off"}),
    )
    basis = forms.ChoiceField(
        label=_("Why you may approach them"),
        required=False,
        choices=[("", _("Choose…")), *LawfulBasis.choices],
    )

    def source_names(self) -> list[str]:
        """Names to choose from while typing."""
        return list(Source.objects.order_by("name").values_list("name", flat=True))

    def clean(self) -> dict[str, Any]:
        """People need a source and a basis (trust.md D8)."""
        clean: dict[str, Any] = super().clean() or {}
        if clean.get("noun") == Noun.PEOPLE:
            if not (clean.get("source") or "").strip():
                self.add_error("source", _("Say where these people come from."))
            if not clean.get("basis"):
                self.add_error("basis", _("Say why you may approach them."))
        return clean


class ExportForm(forms.Form):
    """What to take out, and in which format."""

    noun = forms.ChoiceField(
        label=_("What"),
        choices=Noun.choices,
        initial=Noun.PEOPLE,
        widget=forms.RadioSelect,
    )
    format = forms.ChoiceField(
        label=_("As"),
        choices=Format.choices,
        initial=Format.XLSX,
        widget=forms.RadioSelect,
    )
    exact = forms.BooleanField(
        label=_("CSV to the letter, for importing again"),
        required=False,
        help_text=_(
            "Otherwise cells that begin like a formula get an apostrophe, so that no "
            "spreadsheet runs them."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Cards are of people and organisations."""
        clean: dict[str, Any] = super().clean() or {}
        is_on_cards = clean.get("noun") in ON_CARDS or "noun" not in clean
        if clean.get("format") == Format.VCARD and not is_on_cards:
            self.add_error("format", _("vCards hold people and organisations only."))
        return clean

    def wanted(self) -> dict[str, Any]:
        """As `exports.deed.begin` takes it."""
        clean = self.cleaned_data
        what = {"noun": clean["noun"], "form": clean["format"]}
        return {**what, "is_exact": clean["exact"]}


class TargetSelect(forms.Select):
    """Each choice says what its column may do where something is there already."""

    def __init__(self, noun: str) -> None:
        super().__init__(attrs={"data-target": True})
        self.noun = noun

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        rules = allowed(self.noun, str(option["value"]))
        option["attrs"]["data-rules"] = " ".join(rules)
        return option


class MapForm(forms.Form):
    """What each column means; fields are named `column-0`, `column-1`…

    Beside each, `rule-0`, `rule-1`… say what it does where something is there already.
    """

    def __init__(self, job: Import, data: Any = None) -> None:
        super().__init__(data)
        self.job = job
        choices = list(targets_of(job.noun).items())
        for index, header in enumerate(job.headers):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=header,
                required=False,
                choices=choices,
                initial=job.targets[index],
                widget=TargetSelect(job.noun),
            )
            self.fields[f"rule-{index}"] = forms.ChoiceField(
                label=_("When something is there already"),
                required=False,
                choices=Rule.choices,
                widget=forms.Select(attrs={"data-rule": True}),
                initial=job.column_rules[index],
            )
        if job.noun == Noun.ACTIVITIES:
            self.fields["kind"] = forms.ChoiceField(
                label=_("Kind of rows that do not say it"),
                choices=Kind.choices,
                initial=job.activity_kind,
            )

    def clean(self) -> dict[str, Any]:
        """What a row has once can be one column only."""
        clean: dict[str, Any] = super().clean() or {}
        first: dict[str, str] = {}
        for name, target in list(clean.items()):
            is_once = target and target not in MANY and target != "skip"
            if not name.startswith("column-") or not is_once:
                continue
            if target in first:
                label = self.fields[first[target]].label
                self.add_error(
                    name,
                    _("This is chosen for “%(other)s” already.") % {"other": label},
                )
            first.setdefault(target, name)
        self._check_rules(clean)
        return clean

    def _check_rules(self, clean: Mapping[str, Any]) -> None:
        """What somebody has several of is added to, and never written over."""
        for index in range(len(self.job.headers)):
            name, target = f"rule-{index}", clean.get(f"column-{index}")
            rule = clean.get(name) or Rule.FILL
            if target is not None and rule not in allowed(self.job.noun, target):
                self.add_error(name, _("This can only be filled in, or added to."))

    def targets(self) -> list[str]:
        return self._of_each("column", "")

    def rules(self) -> list[str]:
        return self._of_each("rule", Rule.FILL)

    def _of_each(self, what: str, unsaid: str) -> list[str]:
        return [
            self.cleaned_data.get(f"{what}-{index}") or unsaid
            for index in range(len(self.job.headers))
        ]

    def activity_kind(self) -> str:
        return str(self.cleaned_data.get("kind", ""))


class RowForm(forms.Form):
    """Some cells of one row: `cell-3`, with what it said (`seen-3`), and `alike-3`."""

    def __init__(self, data: Any, *, width: int) -> None:
        super().__init__(data)
        self.columns = [at for at in range(width) if f"cell-{at}" in data]
        for column in self.columns:
            for what in ("cell", "seen"):
                self.fields[f"{what}-{column}"] = forms.CharField(
                    required=False, strip=False, max_length=MOST_IN_A_CELL
                )
            self.fields[f"alike-{column}"] = forms.BooleanField(required=False)

    def seen(self) -> dict[int, str]:
        return {column: self._value("seen", column) for column in self.columns}

    def changes(self) -> dict[int, str]:
        """What is to stand in cells of this row that were changed."""
        return {
            column: value
            for column, value in self._changed().items()
            if not self.cleaned_data[f"alike-{column}"]
        }

    def alike(self) -> dict[int, str]:
        """The same for all cells that say what this one does."""
        return {
            column: value
            for column, value in self._changed().items()
            if self.cleaned_data[f"alike-{column}"]
        }

    def _changed(self) -> dict[int, str]:
        said = {column: self._value("cell", column) for column in self.columns}
        return {at: value for at, value in said.items() if value != self.seen()[at]}

    def _value(self, what: str, column: int) -> str:
        """As typed: browsers send other line ends than files hold."""
        return "\n".join(self.cleaned_data[f"{what}-{column}"].splitlines())
