"""What the cards and the profiles' page send."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.utils.translation import gettext_lazy as _

from bestfew.prospecting.models import Criterion, Evidence, Value
from bestfew.prospecting.profiles import MOST_QUESTIONS, Question
from bestfew.prospecting.rules import judge

TOPICS = [
    ("fit", _("whether they fit our market")),
    ("money", _("whether they can pay")),
    ("authority", _("whether they decide")),
    ("need", _("whether they need it")),
    ("interest", _("whether they are interested")),
    ("timeframe", _("when they want it")),
]
"""What the built-in profiles ask about: an answer counts in every profile."""


def validate_topic(key: str) -> None:
    if key not in dict(TOPICS):
        raise forms.ValidationError(_("Please choose from the list."))


KEEP = {"yes": True, "no": False, "not_asked": None}


class CardForm(forms.Form):
    """One person's answers: `answer-KEY` and `how-KEY` for every question asked.

    `known` is what was answered before. Whoever turns out not to be for us was asked
    whether we may keep in touch, or the seller says that they did not ask (B35).
    """

    keep = forms.ChoiceField(choices=[(key, key) for key in KEEP], required=False)
    began = forms.IntegerField(required=False)

    def __init__(
        self, criteria: Iterable[Criterion], known: Mapping[str, str], data: Any
    ) -> None:
        super().__init__(data)
        self.criteria = list(criteria)
        self.known = known
        for each in self.criteria:
            self.fields[f"answer-{each.key}"] = forms.ChoiceField(
                choices=Value.choices, required=False
            )
            self.fields[f"how-{each.key}"] = forms.ChoiceField(
                choices=Evidence.choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        asked = [each.as_rule() for each in self.criteria]
        before = judge(asked, self.known).state  # type: ignore[arg-type]
        after = judge(asked, {**self.known, **self.answers()}).state  # type: ignore[dict-item]
        if after == "disqualified" != before and not self.cleaned_data.get("keep"):
            self.add_error("keep", _("Please say whether we may keep in touch."))
        return self.cleaned_data

    def answers(self) -> dict[str, str]:
        """The value of every question that was answered."""
        return self._of("answer")

    def evidence(self) -> dict[str, str]:
        """How each is known."""
        return self._of("how")

    def _of(self, what: str) -> dict[str, str]:
        given = {
            each.key: self.cleaned_data.get(f"{what}-{each.key}")
            for each in self.criteria
        }
        return {key: value for key, value in given.items() if value}

    def keep_in_touch(self) -> bool | None:
        return KEEP.get(self.cleaned_data["keep"])

    def seconds(self, now: float) -> int:
        """How long the card was open; 0 when the form does not say."""
        began: int | None = self.cleaned_data["began"]
        return max(0, int(now) - began) if began else 0


class QuestionForm(forms.Form):
    """One question of a profile; an empty one is left out."""

    key = forms.CharField(max_length=20, required=False, widget=forms.HiddenInput)
    question = forms.CharField(label=_("Question"), max_length=200, required=False)
    hint = forms.CharField(
        label=_("What to ask while it is not known"), max_length=200, required=False
    )
    is_required = forms.BooleanField(label=_("It decides"), required=False)

    def as_question(self) -> Question:
        data = self.cleaned_data
        return Question(
            data["question"], data["hint"], data["is_required"], data["key"]
        )


class NewQuestionForm(QuestionForm):
    """The same, about something that other profiles ask as well, or its own."""

    key = forms.CharField(
        label=_("About"),
        required=False,
        widget=forms.Select(choices=[("", _("something else")), *TOPICS]),
        validators=[validate_topic],
    )
    is_required = forms.BooleanField(
        label=_("It decides"), required=False, initial=True
    )

    def has_changed(self) -> bool:
        return bool(self.data.get(self.add_prefix("question"), "").strip())


Questions = BaseFormSet[Any]
"""The questions of one profile, as they are typed."""

QuestionsForm = forms.formset_factory(
    QuestionForm, extra=0, max_num=MOST_QUESTIONS, validate_max=True
)
NewQuestionsForm = forms.formset_factory(
    NewQuestionForm, extra=MOST_QUESTIONS, max_num=MOST_QUESTIONS, validate_max=True
)


class ProfileForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=150)


def questions_in(formset: Questions) -> Sequence[Question]:
    """The questions that were filled in."""
    return [
        each.as_question()
        for each in formset
        if each.cleaned_data.get("question", "").strip()
    ]
