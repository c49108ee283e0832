"""How labels of turns are written: before a colon or a dash, a role before a stop, a name before a stop in a stenogram."""

from __future__ import annotations

from corpuskit.patterns import compile_later, compile_re
from corpuskit.quotes.titles import ABBREVIATED

_BEFORE = r"[“\"«„]?(?:[-—–•*#]\s+)?(?:\*\*|__|\*|_)?"
LABEL = compile_later(
    rf"{_BEFORE}(?P<label>[\p{{L}}\p{{N}}][^\n:：“”\"«»*_]{{0,70}}?(?:\([^()\n]{{1,60}}\))?)\s*"
    r"(?:\*\*|__|\*|_)?(?P<mark>[:：]|(?<=\p{Ll})\.(?=\*\*\s)|(?<=[\p{L}\p{N})])(?<![ \u00a0]\p{Lu})\.\s?[–—-]|(?<=\.)\.?\s?[–—-]|\s[–—]|(?<=\p{Lu})[–—](?=\s))"
    r"(?:\*\*|__|\*|_)?(?:\s+|(?<=：[*_]{0,2})|$)"
)
ROLE = compile_later(rf"{_BEFORE}(?P<label>[\p{{L}}]+)(?P<mark>[.)])(?:\*\*|__|\*|_)?\s+(?:[–—-]\s+)?(?=\S)")
_INITIALS = r"(?:\p{Lu}\.\s?){1,3}"
# «CATTANEO (Marca Libera). …», «Mme Aubertin, ministre. …», «Горшков Н. П., фракция «…». …»
STENOGRAM = compile_later(
    rf"(?P<label>(?P<head>(?:(?:\p{{Lu}}\p{{Ll}}{{0,3}}|(?:{ABBREVIATED.upper()})(?=\.\s\p{{Lu}}{{2}}))\.\s)?(?:{_INITIALS})?\p{{L}}[^\n.,:;!?“”\"«»()]{{1,40}}?(?:\s{_INITIALS})?)"
    r"(?:\s\([^()\n]{1,60}\))?(?:,\s[^\n.:!?]{2,60})?)(?P<mark>(?:\.|(?<=\.)))\s+(?!\p{Lu}\.[\s,])(?=[\p{Lu}«„“(¡¿])"
)
ONLY_INITIALS = compile_later(r"(?:\p{Lu}\.?\s?){1,4}")
WITH_INITIALS = compile_later(rf"\p{{Lu}}\p{{L}}+\s{_INITIALS}|{_INITIALS}\p{{Lu}}\p{{L}}+")
# Each with a search for the marks that it cannot do without.
PATTERNS = (
    (LABEL, compile_re(r"[：–—]|:[*_]*(?:\s|$)|\.\s?-|\.\*\*\s").search),
    (ROLE, compile_re(rf"{_BEFORE}[^\W\d_]+[.)]").match),
    (STENOGRAM, compile_re(r"\.\s").search),
)
