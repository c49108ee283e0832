# ruff: noqa: INP001 — an example, and no module
"""Prints letters to two newspapers of a town that there is not, as JSONL: a corpus of 1.4 MB, the same every time.

    python3 docs/examples/letters.py > letters.jsonl

The sentences are written for this page, and drawn by a generator of numbers of its own.
"""

import json
import sys

OPENINGS = [
    "I write about the {thing} in {place}.",
    "Your report of {month} on the {thing} left something out.",
    "Nobody at the council answers when I ask about the {thing}.",
    "My neighbours in {place} and I have had enough.",
    "It is time that somebody praised the {thing}.",
]
SENTENCES = {
    "bus": [
        "The bus was late again, and the driver could not say why.",
        "A late bus costs me half an hour each morning.",
        "There is no bus after nine, so the young walk home in the dark.",
        "The new bus stop has a roof, but no light.",
        "Twice this week a full bus drove past our stop.",
        "If the bus ran on time, half of us would leave the car at home.",
    ],
    "school": [
        "The school needs a roof more than it needs a sign.",
        "Parents pay for books that the school should buy.",
        "At the primary school there are forty children in one room.",
        "The school choir sang in the square, and everybody stayed.",
        "A good school keeps young families in the town.",
    ],
    "road": [
        "The road by the mill has more holes than stones.",
        "Heavy lorries use a road that was made for carts.",
        "They closed the main road for nine weeks, and nobody worked there.",
        "A safe road needs a path beside it.",
        "The council mended the road where the mayor lives.",
    ],
    "library": [
        "The library is the only warm room that costs nothing.",
        "Close the library, and you close a door on the old.",
        "My son learned to read in the library, not at home.",
    ],
}
CLOSINGS = [
    "I hope that the council reads this.",
    "We will not forget this in the election.",
    "Thank you for printing my letter.",
    "Others may think otherwise, but I doubt it.",
]
PLACES = ["Mill Lane", "the Old Town", "Harbour Street", "Northfield", "the market"]
MONTHS = ["January", "March", "May", "July", "September", "November"]


def main() -> None:
    """Print the letters."""
    state = 1

    def draw(size: int) -> int:
        """Return a number below `size`; generator of Lewis, Goodman and Miller 1969."""
        nonlocal state
        state = state * 16807 % 2147483647
        return state * size // 2147483647

    kept: list[str] = []
    for number in range(3200):
        year = 2001 + number * 10 // 3200
        source = ("Courier", "Herald")[draw(2)]
        # The bus is written about more from year to year, schools by readers of the Courier, roads by those of the Herald.
        topics = ["bus"] * (year - 2000) + [("school", "road")[source == "Herald"]] * 8 + ["library"] * 2
        topic = topics[draw(len(topics))]
        if kept and draw(25) == 0:
            text = kept[draw(len(kept))]
        else:
            opening = OPENINGS[draw(len(OPENINGS))].format(
                thing=topic, place=PLACES[draw(len(PLACES))], month=MONTHS[draw(len(MONTHS))]
            )
            sentences = [SENTENCES[topic][draw(len(SENTENCES[topic]))] for _ in range(4 + draw(4))]
            text = " ".join([opening, *sentences, CLOSINGS[draw(len(CLOSINGS))]])
            kept.append(text)
        day = f"{year}-{1 + draw(12):02}-{1 + draw(28):02}"
        sys.stdout.write(
            json.dumps({"id": f"l{number:04}", "date": day, "source": source, "text": text}) + "\n"
        )


if __name__ == "__main__":
    main()
