"""What a table says of the order of the clause and of function words."""

from __future__ import annotations

from typing import Literal

import msgspec


class Grammar(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Order of the clause, and the classes of function words.

    Attributes:
        order: Whether the subject stands before its verb or after it, as a rule.
        inverts: Whether the subject may stand after the verb in any sentence.
        drops_pronouns: Whether the verb alone may stand for a subject that was named before.
        verb_second: Whether the subject follows its verb where something else begins the sentence.
        subject_leads: Whether the subject begins its clause, with other words between it and the verb.
        modifiers_precede: Whether nouns stand before those that they modify: «Manchester United manager Alex Ferguson».
        names_end_phrases: Whether words in small letters after a name belong to something else.
        interrupts: Whether a report may stand between dashes inside the marks.
        elides: Whether short words are joined to the next by an apostrophe, and pronouns to verbs by a hyphen.
        unspaced: Whether words are not separated.
        names_are_capitalised: Whether names begin with a capital and other nouns do not.
        nouns_are_capitalised: Whether every noun has a capital, so that a fragment in small letters is no name.
        has_articles: Whether a noun in the singular has an article, as a rule.
        times_are_capitalised: Whether months and days of the week have a capital.
        cue_prefixes: Conjunctions that are written together with the verb after them.
        cue_suffixes: Pronouns that are written together with the verb before them: «وصفها».
        subject_particles: Particles after which the subject stands before its verb, where it stands behind as a rule.
        pronouns: Personal pronouns in the form of a subject.
        impersonal_pronouns: Pronouns of these that stand for nobody: «es heißt».
        existentials: What says that something is there: «il y a écrit».
        object_pronouns: Pronouns of these that stand before the verb as its object too: «Un auditeur nous écrit».
        determiners: Articles, demonstratives, possessives, quantifiers.
        prepositions: Prepositions, and what stands between a subject and its verb like one.
        subordinators: Words that begin a clause which is no main clause.
        relatives: Relative pronouns.
        coordinators: «and», «or», «but».
        auxiliaries: Forms of auxiliary verbs.
        adverbs: Adverbs that stand beside verbs of saying.
        times: Days of the week, months, parts of the day.
        verbs: Other frequent verbs that no suffix tells.
        linking_prepositions: Prepositions that link the nouns of one phrase: «of».
        partitives: Prepositions of the whole, after a quantifier: «одна из матерей».
        oblique_determiners: Determiners that no subject has: «dem», «den».
        future_suffixes: Endings of verbs of saying behind their lemma: «diría», «racontera».
        month_names: Months that are given names too: «April Lee».
        dative_prefix: The preposition of whom somebody speaks to, written together with its article.
        habituals: Finite verbs before the infinitive of a verb of saying: «solía decir».
        place_speakers: Prepositions of a place whose people speak: «в мэрии сообщили».
        impersonal_suffixes: Suffixes of the verbs of saying that such a place has.
        passive_auxiliaries: Auxiliaries of the passive, and participles that name nobody without one: «сказано».
        agents: Prepositions of the agent of a passive.
        reflexives: Pronouns before an auxiliary or a verb that has no passive and no object then: «s’est dit», «si chiama».
        reflexive_verbs: Verbs of saying that say nothing with such a pronoun: «befand sich».
        plural_determiners: What stands before a plural, so that no verb in the singular follows: «other fine claims».
        plural_auxiliaries: Auxiliaries behind a plural: «our top questions were».
        complementizers: «that».
        topic_prepositions: Prepositions after which «that» is no complementizer.
        possessives: Possessive pronouns.
        infinitive_marks: «to».
        not_adverbs: Words with the suffix of adverbs that are none.
        adverb_suffixes: Suffixes of adverbs.
        adverb_endings: Characters that adverbs before a verb end with, in a script without spaces.
        paired_adverbs: Characters that stand twice, before two verbs at once: «边系鞋带边念叨».
        short_adverbs: Adverbs of one character that names hold too, so that they are such only right before a verb
            or a preposition, in a script without spaces.
        past_suffixes: Suffixes of the past tense.
        participle_suffixes: Suffixes of the present participle.
        gerund_suffixes: Suffixes of the participle behind a preposition: «en souriant».
        reported_mood: Verbs in the mood of reported speech, by which a sentence without a verb of saying goes on with one.
        indefinites: Indefinite articles, where every noun has a capital, so that what follows one is told from a title.
        circumstantials: Participles of verbs of saying that add to another verb, so that they have its subject: «واصفا».
        behind_auxiliaries: Verbs of saying that are such behind an auxiliary alone: «elle s’est dite ravie».
        cues_beside: Verbs that report speech only where they stand right behind it: «“Non vengo” fa la Teresa».
        report_suffixes: Suffixes of finite verbs, by which a verb that is not listed is known beside speech.
        reports_after_commas: Whether a comma alone may stand between speech and its report in a dialogue behind dashes.
        lists_with_dashes: Whether long dashes begin the points of lists as often as speech.
        other_words: Words that only look as if they held one of the others, in a script without spaces.
        attributive: What divides an attribute from its noun behind it, in a script without spaces.
        aspects: What stands right behind a verb of one character, in a script without spaces.
        numerals: Characters of numbers, in a script without spaces.
        date_units: Units of dates and hours behind them; with `*` for the number, of the parts of laws: «第*条».
    """

    order: Literal["subject-verb", "verb-subject"]
    indefinites: str = ""
    circumstantials: str = ""
    behind_auxiliaries: str = ""
    cues_beside: str = ""
    pronouns: str
    determiners: str
    prepositions: str
    subordinators: str
    adverbs: str
    coordinators: str = ""
    times: str = ""
    relatives: str = ""
    auxiliaries: str = ""
    verbs: str = ""
    impersonal_pronouns: str = ""
    existentials: list[str] = []
    object_pronouns: str = ""
    inverts: bool = False
    drops_pronouns: bool = False
    verb_second: bool = False
    subject_leads: bool = False
    modifiers_precede: bool = False
    names_end_phrases: bool = False
    interrupts: bool = False
    elides: bool = False
    unspaced: bool = False
    names_are_capitalised: bool = True
    nouns_are_capitalised: bool = False
    times_are_capitalised: bool = False
    has_articles: bool = False
    cue_prefixes: str = ""
    cue_suffixes: str = ""
    subject_particles: str = ""
    linking_prepositions: str = ""
    partitives: str = ""
    oblique_determiners: str = ""
    future_suffixes: str = ""
    month_names: str = ""
    dative_prefix: str = ""
    habituals: str = ""
    place_speakers: str = ""
    impersonal_suffixes: str = ""
    passive_auxiliaries: str = ""
    agents: str = ""
    reflexives: str = ""
    reflexive_verbs: str = ""
    plural_determiners: str = ""
    plural_auxiliaries: str = ""
    complementizers: str = ""
    topic_prepositions: str = ""
    possessives: str = ""
    infinitive_marks: str = ""
    not_adverbs: str = ""
    adverb_suffixes: str = ""
    adverb_endings: str = ""
    paired_adverbs: str = ""
    short_adverbs: str = ""
    past_suffixes: str = ""
    participle_suffixes: str = ""
    gerund_suffixes: str = ""
    other_words: str = ""
    attributive: str = ""
    aspects: str = ""
    numerals: str = ""
    date_units: str = ""
    reported_mood: str = ""
    report_suffixes: str = ""
    reports_after_commas: bool = False
    lists_with_dashes: bool = False
