"""What is rendered once: it follows the language, and nothing else."""

from __future__ import annotations

import pytest
from django import forms
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse
from django.utils import translation


def test_what_is_kept_is_kept_for_each_language() -> None:
    page = Template("{% load i18n %}{% once %}{% translate 'People' %}{% endonce %}")
    said: dict[str, set[str]] = {}

    for language in ("en", "vi", "en", "vi"):
        with translation.override(language):
            said.setdefault(language, set()).add(page.render(Context()))

    assert said == {"en": {"People"}, "vi": {"Khách"}}


def test_what_is_kept_sees_nothing_of_the_page_around_it() -> None:
    page = Template("{{ who }}:{% once %}{{ who }}{{ csrf_token }}{% endonce %}")

    first = page.render(Context({"who": "alice", "csrf_token": "a"}))
    second = page.render(Context({"who": "bob", "csrf_token": "b"}))

    assert (first, second) == ("alice:", "bob:")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{% translate 'People' %}", "Khách"),
        ("{% translate word %}", "Khách"),
        ("{% translate 'People'|upper %}", "KHÁCH"),
        ("{% translate 'People' as said %}[{{ said }}]", "[Khách]"),
        ("{% translate 'Close' context 'a window' %}", "Đóng"),
        ("{% translate '100%' noop %}", "100%"),
        ("{% translate '<b>' %}", "<b>"),
    ],
)
def test_words_are_translated_as_ever(source: str, expected: str) -> None:
    page = Template("{% load i18n %}" + source)

    with translation.override("vi"):
        twice = [page.render(Context({"word": "People"})) for _ in range(2)]

    assert twice == [expected, expected]


def test_what_hangs_on_a_variable_is_asked_each_time() -> None:
    page = Template("{% load i18n %}{% translate word %} {% url name %} {% url p pk %}")

    def shown(word: str, name: str, pk: int) -> str:
        return page.render(
            Context({"word": word, "name": name, "p": "desk:person", "pk": pk})
        )

    assert shown("a", "people:list", 1) == "a /people/ /people/1/"
    assert shown("b", "funnel:funnel", 2) == "b /funnel/ /people/2/"


def test_an_address_can_still_be_named() -> None:
    page = Template(
        "{% url 'people:list' as href %}<{{ href }}>{% url 'people:list' %}"
    )

    twice = [page.render(Context()) for _ in range(2)]

    assert set(twice) == {f"<{reverse('people:list')}>{reverse('people:list')}"}


def test_an_address_that_is_not_there_is_a_fault_unless_it_is_named() -> None:
    assert Template("{% url 'no:such' 1 as href %}<{{ href }}>").render(Context()) == (
        "<>"
    )
    with pytest.raises(NoReverseMatch):
        Template("{% url 'no:such' 1 %}").render(Context())


def test_an_address_is_what_django_would_find() -> None:
    page = Template(
        "{% url 'people:edit' pk name %} {% url 'people:remove-tag' pk 8 %}"
    )

    shown = page.render(Context({"pk": 7, "name": "given"}))

    assert shown == " ".join(
        [
            reverse("people:edit", args=[7, "given"]),
            reverse("people:remove-tag", args=[7, 8]),
        ]
    )


def test_controls_have_the_attributes_that_they_are_given() -> None:
    class Asked(forms.Form):
        name = forms.CharField(widget=forms.TextInput({"data-a": '"<', "hidden": True}))
        kind = forms.ChoiceField(choices=[("a", "A & B"), ("G", [("c", "C")])])

    form = Asked({"name": "'x'", "kind": "c"})

    assert '"&quot;&lt;"' in str(form["name"])
    assert 'value="&#x27;x&#x27;"' in str(form["name"])
    assert " hidden" in str(form["name"])
    assert " required" in str(form["name"])
    assert '<option value="a">A &amp; B</option>' in str(form["kind"])
    assert '<optgroup label="G">' in str(form["kind"])
    assert '<option value="c" selected>C</option>' in str(form["kind"])
