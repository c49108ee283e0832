"""Characters that are something else to a word than other letters: insides of bracketed classes of the `regex` package."""

from __future__ import annotations

JOINERS = r"\u00AD\u200C\u200D\u2060"
"""What is not seen and joins letters: the soft hyphen, the zero-width joiners and the word joiner; for a class."""

KANA_MARKS = r"\uFF9E\uFF9F"
"""The signs that voice the kana of half width before them; Unicode calls them letters; for a class."""

EXTENDING = rf"{KANA_MARKS}\u0E33\u0EB3"
"""Letters that only go on with a word, as marks do: also Thai and Lao am, a vowel with a mark on its consonant."""

APOSTROPHES = r"\u02BB\u02BC"
"""Letters for Unicode, and apostrophes for who writes them: ʻokina, Ukrainian and Breton; for a class."""

# U+30FC and U+FF70 lengthen a kana vowel; Unicode gives them no script of their own.
IDEOGRAPHIC = r"\p{Han}\p{Hiragana}\p{Katakana}\u30FC\uFF70"
"""Characters of Chinese and Japanese, for a class."""

RUNNING_LETTERS = (
    r"\u0E01-\u0E30\u0E32\u0E40-\u0E46\u0E81-\u0EB0\u0EB2\u0EBD-\u0EC6\u0EDC-\u0EDF\u1000-\u102A\u103F\u1050-\u1055"
    r"\u105A-\u105D\u1061\u1065\u1066\u106E-\u1070\u1075-\u1081\u108E\uA9E0-\uA9E4\uA9E6-\uA9EF\uA9FA-\uA9FE\uAA60-\uAA76"
    r"\uAA7A\uAA7E\uAA7F\u1780-\u17B3\u17D7\u17DC"
)
"""The letters of Thai, Lao, Burmese with its neighbours, and Khmer, whose words a dictionary tells; for a class."""

RUNNING = r"\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\uA9E0-\uAA7F"
"""The blocks that these stand in, for a class."""

UNSPACED = IDEOGRAPHIC + RUNNING_LETTERS
"""The characters that are words by themselves, where no dictionary tells words; for a class."""
