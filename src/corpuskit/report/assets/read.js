// The text of a document, with its dates, quotations and copies marked where they stand.

class Reader {
  constructor() {
    this.page = readData("page");
    this.paragraphs = groupByDoc(readData("paragraphs").rows, (row) => row[1]);
    this.marks = null;
    this.target = document.getElementById("reader");
    this.target.append(this.makeChoice());
    this.text = make("article", { class: "reading" });
    this.target.append(this.text);
    this.shown = null;
  }

  makeChoice() {
    this.choice = make("select", { "aria-label": "Document" });
    this.page.documents.forEach((doc, number) => {
      this.choice.append(make("option", { value: number }, showText(this.page.titles[number] || doc)));
    });
    this.choice.addEventListener("change", () => { location.hash = `#read=${this.choice.value}`; });
    return make("div", { class: "controls" }, this.choice);
  }

  // All that is marked, by document: [start, end, class, title, link].
  listMarks(doc) {
    if (this.marks === null) {
      this.marks = new Map();
      const add = (at, mark) => {
        if (!this.marks.has(at[0])) this.marks.set(at[0], []);
        this.marks.get(at[0]).push([at[2], at[3], ...mark]);
      };
      for (const row of readData("quotes").rows) {
        const told = row[1] ? `${row[1]}${row[4] === null ? "" : `, confidence ${row[4].toFixed(2)}`}` : "speaker not known";
        add(row[5], ["said", told, null]);
      }
      for (const row of readData("dates").rows) {
        add(row[4], ["date", [row[0], row[3]].filter(Boolean).join(": ") || "not resolved", row[5] ? `#timeline=${row[5]}` : null]);
      }
      this.copies = new Map();
      for (const row of readData("copies").rows) {
        for (const [at, kind] of row[4]) this.copies.set(`${at[0]}:${at[2]}`, [kind, row[5]]);
      }
    }
    return this.marks.get(doc) || [];
  }

  // Shows a document: `4`, or `4:120-185` for a place in it.
  show(wanted) {
    const [doc, start = null, end = null] = wanted.split(/[:-]/).map(Number);
    if (!(doc >= 0 && doc < this.page.documents.length)) return;
    this.choice.value = doc;
    const paragraphs = this.paragraphs.get(doc) || [];
    const marks = this.listMarks(doc).slice();
    if (start !== null) marks.push([start, end, "target", null, null]);
    marks.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    this.text.replaceChildren(this.makeHead(doc, paragraphs.length));
    this.text.dir = this.page.directions[doc];
    if (this.page.langs[doc]) this.text.lang = this.page.langs[doc];
    else this.text.removeAttribute("lang");
    let aim = null;
    const fragment = document.createDocumentFragment();
    for (const [text, place] of paragraphs) {
      const [element, isAim] = this.drawParagraph(doc, text, place, marks, start, end);
      aim = aim || (isAim ? element : null);
      fragment.append(element);
    }
    this.text.append(fragment);
    const [cut, line] = this.page.cut || [];
    if (cut === doc) {
      const rest = make("p", { class: "about", dir: "ltr", lang: "en" }, `The text of this document from line ${line} on was left out of the page.`);
      this.text.append(rest);
      if (start !== null) aim = aim || rest;
    }
    if (aim) aim.scrollIntoView({ block: "center", behavior: "instant" });
  }

  makeHead(doc, count) {
    const about = [this.page.documents[doc], this.page.sources[doc], this.page.dates[doc], this.page.langs[doc]].filter(Boolean);
    const head = make("header", { dir: "ltr", lang: "en" },
      make("h3", null, make("bdi", null, showText(this.page.titles[doc] || this.page.documents[doc]))),
      make("p", { class: "about" }, about.map(showText).join(" · "),
        make("span", { class: "legend" }, make("span", null, make("span", { class: "date" }, "date")),
          make("span", null, make("span", { class: "said" }, "quotation")), "line at the side: repeated")));
    if (!count) head.append(make("p", null, "The text of this document was left out of the page."));
    return head;
  }

  drawParagraph(doc, text, [, line, first, last], marks, start, end) {
    const element = make("p", { "data-line": line });
    const copy = this.copies.get(`${doc}:${first}`);
    if (copy) {
      element.className = "copied";
      element.append(make("span", { class: "note", dir: "ltr", lang: "en" }, `${copy[0]} copy of `, place.link(copy[1])));
    }
    const own = marks.filter((mark) => mark[0] < last && mark[1] > first);
    const borders = new Set([0, text.length]);
    const spans = own.map(([from, to, ...mark]) => {
      const span = [findUnit(text, Math.max(0, from - first)), findUnit(text, Math.min(last, to) - first), ...mark];
      borders.add(span[0]).add(span[1]);
      return span;
    });
    const cuts = [...borders].sort((one, other) => one - other);
    for (let index = 0; index + 1 < cuts.length; index++) {
      const piece = showText(text.slice(cuts[index], cuts[index + 1]));
      const around = spans.filter((span) => span[0] <= cuts[index] && span[1] >= cuts[index + 1]);
      element.append(drawPiece(piece, around));
    }
    return [element, start !== null && start < last && end > first];
  }
}

function drawPiece(piece, around) {
  let node = document.createTextNode(piece);
  for (const [, , name, title, link] of around.reverse()) {
    const tag = name === "target" ? "mark" : link ? "a" : "span";
    node = make(tag, { class: name, title: title && showText(title), href: link }, node);
  }
  return node;
}

function groupByDoc(rows, getPlace) {
  const grouped = new Map();
  for (const row of rows) {
    const doc = getPlace(row)[0];
    if (!grouped.has(doc)) grouped.set(doc, []);
    grouped.get(doc).push(row);
  }
  return grouped;
}
