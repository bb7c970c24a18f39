"""What a server's "no" is about: the reader's address, our account, or this letter.

Plain Python. A code beside the number (RFC 3463) says it for sure; many servers have
none, and then their words are read. Whoever is not sure blames the letter alone: an
address is never written to again, and an account rests, only for a clear reason.
"""

from __future__ import annotations

import re

_CODED = re.compile(r"(?<![\d.])[45]\.\d{1,3}\.\d{1,3}(?!\.?\d)")
_NOBODY_CODED = re.compile(r"(?<![\d.])5\.1\.(?:[1236]|10)(?!\.?\d)")
_WHO = r"\b(?:user|mailbox|mail box|recipient|address|account|domain)"
_NOBODY_SAID = re.compile(
    rf"\b(?:no such|unknown|invalid|unrouteable|non-?existent) {_WHO}"
    rf"|{_WHO}\b.*\b(?:unknown|not (?:be )?found|does(?: not|n't) exist"
    r"|not exist|disabled|no longer)",
    re.IGNORECASE,
)
_NO_ROOM = re.compile(r"^552\b|\b[45]\.2\.\d\b")
_SENDER = re.compile(
    r"\b5\.1\.[78]\b|\b5\.7\.60\b|must equal authorized"
    r"|\brelay(?:ing)?\b.*\b(?:denied|not)|\bnot permitted to relay"
    r"|\bsender\b.*\b(?:reject|denied|not allowed|unknown|not exist)",
    re.IGNORECASE,
)
_SIGN_IN = re.compile(r"^53[05]\b|\bauth\w* (?:is )?required", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b5\.4\.5\b"
    r"|\b(?:sending|send|daily|hourly|message|e?mails?|rate)\b.*\b(?:limit|quota)s?\b"
    r"|\bexceed\w*\b.*\b(?:max|emails|messages) |\bfrequency limit"
    r"|\btoo many (?:e?mails|messages)",
    re.IGNORECASE,
)
_ABOUT_ACCOUNT = ((_SIGN_IN, "password"), (_SENDER, "sender"), (_LIMIT, "limit"))


def is_unknown_mailbox(said: str) -> bool:
    """Whether nobody is at that address."""
    if _CODED.search(said):
        return bool(_NOBODY_CODED.search(said))
    return said[:3] in ("550", "551", "553") and bool(_NOBODY_SAID.search(said))


def account_fault(said: str) -> str:
    """The code of what is wrong with the account that was turned away; '': nothing."""
    if is_unknown_mailbox(said) or _NO_ROOM.search(said):
        return ""
    return next((code for rule, code in _ABOUT_ACCOUNT if rule.search(said)), "")
