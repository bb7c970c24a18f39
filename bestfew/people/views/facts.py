"""Roles, tags, birthday, concerns and permission of one person."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bestfew.accounts.access import writer_required
from bestfew.accounts.middleware import MemberRequest
from bestfew.people import actions
from bestfew.people.forms import (
    AnswerForm,
    BirthdayForm,
    ConcernForm,
    DayForm,
    PermissionForm,
    RoleForm,
    TagForm,
)
from bestfew.people.models import Concern, Role, Tag
from bestfew.people.views.reading import card, person_of
from bestfew.web.http import redirect, toast


@writer_required
@require_POST
def add_role(request: MemberRequest, pk: int) -> HttpResponse:
    person, form = person_of(request, pk), RoleForm(request.POST, auto_id="role-%s")
    if form.is_valid():
        clean = form.cleaned_data
        role = actions.take_role(
            request.member,
            person,
            clean["organisation"],
            title=clean["title"],
            at=now(),
        )
        undo = reverse("people:remove-role", args=[role.pk])
        toast(request, _("The role is kept."), undo_url=undo)
    return card(request, "roles", person, form)


@writer_required
@require_POST
def end_role(request: MemberRequest, pk: int) -> HttpResponse:
    role, form = _role_of(request, pk), DayForm(request.POST)
    on = form.cleaned_data["on"] if form.is_valid() else localdate()
    try:
        actions.end_role(
            role, on=on, by=request.member.user, at=now(), today=localdate()
        )
    except actions.EndsInTheFuture:
        said = _("That day has not come yet.")
        return card(request, "roles", role.person, wrong=role, said=said, status=422)
    undo = reverse("people:end-role", args=[role.pk])
    if on:
        toast(request, _("The role has ended."), undo_url=undo, undo_data={"on": ""})
    return card(request, "roles", role.person)


@writer_required
@require_POST
def remove_role(request: MemberRequest, pk: int) -> HttpResponse:
    role = _role_of(request, pk)
    actions.drop_role(role, by=request.member.user, at=now())
    toast(
        request,
        _("The role is removed."),
        undo_url=reverse("people:add-role", args=[role.person_id]),
        undo_data={"organisation": role.organisation.name, "title": role.title},
    )
    return card(request, "roles", role.person)


def _role_of(request: MemberRequest, pk: int) -> Role:
    roles = Role.objects.visible_to(request.member)
    rows = roles.select_related("person", "organisation")
    role: Role = get_object_or_404(rows, pk=pk)
    return role


@writer_required
@require_POST
def add_tag(request: MemberRequest, pk: int) -> HttpResponse:
    person, form = person_of(request, pk), TagForm(request.POST, auto_id="tag-%s")
    if form.is_valid():
        name = form.cleaned_data["tag"]
        actions.tag(person, name, by=request.member.user, at=now())
    return card(request, "tags", person, form)


@writer_required
@require_POST
def remove_tag(request: MemberRequest, pk: int, tag: int) -> HttpResponse:
    person = person_of(request, pk)
    worn = get_object_or_404(Tag, pk=tag, workspace=request.member.workspace_id)
    actions.untag(person, worn, by=request.member.user, at=now())
    toast(
        request,
        _("The tag %(tag)s is off.") % {"tag": worn.name},
        undo_url=reverse("people:add-tag", args=[person.pk]),
        undo_data={"tag": worn.name},
    )
    return card(request, "tags", person)


@writer_required
@require_POST
def keep_birthday(request: MemberRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = BirthdayForm(request.POST, today=localdate(), auto_id="birthday-%s")
    if form.is_valid():
        actions.remember_birthday(person, **form.cleaned_data)
        undo = reverse("people:forget-birthday", args=[person.pk])
        toast(request, _("The birthday is kept."), undo_url=undo)
    return card(request, "birthday", person, form)


@writer_required
@require_POST
def forget_birthday(request: MemberRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    known = actions.forget_birthday(person)
    if known:
        toast(
            request,
            _("The birthday is removed."),
            undo_url=reverse("people:keep-birthday", args=[person.pk]),
            undo_data={
                "day": known.day,
                "month": known.month,
                "year": known.year or "",
            },
        )
    return card(request, "birthday", person)


@writer_required
@require_POST
def add_concern(request: MemberRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = ConcernForm(request.POST, auto_id="concern-%s")
    if form.is_valid():
        clean = form.cleaned_data
        actions.raise_concern(
            person, clean["text"], kind=clean["kind"], by=request.member.user, at=now()
        )
    return card(request, "concerns", person, form)


@writer_required
@require_POST
def resolve_concern(request: MemberRequest, pk: int) -> HttpResponse:
    concern, form = _concern_of(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        said = _("Please write what you answered.")
        return card(
            request, "concerns", concern.person, wrong=concern, said=said, status=422
        )
    actions.resolve_concern(
        concern, form.cleaned_data["answer"], by=request.member.user, at=now()
    )
    undo = reverse("people:reopen-concern", args=[concern.pk])
    toast(request, _("One concern less."), undo_url=undo)
    return card(request, "concerns", concern.person)


@writer_required
@require_POST
def reopen_concern(request: MemberRequest, pk: int) -> HttpResponse:
    concern = _concern_of(request, pk)
    actions.reopen_concern(concern, by=request.member.user, at=now())
    return card(request, "concerns", concern.person)


def _concern_of(request: MemberRequest, pk: int) -> Concern:
    concerns = Concern.objects.visible_to(request.member).select_related("person")
    concern: Concern = get_object_or_404(concerns, pk=pk)
    return concern


@writer_required
@require_POST
def add_permission(request: MemberRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk)
    form = PermissionForm(request.POST, auto_id="permission-%s")
    if form.is_valid():
        was = person.do_not_contact
        actions.note_permission(
            person, by=request.member.user, at=now(), **form.cleaned_data
        )
        toast(request, _("It is in the ledger."))
        if was != person.do_not_contact:  # the whole page says so
            return redirect(request, person)
    return card(request, "permissions", person, form)
