"""Presentations of PowerPoint: the paragraphs of each slide, and its notes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from corpuskit.corpus.formats.office import Package, read_core_properties, reads_package
from corpuskit.patterns import compile_re

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_SLIDE_NUMBER = compile_re(r"ppt/slides/slide(\d+)\.xml")


@reads_package
def read(package: Package) -> tuple[list[str], dict[str, str]]:
    """Return the paragraphs of a presentation, and what it says about itself."""
    lines: list[str] = []
    for slide in _list_slides(package):
        lines += [*_iter_paragraphs(package.parse(slide)), ""]
        for notes in _list_related(package, slide, "notesSlide"):
            lines += [*_iter_paragraphs(package.parse(notes)), ""]
    return lines, read_core_properties(package)


def _list_slides(package: Package) -> list[str]:
    """Return the slides in the order in which they are shown."""
    whole = "ppt/presentation.xml"
    targets = _read_relations(package, whole)
    order = [
        targets[identity][1]
        for element in package.parse(whole).iter()
        if element.tag.endswith("}sldId") and (identity := element.get(f"{_R}id", "")) in targets
    ]
    if order:
        return [slide for slide in order if slide in package.names]
    numbered = [found for name in package.names if (found := _SLIDE_NUMBER.fullmatch(name))]
    return [found[0] for found in sorted(numbered, key=lambda found: int(found[1]))]


def _read_relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Return the kind and the name of each part that another one names, by its id."""
    directory, name = posixpath.split(part)
    relations = f"{directory}/_rels/{name}.rels"
    if relations not in package.names:
        return {}
    return {
        element.get("Id", ""): (
            element.get("Type", "").rpartition("/")[2],
            posixpath.normpath(posixpath.join(directory, element.get("Target", ""))).lstrip("/"),
        )
        for element in package.parse(relations).iter(_RELATIONS)
    }


def _list_related(package: Package, part: str, kind: str) -> list[str]:
    related = _read_relations(package, part).values()
    return [name for found, name in related if found == kind and name in package.names]


def _iter_paragraphs(root: ET.Element) -> Iterator[str]:
    for paragraph in root.iter(f"{_A}p"):
        pieces = []
        for element in paragraph.iter():
            if element.tag == f"{_A}t":
                pieces.append(element.text or "")
            elif element.tag == f"{_A}br":
                pieces.append("\n")
            elif element.tag == f"{_A}fld" and element.get("type") == "slidenum":
                # The number of the slide is no text of it.
                pieces = []
                break
        yield from "".join(pieces).split("\n")
