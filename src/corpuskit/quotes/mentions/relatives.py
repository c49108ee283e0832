"""Whether a name behind a noun of relatives is theirs, or that of whose relative they are."""

from __future__ import annotations

from corpuskit.quotes.given_names import gender_of_given_name
from corpuskit.quotes.lexicon import Lexicon


def is_of_a_relative(before: tuple[str, ...], name: str | None, lexicon: Lexicon) -> bool:
    """Return whether a name is that of whose relative somebody is: «the son of the engineer Ann Lee», «сын Ильи Громова».

    Args:
        before: The words before the name, in lower case.
        name: The name; None for none.
        lexicon: Nouns of relatives and the endings of cases of its language.
    """
    kin = next(
        (place for place in range(len(before) - 1, -1, -1) if before[place] in lexicon.relations), None
    )
    if name is None or kin is None:
        return False
    given, between = name.split()[0].replace("’", "'"), before[kin + 1 :]
    if lexicon.given_endings["masculine"]:
        # Where cases tell, a relative of that name has it in the nominative.
        persons = all(lexicon.is_person(word) for word in (before[kin], *between))
        return not persons or not (
            gender_of_given_name(given.lower()) is not None or not _may_be_oblique(given, lexicon)
        )
    if not lexicon.capitals:
        # «والد الطفل سامي», but «محامي الدفاع رامي»
        return all(
            lexicon.is_person(word) or not word.startswith(lexicon.article or "\0") for word in between
        )
    # «dell'ingegner», «d'Anna»
    links = [*between, *(word[: word.find("'") + 1] for word in (*between, given.lower()) if lexicon.elides)]
    return any(word in lexicon.linking or lexicon.tags.get(word) in ("prep", "det") for word in links)


def _may_be_oblique(given_name: str, lexicon: Lexicon) -> bool:
    """Return whether a given name ends with the letter of an oblique case."""
    return any(
        given_name.endswith(oblique)
        for endings in lexicon.given_endings.values()
        for oblique, _ in endings
        if len(oblique) == 1
    )
