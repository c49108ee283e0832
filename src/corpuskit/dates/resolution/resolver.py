"""What a date does not say itself is worked out from its surroundings, and the reason is kept.

The anchors are, in this order: a date that shares its year («July 5 and 16, 2024»); the weekday; the same day
elsewhere in the text with its year; in a narrative (a text without a date of its own, or one that tells of other
years) the date mentioned before; in news the date of the document, the past being favoured.

Source: measured on TimeBank, AQUAINT and WikiWars; the distinction of news and narrative follows HeidelTime
(Strötgen and Gertz 2013, https://doi.org/10.1007/s10579-012-9179-y).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpuskit.dates.calendar.hijri import HijriDate
from corpuskit.dates.calendar.shifts import Shift, apply_shift, find_year_of_weekday
from corpuskit.dates.calendar.values import PartialDate, find_first_month
from corpuskit.dates.language.tense import comes_again, find_tense, find_tense_of_weekday, is_led_ahead
from corpuskit.dates.mentions import Mention
from corpuskit.dates.resolution.anchors import Anchor
from corpuskit.dates.resolution.beside import (
    FROM_NOW_FORMS,
    choose_reading,
    find_day_of_weekday,
    find_nearer_weekday,
    find_year_of_law,
    find_year_of_programme,
    follow_weekday,
    goes_on_from,
    goes_on_in_story,
    is_far,
    is_guess_by_weekday,
    is_in_year_named,
    is_told_weekday,
    leads_to_weekday,
    may_be_topic,
    tells_of_year,
)
from corpuskit.dates.resolution.centuries import Surroundings, choose_century
from corpuskit.dates.resolution.days_alone import place_day_alone
from corpuskit.dates.resolution.entries import is_of_diary
from corpuskit.dates.resolution.narrative import is_custom, tell_years
from corpuskit.dates.resolution.nearest import (
    choose_nearest_year,
    find_year_near,
    is_told_ahead,
    measure_favour_of_month,
)
from corpuskit.dates.resolution.placing import (
    anchor_by,
    compares_period,
    contradicts_weekday,
    convert,
    convert_near,
    find_apposition,
    find_neighbour,
    find_newest,
    find_same,
    find_support,
    move_period,
    place_beside_full_day,
    place_in_month,
    place_in_year,
    place_quarter,
    take_part_of,
)
from corpuskit.dates.resolution.readings import choose_by_post

# What lies on either side of the document.
_BARE = ("bareweekday", "bareweekend")


class Resolver:
    """Resolves the mentions of one document, in their order.

    Args:
        mentions: All mentions of the document.
        document: The date of the document, where it has one.
        around: Returns the words before and after a mention, for its tense.
        posts: The dates at the heads of the posts, where it is a feed; each is the date of the document for its post.
        is_quoted: Tells whether a place of the text lies inside quotation marks.
        entries: Where the entries of a diary begin; what comes after the day of one leans on it.
        breaks_between: Tells whether a paragraph ends between two places of the text.
        is_judgment: Whether it is a judgment, whose paragraphs each tell of their year.

    Attributes:
        stories: For each mention whether it is one of a story; see `readings`.
    """

    def __init__(
        self,
        mentions: Sequence[Mention],
        document: Anchor | None,
        around: Callable[[Mention], tuple[str, str]],
        breaks_between: Callable[[int, int], bool],
        posts: Sequence[Anchor] = (),
        is_quoted: Callable[[int], bool] = lambda _place: False,
        entries: frozenset[int] = frozenset(),
        *,
        is_judgment: bool = False,
    ) -> None:
        self._entries = entries
        self._is_quoted = is_quoted
        self._breaks_between = breaks_between
        self._posts = list(posts)
        # Nobody speaks of the time at which a message was sent.
        self._stamps = {post.at for post in posts if post.date.time is not None}
        self._mentions = list(mentions)
        self._document = document
        self._announced = document
        self._entry: Anchor | None = None
        self._around = around
        self._previous: Anchor | None = None
        self._previous_quarter: Anchor | None = None
        self._previous_era: Anchor | None = None
        self._period: Mention | None = None
        self._years: dict[tuple[int, int | None], Anchor] = {}
        self._full = [
            mention for mention in mentions if mention.first is not None and mention.first.year is not None
        ]
        self._is_judgment = is_judgment
        self.stories = choose_by_post(mentions, document, posts, breaks_between, is_quoted)
        self._is_story = False
        self._story: dict[int, int] = {}
        self._places: dict[int, list[int]] = {}
        for place, mention in enumerate(mentions):
            if mention.first is not None and mention.first.year is not None:
                self._places.setdefault(mention.first.year, []).append(place)
        self._newest = find_newest(self._full)

    def resolve(self) -> list[Mention]:
        """Return the mentions with the value of each, where there is one."""
        self._story = self._tell_years()
        for place, mention in enumerate(self._mentions):
            self._enter_post(mention.start)
            self._is_story = self.stories[place]
            if self._comes_again(mention, place):
                mention = mention.replace(recurring=True)  # noqa: PLW2901 — it is another one now
            elif mention.recurring and mention.part and is_led_ahead(self._around(mention)[0], mention.lang):
                mention = mention.replace(recurring=False)  # noqa: PLW2901
            resolved = mention if mention.recurring else self._take_part_of(self._resolve_one(mention, place))
            self._mentions[place] = resolved
            if mention.start in self._entries and resolved.value is not None and resolved.value.day:
                guess = resolved.uncertain or resolved.year_inferred
                self._entry = Anchor(date=resolved.value, source="post", at=mention.start, is_guess=guess)
                is_told = self._document is not None or resolved.resolved_by == "previous-mention"
                if is_told and is_of_diary(self._entry, self._announced, self._document, self._entries):
                    self._document = self._entry
            of_text = self._is_story and resolved.anchor_source not in (None, "mention")
            if not of_text and mention.start not in self._stamps:
                self._remember(resolved)
        return self._mentions

    def _take_part_of(self, mention: Mention) -> Mention:
        """Return a resolved container as the part of it that is meant."""
        if mention.part is not None and mention.part.unit == "same_period":
            period = find_same(mention.part.name, self._period, self._previous, self._document)
            return move_period(mention, period)
        if compares_period(mention, self._period, self._previous, self._around(mention)[0]):
            return move_period(mention, self._period).replace(uncertain=True)
        return take_part_of(mention)

    def _comes_again(self, mention: Mention, place: int) -> bool:
        """Return whether a date without a year comes again: «it is always on 5 May»."""
        is_open = mention.is_yearless or (mention.shift is not None and mention.shift.unit == "bareweekday")
        if not is_open or mention.near:
            return False
        around = self._around(mention)
        before = self._mentions[place - 1] if place and self._is_story and self._document is None else None
        is_told = before is not None and is_custom(mention, around, before)
        return is_told or comes_again(*around, mention.lang)

    def _tell_years(self) -> dict[int, int]:
        """Return the years of the dates of stories that have none, by their places."""
        places = [place for place, is_story in enumerate(self.stories) if is_story]
        years = tell_years([self._mentions[place] for place in places])
        return {places[index]: year for index, year in years.items()}

    def _resolve_one(self, mention: Mention, place: int) -> Mention:
        """Return a mention with what it means."""
        if mention.hijri is not None and mention.first is None:
            return self._convert(mention, mention.hijri)
        if mention.shift is not None:
            quarter = mention.shift.unit == "quarter_spoken_of"
            return (
                place_quarter(mention, mention.shift, self._previous_quarter, self._document)
                if quarter
                else self._resolve_shift(mention, mention.shift, place)
            )
        if mention.first is None:
            return mention
        if mention.first.month is None and mention.first.day is not None:
            return self._resolve_day(mention)
        if mention.first.year is None:
            any_season = mention.tentative and not self._is_story and self._find_tense(mention) != "past"
            return mention.replace(vague=True) if any_season else self._resolve_year(mention, place)
        return self._take_as_written(mention)

    def _convert(self, mention: Mention, hijri: HijriDate) -> Mention:
        """Return an Islamic date with its days; without a year it is one near the document."""
        if hijri[0] is not None or hijri[1] is None or self._document is None or self._is_story:
            return convert(mention)
        return convert_near(mention, self._document, measure_favour_of_month(mention, self._around(mention)))

    def _enter_post(self, at: int) -> None:
        """Take the date of the post that a place lies in for that of the document."""
        while self._posts and (self._posts[0].at or 0) <= at:
            self._document = self._posts.pop(0)
            self._years.clear()

    def _take_as_written(self, mention: Mention) -> Mention:
        written = mention.replace(value=mention.first, last_value=mention.last, resolved_by="text")
        if "century" in mention.ambiguous and mention.first is not None:
            story = self._previous if self._is_story else None
            around = Surroundings(story, self._document, self._newest, self._previous_era)
            is_future = self._find_tense(mention) == "future"
            written = choose_century(written, mention.first, around, is_future=is_future)
        return written.replace(contradiction="weekday") if contradicts_weekday(mention.first) else written

    def _remember(self, mention: Mention) -> None:
        """Keep a resolved date as an anchor of later ones; that of a law is none."""
        value = mention.last_value or mention.value
        if value is None or value.year is None:
            return
        if value.day is not None and find_year_of_law(self._around(mention)[0]) is not None:
            return
        self._previous_era = Anchor(date=value, source="mention", at=mention.start)
        is_day = mention.last_value is None and value.granularity in ("day", "minute")
        if find_first_month(value) is not None and not is_day:
            # «The same period» is never that of a feast or of the day on which somebody spoke.
            self._period = mention
        if value.unit in ("decade", "century"):
            return
        guess = mention.uncertain or mention.year_inferred
        self._previous = Anchor(
            date=value,
            source="mention",
            at=mention.start,
            is_guess=guess,
            is_by_weekday=mention.resolved_by == "weekday",
        )
        is_other = mention.part is not None and mention.part.unit == "same_period"
        if value.quarter is not None and mention.form != "year_ago_quarter" and not is_other:
            self._previous_quarter = self._previous
        if mention.value is not None and mention.value.month is not None and not mention.year_inferred:
            self._years[mention.value.month, mention.value.day] = Anchor(
                date=mention.value, source="mention", at=mention.start
            )

    def _resolve_year(self, mention: Mention, place: int) -> Mention:
        """Find the year of a date that has none."""
        first = mention.first
        if first is not None and first.weekday is not None and mention.alternatives and not mention.last:
            mention = choose_reading(mention, self._document or self._newest)
            first = mention.first
        found = None if first is None else self._find_year(mention, first, place)
        if first is None or found is None:
            return mention
        rule, year, anchor = found
        placed = place_in_year(mention, first, year)
        if placed is None:
            return mention
        contradicts = mention.near and rule == "document-date" and first.weekday is not None
        return anchor_by(
            mention,
            rule,
            anchor,
            value=placed[0],
            last_value=placed[1],
            year_inferred=rule not in ("weekday", "coordination")
            or (
                rule == "weekday"
                and (mention.near or anchor is not None)
                and is_guess_by_weekday(anchor, self._document, year, is_first=place == 0)
            ),
            contradiction="weekday" if contradicts else mention.contradiction,
        )

    def _find_year(
        self, mention: Mention, first: PartialDate, place: int
    ) -> tuple[str, int, Anchor | None] | None:
        """Return the rule, the year and the anchor; None where nothing gives a year."""
        shared = find_neighbour(self._mentions, first, place)
        if shared is not None:
            return "coordination", shared.day[0], shared
        law = find_year_of_law(self._around(mention)[0])
        if law is not None:
            return "coordination", law, None
        if mention.near and self._document is not None and not self._is_story:
            return find_year_near(mention, first, self._document)
        if first.weekday is not None and first.month is not None and first.day is not None:
            return self._year_by_weekday(first, mention.lang)
        is_entry = self._document is None and mention.start in self._entries
        if is_entry and self._previous is not None:
            # «Diary of 1938».
            return "previous-mention", self._previous.day[0], self._previous
        return (self._year_in_narrative if self._is_story else self._year_in_news)(mention, first, place)

    def _year_in_news(
        self, mention: Mention, first: PartialDate, place: int
    ) -> tuple[str, int, Anchor | None] | None:
        same = self._years.get((first.month, first.day)) if first.month and first.day else None
        if same is not None:
            return "same-day", same.day[0], same
        if self._document is None:
            return None
        told = self._previous
        tense = None if told is None else find_tense(*self._around(mention), lang=mention.lang, weak=False)
        around = self._around(mention)
        if (
            told is not None
            and may_be_topic(told, mention, self._mentions[place - 1], self._around, self._is_quoted)
            and tells_of_year(told, self._document, mention, tense, around, self._is_judgment)
        ):
            return "previous-mention", told.day[0], told
        before = self._mentions[place - 1] if place else None
        is_named = (
            before is not None
            and not self._breaks_between(before.end, mention.start)
            and is_in_year_named(before, mention, around[0], self._around(before)[1])
        )
        looks_away = (
            is_named
            and self._find_tense(mention) == "future"
            and told is not None
            and told.day[0] < self._document.day[0]
        )
        if told is not None and is_named and not looks_away:
            return "previous-mention", told.day[0], told
        if before is not None and goes_on_from(before, first):
            return "document-date", (before.value or first).year or 0, self._document
        return (
            "document-date",
            choose_nearest_year(mention, first, self._document.day, around),
            self._document,
        )

    def _year_in_narrative(
        self, mention: Mention, _first: PartialDate, place: int
    ) -> tuple[str, int, Anchor | None] | None:
        year = self._story.get(place)
        if year is None:
            return None
        source = find_support(self._mentions, self._places, year, place)
        return (
            ("previous-mention" if source.at is None or source.at < mention.start else "next-mention"),
            year,
            source,
        )

    def _year_by_weekday(self, first: PartialDate, lang: str | None) -> tuple[str, int, Anchor | None] | None:
        """Return the year in which the day falls on the weekday, nearest to the anchor."""
        anchor = self._document if not self._is_story or self._previous is None else self._previous
        newest = self._newest if anchor is None else None
        anchor = anchor or newest
        if anchor is None:
            return None
        year = None if self._document else find_year_of_programme(first, self._full, self._previous)
        if year is not None:
            # «The first fair was held in 2008» does not date this one.
            others = [self._around(self._mentions[at]) for at in self._places.get(year, ())]
            is_told = all(find_tense(*around, lang=lang) == "past" for around in others)
            is_sure = year == max(self._places) and not is_told
            return "weekday", year, None if is_sure else self._previous or self._newest
        best = find_year_of_weekday(first, anchor.day, only_after=newest is not None)
        return None if best is None else ("weekday", best, anchor)

    def _resolve_day(self, mention: Mention) -> Mention:
        """Find the month of a day that has none."""
        anchor = self._previous if self._is_story else self._entry or self._document
        if self._document is not None and self._document.date.granularity == "month":
            return place_in_month(mention, self._document)
        if anchor is None or anchor.date.day is None:
            return place_beside_full_day(mention, self._full)
        chat, around = anchor.at in self._stamps, self._around(mention)
        return place_day_alone(mention, anchor, self._previous, around, is_message=chat)

    def _resolve_shift(self, mention: Mention, shift: Shift, place: int) -> Mention:
        """Work out a relative date."""
        apposition = find_apposition(self._mentions, place)
        if apposition is not None:
            return anchor_by(mention, "apposition", apposition, value=PartialDate(apposition.day[0]))
        # Nothing tells of which week somebody speaks in a story.
        is_said = shift.unit == "bareweekday" and self._is_story and self._is_quoted(mention.start)
        if is_said or (mention.tentative and not self._looks_ahead(mention)):
            # «He built it in two weeks» has no date.
            return mention.replace(vague=not is_said)
        before = self._mentions[place - 1] if place else None
        if shift.unit == "bareweekday" and leads_to_weekday(before) and before is not None:
            return follow_weekday(mention, shift, before)
        beside = find_day_of_weekday(self._previous, self._document, mention, shift)
        anchor = beside or self._find_base(mention, shift)
        shift = shift if beside is None else Shift("bareweekday", 0, shift.name)
        if anchor is None:
            return mention
        is_news = self._document is not None and not self._is_story
        tense = find_tense_of_weekday(*self._around(mention), mention.lang, is_news=is_news)
        value = apply_shift(shift, anchor.date, tense, narrative=anchor is self._previous)
        if shift.unit == "bareweekday" and value is not None and not self._is_story:
            is_message = anchor.at in self._stamps
            value = find_nearer_weekday(
                value, anchor, self._previous, self._around(mention), mention, tense, is_message=is_message
            )
        if value is None:
            return mention
        rule = "previous-mention" if anchor is self._previous else "document-date"
        is_apart = anchor is not self._document and self._breaks_between(anchor.at or 0, mention.start)
        guess = shift.unit in _BARE or anchor.is_guess or is_far(anchor, mention)
        guess = guess or is_told_ahead(value, anchor, shift, tense)
        guess = guess or (
            shift.base == "mention" and (is_apart or (shift.count != 0 and rule != "previous-mention"))
        )
        # «Next year» in a story may be the one after it was written, where no verb says that it is told.
        leans = mention.tentative or (shift.base == "document" and anchor is self._previous)
        guess = guess or (leans and self._find_tense(mention) is None)
        return anchor_by(mention, rule, anchor, value=value, uncertain=guess)

    def _looks_ahead(self, mention: Mention) -> bool:
        """Return whether «in two weeks» is a date: the sentence speaks of the future, or in news not of the past."""
        tense = self._find_tense(mention)
        return tense == "future" or (tense is None and not self._is_story and self._document is not None)

    def _find_tense(self, mention: Mention) -> str | None:
        return find_tense(*self._around(mention), lang=mention.lang)

    def _find_base(self, mention: Mention, shift: Shift) -> Anchor | None:
        """Return what a relative date counts from: the date of the document, or that spoken of before."""
        if shift.base == "mention":
            # «That week» of a text that has no other date is the week of the document.
            if shift.unit in ("decade", "century"):
                return self._previous_era
            is_message = self._document is not None and self._document.at in self._stamps
            is_year = shift.unit in ("year", "month", "week") and not self._is_story
            return self._previous or (self._document if shift.count == 0 or is_message or is_year else None)
        goes_on = (
            shift.count > 0
            and mention.form in FROM_NOW_FORMS
            and goes_on_in_story(
                mention, self._previous, self._document, self._around(mention), is_story=self._is_story
            )
        )
        of_story = mention.form == "edge_of_unit" or (shift.unit == "century" and not shift.count)
        if goes_on or (of_story and self._is_story):
            return self._previous
        if shift.unit == "bareweekday" and self._entry is not None and not self._is_story:
            return self._entry
        if is_told_weekday(shift, self._document, is_story=self._is_story) and self._previous is not None:
            return self._previous if self._previous.date.day is not None else None
        return self._document
