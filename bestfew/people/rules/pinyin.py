"""How Chinese names are read: Hanyu Pinyin without tones, family names right."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from itertools import islice, product

HAN = re.compile("[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+")
CACHED = 32_768
_MOST_READINGS = 4

_READ_OTHERWISE = """
乜=nie 仇=qiu 佴=nai 区=ou 區=ou 卜=bu 单=shan 單=shan 召=shao 句=gou 员=yun 員=yun
折=she 曾=zeng 朴=piao 查=zha 洗=xian 祭=zhai 种=chong 秘=bi 繁=po 缪=miao 繆=miao
薄=bo 角=jue 解=xie 都=du 重=chong 铫=yao 长=chang 長=chang 阚=kan 黑=he
乐=yue|le 樂=yue|le 宓=mi|fu 尉=wei|yu 牟=mu|mou 盖=ge|gai 蓋=ge|gai 翟=zhai|di
莘=shen|xin 覃=qin|tan 谌=chen|shen 郇=xun|huan 郗=xi|chi 隗=wei|kui
万俟=moqi 萬俟=moqi 尉迟=yuchi 尉遲=yuchi 澹台=tantai 澹臺=tantai
单于=chanyu 單于=chanyu
"""
_FAMILIES = {
    family: tuple(said.split("|"))
    for family, said in re.findall(r"(\S+)=(\S+)", _READ_OTHERWISE)
}
"""Family names that are read otherwise than their letters elsewhere."""


@lru_cache(CACHED)
def readings(name: str) -> tuple[str, ...]:
    """The words by which a name in Chinese letters is found when it is typed as said.

    王小明: `wangxiaoming`, `xiao`, `ming`, and the initials `wxm`. A ü is typed v or u.
    """
    found: dict[str, None] = {}
    for syllables in islice(product(*_ways(name)), _MOST_READINGS):
        found["".join(syllables)] = None
        found |= dict.fromkeys(syllables[1:])
        found["".join(syllable[:1] for syllable in syllables)] = None
    return tuple(word for word in found if len(word) > 1)


def _ways(name: str) -> list[tuple[str, ...]]:
    """How each letter may be said; a family name of two letters is one of them."""
    family = next((name[:n] for n in (2, 1) if name[:n] in _FAMILIES), "")
    given = [_typed(_said(letter)) for letter in name[len(family) :]]
    return [_FAMILIES[family], *given] if family else given


def _typed(said: str) -> tuple[str, ...]:
    return (said, said.replace("v", "u")) if "v" in said else (said,)


@lru_cache(CACHED)
def _said(letter: str) -> str:
    # Names are no phrases: without their dictionary the package takes 45 MB less.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(letter, errors="ignore"))
