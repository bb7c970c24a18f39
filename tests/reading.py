"""What a browser makes of a page: its elements and the words that one reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]

UNSEEN = {"script", "style", "template", "title"}
VOID = {"meta", "link", "br", "hr", "img", "input", "source", "use", "path", "col"}
LINKS = {"href", "src", "action", "formaction", "xlink:href", "hx-get", "hx-post"}


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text as it stands between two tags, and its languages, inmost last."""

    text: str
    languages: tuple[str, ...]


@dataclass
class Page(HTMLParser):
    """A page that was read; `obeyed` is what would run a script."""

    words: list[Words] = field(default_factory=list)
    obeyed: list[str] = field(default_factory=list)
    language: str = ""
    _open: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.obeyed += [f"<{tag} {name}={value}>" for name, value in attrs
                        if _runs(tag, name, value or "")]  # fmt: skip
        language = dict(attrs).get("lang") or ""
        if tag == "html":
            self.language = language
        if tag not in VOID:
            self._open.append((tag, language))

    def handle_endtag(self, tag: str) -> None:
        names = [name for name, _language in self._open]
        if tag in names:
            del self._open[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        text = " ".join(data.split())
        if text and not UNSEEN & {name for name, _language in self._open}:
            languages = tuple(each for _name, each in self._open if each)
            self.words.append(Words(text, languages))


def _runs(tag: str, name: str, value: str) -> bool:
    is_script = value.strip().lower().startswith("javascript:")
    return name.startswith("on") or (name in LINKS and is_script) or tag == "base"


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    return page
