"""Speech without quotation marks: chats, turns behind labels and dashes, posts."""

from __future__ import annotations

from collections.abc import Sequence

from corpuskit.quotes.lexicon import Lexicon
from corpuskit.quotes.turns.block import Block, iter_inside
from corpuskit.quotes.turns.chats import as_message, find_messages
from corpuskit.quotes.turns.dialogue import Dialogue, find_interviewee, take_turns
from corpuskit.quotes.turns.labels import LabelledTurns
from corpuskit.quotes.turns.minutes import Minutes
from corpuskit.quotes.turns.posts import Posts
from corpuskit.text.segments import Paragraph

__all__ = ["Block", "as_message", "find_blocks", "find_interviewee", "iter_inside"]


def find_blocks(text: str, paragraphs: Sequence[Paragraph], lexicon: Lexicon) -> list[Block]:
    """Return the blocks of speech without marks of a document, in order.

    Args:
        text: The text.
        paragraphs: Its paragraphs.
        lexicon: Words of its language.
    """
    messages = find_messages(text)
    if messages:
        return messages
    posts = Posts(text, paragraphs, lexicon)
    labels = LabelledTurns(text, paragraphs, lexicon)
    dialogue = Dialogue(text, paragraphs, lexicon)
    minutes = Minutes(text, paragraphs, lexicon)
    blocks: list[Block] = []
    number = 0
    while number < len(paragraphs):
        block = labels.block_at(number) or dialogue.block_at(number) or posts.block_at(number)
        if block is not None:
            blocks.append(block)
        else:
            blocks += minutes.blocks_at(number)
        number = number + 1 if block is None else block.last + 1
    return take_turns(text, paragraphs, posts.with_copies(blocks), lexicon)
