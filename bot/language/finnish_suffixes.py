"""Finnish possessive suffixes and clitics: kirjasto-mme, koulussa-kin, laitteitte-nsa. Everything is folded."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CLITIC = re.compile(r"(.{4,}?)(?:kaan|kin|kohan|ko|han|pa)")
_POSSESSIVE = re.compile(r"(.{3,}[aeiouy])(mme|nne|nsa|ni|si)")
_OWN = re.compile(r"(.{3,}(?:ssa|sta|lla|lta|na|ia|[eiouya]a|ta|tta|lle|kse))([ae])n")
"""The third person after a case: kirjastossa-an, taloa-an, pojalle-en."""
_ENDS = ("n", "mme", "nne", "nsa", "ni", "si", "ko", "pa")
"""How a form with a suffix ends; most words of a text do not."""
_SURE = ("mme", "nne", "nsa", "kaan", "kin")


def without_suffix(form: str, *, only_sure: bool = False) -> Iterator[str]:
    """Yield what a form may be without its suffixes: kirjastommekin -> kirjasto, kirjaston."""
    if not form.endswith(_ENDS):
        return
    seen = set[str]()
    for rest in (form, *_without_clitic(form, only_sure=only_sure)):
        for plain in (*((rest,) if rest != form else ()), *_without_possessive(rest, only_sure=only_sure)):
            if plain not in seen and len(plain) > 2:
                seen.add(plain)
                yield plain


def _without_clitic(form: str, *, only_sure: bool) -> Iterator[str]:
    found = _CLITIC.fullmatch(form)
    if found and not (only_sure and not form.endswith(_SURE[3:])):
        yield found[1]


def _without_possessive(form: str, *, only_sure: bool) -> Iterator[str]:
    found = _POSSESSIVE.fullmatch(form)
    if found and not (only_sure and found[2] not in _SURE):
        stem = found[1]
        yield stem
        yield f"{stem}n"
        if stem.endswith("kse"):
            yield f"{stem[:-1]}i"
        if not only_sure:
            yield f"{stem}na"  # the strong stem: joke-mme, terveyte-nsa
    own = _OWN.fullmatch(form)
    if own and own[2] == own[1][-1]:
        yield f"{own[1][:-1]}i" if own[1].endswith("kse") else own[1]
