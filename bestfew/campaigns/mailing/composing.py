"""One reader's copy of a mailing, as it goes over the wire (RFC 5322, 2047, 8058)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from django.utils import translation
from django.utils.html import escape, urlize
from django.utils.translation import gettext as _

from bestfew.campaigns.mailing.fields import fill, lines, one_line
from bestfew.campaigns.mailing.wire import WIRE

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"(?=.{{1,64}}$){_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"(?=.{1,253}$)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Text:
    """What one reader reads: the subject, and the letter without its foot."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Envelope:
    """From whom it is, to whom, and how it is stopped."""

    from_name: str
    from_address: str
    to: str
    message_id: str
    stop_link: str
    sender: str
    language: str


def text_of(subject: str, body: str, values: dict[str, str], *, label: str) -> Text:
    """Raises `UnknownField`."""
    said = one_line(fill(subject, values))
    return Text(f"{label} {said}".strip(), lines(fill(body, values)))


def message_of(text: Text, envelope: Envelope, *, at: datetime) -> EmailMessage:
    """Both parts, plain and HTML, with the headers that mail programs want.

    Raises `NoSuchAddress` where one of the two addresses is none.
    """
    message = EmailMessage(policy=WIRE)
    name, address = one_line(envelope.from_name), ascii_address(envelope.from_address)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=ascii_address(envelope.to))
    message["Subject"] = text.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = envelope.message_id
    message["List-Unsubscribe"] = f"<{envelope.stop_link}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Precedence"] = "bulk"
    with translation.override(envelope.language):
        why = _("You get this from %(sender)s because you agreed to it.") % {
            "sender": one_line(envelope.sender)
        }
        stop = _("Stop these e-mails")
    plain = f"{text.body.rstrip()}\n\n-- \n{why}\n{stop}: {envelope.stop_link}\n"
    message.set_content(plain)
    html = _html(text, envelope, why=why, stop=stop)
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = _tag(envelope.language)  # set_content drops it
    return message


class NoSuchAddress(Exception):
    """Mail servers would not understand it."""


def ascii_address(address: str) -> str:
    """The address with its domain as mail servers know it (IDNA).

    Raises `NoSuchAddress`, also for letters before the @ that few servers take.
    """
    local, _at, domain = address.strip().rpartition("@")
    try:
        known = domain.encode("idna").decode("ascii")
    except UnicodeError:
        raise NoSuchAddress from None
    if not (_LOCAL.fullmatch(local) and _DOMAIN.fullmatch(known)):
        raise NoSuchAddress
    return f"{local}@{known}"


def _html(text: Text, envelope: Envelope, *, why: str, stop: str) -> str:
    paragraphs = [each for each in text.body.strip().split("\n\n") if each.strip()]
    said = "\n".join(f"<p>{_paragraph(each)}</p>" for each in paragraphs)
    return (
        f'<!doctype html>\n<html lang="{escape(_tag(envelope.language))}">\n'
        f'<head><meta charset="utf-8"><title>{escape(text.subject)}</title></head>\n'
        f"<body>\n{said}\n<hr>\n<p><small>{escape(why)}<br>\n"
        f'<a href="{escape(envelope.stop_link)}">{escape(stop)}</a>'
        "</small></p>\n</body>\n</html>\n"
    )


def _paragraph(text: str) -> str:
    return urlize(text, autoescape=True).replace("\n", "<br>\n")


def _tag(language: str) -> str:
    """`zh-hans` as mail programs write it."""
    return {"zh-hans": "zh-Hans"}.get(language, language)
