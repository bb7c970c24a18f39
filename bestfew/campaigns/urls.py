"""Addresses of campaigns, and of the forms behind their links."""

from __future__ import annotations

from django.urls import path

from bestfew.campaigns.views import calling, campaigns, printing, public

app_name = "campaigns"

urlpatterns = [
    path("campaigns/", campaigns.list_campaigns, name="list"),
    path("campaigns/add/", campaigns.add, name="add"),
    path("campaigns/<int:pk>/", campaigns.show, name="campaign"),
    path("campaigns/<int:pk>/edit/", campaigns.edit, name="edit"),
    path("campaigns/<int:pk>/form/", campaigns.edit_form, name="edit-form"),
    path("campaigns/<int:pk>/close/", campaigns.close, name="close"),
    path("campaigns/<int:pk>/reopen/", campaigns.reopen, name="reopen"),
    path("campaigns/<int:pk>/qr/", printing.qr, name="qr"),
    path("campaigns/<int:pk>/print/", printing.show, name="print"),
    path("campaigns/<int:pk>/leaflet/", printing.leaflet, name="leaflet"),
    # the call list
    path("campaigns/<int:pk>/call/", calling.show, name="call"),
    path("campaigns/<int:pk>/call/people/", calling.choose, name="choose-people"),
    path("campaigns/<int:pk>/call/next/", calling.take, name="take-next"),
    path("campaigns/calls/<int:pk>/log/", calling.log, name="log-call"),
    path("campaigns/calls/<int:pk>/undo/", calling.undo, name="undo-call"),
    path("campaigns/calls/<int:pk>/skip/", calling.skip, name="skip-call"),
    # what is printed: short, without a slash at its end; some type one all the same
    path("f/<str:code>", public.form, name="form"),
    path("f/<str:code>/", public.form, name="form-as-typed"),
]
