"""Words that a list leaves out."""

from __future__ import annotations

from corpuskit.errors import UsageError
from corpuskit.inputs import InputFiles


def read_stop_words(named: str | None, inputs: InputFiles) -> tuple[str, ...]:
    """Return the words that `--stop` names.

    Args:
        named: The code of a language with a table of function words, or `@` and a file with a word a line; None for
            none.
        inputs: Takes note of the file.

    Raises:
        UsageError: There is no such language, or the file cannot be read.
    """
    from corpuskit.text.language import list_function_words

    if named is None:
        return ()
    if named.startswith("@"):
        inputs.add(named[1:])
        try:
            with open(named[1:], encoding="utf-8-sig") as file:
                return tuple(word for line in file if (word := line.strip()))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(f"--stop {named}: {error}", hint="a file of UTF-8 with a word a line") from error
    words = list_function_words()
    if named not in words:
        raise UsageError(
            f"no function words of {named!r} are known", hint=f"one of {', '.join(sorted(words))}, or @FILE"
        )
    return words[named]
