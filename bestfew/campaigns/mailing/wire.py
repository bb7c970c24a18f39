"""How headers go over the wire, where the standard library folds them wrongly.

It encodes a long address in List-Unsubscribe as if it were a word, which no mail
program reads back (RFC 8058), and puts a blank into long subjects of several scripts.
"""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy
from typing import Any


class Wire(EmailPolicy):
    """SMTP's policy, with addresses in one piece and subjects as RFC 2047 has them."""

    def fold(self, name: str, value: Any) -> str:
        return self._as_it_is(name, value) or super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        folded = self._as_it_is(name, value)
        return folded.encode("ascii") if folded else super().fold_binary(name, value)

    def _as_it_is(self, name: str, value: Any) -> str:
        text = str(value)
        if name.lower() == "list-unsubscribe" and text.isascii():
            return f"{name}: {text}{self.linesep}"
        if name.lower() == "subject":
            charset = "us-ascii" if text.isascii() else "utf-8"
            header = Header(text, charset, header_name=name, maxlinelen=76)
            return f"{name}: {header.encode(linesep=self.linesep)}{self.linesep}"
        return ""


WIRE = Wire(linesep="\r\n", cte_type="7bit", raise_on_defect=False)
