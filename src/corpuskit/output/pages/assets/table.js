"use strict";
// Tables that draw their rows as they are needed, filter and sort. Text is set as text only: it never becomes markup.

const STEP = 200;
const UNSAFE = /[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u2028\u2029\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/g;
const FORMULA = /^(?:[\s\uFEFF]*[=+\-@＝＋－＠]|[\t\r])/;

function showText(text) {
  return text.replace(UNSAFE, (character) => {
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return "\\u" + code.toString(16).padStart(4, "0");
  });
}

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

function makeShape(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const blocks = new Map();

function readData(name) {
  if (!blocks.has(name)) {
    const element = document.getElementById(name + "-data");
    blocks.set(name, element ? JSON.parse(element.textContent) : null);
  }
  return blocks.get(name);
}

function nameDocument(number) {
  const documents = readData("page").documents;
  return documents[number];
}

// What is compared when rows are filtered: case, marks and the forms of quotes, dashes and Arabic letters do not matter.
const MARKS = /[\u0300-\u036F\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED]/g;
const SAME = new Map([
  ..."آأإٱ".split("").map((letter) => [letter, "ا"]),
  ["ى", "ي"], ["ی", "ي"], ["ة", "ه"],
  ..."‘’‚‛′‹›ʼ＇".split("").map((letter) => [letter, "'"]),
  ..."“”„‟″«»＂".split("").map((letter) => [letter, '"']),
  ..."‐‑‒–—―−﹘﹣－".split("").map((letter) => [letter, "-"]),
]);
const SAME_LETTERS = new RegExp("[" + [...SAME.keys()].join("") + "]", "g");

function foldText(text) {
  let folded = text.toLowerCase();
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(folded)) return folded;
  folded = folded.normalize("NFD").replace(MARKS, "").normalize("NFC");
  return folded.replace(SAME_LETTERS, (letter) => SAME.get(letter));
}

const place = {
  link(value) {
    const [doc, line, start, end] = value;
    const link = make("a", { href: `#read=${doc}:${start}-${end}` });
    link.append(make("bdi", null, showText(nameDocument(doc))), ":" + line);
    return link;
  },
  text: (value) => `${nameDocument(value[0])}:${value[1]}`,
};

function drawDifference(steps, target) {
  steps.forEach(([operation, kept, copy], index) => {
    if (index) target.append(" ");
    if (operation === "equal") target.append(showText(kept));
    else {
      if (kept) target.append(make("del", null, showText(kept)));
      if (kept && copy) target.append(" ");
      if (copy) target.append(make("ins", null, showText(copy)));
    }
  });
}

function writeDifference(steps) {
  return steps
    .map(([operation, kept, copy]) =>
      operation === "equal" ? kept : [kept && `[-${kept}-]`, copy && `{+${copy}+}`].filter(Boolean).join(" "),
    )
    .join(" ");
}

// Each kind of cell: how it is drawn, what it is sorted by, what is searched in it, and its cells in CSV.
const KINDS = {
  text: {
    draw: (value, cell) => cell.append(showText(value)),
    key: foldText,
    text: (value) => value,
  },
  tag: {
    draw: (value, cell) => cell.append(make("span", { class: "tag" }, showText(value))),
    key: foldText,
    text: (value) => value,
  },
  document: {
    draw: (value, cell) => cell.append(make("a", { href: `#read=${value[0]}` }, make("bdi", null, showText(value[1])))),
    key: (value) => foldText(value[1]),
    text: (value) => `${value[1]} ${nameDocument(value[0])}`,
    names: ["doc", "title"],
    cells: (value) => [nameDocument(value[0]), value[1]],
  },
  speaker: {
    draw: (value, cell) => cell.append(
      make("a", { href: `#people=${encodeURIComponent(value[0])}` }, make("bdi", null, showText(value[1])))),
    key: (value) => value[0],
    text: (value) => value[1],
  },
  word: {
    draw: (value, cell) => cell.append(
      make("a", { href: `#search=${encodeURIComponent(value)}` }, make("bdi", null, showText(value)))),
    key: foldText,
    text: (value) => value,
  },
  number: {
    draw: (value, cell, column) => cell.append(value.toFixed(column.digits)),
    key: (value) => value,
    text: String,
  },
  share: {
    draw: (value, cell) => cell.append(value.toFixed(1) + " %"),
    key: (value) => value,
    text: String,
  },
  place: {
    draw: (value, cell) => cell.append(place.link(value)),
    key: (value) => value[0] * 1e9 + value[2],
    text: place.text,
    names: ["doc", "line", "start", "end"],
    cells: (value) => [nameDocument(value[0]), value[1], value[2], value[3]],
  },
  passage: {
    draw(value, cell) {
      cell.append(showText(value[0]), make("mark", null, showText(value[1])), showText(value[2]));
    },
    key: (value) => foldText(value[1]),
    text: (value) => value.join(""),
    cells: (value) => [value[1]],
  },
  concordance: {
    draw(value, cell) {
      const line = make("span", { class: "line", dir: value[3] });
      const isolate = (text) => make("bdi", null, showText(text.replace(/[\t\n\r]+/g, " ")));
      line.append(
        make("span", { class: "before" }, isolate(value[0])),
        make("mark", null, isolate(value[1])),
        make("span", { class: "after" }, isolate(value[2])),
      );
      cell.append(line);
    },
    key: (value) => foldText(value[1]),
    text: (value) => value.slice(0, 3).join(" "),
    names: ["before", "match", "after"],
    cells: (value) => value.slice(0, 3),
  },
  difference: {
    draw: (value, cell) => drawDifference(value, cell),
    key: (value) => value.length,
    text: writeDifference,
  },
  copies: {
    draw(value, cell) {
      const list = make("ol");
      for (const [at, kind, similarity, steps] of value) {
        const about = make("p", { class: "about" }, place.link(at), " ", make("span", { class: "tag" }, showText(kind)));
        about.append(" " + similarity.toFixed(3));
        const item = make("li", null, about);
        if (steps.length) {
          const text = make("p", { dir: "auto" });
          drawDifference(steps, text);
          item.append(text);
        }
        list.append(item);
      }
      const count = `${value.length} ${value.length === 1 ? "copy" : "copies"}`;
      cell.append(make("details", null, make("summary", null, count), list));
    },
    key: (value) => value.length,
    text: (value) => value.map((each) => place.text(each[0])).join(" "),
    cells: (value) => [value.map((each) => place.text(each[0])).join("; ")],
  },
  spark: {
    draw(value, cell) {
      const most = Math.max(0, ...value);
      if (!most) return;
      const total = value.reduce((sum, count) => sum + count, 0);
      const width = value.length * 4;
      const picture = makeShape("svg", {
        class: "spark", viewBox: `0 0 ${width} 16`, width, height: 16, role: "img", "aria-label": `${total} dates`,
      });
      value.forEach((count, index) => {
        const height = Math.ceil((14 * count) / most) + 1;
        if (count) picture.append(makeShape("rect", { x: index * 4, y: 16 - height, width: 3, height }));
      });
      cell.append(picture);
    },
    key: (value) => value.reduce((sum, count) => sum + count, 0),
    text: () => "",
    cells: (value) => [value.join(" ")],
  },
};
KINDS.plain = KINDS.text;
KINDS.hidden = { key: (value) => value, text: (value) => (typeof value === "string" ? value : ""), cells: () => [] };
const WITH_DIRECTION = new Set(["text", "passage", "difference"]);
const WITH_LANGUAGE = new Set(["text", "passage", "concordance", "difference", "copies"]);

function writeCsv(rows) {
  const quote = (cell) => {
    let text = cell === null || cell === undefined ? "" : String(cell);
    if (typeof cell === "string" && FORMULA.test(text)) text = "'" + text;
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => row.map(quote).join(",") + "\r\n").join("");
}

function say(message) {
  const status = document.getElementById("status");
  status.textContent = message;
  status.classList.add("shown");
  clearTimeout(say.timer);
  say.timer = setTimeout(() => status.classList.remove("shown"), 2000);
}

async function copyText(text, message) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = make("textarea", { class: "aside" });
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say(message);
}

// A table. `source` is its data; rows that `keep` is false for are not shown.
class DataTable {
  constructor(name, source, options = {}) {
    this.name = name;
    this.frame = document.getElementById(name + "-frame");
    this.table = this.frame.querySelector("table");
    this.body = this.table.tBodies[0];
    this.columns = source.columns;
    this.rows = source.rows;
    this.total = source.total;
    this.options = options;
    this.languages = this.columns.findIndex((column) => column.name === "lang");
    this.texts = null;
    this.query = "";
    this.chosen = new Map();
    this.keep = null;
    this.sorted = null;
    this.makeControls();
    this.makeHeads();
    this.nameNumbers();
    this.update();
  }

  makeControls() {
    this.count = make("output", { class: "count", for: `${this.name}-filter` });
    this.input = make("input", {
      type: "search", id: `${this.name}-filter`, placeholder: "Filter", "aria-label": "Filter the rows",
      autocomplete: "off", spellcheck: "false", dir: "auto",
    });
    this.input.addEventListener("input", () => this.setQuery(this.input.value));
    this.bar = make("div", { class: "controls" }, this.input);
    this.columns.forEach((column, index) => {
      if (column.filters) this.bar.append(this.makeChoice(column, index));
    });
    this.bar.append(this.count, this.makeCopyButton());
    if (!this.options.bare) this.frame.before(this.bar);
    this.more = make("button", { type: "button", class: "more", onclick: () => this.grow() });
    this.frame.after(this.more);
    if ("IntersectionObserver" in window) {
      const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && this.grow(), {
        rootMargin: "600px",
      });
      watcher.observe(this.more);
    }
  }

  makeChoice(column, index) {
    const counts = new Map();
    for (const row of this.rows) {
      const value = row[index];
      if (value !== null) counts.set(value, (counts.get(value) || 0) + 1);
    }
    const title = column.title || column.name;
    const choice = make("select", { "aria-label": title }, make("option", { value: "" }, `${title}: all`));
    const values = [...counts].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, 100);
    values.forEach(([value, count], number) => {
      const shown = Array.isArray(value) ? place.text(value) : String(value);
      choice.append(make("option", { value: number + 1 }, `${showText(shown)} (${count})`));
    });
    choice.addEventListener("change", () => {
      const number = Number(choice.value);
      if (number) this.chosen.set(index, values[number - 1][0]);
      else this.chosen.delete(index);
      this.update();
    });
    return counts.size > 1 ? choice : "";
  }

  makeCopyButton() {
    const copy = () => copyText(writeCsv([this.listNames(), ...this.shown.map((row) => this.listCells(row))]),
      `${this.shown.length} rows copied as CSV`);
    return make("button", { type: "button", class: "quiet", onclick: copy }, "Copy as CSV");
  }

  makeHeads() {
    const heads = [...this.table.tHead.rows[0].cells];
    let place = 0;
    this.columns.forEach((column, index) => {
      if (column.kind === "hidden") return;
      const head = heads[place++];
      if (column.kind === "spark" || column.kind === "difference") return;
      const button = make("button", { type: "button" }, head.textContent);
      button.addEventListener("click", () => this.sortBy(index));
      head.replaceChildren(button);
      head.setAttribute("aria-sort", "none");
      head.column = index;
    });
    if (!this.options.bare) this.table.tHead.rows[0].append(make("th", { scope: "col", class: "k-actions" },
      make("span", { class: "aside" }, "Copy")));
  }

  // On a narrow screen a row has no headings above it: its numbers say what they are.
  nameNumbers() {
    let place = 0;
    const rules = this.columns.map((column) => {
      if (column.kind === "hidden") return "";
      place++;
      if (column.kind !== "number" && column.kind !== "share") return "";
      const title = (column.title || column.name).replace(/[^\p{L}\p{N} _]/gu, " ");
      return `#${this.name}-table td:nth-child(${place}):not(:empty)::after { content: " ${title}"; color: var(--soft); font-size: .8125rem; }`;
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`@media (max-width: 44rem) { ${rules.join("")} }`);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }

  listNames() {
    return this.columns.flatMap((column) => (column.kind === "hidden" ? [] : KINDS[column.kind].names || [column.name]));
  }

  listCells(row) {
    return this.columns.flatMap((column, index) => {
      const kind = KINDS[column.kind];
      if (row[index] === null) return (kind.names || [""]).map(() => "").slice(column.kind === "hidden" ? 1 : 0);
      return kind.cells ? kind.cells(row[index]) : [column.kind === "number" || column.kind === "share" ? row[index] : kind.text(row[index])];
    });
  }

  setQuery(query) {
    this.query = foldText(query.trim());
    this.update();
  }

  // The folded text of each row, made when rows are first filtered.
  listTexts() {
    if (this.texts === null) {
      this.texts = this.rows.map((row) =>
        foldText(this.columns.map((column, index) => (row[index] === null ? "" : KINDS[column.kind].text(row[index]))).join("\n")),
      );
    }
    return this.texts;
  }

  setRows(rows) {
    this.rows = rows;
    this.texts = null;
    this.update();
  }

  sortBy(index) {
    const before = this.sorted;
    const falls = before && before.index === index ? !before.falls : ["number", "share"].includes(this.columns[index].kind);
    this.sorted = { index, falls };
    for (const head of this.table.tHead.rows[0].cells) {
      if (head.column === undefined) continue;
      head.setAttribute("aria-sort", head.column === index ? (falls ? "descending" : "ascending") : "none");
    }
    this.update();
  }

  update() {
    let numbers = this.rows.map((_, number) => number);
    if (this.query) {
      const texts = this.listTexts();
      const words = this.query.split(/\s+/);
      numbers = numbers.filter((number) => words.every((word) => texts[number].includes(word)));
    }
    for (const [index, value] of this.chosen) numbers = numbers.filter((number) => this.rows[number][index] === value);
    if (this.keep) numbers = numbers.filter((number) => this.keep(this.rows[number]));
    if (this.sorted) this.sort(numbers);
    this.shown = numbers.map((number) => this.rows[number]);
    this.drawn = 0;
    this.body.replaceChildren();
    this.grow();
    const all = this.rows.length;
    this.count.textContent = this.shown.length === all ? `${all} rows` : `${this.shown.length} of ${all} rows`;
    this.table.setAttribute("aria-rowcount", this.shown.length + 1);
  }

  sort(numbers) {
    const { index, falls } = this.sorted;
    const kind = KINDS[this.columns[index].kind];
    const keys = new Map(numbers.map((number) => {
      const value = this.rows[number][index];
      return [number, value === null ? null : kind.key(value)];
    }));
    numbers.sort((one, other) => {
      const [left, right] = [keys.get(one), keys.get(other)];
      // What has no value comes last in both directions; equal rows stay in their order.
      if (left === null || right === null) return (left === null) - (right === null) || one - other;
      const order = left < right ? -1 : left > right ? 1 : 0;
      return (falls ? -order : order) || one - other;
    });
  }

  grow() {
    const next = this.shown.slice(this.drawn, this.drawn + STEP);
    const fragment = document.createDocumentFragment();
    next.forEach((row, index) => {
      const element = this.drawRow(row);
      element.setAttribute("aria-rowindex", this.drawn + index + 2);
      fragment.append(element);
    });
    this.body.append(fragment);
    this.drawn += next.length;
    const left = this.shown.length - this.drawn;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show more: ${left} rows are left`;
  }

  drawRow(row) {
    const element = make("tr");
    const lang = this.languages >= 0 ? row[this.languages] : null;
    this.columns.forEach((column, index) => {
      if (column.kind === "hidden") return;
      const cell = make("td", {
        class: column.kind !== "number" && "k-" + column.kind.slice(0, 4),
        dir: WITH_DIRECTION.has(column.kind) && "auto",
        lang: WITH_LANGUAGE.has(column.kind) && lang !== "en" && lang,
      });
      if (row[index] !== null) KINDS[column.kind].draw(row[index], cell, column);
      if (this.options.adorn) this.options.adorn(column, row, cell);
      element.append(cell);
    });
    if (!this.options.bare) element.append(this.makeActions(row));
    return element;
  }

  makeActions(row) {
    const cell = make("td", { class: "k-actions" });
    if (this.options.cite) {
      cell.append(make("button", { type: "button", class: "quiet", title: "Copy as a citation",
        onclick: () => copyText(this.options.cite(row, this.columns), "Citation copied") }, "cite"));
    }
    cell.append(make("button", { type: "button", class: "quiet", title: "Copy this row as CSV",
      onclick: () => copyText(writeCsv([this.listNames(), this.listCells(row)]), "Row copied as CSV") }, "csv"));
    return cell;
  }
}

// Printing shows all rows that are chosen, up to some thousands.
window.addEventListener("beforeprint", () => {
  for (const table of DataTable.all || []) while (table.drawn < Math.min(table.shown.length, 2000)) table.grow();
});
document.documentElement.classList.add("js");
