"""What a text is cut into, before dates are read: tokens of one letter each, and the runs that they form."""

from typing import NamedTuple

# From here on the scripts of East Asia begin, which put no space between words.
FIRST_EAST_ASIAN = "\u2e80"


class Token(NamedTuple):
    """One token of a run.

    Attributes:
        kind: One letter: those of `KINDS` for words; `M` month, `W` weekday, `S` season; a digit for numbers;
            a mark for itself.
        value: The number that it stands for; 0 where it stands for none.
        start: Index of its first code point in the view.
        end: Index after its last code point.
        text: The token as it stands in the view.
        lang: The language that knows the word; "" for numbers and marks.
        weak: Under which condition only the word is a date; see `Sense`.
    """

    kind: str
    value: int
    start: int
    end: int
    text: str
    lang: str = ""
    weak: str = ""


class Run(NamedTuple):
    """A stretch of tokens without a break.

    Attributes:
        kinds: One letter a token.
        tokens: The tokens.
    """

    kinds: str
    tokens: list[Token]
