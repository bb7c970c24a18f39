"""What is the same on everybody's page is rendered once for each language."""

from __future__ import annotations

from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, Variable
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as django_url
from django.templatetags.i18n import TranslateNode, do_translate
from django.urls import NoReverseMatch
from django.utils.translation import get_language

from bestfew.web.addresses import address


class Once(Node):
    """Rendered for the first who asks in a language, and kept for all the others.

    It sees nothing of the page around it, so nothing of one reader reaches another.
    """

    child_nodelists = ()

    def __init__(self, what: Node | NodeList, *, name: str | None = None) -> None:
        self.what, self.name = what, name
        self.kept: dict[str | None, str] = {}

    def render(self, context: Context) -> str:
        language = get_language()
        text = self.kept.get(language)
        if text is None:
            text = self.kept[language] = self.what.render(context.new())
        if not self.name:
            return text
        context[self.name] = text
        return ""


def once(parser: Parser, token: Token) -> Once:
    """`{% once %}…{% endonce %}` around parts that are the same for everybody."""
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    return Once(inside)


class Addressed(Node):
    """An address of a constant name: quickly found where numbers fill it."""

    child_nodelists = ()

    def __init__(self, node: URLNode) -> None:
        self.node, self.name = node, node.asvar

    def render(self, context: Context) -> str:
        filling = [each.resolve(context) for each in self.node.args]
        if any(type(each) is not int for each in filling):
            return self.node.render(context)
        try:
            text = address(self.node.view_name.var, *filling)
        except NoReverseMatch:  # Django's own knows whether that is a fault
            return self.node.render(context)
        if not self.name:
            return text
        context[self.name] = text
        return ""


def url(parser: Parser, token: Token) -> Node:
    """Django's `{% url %}`, without its long search for the common addresses."""
    node: URLNode = django_url(parser, token)
    is_common = not node.kwargs and _is_constant(node.view_name)
    return Addressed(node) if is_common else node


def translate(parser: Parser, token: Token) -> Node:
    """`{% translate %}`, whose words are looked up once where they are constant."""
    node: TranslateNode = do_translate(parser, token)
    said, meant = node.filter_expression, node.message_context
    is_same = _is_constant(said) and (meant is None or _is_constant(meant))
    if not is_same:
        return node
    name, node.asvar = node.asvar, None
    return Once(node, name=name)


def _is_constant(said: FilterExpression) -> bool:
    word = said.var
    is_text = word.lookups is None if isinstance(word, Variable) else True
    return is_text and not said.filters
