"""How hard a text is to read: sentences, words, syllables, and the grades drawn from them. Knows nothing of handouts."""
