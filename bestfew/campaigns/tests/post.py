"""Mailings for tests, and a real mail server on this machine that obeys a script."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from bestfew.accounts.models import Membership
from bestfew.campaigns.mailing import accounts, deeds
from bestfew.campaigns.models import MailAccount, Mailing
from bestfew.conftest import NOON
from bestfew.people.actions import note_permission
from bestfew.people.models import Person
from bestfew.people.tests.cast import make_person
from bestfew.prospecting.models import Campaign, Channel
from tools.postgres import free_port

SITE = "https://desk.example.org"
PASSWORD = "open-sesame-canary"

Said = str | None
Reply = Callable[[Any], Said]


@dataclass(slots=True)
class Sink:
    """What a mail server got, and what it answers: None is as good as 250.

    `rcpt` and `data` are asked with the address, and with the message.
    """

    port: int = 0
    got: list[EmailMessage] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    froms: list[str] = field(default_factory=list)
    rcpt: Reply = lambda _address: None
    data: Reply = lambda _message: None
    password: str = PASSWORD
    closes_behind_each: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str,
        options: list[str],
    ) -> str:  # fmt: skip
        if said := self.rcpt(address):
            return said
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        content = envelope.content or b""
        raw = content if isinstance(content, bytes) else content.encode()
        message = message_from_bytes(raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        said = self.data(message)
        if said and said != "drop":
            return said
        with self.lock:
            self.got.append(message)
            self.to += envelope.rcpt_tos
            self.froms.append(envelope.mail_from or "")
        if said == "drop":
            door: Any = server.transport
            door.abort()
        if self.closes_behind_each:
            line: Any = server.transport
            line.write(b"250 OK\r\n")
            line.close()
        return "250 OK"

    def signs_in(
        self, _server: Any, _session: Any, _envelope: Any, _how: str, said: Any
    ) -> AuthResult:
        knows = said.password == self.password.encode()
        return AuthResult(success=knows, handled=False)

    def ids(self) -> list[str]:
        return [str(each["Message-ID"]) for each in self.got]


@contextmanager
def mail_server(sink: Sink | None = None) -> Iterator[Sink]:
    sink = sink or Sink()
    sink.port = free_port()
    controller = Controller(
        sink, hostname="127.0.0.1", port=sink.port, authenticator=sink.signs_in,
        auth_require_tls=False,
    )  # fmt: skip
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def make_channel() -> Channel:
    channel: Channel = Channel.objects.get_or_create(
        key="email", defaults={"name": "E-mail", "medium": "email"}
    )[0]
    return channel


def make_campaign(member: Membership, name: str = "Spring") -> Campaign:
    campaign: Campaign = Campaign.objects.get_or_create(
        name=name,
        defaults={"owner": member.user, "channel": make_channel(),
                  "starts_on": NOON.date(), "created_at": NOON},
    )[0]  # fmt: skip
    return campaign


def make_account(
    member: Membership, port: int, name: str = "a", **facts: Any
) -> MailAccount:
    known = {
        "from_name": "Alice", "address": f"{name}@desk.example.org",
        "host": "127.0.0.1", "port": port, "security": "plain",
        "user_name": f"{name}@desk.example.org", "daily_cap": 50, "is_in_use": True,
        "is_shared": False,
    }  # fmt: skip
    password = facts.pop("password", PASSWORD)
    return accounts.keep(member, None, known | facts, password=password, at=NOON)


def make_mailing(
    member: Membership,
    subject: str = "Hello {given_name|there}",
    body: str = "Dear {name|friend},\n\nlook: {link}\n",
    **audience: Any,
) -> Mailing:
    facts = {
        "subject": subject, "body": body, "language": "en", "audience": audience
    }  # fmt: skip
    return deeds.write(member, facts, campaign=make_campaign(member), at=NOON)


def make_reader(
    member: Membership, number: int = 1, *, name: str = "Mai Trần", **facts: Any
) -> Person:
    """Somebody who agreed to news by e-mail."""
    facts.setdefault("email", f"reader{number}@example.org")
    person = make_person(member, name, **facts)
    allow(member, person)
    return person


def allow(member: Membership, person: Person, state: str = "given") -> None:
    note_permission(
        person, state=state, purpose="news", medium="email", by=member.user, at=NOON
    )


def text_in(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part
    return re.sub(r"\r\n", "\n", str(part.get_content()))
