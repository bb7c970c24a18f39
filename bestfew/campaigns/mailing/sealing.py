"""Passwords at rest: encrypted with a key that is not in the database (ADR 17).

The key is made from the secret key, which lies in BESTFEW_HOME with mode 600 or in the
environment; keys of SECRET_KEY_FALLBACKS still open what they sealed.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

_PURPOSE = b"bestfew.campaigns.mailing.sealing:"


class CannotOpen(Exception):
    """It was sealed with another key: it must be typed again."""


def seal(text: str) -> str:
    """Encrypted with the keys of this home (ADR 17); nothing stays nothing."""
    return _keys().encrypt(text.encode()).decode("ascii") if text else ""


def unseal(sealed: str) -> str:
    """What was sealed; raises `CannotOpen`."""
    if not sealed:
        return ""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise CannotOpen from None


def _keys() -> MultiFernet:
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(each)) for each in secrets])


def _key(secret: str) -> bytes:
    digest = hashlib.sha256(_PURPOSE + secret.encode()).digest()
    return base64.urlsafe_b64encode(digest)
