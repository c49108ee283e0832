"""The measures of word frequency, association, keyness, dispersion and diversity: one function a formula.

All take plain counts and return a float, or None where the measure has no value: no tokens, no types, a part that is
the whole. No function raises for counts that can occur, and none returns NaN or an infinity.
"""
