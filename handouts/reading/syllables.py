"""Syllables of an English word by rule, for words the lexicon does not hold."""

from __future__ import annotations

import re

_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(
    r"""
    (?<=[^aeiouy]) (?<![^aeiouylr]l)         # an e after a consonant, but not the one in "table":
    e (?: $                                  #   late
        | (?<![szxcg]e) (?<![cs]he) s$       #   lakes, but not "places", "dishes"
        | (?<![td]e) d$                      #   liked, but not "waited"
        | (?= ly$ | ful | less | ness | ments?$ ) )
    | (?<=[gq]u) es?$                        # league, technique
    | (?<=ic) a (?=lly$)                     # basically
    """,
    re.VERBOSE,
)
_PARTED = re.compile(
    r"""
    (?<![ctsgh]) (?<!ll) i (?= a | u | o(?<!nio) )   # media, period; not "social", "vision", "opinion", "million"
    | (?<=[^aeiouy][ch]) i (?= a[^ln] )              # psychiatry
    | [cs] i (?=at)                                  # association
    | i (?= ers?$ | est$ | et | um )                 # easier, diet, medium
    | (?<!t) i (?= en[ct] )                          # science, client
    | (?<!q) u (?= a(?!r) | ou )                     # usual, continuous
    | (?<!g) e (?=o)                                 # video
    | e (?= act ) | (?<=cr) e (?=at) | (?<=^r) e (?=in)   # react, create, reinfuse
    | (?<=[rd]) e (?= al[iy] )                       # reality, ideally
    | (?<=[^aeiou]) e (?= as?$ ) (?<=..[^aeiou]e)    # area, idea
    | [aeouy] (?=ing)                                # being
    | [aou] (?= y[aeou](?!d$) )                      # royal; not "stayed"
    | (?<=[^aeiouy]) y (?= el | o )                  # myelin, cryotherapy
    | [^aeioulry] (?=ling$)                          # handling
    | s (?=ms?$)                                     # spasm
    | (?<=^m) c                                      # McIntosh
    """,
    re.VERBOSE,
)


def syllables_by_rule(word: str) -> int:
    """Return the syllables of a word in small letters: groups of vowels, less the silent e, and one more where a group parts in two."""
    return max(1, len(_VOWELS.findall(word)) - len(_SILENT.findall(word)) + len(_PARTED.findall(word)))
