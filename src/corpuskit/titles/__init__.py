"""The title of a text: the line of its head that is none of the other things that stand there.

The first lines are read until the text begins. Each is passed over (navigation, a date, an author, a label), may be the
title, or begins the text. Of several that may be the title the one wins that looks least like the name of a paper, of
a section or of an institution.
"""

from corpuskit.titles.choice import find_title
from corpuskit.titles.navigation import is_navigation

__all__ = ["find_title", "is_navigation"]
