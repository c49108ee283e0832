// A concordance of all paragraphs, found as it is typed.

const MOST_HITS = 20000;
const CONTEXT = 90;
const WORD = "\\p{L}\\p{M}\\p{N}_";
const IS_WORD = new RegExp(`[${WORD}]`, "u");
const ARABIC_MARKS = "[\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670\\u06D6-\\u06DC\\u06DF-\\u06E8\\u06EA-\\u06ED]*";
const IS_ARABIC = /\p{Script=Arabic}/u;

// For each letter that others are the same as: a class of all of them.
const ALIKE = new Map();
for (const [other, letter] of SAME) ALIKE.set(letter, (ALIKE.get(letter) || "") + other);

function escapePattern(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}

function compileWord(word) {
  if (word === "*") return `[${WORD}]+`;
  let pattern = "";
  for (const character of word.normalize("NFC")) {
    if (character === "*") {
      pattern += `[${WORD}]*`;
      continue;
    }
    const letter = SAME.get(character) || character;
    const others = ALIKE.get(letter);
    pattern += others ? `[${escapePattern(letter)}${others}]` : escapePattern(letter);
    if (IS_ARABIC.test(letter)) pattern += ARABIC_MARKS;
  }
  return pattern;
}

function compileQuery(query) {
  const words = query.trim().split(/\s+/).filter(Boolean);
  if (!words.length || (words.length === 1 && /^\*+$/.test(words[0]))) return null;
  return new RegExp(words.map(compileWord).join("\\s+"), "giu");
}

function isWordAt(text, index) {
  if (index < 0 || index >= text.length) return false;
  const code = text.charCodeAt(index);
  // The second half of a pair belongs to the character before it.
  if (code >= 0xdc00 && code <= 0xdfff) return IS_WORD.test(String.fromCodePoint(text.codePointAt(index - 1)));
  return IS_WORD.test(String.fromCodePoint(text.codePointAt(index)));
}

// Offsets count code points; a string of JavaScript counts units of UTF-16.
const HAS_PAIRS = /[\uD800-\uDBFF]/;

function countPoints(text) {
  return HAS_PAIRS.test(text) ? [...text].length : text.length;
}

function findUnit(text, points) {
  if (!HAS_PAIRS.test(text)) return points;
  let units = 0;
  for (let left = points; left > 0 && units < text.length; left--) units += text.codePointAt(units) > 0xffff ? 2 : 1;
  return units;
}

// Yields [index of the paragraph, start, end] for each hit in the rows that are chosen.
function* findHits(rows, pattern, isWhole, isChosen) {
  for (let index = 0; index < rows.length; index++) {
    if (!isChosen(rows[index][1][0])) continue;
    const text = rows[index][0];
    pattern.lastIndex = 0;
    for (let match; (match = pattern.exec(text)); ) {
      const [start, end] = [match.index, match.index + match[0].length];
      if (end === start) pattern.lastIndex++;
      else if (!isWhole || (!(isWordAt(text, start - 1) && isWordAt(text, start)) && !(isWordAt(text, end) && isWordAt(text, end - 1)))) yield [index, start, end];
      else pattern.lastIndex = start + 1;
    }
  }
}

function cutContext(text, start, end) {
  let first = Math.max(0, start - CONTEXT);
  let last = Math.min(text.length, end + CONTEXT);
  // Words stay whole.
  while (first > 0 && first < start && isWordAt(text, first - 1)) first++;
  while (last < text.length && last > end && isWordAt(text, last)) last--;
  return [text.slice(first, start), text.slice(start, end), text.slice(end, last)];
}

function listWords(text) {
  return foldText(text).match(/[\p{L}\p{M}\p{N}_]+/gu) || [];
}

const SORTS = [["doc", "in order"], ["match", "match"], ["date", "date"],
  ...["L1", "L2", "L3", "R1", "R2", "R3"].map((name) => [name, `${name}: word ${name[1]} ${name[0] === "L" ? "before" : "after"}`])];

function makeSortKey(name) {
  if (name === "match") return (row) => foldText(row[0][1]);
  if (name === "date") return (row) => row[1] || "\uffff";
  const distance = Number(name[1]);
  if (name[0] === "L") return (row) => listWords(row[0][0]).at(-distance) || "";
  return (row) => listWords(row[0][2])[distance - 1] || "";
}

class Search {
  constructor() {
    this.data = readData("paragraphs");
    this.page = readData("page");
    this.chosen = new Map();
    this.keys = new Map();
    this.sort = "doc";
    this.isWhole = true;
    this.makeControls();
    this.table = new DataTable("hits", {
      columns: [
        { name: "concordance", kind: "concordance" }, { name: "date", kind: "plain" }, { name: "place", kind: "place" }, { name: "lang", kind: "hidden" },
      ],
      rows: [], total: 0,
    }, { cite: (row) => cite(row[2], row[0].slice(0, 3).join("")) });
    this.all = new DataTable("paragraphs", this.data, { cite: (row) => cite(row[1], row[0]) });
  }

  makeControls() {
    this.input = make("input", {
      type: "search", class: "query", "aria-label": "Search all paragraphs", placeholder: "A word or a phrase",
      autocomplete: "off", spellcheck: "false", dir: "auto",
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.run(true), 80);
    });
    const sort = make("select", { "aria-label": "Sort by" });
    for (const [value, title] of SORTS) sort.append(make("option", { value }, `Sort: ${title}`));
    sort.addEventListener("change", () => {
      this.sort = sort.value;
      this.arrange();
    });
    const whole = make("input", { type: "checkbox" });
    whole.addEventListener("change", () => {
      this.isWhole = !whole.checked;
      this.run(false);
    });
    const controls = make("div", { class: "controls" }, sort, ...this.listChoices(), make("label", { class: "check" }, whole, "inside words too"));
    this.tally = make("p", { class: "tally", role: "status" });
    document.getElementById("search-box").append(make("div", { class: "controls" }, this.input), controls, this.tally);
  }

  listChoices() {
    const choices = [this.makeChoice("document", this.page.documents, (number) => this.page.titles[number] || this.page.documents[number])];
    for (const [name, values] of Object.entries(this.page.fields)) choices.push(this.makeChoice(name, values));
    return choices.filter(Boolean);
  }

  makeChoice(name, values, title) {
    const distinct = title ? values.slice(0, 500) : [...new Set(values)].filter((value) => value !== null).sort();
    if (distinct.length < 2) return null;
    const choice = make("select", { "aria-label": name }, make("option", { value: "" }, `${name}: all`));
    distinct.forEach((value, number) => {
      choice.append(make("option", { value: number }, showText(title ? title(number) : value)));
    });
    choice.addEventListener("change", () => {
      if (choice.value === "") this.chosen.delete(name);
      else this.chosen.set(name, [values, distinct[Number(choice.value)]]);
      this.run(false);
    });
    return choice;
  }

  show(query) {
    if (query !== this.input.value) {
      this.input.value = query;
      this.run(false);
    }
  }

  run(isTyped) {
    const query = this.input.value;
    if (isTyped) history.replaceState(null, "", query ? `#search=${encodeURIComponent(query)}` : "#search");
    const pattern = compileQuery(query);
    document.getElementById("hits").hidden = !pattern;
    document.getElementById("all-paragraphs").hidden = Boolean(pattern);
    this.tally.replaceChildren();
    if (!pattern) return;
    const isChosen = (doc) => [...this.chosen.values()].every(([values, value]) => values[doc] === value);
    const distinct = new Set();
    const docs = new Set();
    const rows = [];
    let count = 0;
    const texts = this.data.rows;
    for (const [index, start, end] of findHits(texts, pattern, this.isWhole, isChosen)) {
      count++;
      const [text, [doc, line, offset], lang] = texts[index];
      distinct.add(text);
      docs.add(doc);
      if (rows.length >= MOST_HITS) continue;
      const begin = offset + countPoints(text.slice(0, start));
      const place = [doc, line, begin, begin + countPoints(text.slice(start, end))];
      const context = [...cutContext(text, start, end), this.page.directions[doc]];
      rows.push([context, this.page.dates[doc], place, lang]);
    }
    this.rows = rows;
    this.tellCounts(count, distinct, docs.size);
    this.arrange();
  }

  tellCounts(count, distinct, docs) {
    // What is the same but for case, spaces and signs counts once.
    const differing = new Set([...distinct].map((text) => this.findKey(text))).size;
    const plural = (number, name) => `${name}${number === 1 ? "" : "s"}`;
    this.tally.append(make("b", null, `${count} ${plural(count, "hit")}`),
      ` in ${differing} distinct ${plural(differing, "paragraph")}, ${docs} ${plural(docs, "document")}`,
      count > MOST_HITS ? `; the first ${MOST_HITS} are shown` : "");
  }

  findKey(text) {
    let key = this.keys.get(text);
    if (key === undefined) this.keys.set(text, (key = listWords(text).join(" ")));
    return key;
  }

  arrange() {
    if (!this.rows) return;
    let rows = this.rows;
    if (this.sort !== "doc") {
      const key = makeSortKey(this.sort);
      const keyed = rows.map((row, index) => [key(row), index, row]);
      keyed.sort((one, other) => (one[0] < other[0] ? -1 : one[0] > other[0] ? 1 : one[1] - other[1]));
      rows = keyed.map((each) => each[2]);
    }
    this.table.setRows(rows);
  }
}
