"""The page of the questions: which profile decides, and what each asks."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bestfew.accounts.access import leader_required, member_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.prospecting import actions, queries
from bestfew.prospecting import profiles as deeds
from bestfew.prospecting.forms import (
    NewQuestionsForm,
    ProfileForm,
    Questions,
    QuestionsForm,
    questions_in,
)
from bestfew.prospecting.models import QualificationProfile
from bestfew.prospecting.queries import criteria_of
from bestfew.web.http import redirect, render_part, toast


@member_required
@require_GET
def profiles(request: MemberRequest) -> HttpResponse:
    """Every profile with its questions."""
    rows = [(each, criteria_of(each)) for each in queries.profiles()]
    return render_part(request, "prospecting/profiles.html", {"rows": rows})


@leader_required
@require_http_methods(["GET", "POST"])
def add(request: MemberRequest) -> HttpResponse:
    """A profile of one's own, of one to five questions."""
    form = ProfileForm(request.POST or None)
    asked = NewQuestionsForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and asked.is_valid():
        fault = _add(request, form, asked)
        if not fault:
            return redirect(request, "prospecting:profiles")
        form.add_error(None, fault)
    return _form(request, form, asked)


@leader_required
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, pk: int) -> HttpResponse:
    """Word a profile's questions anew, and say which of them decide."""
    profile = _profile(pk)
    asked = QuestionsForm(request.POST or None, initial=_as_typed(profile))
    form = ProfileForm(request.POST or None, initial={"name": profile.name})
    if request.method == "POST" and asked.is_valid() and form.is_valid():
        fault = _edit(request, profile, asked)
        if not fault:
            toast(request, _("The questions are changed."))
            return redirect(request, "prospecting:profiles")
        form.add_error(None, fault)
    return _form(request, form, asked, profile)


@leader_required
@require_POST
def make_default(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a profile decide; everyone's state follows."""
    profile = _profile(pk)
    changed = actions.make_default(profile, by=request.member.user, at=timezone.now())
    text = ngettext(
        "“%(name)s” decides now: %(count)s person changed.",
        "“%(name)s” decides now: %(count)s people changed.",
        changed,
    )
    toast(request, text % {"name": profile.name, "count": changed})
    return redirect(request, "prospecting:profiles")


def _profile(pk: int) -> QualificationProfile:
    found = QualificationProfile.objects.prefetch_related("criteria")
    return get_object_or_404(found, pk=pk)


def _as_typed(profile: QualificationProfile) -> list[dict[str, object]]:
    return [
        {
            "key": each.key,
            "question": each.question,
            "hint": each.hint,
            "is_required": each.is_required,
        }
        for each in criteria_of(profile)
    ]


def _add(request: MemberRequest, form: ProfileForm, asked: Questions) -> str:
    """Add it; a sentence that says why not, or ''."""
    try:
        deeds.add_profile(
            form.cleaned_data["name"],
            questions_in(asked),
            by=request.member.user,
            at=timezone.now(),
        )
    except deeds.ProfileNeedsQuestions:
        return _("Ask one to five questions, one of which decides.")
    except deeds.AskedTwice:
        return _("Two of the questions are about the same thing.")
    except deeds.ProfileExists:
        return _("There is already a profile of that name.")
    return ""


def _edit(
    request: MemberRequest, profile: QualificationProfile, asked: Questions
) -> str:
    try:
        deeds.edit_profile(
            profile, questions_in(asked), by=request.member.user, at=timezone.now()
        )
    except (deeds.ProfileNeedsQuestions, deeds.AskedTwice):
        return _("At least one question must decide.")
    return ""


def _form(
    request: MemberRequest,
    form: ProfileForm,
    asked: Questions,
    profile: QualificationProfile | None = None,
) -> HttpResponse:
    context = {"form": form, "asked": asked, "profile": profile}
    status = 422 if request.method == "POST" else 200
    return render_part(request, "prospecting/profile_form.html", context, status=status)
