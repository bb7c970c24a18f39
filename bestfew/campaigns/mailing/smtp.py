"""One SMTP account at work: what a server said, told apart by what may follow.

A letter that was certainly not taken may be tried again. One that the server had whole
and did not answer for is `UNSURE`, and never sent again by itself (trust.md F8).
"""

from __future__ import annotations

import re
import smtplib
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum

from bestfew.campaigns.mailing import answers
from bestfew.campaigns.mailing.reaching import NotAllowed, connect

TIMEOUT_SECONDS = 20
_PERMANENT, _GO_AHEAD, _CLOSING = 500, 354, 421
_ANSWER_LENGTH = 300


class Came(StrEnum):
    """What came of handing over a letter."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said, in one line."""

    came: Came
    said: str = ""

    @property
    def is_unknown_mailbox(self) -> bool:
        """Whether nobody is at that address."""
        return self.came == Came.REFUSED and answers.is_unknown_mailbox(self.said)


class AccountFault(Exception):
    """The account, and no letter, is at fault: `code`, and what the server said.

    `over_letter`: it said so when it was given one, and may have meant that one alone.
    """

    def __init__(self, code: str, said: str = "", *, over_letter: bool = False) -> None:
        super().__init__(code)
        self.code, self.said, self.over_letter = code, said, over_letter


@dataclass(frozen=True, slots=True)
class Access:
    """How an account is entered; its password is in no `repr`."""

    host: str
    port: int
    security: str
    user_name: str
    password: str
    address: str

    def __repr__(self) -> str:
        return f"Access({self.host}:{self.port}, {self.address})"


class Session:
    """A connection that is signed in. `fault` is set once it is of no more use."""

    def __init__(self, access: Access, *, timeout: float = 0) -> None:
        """Connect and sign in; raises `AccountFault`. 0 is `TIMEOUT_SECONDS`."""
        self.access = access
        self.fault = ""
        with _as_faults():
            self._smtp = _open(access, timeout or TIMEOUT_SECONDS)
        try:
            with _as_faults():
                _enter(self._smtp, access)
        except AccountFault:
            self.close()
            raise

    def close(self) -> None:
        with suppress(smtplib.SMTPException, OSError):
            self._smtp.quit()
        self._smtp.close()

    def hand(self, message: bytes, to: str) -> Answer:
        """Hand over one letter, in CRLF lines. `AccountFault`: it was not taken."""
        with _as_faults():
            self._say_from()
            code, said = self._smtp.rcpt(to)
            if code // 100 == 2:
                code, said = self._smtp.docmd("DATA")
            if code != _GO_AHEAD:
                return self._begin_again(code, said)
            self._smtp.send(_stuffed(message))
        return self._answer()

    def _say_from(self) -> None:
        code, said = self._smtp.mail(self.access.address)
        if code != 250:
            busy = code // 100 == 4
            raise AccountFault("busy" if busy else "sender", _line(code, said))

    def _begin_again(self, code: int, said: bytes) -> Answer:
        """It turned this letter away before it had it; another may follow."""
        if code == _CLOSING:
            raise AccountFault("busy", _line(code, said))
        try:
            self._smtp.rset()
        except (smtplib.SMTPException, OSError):
            self.fault = "dropped"  # it hung up behind its "no", which stands
        return _turned_away(code, said)

    def _answer(self) -> Answer:
        """The server has all of it: without an answer nobody knows."""
        try:
            code, said = self._smtp.getreply()
        except (smtplib.SMTPException, OSError):
            self.fault = "dropped"
            self._smtp.close()
            return Answer(Came.UNSURE)
        if code // 100 == 2:
            return Answer(Came.SENT, _line(code, said))
        if code == _CLOSING:
            self.fault = "busy"
        return _turned_away(code, said)


def _open(access: Access, timeout: float) -> smtplib.SMTP:
    kind = _OverSSL if access.security == "ssl" else _Guarded
    smtp = kind(access.address, timeout=timeout)
    code, said = smtp.connect(access.host, access.port)
    if code != 220:
        smtp.close()
        raise AccountFault("busy" if code // 100 == 4 else "refused", _line(code, said))
    return smtp


def _enter(smtp: smtplib.SMTP, access: Access) -> None:
    smtp.ehlo_or_helo_if_needed()
    if access.security == "starttls":
        if not smtp.has_extn("starttls"):
            raise AccountFault("no_tls")
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
    if access.user_name:
        smtp.login(access.user_name, access.password)


class _Guarded(smtplib.SMTP):
    """Connects only where a mail server may be; the address is checked as it is met."""

    def __init__(self, address: str, *, timeout: float) -> None:
        super().__init__(timeout=timeout, local_hostname=address.rpartition("@")[2])

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        self._host = host  # the name that STARTTLS checks
        return connect(host, port, timeout=timeout)


class _OverSSL(_Guarded):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = super()._get_socket(host, port, timeout)
        context = ssl.create_default_context()
        return context.wrap_socket(plain, server_hostname=host)


@contextmanager
def _as_faults() -> Iterator[None]:
    """Whatever breaks a connection, as an `AccountFault`; nothing was taken by then."""
    try:
        yield
    except smtplib.SMTPAuthenticationError as fault:
        busy = fault.smtp_code // 100 == 4
        said = _line(fault.smtp_code, fault.smtp_error)
        raise AccountFault("busy" if busy else "password", said) from None
    except smtplib.SMTPResponseException as fault:
        said = _line(fault.smtp_code, fault.smtp_error)
        raise AccountFault("refused", said) from None
    except (NotAllowed, smtplib.SMTPException, OSError, UnicodeError) as fault:
        raise AccountFault(_code_of(fault)) from None


_CODES: tuple[tuple[type[Exception], str], ...] = (
    (NotAllowed, "not_allowed"),
    (smtplib.SMTPNotSupportedError, "no_sign_in"),
    (ssl.SSLError, "tls"),
    (socket.gaierror, "unknown_host"),
    (TimeoutError, "timeout"),
    (smtplib.SMTPServerDisconnected, "dropped"),
)


def _code_of(fault: Exception) -> str:
    """The first that it is; `smtplib` hides a server that hung behind one that left."""
    if isinstance(fault.__context__, TimeoutError):
        return "timeout"
    return next(
        (code for kind, code in _CODES if isinstance(fault, kind)), "unreachable"
    )


def _turned_away(code: int, said: bytes) -> Answer:
    """Raises `AccountFault` where the server means us, and not this letter."""
    line = _line(code, said)
    if fault := answers.account_fault(line):
        raise AccountFault(fault, line, over_letter=True)
    return Answer(Came.REFUSED if code >= _PERMANENT else Came.LATER, line)


def _line(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    text = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(f"{code} {text}".split())[:_ANSWER_LENGTH]


def _stuffed(message: bytes) -> bytes:
    """With dots at the head of lines doubled, and the line that ends it (RFC 5321)."""
    body = re.sub(rb"(?m)^\.", b"..", message)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"
