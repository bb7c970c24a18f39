"""Addresses of people and organisations."""

from __future__ import annotations

from django.urls import path

from bestfew.people.views import contacts, editing, facts, listing, organisations

app_name = "people"

urlpatterns = [
    path("", listing.list_people, name="list"),
    path("add/", listing.add, name="add"),
    path("duplicates/", listing.duplicates, name="duplicates"),
    # /people/organisations/
    path("organisations/", organisations.list_organisations, name="organisations"),
    path("organisations/add/", organisations.add, name="add-organisation"),
    path("organisations/<int:pk>/", organisations.show, name="organisation"),
    path(
        "organisations/<int:pk>/edit/<slug:name>/",
        editing.edit_organisation_field,
        name="edit-organisation",
    ),
    path(
        "organisations/<int:pk>/contacts/",
        contacts.add_contact_of_organisation,
        name="add-contact-of-organisation",
    ),
    # /people/<id>/ (the page itself is desk:person)
    path("<int:pk>/edit/<slug:name>/", editing.edit, name="edit"),
    path("<int:pk>/contacts/", contacts.add_contact, name="add-contact"),
    path("<int:pk>/roles/", facts.add_role, name="add-role"),
    path("<int:pk>/tags/", facts.add_tag, name="add-tag"),
    path("<int:pk>/tags/<int:tag>/remove/", facts.remove_tag, name="remove-tag"),
    path("<int:pk>/birthday/", facts.keep_birthday, name="keep-birthday"),
    path("<int:pk>/birthday/remove/", facts.forget_birthday, name="forget-birthday"),
    path("<int:pk>/concerns/", facts.add_concern, name="add-concern"),
    path("<int:pk>/permissions/", facts.add_permission, name="add-permission"),
    # parts of a person, by their own id
    path("contacts/<int:pk>/", contacts.change, name="change-contact"),
    path("contacts/<int:pk>/remove/", contacts.remove, name="remove-contact"),
    path("roles/<int:pk>/end/", facts.end_role, name="end-role"),
    path("roles/<int:pk>/remove/", facts.remove_role, name="remove-role"),
    path("concerns/<int:pk>/resolve/", facts.resolve_concern, name="resolve-concern"),
    path("concerns/<int:pk>/reopen/", facts.reopen_concern, name="reopen-concern"),
]
