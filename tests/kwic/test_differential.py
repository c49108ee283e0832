"""Words of forty scripts are found where trying everything finds them, on every way and with every threshold at its least."""

from __future__ import annotations

import differential
import pytest
from tests.thresholds import LEAST, every_threshold_at_its_least, find_places, load_all

from corpuskit.corpus import Document
from corpuskit.kwic import KwicOptions, concordance

SEARCHES = {"memory": 2000, "plain finders": 600, "standard input": 600, "file": 600, "index": 400}


@pytest.mark.parametrize("way", SEARCHES)
def test_no_hit_is_lost_and_none_is_made_up(way):
    with every_threshold_at_its_least():
        assert list(differential.differences(SEARCHES[way], 1, differential.WAYS[way])) == []


def test_every_threshold_can_be_set():
    load_all()
    assert [threshold for threshold in LEAST if not find_places(*threshold)] == []


# A word with a mark, in one script each.
WORDS = [
    "है", "ที่", "தமிழ்", "বাংলা", "తెలుగు", "ကို", "ខ្មែរ", "ọ̀rọ̀", "هٔ", "ਪੰਜਾਬੀ", "ગુજરાતી", "ଓଡ଼ିଆ", "ಕನ್ನಡ", "മലയാളം", "සිංහල",
    "བོད", "שָׁלוֹם", "ܫܠܳܡܳܐ", "ދިވެހި", "ߒߞߏ߫", "ꦗꦮ", "ᬩᬮᬶ", "người", "ά", "ё", "й", "각", "が",
]  # fmt: skip


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize("options", [{}, {"substring": True}, {"within": "document"}], ids=str)
def test_twice_the_text_has_twice_the_hits(word, options):
    """Nothing changes when a text grows over the size from which on lines are passed over."""
    line = f"x {word} y, {word}\n" + "a line without it\n"
    for times in (1, 5_000):
        document = Document("d", line * times, paragraph_rule="line")
        (record,) = concordance([document], KwicOptions(pattern=word, count=True, **options))
        assert record.hits == 2 * times
