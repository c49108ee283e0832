"""All rules of attribution, in the order in which they are tried; each with an example that a test runs."""

from __future__ import annotations

from corpuskit.quotes.attribution import clauses, labels, neighbours, reports
from corpuskit.quotes.attribution.context import Rule
from corpuskit.quotes.attribution.cues import PASSIVE

INTERRUPTED = Rule(
    "interrupted",
    "inside",
    "«Поздно, — сказала Анна Ли, — и мы идём домой».",
    "Анна Ли",
    "«Поздно — и мы идём домой», — сказала Анна Ли.",
    reports.interrupting,
    holds="anywhere",
    needs="interrupts",
)
RESUMED = Rule(
    "resumed",
    "near",
    "“No,” growled Silas, “that is the wind.”",
    "Silas",
    "Silas growled, “that is the wind.”",
    reports.resuming,
)
INTRODUCED = Rule(
    "introduced",
    "beside",
    "Ann Lee told reporters that “it is far too late.”",
    "Ann Lee",
    "Ann Lee left the hall of “a bad joke.”",
    reports.introducing,
)
CUE_FIRST = Rule(
    "quote-cue-subject",
    "near",
    "“It is late,” said Ann Lee.",
    "Ann Lee",
    "“It is late.” Said Ann Lee.",
    reports.cue_first,
    holds="anywhere",
)
SUBJECT_FIRST = Rule(
    "quote-subject-cue",
    "near",
    "“It is late,” Ann Lee, who was tired, told reporters.",
    "Ann Lee",
    "“It is late.” Ann Lee said so.",
    reports.subject_first,
    holds="anywhere",
)
NOUN_OF_SAYING = Rule(
    "noun-of-saying",
    "near",
    "Ann Lee’s claim that “it is far too late” was false.",
    "Ann Lee’s",
    "The claim that “it is far too late” was false.",
    clauses.owning_noun,
    needs="nouns",
)
LEFT_CUE = Rule(
    "left-cue",
    "distant",
    "Ann Lee called the plan “a bad joke.”",
    "Ann Lee",
    "Ann Lee read the plan of “a bad joke.”",
    clauses.cue_on_the_left,
)
OUTERMOST_REPORT = Rule(
    "outermost-report",
    "distant",
    "She said that eight had complained of a plan that is “far too late for all.”",
    "She",
    "Eight had complained of a plan that is “far too late for all.”",
    clauses.outermost_report,
)
ACCORDING_TO = Rule(
    "according-to",
    "beside",
    "According to Ann Lee, “it is far too late.”",
    "Ann Lee",
    "Thanks to Ann Lee, “it is far too late.”",
    clauses.according,
    by_sentence=True,
    holds="anywhere",
)
VIEWPOINT = Rule(
    "viewpoint",
    "beside",
    "Pour Anne Roy, c’est « une très bonne nouvelle pour tous ».",
    "Anne Roy",
    "Pour demain, c’est « une très bonne nouvelle pour tous ».",
    clauses.viewpoint,
    needs="viewpoint",
)
RIGHT_CUE = Rule(
    "right-cue",
    "distant",
    "“It is late” is more than what Ann Lee said.",
    "Ann Lee",
    "“It is late” is more than what Ann Lee knew.",
    clauses.cue_on_the_right,
)
ANNOUNCED = Rule(
    "announced",
    "beside",
    "Then Bob Ray replied:\n\n“It was never late.”",
    "Bob Ray",
    "Then Bob Ray replied.\n\n“It was never late.”",
    neighbours.announcing,
    holds="alone",
)
ANNOUNCED_WITHOUT_CUE = Rule(
    "announced-without-cue",
    "beside",
    "Bob Ray was clear about it:\n\n“It was never late.”",
    "Bob Ray",
    "Bob Ray was clear about it.\n\n“It was never late.”",
    neighbours.announcing_without_cue,
    holds="alone",
)
CONTINUED = Rule(
    "continued",
    "beside",
    "“It is late,” said Ann Lee. “We should go.”",
    "Ann Lee",
    "“We should go.” The hall was empty.",
    neighbours.continuing,
    holds="anywhere",
)
AFTER_REPORT = Rule(
    "after-report",
    "beside",
    "The bridge is old, Ann Lee said. “We need a new one.”",
    "Ann Lee",
    "The bridge is old. “We need a new one.”",
    neighbours.after_report,
    by_sentence=True,
    holds="alone",
)
ACT = Rule(
    "act",
    "beside",
    "Peter stepped back. “What did she say to that?”",
    "Peter",
    "The old house fell. “What did she say to that?”",
    neighbours.beside_an_act,
    holds="anywhere",
)
TURN_TAKING = Rule(
    "turn-taking",
    "none",
    "Ils sont dans la maison et le soir est là.\n— Non, dit Anne.\n— Si, dit Paul.\n— Pourquoi ?",
    "Anne",
    "Ils sont dans la maison et le soir est là.\n— Non, dit Anne.\n— Pourquoi ?",
    neighbours.taking_turns,
    holds="alone",
)
INSCRIBED = Rule(
    "inscribed",
    "beside",
    "On the door hung an old sign: “Closed until May.”",
    "an old sign",
    "On the door hung an old coat: “Closed until May.”",
    clauses.inscribed,
)
LABELLED = Rule(
    "labelled",
    "beside",
    "The coroner, Ann Lee: “He seemed wet.”",
    "The coroner, Ann Lee",
    "The place: “He seemed wet.”",
    labels.labelling,
)
SIGNED = Rule(
    "signed",
    "beside",
    "“It is far too late for us.” – Ann Lee, mayor of Rome",
    "Ann Lee, mayor of Rome",
    "“It is far too late for us.” – and so on",
    reports.signing,
    holds="anywhere",
)
REPORTED_MOOD = Rule(
    "reported-mood",
    "none",
    "Der Papst ist alt und wird gehen, sagte Georg Roth. Der Rücktritt sei „ein ganz natürlicher Vorgang“.",
    "Georg Roth",
    "Der Papst ist alt und wird gehen, sagte Georg Roth. Der Rücktritt war „ein ganz natürlicher Vorgang“.",
    clauses.reported_mood,
    by_sentence=True,
    needs="reported_mood",
)
MAIN_SUBJECT = Rule(
    "main-subject",
    "none",
    "Ann Lee came with “a very long list of demands.”",
    "Ann Lee",
    "“A very long list of demands” was there.",
    clauses.main_subject,
    needs="subject_first",
)
NOUN_PHRASE = Rule(
    "noun-phrase",
    "none",
    "And that was that for Ann Lee: “It is far too late.”",
    "Ann Lee",
    "And that was that: “It is far too late.”",
    is_last_resort=True,
)
"""A noun phrase near the quotation, where no rule says more."""
RULES = (
    INTERRUPTED,
    RESUMED,
    INTRODUCED,
    INSCRIBED,
    LABELLED,
    SIGNED,
    CUE_FIRST,
    SUBJECT_FIRST,
    NOUN_OF_SAYING,
    LEFT_CUE,
    ACCORDING_TO,
    VIEWPOINT,
    OUTERMOST_REPORT,
    RIGHT_CUE,
    ANNOUNCED,
    ANNOUNCED_WITHOUT_CUE,
    AFTER_REPORT,
    ACT,
    CONTINUED,
    TURN_TAKING,
    REPORTED_MOOD,
    MAIN_SUBJECT,
)
"""The rules for quotations in marks, in the order in which they are tried."""

PARSE = Rule("parse", "none", "", None, "")
"""The subject in a dependency parse; its tests need a parser."""
SAME_WORDS = Rule(
    "same-words",
    "none",
    "“A leap ahead” for the harbour\n\nThe works were “a leap ahead,” said Ann Lee.",
    "Ann Lee",
    "“A leap” for the harbour\n\nThe works were “a leap,” said Ann Lee.",
)
"""The same words stand elsewhere in the document, with their speaker."""
THAT_CLAUSE = Rule(
    "that-clause",
    "none",
    "The mayor said that the bridge was old.",
    "The mayor",
    "They expressed concern about plans that harm the old bridge.",
)
CLAUSE_AND_REPORT = Rule(
    "clause-and-report",
    "none",
    "The bridge is old, the engineers said.",
    "the engineers",
    "The bridge is old, the engineers know.",
)
INDIRECT_RULES = (THAT_CLAUSE, CLAUSE_AND_REPORT)

HEADER = Rule(
    "header",
    "none",
    "📰 Article by Minister Ann Lee\n💬 The harbour is open again.",
    "Minister Ann Lee",
    "📰 News of the day\n💬 The harbour is open again.",
)
SPEECH_BUBBLE = Rule(
    "speech-bubble",
    "none",
    "📰 News of the day\n💬 The harbour is open again.",
    None,
    "📰 Article by Minister Ann Lee\n💬 The harbour is open again.",
)
LABEL = Rule(
    "label",
    "none",
    "💬 Ann Lee in her opening remarks: I am glad to be here.",
    "Ann Lee",
    "💬 I am glad to be here.",
)
COPY = Rule(
    "copy",
    "none",
    "Comment by Ann Lee\n💬 The strike is over.\n#Strike\nNews of the day\n💬 The strike is over.",
    "Ann Lee",
    "Comment by Ann Lee\n💬 The strike is over.\n***\nNews of the day\n💬 The strike goes on.",
)
TRANSCRIPT = Rule(
    "transcript",
    "beside",
    "ANN LEE: We will go home now.\n\nBOB RAY: No, not yet.\n\nANN LEE: It is late.\n\nBOB RAY: So it is.",
    "ANN LEE",
    "Price: We will go home now.\n\nPlace: 12",
)
CHAT = Rule(
    "chat",
    "none",
    "[12.05.23, 09:15:00] Ann Lee: It is late.",
    "Ann Lee",
    "[12.05.23, 09:15:00] ERROR: it is late.",
)
QUOTED_LINES = Rule(
    "quoted-lines", "none", "> We will go home now.\n> It is late.", None, "5 > 4 is what he wrote."
)
DASH = Rule(
    "dash",
    "none",
    "Ils sont dans la maison et le soir est là.\n— Non, dit Anne.\n— Si, dit Paul.",
    "Anne",
    "— un point\n— un autre point",
)
INTERVIEWEE = Rule(
    "interviewee",
    "none",
    "Marie Roy est luthière.\n— Vous partez ?\n— Oui, en mai.\n— Et la suite ?\n— Un quatuor.",
    "Marie Roy",
    "Marie Roy est luthière.\n— Vous partez ?\n— Oui, dit Anne.\n— Et la suite ?\n— Un quatuor.",
)
TURN_RULES = (INTERVIEWEE, HEADER, SPEECH_BUBBLE, LABEL, COPY, TRANSCRIPT, CHAT, QUOTED_LINES, DASH)
"""The rules for speech without marks."""

ALL_RULES = (*RULES, NOUN_PHRASE, PASSIVE, SAME_WORDS, *INDIRECT_RULES, *TURN_RULES)
"""Every rule that stands in records, apart from the parse."""
