"""Stub, to be replaced."""

from handouts.words import Identified, LocaleId


class Language(Identified):
    id: LocaleId
