"""The trade packs are complete, consistent and believable in all four languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import phonenumbers
import pytest

from bestfew.packs.loader import (
    TRADES,
    Pack,
    UnknownTrade,
    load,
    load_names,
    say,
    trades,
)

LANGUAGES = {"en", "vi", "th", "zh-hans"}
CURRENCIES = {"VND", "THB", "CNY", "GBP", "USD", "EUR"}
CRITERIA = {"fit", "money", "authority", "need", "interest", "timeframe"}
PROFILES = {
    "001": {"fit", "money", "authority"},
    "002a": {"money", "authority", "interest"},
    "002b": {"need", "authority", "money"},
    "bant": {"money", "authority", "need", "timeframe"},
}
MEDIA = {"phone", "sms", "email", "chat", "in_person", "post", "web", "print"}
CHANNELS = {
    "calls",
    "leaflets",
    "email",
    "sms",
    "zalo",
    "line",
    "wechat",
    "facebook",
    "banners",
    "social_posts",
    "events",
    "referrals",
    "walk_ins",
    "bought_lists",
    "phone_book",
    "web",
}
WITHOUT_PERMISSION = {
    *("leaflets", "banners", "social_posts", "events"),
    *("referrals", "walk_ins", "web"),
}
DEEDS = {"close", "above", "in"}
NOTES = {
    "call",
    "message",
    "email",
    "viewing",
    "meeting",
    "presentation",
    "care",
    "information",
    "advice",
    "note",
    "no_answer",
}
ROLES = {"economic", "user", "technical", "coach"}
FICTIONAL_GB = "+44 7700 900###"
# Machine-translated words for lead, funnel and queue (method.md 5.1).
THAI_CALQUES = ("ตะกั่ว", "โอกาสในการขายส่ง", "ยืนอยู่ในเส้นตรง", "การเตือนภัย")


@pytest.fixture(params=TRADES)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load(request.param)


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Every text at any depth: a mapping with a language among its keys."""
    if is_dataclass(value):
        yield from texts([getattr(value, field.name) for field in fields(value)])
    elif isinstance(value, dict) and LANGUAGES & set(value):
        yield value
    elif isinstance(value, dict):
        yield from texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts(each)


def is_unique(values: Sequence[Any]) -> bool:
    return len(set(values)) == len(values)


def test_every_text_is_there_in_all_four_languages(pack: Pack) -> None:
    found = list(texts(pack))

    assert len(found) > 150
    for text in found:
        assert set(text) == LANGUAGES, text
        assert all(words and words == words.strip() for words in text.values()), text


def test_no_text_stands_twice_in_its_list(pack: Pack) -> None:
    sample = pack.sample
    lists = [*sample.deeds.values(), *sample.notes.values(), sample.follow_ups]

    for each in [*lists, sample.lost_reasons, sample.tags, sample.jobs]:
        for language in LANGUAGES:
            assert is_unique([text[language] for text in each]), each


def test_thai_uses_no_machine_translated_words(pack: Pack) -> None:
    for text in texts(pack):
        assert not any(calque in text["th"] for calque in THAI_CALQUES), text


def test_keys_are_unique(pack: Pack) -> None:
    lists = (pack.offerings, pack.channels, pack.sources)

    for each in lists:
        assert is_unique([entry.key for entry in each])


def test_a_pack_is_named_after_its_file(pack: Pack) -> None:
    assert pack.trade in TRADES
    assert load(pack.trade) is pack


def test_prices_and_values_are_positive_in_every_currency(pack: Pack) -> None:
    amounts = [offering.price for offering in pack.offerings]
    amounts += [objective.value for objective in pack.sample.objectives]

    for amount in amounts:
        assert set(amount) == CURRENCIES
        assert min(amount.values()) > 0


def test_cycles_are_days_of_less_than_a_year(pack: Pack) -> None:
    cycles = [offering.normal_cycle_days for offering in pack.offerings]

    assert all(0 < days < 365 for days in [*cycles, pack.normal_cycle_days])


def test_every_criterion_has_a_question_and_a_hint(pack: Pack) -> None:
    assert set(pack.qualification.questions) == CRITERIA
    assert set(pack.qualification.hints) == CRITERIA


def test_the_default_profile_asks_at_most_five_of_the_questions(pack: Pack) -> None:
    criteria = PROFILES[pack.qualification.profile]

    assert len(criteria) <= 5
    assert criteria <= set(pack.qualification.questions)


def test_questions_end_in_a_question_mark(pack: Pack) -> None:
    """Thai is written without one."""
    for question in pack.qualification.questions.values():
        assert question["en"].endswith("?")
        assert question["vi"].endswith("?")
        assert question["zh-hans"].endswith("？")


def test_questions_do_not_assume_a_gender(pack: Pack) -> None:
    for question in pack.qualification.questions.values():
        assert not {"he", "she", "his", "her"} & set(question["en"].lower().split())
        assert not {"他", "她"} & set(question["zh-hans"])


def test_channels_are_known_and_have_a_capacity(pack: Pack) -> None:
    assert 8 <= len(pack.channels) <= len(CHANNELS)
    for channel in pack.channels:
        assert channel.key in CHANNELS
        assert channel.medium in MEDIA
        assert channel.per_hour > 0
        assert channel.step > 0
        assert set(channel.cost) == CURRENCIES
        assert min(channel.cost.values()) >= 0


def test_mail_texts_calls_and_chats_need_a_permission(pack: Pack) -> None:
    """What reaches many without a name, and what people come to, needs none."""
    asked = {each.medium for each in pack.channels if each.needs_permission}
    free = {each.key for each in pack.channels if not each.needs_permission}

    assert asked == {"phone", "sms", "email", "chat"}
    assert free == {each.key for each in pack.channels} & WITHOUT_PERMISSION


def test_one_person_makes_25_calls_an_hour(pack: Pack) -> None:
    """Text 002: 200 calls fill a day of eight hours."""
    calls = {channel.key: channel for channel in pack.channels}["calls"]

    assert calls.per_hour == 25


def test_sources_hold_those_of_the_method(pack: Pack) -> None:
    keys = {source.key for source in pack.sources}

    assert keys >= {"bought_list", "phone_book", "internet_search", "conversation"}


def test_objectives_name_an_offering_and_known_roles(pack: Pack) -> None:
    offerings = {offering.key for offering in pack.offerings}

    assert 10 <= len(pack.sample.objectives) <= 14
    for objective in pack.sample.objectives:
        assert objective.offering in offerings
        assert len(objective.influences) <= 3
        assert {influence.role for influence in objective.influences} <= ROLES


def test_every_offering_is_the_aim_of_some_objective(pack: Pack) -> None:
    used = {objective.offering for objective in pack.sample.objectives}

    assert used == {offering.key for offering in pack.offerings}


def test_the_sample_has_enough_of_everything(pack: Pack) -> None:
    sample = pack.sample

    assert set(sample.deeds) == DEEDS
    assert all(6 <= len(deeds) <= 8 for deeds in sample.deeds.values())
    assert set(sample.notes) == NOTES
    assert all(5 <= len(notes) <= 8 for notes in sample.notes.values())
    assert 8 <= len(sample.follow_ups) <= 10
    assert (len(sample.concerns), len(sample.jobs)) == (8, 8)
    assert (len(sample.lost_reasons), len(sample.tags)) == (6, 6)


def test_deeds_fit_on_a_button(pack: Pack) -> None:
    for deeds in pack.sample.deeds.values():
        assert all(len(words) <= 32 for deed in deeds for words in deed.values())


def test_concerns_are_questions_or_objections(pack: Pack) -> None:
    kinds = {concern.kind for concern in pack.sample.concerns}

    assert kinds == {"question", "objection"}


def test_trades_are_offered_in_order_with_their_names() -> None:
    choices = trades()

    assert [choice.key for choice in choices] == list(TRADES)
    assert all(set(choice.name) == LANGUAGES for choice in choices)


@pytest.mark.parametrize("trade", ["plumbing", "names", "../general", ""])
def test_an_unknown_trade_is_refused(trade: str) -> None:
    with pytest.raises(UnknownTrade):
        load(trade)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", "简"),
        ("zh-CN", "简"),
        ("zh", "简"),
        ("vi_VN", "vi"),
        ("es", "en"),
        ("", "en"),
    ],
)
def test_say_falls_back_to_the_nearest_language(language: str, words: str) -> None:
    assert say({"en": "en", "vi": "vi", "zh-hans": "简"}, language) == words


def test_say_falls_back_to_english_where_a_wording_is_missing() -> None:
    assert say({"en": "viewing"}, "zh-hans") == "viewing"


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_name_pools_are_large_and_without_repeats(language: str) -> None:
    names = load_names(language)

    assert len(names.family) >= 24
    assert min(len(names.female), len(names.male)) >= 30
    assert len(names.organisations) >= 16
    assert len(names.areas) >= 12
    for field in fields(names)[1:]:
        assert is_unique(getattr(names, field.name)), field.name


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_mail_goes_nowhere(language: str) -> None:
    domains = set(load_names(language).email_domains)

    assert domains <= {"example.com", "example.org", "example.net"}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
@pytest.mark.parametrize("digit", "059")
def test_phone_patterns_have_the_form_of_a_mobile(language: str, digit: str) -> None:
    """Britain's numbers for fiction are possible, and rightly not assigned."""
    names = load_names(language)

    for pattern in names.phone_patterns:
        number = phonenumbers.parse(pattern.replace("#", digit))
        assert phonenumbers.is_possible_number(number)
        if pattern != FICTIONAL_GB:
            assert phonenumbers.region_code_for_number(number) == names.country
            assert (
                phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.MOBILE
            )


def test_british_numbers_are_those_reserved_for_fiction() -> None:
    assert load_names("en").phone_patterns == (FICTIONAL_GB,)


def test_names_of_an_unknown_language_are_english() -> None:
    assert load_names("es").country == "GB"
