"""Write the names of months and weekdays of the CLDR into `src/corpuskit/dates/languages/*.toml`.

Run it in a development environment, where babel is installed: `python tools/update_date_names.py`. Only the part of
each file between the two marker lines is replaced; what is written by hand stands outside of it.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from babel import Locale
from babel import __version__ as babel_version

LANGUAGES = Path(__file__).parent.parent / "src" / "corpuskit" / "dates" / "languages"
BEGIN = "# >>> CLDR names, written by tools/update_date_names.py; do not edit by hand"
END = "# <<< CLDR names"
# The locales of a language, where there are more than the one of its own name.
LOCALES = {
    "en": ["en", "en_GB", "en_AU", "en_CA"],
    "fr": ["fr", "fr_CA"],
    "es": ["es", "es_MX", "es_AR", "es_PE"],
    "de": ["de", "de_AT"],
    "pt": ["pt", "pt_PT"],
    # Egyptian, Levantine, Moroccan and Algerian names of the months.
    "ar": ["ar", "ar_SY", "ar_MA", "ar_DZ"],
    "zh": ["zh", "zh_Hant"],
}
# Names that are other words as well, more often than not.
LEFT_OUT = {"pt": "seg segunda ter terça qua quarta qui quinta sex sexta"}
# Shorter than this a name is a letter or a pair of letters, and nearly always something else.
SHORTEST_NAME = {"ru": 3, "zh": 2}


def collect_names(
    locales: list[str], attribute: str, shortest: int, left_out: list[str]
) -> dict[int, list[str]]:
    """Return the names by their number as CLDR counts them, without a final full stop, each name once."""
    names: dict[int, list[str]] = {}
    for locale in locales:
        table = getattr(Locale.parse(locale), attribute)
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, written in table[context][width].items():
                    name = written.rstrip(".").lower().replace(" ", "_")
                    known = names.setdefault(number, [])
                    is_name = len(name) >= shortest and not name[0].isdigit()
                    if is_name and name not in known and name not in left_out:
                        known.append(name)
    return names


def render_section(title: str, names: dict[int, list[str]]) -> list[str]:
    """Return the lines of one TOML table."""
    return [f"[cldr.{title}]", *(f'{number} = "{" ".join(names[number])}"' for number in sorted(names))]


def update_language(code: str) -> None:
    """Replace the generated part of the file of one language."""
    path = LANGUAGES / f"{code}.toml"
    shortest = SHORTEST_NAME.get(code, 3)
    locales = LOCALES.get(code, [code])
    left_out = LEFT_OUT.get(code, "").split()
    lines = [BEGIN, f"# babel {babel_version}"]
    lines += render_section("months", collect_names(locales, "months", shortest, left_out))
    lines += render_section("weekdays", collect_names(locales, "days", shortest, left_out))
    lines.append(END)
    text = path.read_text(encoding="utf-8")
    block = re.compile(re.escape(BEGIN) + ".*?" + re.escape(END), re.DOTALL)
    path.write_text(block.sub(lambda _: "\n".join(lines), text), encoding="utf-8")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__).parse_args()
    for path in sorted(LANGUAGES.glob("*.toml")):
        if BEGIN in path.read_text(encoding="utf-8"):
            update_language(path.stem)
            print(f"{path.name} updated")
