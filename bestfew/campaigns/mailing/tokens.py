"""What stands for a letter outside: in its Message-ID, and in the link that stops it.

Both name one letter and prove that we wrote it. They sign nobody in (trust.md I6).
"""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

from bestfew.accounts.ids import code_of, id_of

_STOP, _MESSAGE = "bestfew.mailing.stop", "bestfew.mailing.message"


def stop_token(letter: int) -> str:
    """What the link in a letter says that stops all further ones; signed."""
    return _signer(_STOP).sign(code_of(letter))


def letter_of_stop(token: str) -> int:
    """The letter that a link names; 0 if we did not write it."""
    return _read(_STOP, token)


def message_id(letter: int, domain: str) -> str:
    """The same for a letter whenever it is asked for; bounces are known by it."""
    return f"<{_signer(_MESSAGE).sign(code_of(letter))}@{domain}>"


def letter_of_message(text: str) -> int:
    """The letter of a Message-ID; 0 if it is none of ours."""
    return _read(_MESSAGE, text.strip().strip("<>").partition("@")[0])


def _read(salt: str, token: str) -> int:
    try:
        return id_of(_signer(salt).unsign(token))
    except BadSignature:
        return 0


def _signer(salt: str) -> Signer:
    return Signer(sep=".", salt=salt, algorithm="sha1")
