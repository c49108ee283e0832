"""The forms that a date takes, as regular expressions over the kinds of tokens.

One character is one token (see `KINDS` in the lexicon): `M` a month, `W` a weekday, `1` a number from 1 to 31, `4`
a number of four digits, a space or a mark is itself. A named group says which part of the date a token is. The
rules are shared by all languages; what a word means is said by the languages' tables. Since a run is a short
string and its form comes back again and again, what the rules find in one is kept.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple


class Match(NamedTuple):
    """A form found in a run.

    Attributes:
        rule: Name of the form.
        start: Index of its first token.
        end: Index after its last token.
        parts: Index of the token of each named part.
    """

    rule: str
    start: int
    end: int
    parts: dict[str, int]


_DAY = "[1oc]"
_THE = "(?:h )?"
_WEEKDAY = r"(?:(?:h )?(?:(?P<near>[LXT]) ){0,2}(?P<weekday>[Ww])\.?(?: ?, ?| |-| \()(?:z )?)?"
_OF = "(?:[Oh] ){0,2}"
# «the end of», «early», «mid-», «late in».
_MODIFIER = "(?:(?:h )?(?P<modifier>F)(?:-| |)(?:[O@] )?(?:h )?)?"
_YEAR = r"(?:(?: ?, ?| |\.|-|/)(?:[O@] )?(?:h )?(?:Y )?(?P<year>[49]|[123](?=(?: ?[Yy]\.?)? ?[Ee]))(?: ?[Yy]\.?)?(?: ?(?P<era>[Ee]))?)"
_TIME = "(?:(?:,? ?|-)(?:[Pα>@] (?:h )?)?(?P<time>t))?"
# «the 2021-22 school year», «l'année scolaire 2021», FY2021.
_FISCAL_BEFORE = "(?:h )?(?:B Y |Y B |B ?|Y )"
_FISCAL_AFTER = r"(?: B Y| ?[Yy]\.?)?"
_DASH = "(?: ?- ?| > ?(?:h )?)"
_LIST = "(?: ?- ?| > ?(?:h )?| & ?(?:h )?)"

_RULES = {
    # 24 June 2021 · Friday, the 13th of May · 1er mai · 16-го сентября 2021 г. · 23/Sep/2020
    "day_month": rf"{_WEEKDAY}{_THE}(?:z )?(?P<day>{_DAY})(?:\. ?| |-|/|)(?:D )?{_OF}(?:N O?)?(?P<month>[Mm])\.?{_YEAR}?{_TIME}",
    "day_month_short": r"(?P<day>1)(?P<mark>[-/])(?P<month>[Mm])(?P=mark)(?P<short>[129])(?!\.? ?[Mm])",
    # June 24, 2021 · Sunday, March the eighth
    "month_day": rf"{_WEEKDAY}(?P<month>[Mm])(?:\.? |\.|-|/ ?|)(?:h )?(?P<day>[1o]){_YEAR}?{_TIME}",
    # Wed Oct 26 15:50:06 2016
    "day_month_time_year": rf"{_WEEKDAY}{_THE}(?P<day>1) {_OF}(?P<month>[Mm])\.? (?P<time>t) (?P<year>4)",
    "month_day_time_year": rf"{_WEEKDAY}(?P<month>[Mm])\.? (?P<day>1) (?P<time>t) (?P<year>4)",
    # el 9 de 8 de 1971
    "day_of_month_number": r"(?:h )?(?P<day>1) O (?P<month_number>1) O (?P<year>4)",
    # el 9 del 8 · la factura del 9 del 8
    "day_number_of_month": r"(?:h )?(?P<day>1) (?P<of>O) (?P<month_number>1)(?! ?[O/:-])",
    # May-2021-24 · 2021/24/May · 24-2021-May
    "month_year_day": r"(?P<month>[Mm])(?P<mark>[-/])(?P<year>4)(?P=mark)(?P<day>1)",
    "year_day_month": r"(?P<year>4)(?P<mark>[-/])(?P<day>1)(?P=mark)(?P<month>[Mm])\.?",
    "day_year_month": r"(?P<day>1)(?P<mark>[-/])(?P<year>4)(?P=mark)(?P<month>[Mm])\.?",
    "year_month_day": rf"(?P<year>4)(?:, ?| |-|/)(?P<month>[Mm])(?:\. ?|, ?| |-|/)(?P<day>{_DAY})",
    # 16-17 September 2021 · du 16 au 17 septembre · 16 y 17 de septiembre
    "days_month": rf"{_WEEKDAY}{_THE}(?P<day>{_DAY})(?: [Oh])?{_LIST}(?P<last_day>{_DAY})\.?(?: |-|)(?:D )?{_OF}(?P<month>[Mm])\.?{_YEAR}?",
    # the later days of a list: May 5, 6 and 7, 2021
    "later_listed_day": r"(?P<day>1)(?:(?=(?:, 1){0,5},? & 1,? (?P<year_ahead>4))|,? (?P<year>4))",
    # the first days of a list: 5, 6 and 7 May 2021
    "listed_day": r"(?P<day>1)(?=(?:, 1){1,6},? & 1 (?:O )?(?P<month>[Mm])(?:,? (?:O )?(?P<year>4))?)",
    "month_day_listed": r"(?P<month>[Mm])\.? (?P<day>1)(?=(?:, 1){1,5},? & 1,? (?P<year>4))",
    "month_days": rf"(?P<month>[Mm])\.?(?: |)(?:h )?(?P<day>{_DAY}){_LIST}(?P<last_day>{_DAY}){_YEAR}?",
    # June 2021 · mediados de junio de 2021
    "month_year": rf"{_MODIFIER}(?:(?:h )?N (?:O )?)?(?P<month>[Mm])\.?(?: ?, ?| |-|/)(?:[O@] )?(?:h )?(?:Y )?(?P<year>[49]|[123](?=(?: ?[Yy]\.?)? ?[Ee]))(?: ?[Yy]\.?)?(?: ?(?P<era>[Ee]))?",
    "year_then_month": r"(?P<year>4)[ -](?P<month>[Mm])",
    "month": rf"{_MODIFIER}(?:(?:h )?N (?:O )?)?(?P<month>M)\.?",
    # in Jun · July and Aug
    "short_month": r"(?P<month>m)",
    "months_year": rf"{_MODIFIER}(?P<month>[Mm])\.?{_DASH}(?P<last_month>[Mm])\.?{_YEAR}?",
    # 2021 · 490 BC · AD 70 · the end of 1942 · fiscal 1990
    "year": rf"{_MODIFIER}(?:{_FISCAL_BEFORE})?(?P<year>4){_FISCAL_AFTER}(?: ?(?P<era>[Ee]))?",
    "year_era": rf"{_MODIFIER}(?:~ )?(?P<year>[1234])(?: ?[Yy]\.?)? ?(?P<era>[Ee])",
    "era_year": rf"{_MODIFIER}(?P<era>e) (?P<year>[1234])",
    "short_year": rf"{_MODIFIER}(?P<year>9)",
    "years": rf"(?:{_FISCAL_BEFORE}|(?:h )?y )?(?P<year>4)(?: ?[Yy]\.?)? ?- ?(?P<last_year>4){_FISCAL_AFTER}(?: ?(?P<era>[Ee]))?",
    "years_slash": rf"(?:{_FISCAL_BEFORE})?(?P<year>4)/(?P<last_year>4)(?: B Y)?",
    "years_short": rf"(?:{_FISCAL_BEFORE}|(?:h )?y )?(?P<year>4)[-/](?P<last_short>[12]){_FISCAL_AFTER}",
    "fiscal_short": r"(?P<fiscal>B) ?(?P<year>[12])",
    "years_era": r"(?P<year>[1234]) ?- ?(?P<last_year>[1234]) ?(?P<era>[Ee])",
    # the 1990s · los años 90 · les années 1990
    "decade": rf"{_MODIFIER}(?:h )?(?:G O )?(?:h )?(?:y )?(?P<decade>0)(?: y)?(?:(?: O)? C L)?(?: ?(?P<era>[Ee]))?",
    "decade_years": rf"{_MODIFIER}(?:h )?(?:y|G O (?:h )?(?:y )?)[ ']?(?P<decade>[24c])",
    # the 19th century · siglo XIX · XIX век
    "century": rf"{_MODIFIER}(?:h )?(?P<century>[on1])(?:-| |)C\.?(?: ?(?P<era>[Ee]))?",
    "han_century": r"(?P<era>[Ee])(?P<century>[1c])C",
    "century_number": rf"{_MODIFIER}(?:h )?C (?:h ?)?(?P<century>[n1o])(?: ?(?P<era>[Ee]))?",
    # spring 1943 · the winter of 1994
    "season_year": rf"{_MODIFIER}(?:h )?(?P<season>[Ss])(?:,? )(?:O )?(?:h )?(?:Y )?(?P<year>[49]|[123](?=(?: ?[Yy]\.?)? ?[Ee]))(?: ?[Yy]\.?)?(?: ?(?P<era>[Ee]))?",
    "year_season": r"(?P<year>4) (?P<season>[Ss])",
    "season": rf"{_MODIFIER}(?:h )?(?P<season>[Ss])",
    # the third quarter of 2019 · Q3 2019 · 2019-Q3
    "quarter": rf"{_MODIFIER}(?:h )?(?:B[ -])?(?P<quarter>[ocn])(?: |-)(?:B )?Q(?:(?: ?, ?| |-)(?:[O@] )?(?:h )?(?:B )?(?:Y )?(?P<year>[49]|[123](?=(?: ?[Yy]\.?)? ?[Ee]))(?: ?[Yy]\.?)?)?",
    "year_quarter": r"(?:h )?(?P<year>4)(?: |-)(?P<quarter>[oc])(?: |-)Q",
    # quarter 3 of 2019 · 2019 trimestre1
    "quarter_number": r"(?:h )?Q ?(?P<quarter>[1n])(?: (?:O )?(?:h )?(?:Y )?|-)(?P<year>4)",
    "year_quarter_number": r"(?:h )?(?P<year>4)[ -]Q ?(?P<quarter>1)(?! ?[-/>&]|\.[1-4]| [MmOQ])",
    "year_ago_quarter": r"(?:h )?(?:v )?(?P<year_ago>g) (?:(?P<quarter>[oc])[ -])?Q",
    "latest_quarter": r"h (?:B )?(?:(?P<latest>[bTu]) )?(?P<latest_quarter>Q)(?! O|-)",
    "quarter_code": r"(?P<quarter>b)(?:[ ,-]{0,2}(?:O )?(?P<year>[49]|[123](?=(?: ?[Yy]\.?)? ?[Ee]))(?: ?[Yy]\.?)?)?",
    "year_quarter_code": r"(?P<year>4)[ -]?(?P<quarter>b)",
    "last_quarter": r"(?:h )?L Q (?:O )?(?:h )?(?:Y )?(?P<year>4)",
    "half": r"(?:h )?(?P<half>[oL])(?: |-)H(?: (?:[O@] )?(?:h )?(?:Y )?(?P<year>[49]|[123](?=(?: ?[Yy]\.?)? ?[Ee]))(?: ?[Yy]\.?)?)?",
    "half_code": r"(?:h )?(?P<half>d)[ -]?(?:O )?(?P<year>4)|(?P<year_first>4)[ -]?(?P<half_last>d)",
    # Christmas 1963 · Easter
    "holiday": rf"(?:h )?(?P<holiday>f){_YEAR}?",
    # 24.06.2021 13:39 · 2020-11-23T13:39Z · 2015-12
    "numeric": rf"{_WEEKDAY}(?P<numeric>7){_TIME}",
    # 24 06 2021
    "spaced_numeric": r"(?P<first>1) (?P<second>1) (?P<third>4)",
    "iso": r"(?P<iso>5)",
    "year_month": rf"(?:{_FISCAL_BEFORE})?(?P<year_month>6)(?: B Y)?",
    # 2020-W47 · 2020-W47-3
    "iso_week": r"(?P<iso_week>ω)",
    "month_number_year": r"(?P<month_year>μ)",
    # from 5/1-5/7/2020
    "short_numeric_range": r"(?P<short_date>8) ?- ?(?P<last_numeric>7)",
    "short_numeric": rf"{_WEEKDAY}(?P<short_date>8)",
    # the week of March 9 · the week beginning 5 May · w/c 5 May
    "week_of": rf"(?:h )?(?:K O |(?P<begins>U)(?: [PO])? )(?:h )?(?:(?P<month>[Mm])\.? (?P<day>{_DAY})|(?P<day_first>{_DAY}) (?:O )?(?P<month_last>[Mm]))(?:,? (?:O )?(?P<year>4)(?: ?[Yy]\.?)?)?",
    # the week of the 18th · la semana del 18
    "week_of_day": r"h K O (?:h )?(?P<day>[1o])(?! ?[-&>/:]| (?:O )?(?:[ND] )?[MmI14CGQKH])",
    # the first week of 2019 · la última semana de julio
    "nth_week": r"(?:h )?(?P<nth>[oLε]) K (?:[O@] )(?:h )?(?:(?:N O )?(?P<month>[Mm])\.?(?: (?:O )?(?P<year>4))?|(?:Y )?(?P<year_alone>4))",
    "week_nth": r"K (?P<nth>[oLε]) (?:O )(?:N (?:O )?)?(?:(?P<month>[Mm])(?: (?:Y )?(?P<year>4))?|(?:Y )?(?P<year_alone>4))",
    # the third month of 2021 · el tercer mes de 2021
    "nth_month": r"(?:h )?(?P<nth>[oLε]) N (?:[O@] )?(?:h )?(?:Y )?(?P<year>4)(?: ?[Yy]\.?)?",
    # the last four months of 2021 · las primeras 2 semanas de 2021 · les deux premiers mois de mai 2021
    "first_units": r"(?:h )?(?:(?P<edge>[oLεφ]) (?P<count>[1c])|(?P<count_first>[1c]) (?P<edge_last>[oLεφ])) (?P<unit>[NKDQθ]) (?:[O@] )?(?:h )?(?:(?P<month>[Mm])\.? )?(?:O )?(?:Y )?(?P<year>4)(?: ?[Yy]\.?)?",
    "units_first": r"(?P<unit>[NKDQ]) (?:(?P<count>[1c]) )?(?P<edge>[oLε]) (?:[O@] )(?:h )?(?:(?P<month>[Mm])\.? )?(?:O )?(?:Y )?(?P<year>4)",
    "month_nth": r"N (?P<nth>[oLε]) (?:[O@] )(?:h )?(?:Y )?(?P<year>4)",
    "week_number": r"(?:h )?K (?P<nth>[1-2]) (?:[O@] )(?:h )?(?:Y )?(?P<year_alone>4)",
    # Friday · last Friday · Friday the 13th · Friday night
    "weekday": r"(?:h )?(?:(?P<shift>[LXTv])[ -])?(?P<weekday>W)(?: (?P<shift_after>[LX]))?(?P<part> p)?",
    # on Mon
    "short_weekday": r"(?P<weekday>w)",
    "weekday_weak": r"(?:(?P<shift>[LXT]) (?P<weekday>w)|(?P<weekday_part>w) p)",
    "weekday_day": r"(?P<weekday>[Ww])\.? (?:h )?(?P<day>o)|(?P<weekday_the>[Ww])\.?,? h (?P<day_the>[1o])(?! ?[a-zA-Z])",
    "weekday_number": r"(?:(?:h )?(?P<weekday>[W])\.? (?P<day>1)|h (?P<weekday_the>[W]) (?P<day_the>c))",
    "month_day_word": r"(?P<month>M) (?P<day>c)",
    # the first Monday of May 2021 · 5月的第二个星期日
    "nth_weekday": r"(?:h )?(?P<nth>[oLε]) (?P<weekday>[W]) (?:[O@] )?(?:h )?(?P<month>[Mm])\.?(?:,? (?:O )?(?P<year>4)(?: ?[Yy]\.?)?)?",
    "han_nth_weekday": r"(?:(?P<year>4) ?年 ?O?)?(?:(?P<month_number>1)月|(?P<month>M)) ?O?(?:(?P<nth>[oε])|δ ?(?P<nth_number>[1c]))(?P<weekday>W)",
    # on the 18th · le 18 · el día 18 · 18-го числа · يوم 18
    "day_of_month": r"h (?P<day>[1o])",
    "day_word_day": r"(?:h )?D (?P<day>[1c])(?!-| ?[>&]| - ?[1oc]|[ ./]{1,2}(?:[ON] ){0,2}[MmI])",
    "day_day_word": r"(?P<day>[1o]) D",
    # yesterday · ayer, miércoles
    "deictic_day": r"(?P<deictic>R)(?:(?: ?, ?| )(?P<weekday>W)(?![\w ]*M))?",
    "deictic_year": r"(?P<deictic_year>r)",
    # last year · la semana pasada · this quarter
    "shifted_unit": r"(?:h )?(?P<shift>[LXTuv])[ -](?P<unit>[YNKDZGCQ])",
    "unit_shifted": r"(?:h )?(?:T )?(?P<unit>[YNKDZGCQ]) (?P<shift>[LXT])",
    "shifted_name": rf"(?:h )?(?:T )?(?P<shift>[LXTv])[ -](?:N (?:O )?)?(?P<name>[MS]){_YEAR}?",
    "shifted_name_day": r"(?P<shift>[LXT])[ -](?P<name>[Mm])\.? (?P<day>[1o])",
    "shifted_weak_name": r"(?:h )?(?:T )?(?P<shift>[LX])[ -](?P<name>[ms])",
    "shifted_weak_season": r"(?:h )?(?P<shift>[Tuv])[ -](?P<name>s)",
    "name_shifted": r"(?:h )?(?:(?P<day>[1oc])(?: |-)(?:D )?(?:O )?)?(?P<name>[MSms]) (?P<shift>[LX])",
    "name_this": r"(?P<name>[MS]) (?P<shift>T)",
    "shifted_day_month": rf"(?:h )?(?P<shift>[LXT]) (?:z |D )?(?P<day>{_DAY}) (?:O )?(?P<name>[Mm])",
    "shifted_short_date": r"(?:h )?(?P<near>[LXT]) (?P<short_date>8)",
    # the 5th of last month · el 5 del mes pasado · 5 числа прошлого месяца · 本月5日
    "day_of_shifted_month": r"(?:h )?(?P<day>[1o]) (?:D )?(?:O )?(?:h )?(?:(?P<shift>[LXT]) N|N (?P<shift_after>[LXT]))",
    "han_day_of_shifted_month": r"(?P<shift>[LXT])月(?P<day>1)日",
    # en los 90
    "decade_of_the": r"h (?P<decade>2)",
    # August of that year · January this year
    "month_of_year": r"(?:(?P<day>[1oc]) (?:O )?)?(?P<month>[Mm])(?: (?P<day_after>[1o]))?,? (?:O )?(?:h )?(?P<shift>[LXTuv]) Y",
    "month_of_year_after": r"(?:(?P<day>[1oc]) (?:O )?)?(?P<month>[Mm]) (?:O )?(?:h )?Y (?P<shift>[LXT])",
    "season_of_year": r"(?:h )?(?P<season>S) (?:O )?(?:h )?(?P<shift>[LXTuv]) Y",
    "season_of_year_after": r"(?:h )?(?P<season>S) (?:O )?(?:h )?Y (?P<shift>[LXT])",
    # 79 years ago · hace diez años · a year earlier
    "ago": r"(?P<count>[123ci])(?:[- ](?P<ones>c))? ?(?P<unit>[YyNKDZGC]) (?P<direction>[AVlk])",
    "ago_before": r"(?P<direction>[Aa]) (?P<count>[123ci])(?:[- ](?P<ones>c))? ?(?P<unit>[YyNKDZGC])(?: L)?",
    "vague": r"(?P<vague>!)",
    # الربع الأول من عام 2024
    "quarter_after": r"Q (?P<quarter>o)(?: (?:O )?(?:Y )?(?P<year>4))?",
    "half_after": r"H (?P<half>o) (?:O )?(?:Y )?(?P<year>4)",
    # 10 محرم 1446هـ
    "hijri_day": rf"{_WEEKDAY}(?P<day>{_DAY}) (?:O )?(?:N )?(?P<hijri_month>I)(?:,? (?:Y )?(?P<hijri_year>[34]) ?J?)?",
    "hijri_month": r"(?:N )?(?P<hijri_month>I),? (?:Y )?(?P<hijri_year>[34]) ?J?",
    "hijri_year": r"(?:Y )?(?P<hijri_year>[34]) ?J",
    # 2021年9月16日 · 9月16日至17日 · 去年10月
    "han_day": rf"(?:(?P<year>[412])年 ?O?)?(?:(?P<month_number>1)月|(?P<month>M)) ?(?P<day>1)日(?: ?(?P<weekday>W))?{_TIME}",
    "han_days": r"(?:(?P<year>[412])年 ?O?)?(?:(?P<month_number>1)月|(?P<month>M)) ?(?P<day>1)日? ?[->] ?(?P<last_day>1)日",
    "han_month": r"(?P<year>[412])年 ?O?(?:(?P<month_number>1)月|(?P<month>M))\^?",
    "han_bare_month": r"(?P<month_number>1)月\^?",
    "han_months": r"(?:(?P<year>[412])年 ?)?(?P<month_number>1)月? ?[->] ?(?P<last_month>1)月",
    "han_year": r"(?:(?P<era>[Ee]))?(?P<year>4) ?(?:年\^?|B)",
    "han_year_era": r"(?P<era>[Ee])(?P<year>[1234])年",
    "han_years": r"(?P<year>4) ?年? ?[->] ?(?P<last_year>4) ?(?:年|B)",
    "han_season": r"(?P<year>4)年 ?O?(?P<season>[Ss])",
    "han_quarter": r"(?:(?P<year>4)年 ?O?)?(?P<quarter>[o1c])Q",
    # 2021年的第一周 · 十月的第一周 · 2021年第三个月 · 2021年前三个月 · 2021年最后4个月
    "han_nth_week": r"(?:(?P<year>4) ?年 ?O?)?(?:(?:(?P<month_number>1)月|(?P<month>M)) ?O?)?(?:(?P<nth>[oε])|δ ?(?P<nth_number>[1c])) ?K",
    "han_nth_month": r"(?P<year>4) ?年 ?O?(?:(?P<nth>[oε])|δ ?(?P<nth_number>[1c])) ?N",
    "han_first_units": r"(?P<year>4) ?年 ?O?(?:(?:(?P<month_number>1)月|(?P<month>M)) ?O?)?(?P<edge>[Aε]) ?(?P<count>[1c]) ?(?P<unit>[NKDQ])",
    # 康熙二十年 · 令和元年5月 · 08年
    "han_reign": r"(?P<reign>ρ)(?:(?P<number>[12c])年|(?P<first_year>λ)) ?(?:(?P<month_number>1)月|(?P<month>M))?(?:(?<=[月M])(?P<day>1)日)?",
    "han_short_year": r"(?P<year>[12])年",
    # 农历2015年十月初一 · 正月三十
    "han_lunar": r"η ?(?:4年 ?O?)?(?:1月|M|κ)(?:\^?1日?)?|(?:4年 ?O?)?(?:(?:1月|M)\^1日?|κ(?:\^?1日?)?)",
    "han_half": r"(?P<year>4)年 ?O?(?P<half>d)",
    "han_decade": r"(?:(?P<century>1)C|(?P<last_century>L)C)?O?(?P<decade>[1240])G",
    "han_ago": r"(?:a ?)?(?P<count>[123co])(?P<unit>[年NDK])(?P<direction>[AV])",
    "han_shifted": r"(?P<shift>[LXT])(?P<unit>[月NK年GCQZ])",
    "han_shifted_weekday": r"(?P<shift>[LXT])(?P<weekday>W)",
    "han_month_of_year": r"(?P<deictic_year>r)O?(?:(?P<month_number>1)月|(?P<month>M))(?:(?P<day>1)日)?",
    "han_day_of_month": r"(?P<day>1)日(?![AVO])",
}  # fmt: skip

# The kinds that a form may begin with, so that a rule is compiled and tried only where it may match.
_FIRST_KINDS = {
    "day_month": "1LTWXchowz", "day_month_short": "1", "month_day": "LMTWXhmw",
    "day_month_time_year": "1LTWXhw", "month_day_time_year": "LMTWXhmw", "day_of_month_number": "1h",
    "year_month_day": "4", "day_number_of_month": "1h", "month_year_day": "Mm", "year_day_month": "4", "day_year_month": "1", "days_month": "1LTWXchow", "later_listed_day": "1", "listed_day": "1",
    "month_day_listed": "Mm", "month_days": "Mm", "month_year": "FMNhm", "year_then_month": "4",
    "month": "FMNh", "short_month": "m", "months_year": "FMhm", "year": "4BFYh", "year_era": "1234Fh~",
    "era_year": "Feh", "short_year": "9Fh", "years": "4BYhy", "years_slash": "4BYh", "years_short": "4BYhy",
    "fiscal_short": "B", "years_era": "1234", "decade": "0FGhy", "decade_years": "FGhy", "century": "1Fhno",
    "han_century": "Ee", "century_number": "CFh", "season_year": "FShs", "year_season": "4",
    "season": "FShs", "quarter": "BFchno", "year_quarter": "4h", "year_ago_quarter": "ghv",
    "latest_quarter": "h", "quarter_code": "b", "year_quarter_code": "4", "last_quarter": "Lh",
    "half": "Lho", "half_code": "4dh", "holiday": "fh", "numeric": "7LTWXhw", "iso": "5", "spaced_numeric": "1", "quarter_number": "Qh", "year_quarter_number": "4h",
    "year_month": "6BYh", "iso_week": "ω", "month_number_year": "μ", "short_numeric_range": "8",
    "short_numeric": "8LTWXhw", "week_of": "KUh", "week_of_day": "h", "shifted_short_date": "LTXh", "nth_week": "Lhoε", "week_nth": "K", "nth_month": "Lhoε",
    "first_units": "1Lchoεφ", "units_first": "DKNQ", "month_nth": "N", "week_number": "Kh",
    "weekday": "LTWXhv", "short_weekday": "w", "weekday_weak": "LTXw", "weekday_day": "Ww",
    "weekday_number": "Wh", "month_day_word": "M", "nth_weekday": "Lhoε", "han_nth_weekday": "14M",
    "day_of_month": "h", "day_word_day": "Dh", "day_day_word": "1o", "deictic_day": "R",
    "deictic_year": "r", "shifted_unit": "LTXhuv", "unit_shifted": "CDGKNQTYZh", "shifted_name": "LTXhv",
    "shifted_name_day": "LTX", "shifted_weak_name": "LTXh", "shifted_weak_season": "Thuv",
    "name_shifted": "1MSchmos", "name_this": "MS", "shifted_day_month": "LTXh",
    "day_of_shifted_month": "1ho", "han_day_of_shifted_month": "LTX", "decade_of_the": "h",
    "month_of_year": "1Mcmo", "month_of_year_after": "1Mcmo", "season_of_year": "Sh",
    "season_of_year_after": "Sh", "ago": "123ci", "ago_before": "Aa", "vague": "!", "quarter_after": "Q",
    "half_after": "H", "hijri_day": "1LTWXchow", "hijri_month": "IN", "hijri_year": "34Y",
    "han_day": "124M", "han_days": "124M", "han_month": "124", "han_bare_month": "1", "han_months": "124",
    "han_year": "4Ee", "han_year_era": "Ee", "han_years": "4", "han_season": "4", "han_quarter": "14co",
    "han_nth_week": "14Moδε", "han_nth_month": "4", "han_first_units": "4", "han_reign": "ρ",
    "han_short_year": "12", "han_lunar": "14Mηκ", "han_half": "4", "han_decade": "0124LO",
    "han_ago": "123aco", "han_shifted": "LTX", "han_shifted_weekday": "LTX", "han_month_of_year": "r",
    "han_day_of_month": "1",
}  # fmt: skip
_RULES_BY_KIND: dict[str, list[str]] = {}
for _name, _kinds in _FIRST_KINDS.items():
    for _kind in _kinds:
        _RULES_BY_KIND.setdefault(_kind, []).append(_name)


@cache
def _compile_rule(name: str) -> re.Pattern[str]:
    return re.compile(_RULES[name])


BARE_RULES = frozenset(
    {
        "year",
        "years",
        "years_short",
        "years_slash",
        "fiscal_short",
        "month",
        "season",
        "short_year",
        "weekday",
        "short_numeric",
    }
)
"""Rules whose match says little by itself, so that the words around it are looked at."""


@lru_cache(maxsize=20_000)
def match_forms(kinds: str, start: int = 0) -> tuple[Match, ...]:
    """Return the forms that begin at a token, longest first; of equal ones, the first rule.

    Args:
        kinds: The kinds of a run, one letter a token.
        start: Index of the token.
    """
    found = []
    for name in _RULES_BY_KIND.get(kinds[start : start + 1], ()):
        match = _compile_rule(name).match(kinds, start)
        if match is not None and match.end() > start:
            parts = {part: match.start(part) for part, text in match.groupdict().items() if text}
            found.append(Match(name, start, match.end(), parts))
    found.sort(key=lambda form: -form.end)
    return tuple(found)
