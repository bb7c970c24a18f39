"""Merge fields, and what a letter is on the wire, whatever names are (B9, RFC 2047)."""

from __future__ import annotations

import time
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from bestfew.campaigns.mailing import fields
from bestfew.campaigns.mailing.composing import (
    Envelope,
    NoSuchAddress,
    Text,
    ascii_address,
    message_of,
    text_of,
)
from bestfew.campaigns.mailing.fields import FIELDS, UnknownField, check, fill, one_line
from bestfew.campaigns.mailing.sealing import CannotOpen, seal, unseal
from bestfew.campaigns.mailing.smtp import Access, _stuffed

HOSTILE = "Ann\r\nBcc: all@example.org\u2028X-Evil: 1\x00\x85{link}"
STOP = f"https://{'a-long-name.' * 6}example.org/u/{'x' * 60}/"
names = st.text(max_size=60)
words = st.text(st.characters(exclude_characters="{}|\n"), max_size=30)


def envelope(name: str = "Alice") -> Envelope:
    return Envelope(
        from_name=name, from_address="alice@desk.example.org", to="mai@example.org",
        message_id="<1@desk.example.org>", stop_link=STOP, sender="Alice Ltd",
        language="vi",
    )  # fmt: skip


def read(text: Text, name: str = "Alice") -> EmailMessage:
    raw = message_of(text, envelope(name), at=timezone.now()).as_bytes()
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert raw.isascii()
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


@given(st.sampled_from(FIELDS), names, words, words, words)
def test_a_field_becomes_what_it_stands_for_or_its_fallback(
    name: str, value: str, fallback: str, before: str, behind: str
) -> None:
    filled = fill(f"{before}{{{name}|{fallback}}}{behind}", {name: value})

    assert filled == f"{before}{one_line(value) or fallback.strip()}{behind}"


@given(st.text(max_size=60))
@example("{link}{name|x}")
def test_what_a_field_becomes_is_never_read_again(value: str) -> None:
    assert fill("{name}", {"name": value, "link": "LINK"}) == one_line(value)


@given(words.filter(lambda word: word.strip() not in FIELDS))
@example("")
@example("0.__class__")
@example("name.first")
def test_a_field_that_there_is_not_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownField) as fault:
        check("fine {name}", f"Dear {{{name}}}")

    assert str(fault.value) == name.strip()


@given(st.text(max_size=80))
@example(HOSTILE)
def test_a_line_is_one_line(text: str) -> None:
    line = one_line(text)

    assert len(line.splitlines()) <= 1
    assert line == one_line(line)


@given(st.text(max_size=200))
@example(HOSTILE)
def test_the_text_of_a_letter_holds_no_control_characters(text: str) -> None:
    kept = fields.lines(text)

    assert not [c for c in kept if c < " " and c != "\n"]
    assert "\x85" not in kept


def test_a_letter_of_nothing_but_blanks_is_read_in_no_time() -> None:
    began = time.process_time()

    assert fields.lines(f"a{' ' * 20_000}b \x00") == f"a{' ' * 20_000}b"
    assert time.process_time() - began < 1


@given(subject=names, name=names)
@example(subject=HOSTILE, name=HOSTILE)
@example(subject="Chào Nguyễn Thị Ân, " * 9, name="陈小龙 ขวัญใจ")
@example(subject="=?utf-8?q?x?=", name='a"b\\c')
def test_nobody_writes_a_header_of_their_own(subject: str, name: str) -> None:
    text = text_of("{name}", "Dear {name}", {"name": subject}, label="[QC]")

    message = read(text, name)

    usual = read(Text("x", "y"))
    assert message.keys() == usual.keys()
    assert message["To"] == "mai@example.org"
    assert message["From"].addresses[0].addr_spec == "alice@desk.example.org"


@given(names.map(one_line).filter(lambda text: "=?" not in text))
def test_a_subject_arrives_in_any_script(subject: str) -> None:
    assert str(read(Text(f"A {subject}".strip(), "x"))["Subject"]) == (
        f"A {subject}".strip()
    )


def test_mail_programs_find_what_stops_it() -> None:
    """RFC 8058: in one piece, however long the address is."""
    raw = message_of(Text("x", "y"), envelope(), at=timezone.now()).as_bytes()

    assert f"\r\nList-Unsubscribe: <{STOP}>\r\n".encode() in raw
    assert b"\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw
    assert b"\r\nContent-Language: vi\r\n" in raw


def test_both_parts_say_the_same_and_html_in_it_is_text() -> None:
    message = read(Text("x", "Dear <b>Ann</b>,\n\nsee https://x.example/?a=1&b=2"))
    plain, html = (message.get_body((kind,)) for kind in ("plain", "html"))

    assert plain
    assert html
    assert "Dear <b>Ann</b>," in plain.get_content()
    assert "<p>Dear &lt;b&gt;Ann&lt;/b&gt;,</p>" in html.get_content()
    assert '<a href="https://x.example/?a=1&amp;b=2"' in html.get_content()
    assert STOP in plain.get_content()
    assert f'<a href="{STOP}">' in html.get_content()
    assert "javascript:" not in html.get_content()


def test_addresses_of_other_scripts_are_written_as_servers_know_them() -> None:
    assert ascii_address("mai@ví-dụ.vn") == "mai@xn--v-d-rma6749a.vn"


@pytest.mark.parametrize(
    "address",
    ["tên@example.org", "<mai@example.org>", "a b@example.org", "a,b@example.org",
     '"a@b.cd', "a..b@example.org", "@example.org", "a@", "a@b..cd", "a@b.c,d",
     "a\r\nRCPT TO:<x@y.zz>@b.cd", "a@b.cd\r\nDATA"],
)  # fmt: skip
def test_what_is_no_address_reaches_no_server(address: str) -> None:
    with pytest.raises(NoSuchAddress):
        ascii_address(address)


@given(st.binary(max_size=120).filter(lambda raw: b"\r" not in raw))
def test_a_dot_alone_on_a_line_ends_nothing(raw: bytes) -> None:
    wire = _stuffed(raw.replace(b"\n", b"\r\n"))

    assert wire.endswith(b".\r\n")
    assert b"\r\n.\r\n" not in wire[:-3]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_a_password_is_sealed_and_opened(password: str) -> None:
    assert unseal(seal(password)) == password
    assert seal(password) != seal(password)


def test_a_password_sealed_with_a_lost_key_is_asked_for_again(settings: object) -> None:
    sealed = seal("x")
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]

    with pytest.raises(CannotOpen):
        unseal(sealed)


def test_a_password_is_in_no_repr() -> None:
    access = Access("h", 25, "ssl", "u", "open-sesame", "a@b.c")

    assert "open-sesame" not in repr(access) + str(access)
