"""Whether a message in a channel asks something, told from its words alone, in Finnish, Swedish and English.

A question mark tells it; where people leave that out, the first words of a sentence do: a question word, a Finnish verb with
-ko, a Swedish or English verb before its subject. Both errors are cheap: nothing is done but a search that must be sure.
"""

from __future__ import annotations

import re

_MOST = 1_500
"""Characters; whoever writes more tells something."""
_NO_WORDS = re.compile(
    r"```.*?(?:```|$)|`[^`\n]*`|^&gt;[^\n]*$|<[^<>]*>|\S*://\S+|\bwww\.\S+", re.DOTALL | re.MULTILINE
)
"""Code, what others said, mentions and addresses: a question mark in them asks nothing."""
_SENTENCE = re.compile(r"[.!…\n:;]+\s*")
_WORD = re.compile(r"[^\W\d_]+")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_POLITE = _listed(
    "hei moi moikka terve heippa huomenta päivää hej hejsan tjena moro god morgon dag hi hello hey good morning afternoon "
    "anteeksi ursäkta sorry excuse me kysymys question fråga all kaikki kaikille alla everyone team folks mutta ja men och "
    "and but so eli joku nopea pikainen snabb quick"
)
"""What people say before they ask."""
_ASKING = _listed(
    "mikä mikäs mitä mitäs mitkä mites miten missä missäs mistä mihin minne minkä milloin millo koska koskas kuka kukas kenen "
    "kenelle keneltä kehen ketkä ketä miksi minkälainen millainen kuinka kuis paljonko paljonks montako moneltako mones kumpi "
    "onks ooks saaks voiks pitääks joko onko vad vart varifrån vilka vilken vilket hurdan varför vems"
)
"""These ask wherever they begin a sentence."""
_BEFORE_VERB = _listed("när var hur vem what when where who which how why whose")
"""These ask when a verb, or what is measured, follows; otherwise they may begin a statement."""
_VERBS = _listed(
    "är har kan ska får måste finns kostar öppnar stänger börjar slutar gör hittar ansöker anmäler bokar betalar ringer lång "
    "långt länge många mycket ofta gammal stor sker tar går ligger is are was were do does did can could will would should may "
    "must has have much many long often old far big late soon come to"
)
_FIRST = _listed(
    "finns får kan kostar måste är har ska vet går is are do does did can could may must will would should has have"
)
_SUBJECTS = _listed(
    "det den man jag vi du ni någon nån några de it there we i you they he she anyone "
    "anybody somebody someone the this that"
)
_FINNISH_ASKING = re.compile(r"(?!(?:jako|joko|keko|koko|pako|tako|teko)$)\w+[aeiouyäönt]k[oö](?:han|hän|s)?")
"""A verb with -ko; the few nouns that end alike are not asked for."""
_LOOKED_AT = 8
"""Words at the beginning of a sentence."""


def asks(text: str) -> bool:
    """Tell whether a message, as Slack writes it, asks something."""
    if len(text) > _MOST:
        return False
    said = _NO_WORDS.sub(" ", text)
    before, mark, _after = said.partition("?")
    if mark and _WORD.search(before):
        return True
    return any(_begins_asking(sentence) for sentence in _SENTENCE.split(said))


def _begins_asking(sentence: str) -> bool:
    words = [found[0].casefold() for found in _WORD.finditer(sentence)][:_LOOKED_AT]
    while words and words[0] in _POLITE:
        del words[0]
    return _asks_at(words)


def _asks_at(words: list[str]) -> bool:
    """Tell whether words begin as questions do."""
    if not words:
        return False
    first, second = words[0], words[1] if len(words) > 1 else ""
    if first in _ASKING or (first in _BEFORE_VERB and second in _VERBS) or (first in _FIRST and second in _SUBJECTS):
        return True
    return bool(second) and _FINNISH_ASKING.fullmatch(first) is not None
