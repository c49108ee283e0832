// The sections of the report, one at a time, and the links between them: all of them are addresses after the #.

const sections = new Map([...document.querySelectorAll("main > section")].map((section) => [section.id, section]));
const drawn = new Map();
DataTable.all = [];

function cite(at, text) {
  const page = readData("page");
  const [doc, line, start, end] = at;
  const about = [page.titles[doc], page.sources[doc], page.dates[doc]].filter(Boolean).join(", ");
  const quoted = text.length > 300 ? text.slice(0, 300) + "…" : text;
  return `“${quoted}” — ${about ? about + "; " : ""}${page.documents[doc]}, line ${line}, characters ${start}–${end}.`;
}

function addTable(name, options) {
  const table = new DataTable(name, readData(name), options);
  DataTable.all.push(table);
  return table;
}

function citeBy(column, text) {
  return (row) => cite(row[column], text(row));
}

// A filter that a link has set, and the button that takes it away.
function showChip(table, label, keep) {
  table.chip?.remove();
  table.keep = keep;
  if (keep) {
    table.chip = make("span", { class: "chip" }, make("bdi", null, showText(label)),
      make("button", { type: "button", "aria-label": `Show all instead of ${showText(label)}`,
        onclick: () => { location.hash = "#" + table.section; } }, "×"));
    table.bar.prepend(table.chip);
  }
  table.update();
}

const openers = {
  documents: {
    make: () => addTable("documents", { cite: (row) => cite(row[8], row[0][1]) }),
    show: () => {},
  },
  search: {
    make() {
      const search = new Search();
      DataTable.all.push(search.table, search.all);
      return search;
    },
    show: (search, query) => search.show(query || ""),
  },
  timeline: {
    make() {
      const table = addTable("dates", { cite: citeBy(4, (row) => row[1][1]) });
      table.section = "timeline";
      return { table, unit: makeTimeline() };
    },
    show({ table }, period) {
      if (period) pickUnit(period);
      for (const bar of document.querySelectorAll("#timeline svg a")) {
        const isChosen = nameBar(bar) === period;
        bar.classList.toggle("chosen", isChosen);
        if (isChosen) bar.scrollIntoView({ block: "nearest", inline: "center" });
      }
      showChip(table, period || "", period ? (row) => row[5] === period || row[5].startsWith(period + "-") : null);
    },
  },
  people: {
    make() {
      const speakers = addTable("speakers", { cite: citeBy(5, (row) => row[0][1]) });
      const quotes = addTable("quotes", { cite: citeBy(5, (row) => row[0][1]) });
      quotes.section = "people";
      return { speakers, quotes };
    },
    show({ quotes }, key) {
      const row = key !== null && readData("speakers").rows.find((each) => each[0][0] === key);
      showChip(quotes, row ? row[0][1] : key || "", key === null ? null : (each) => each[6] === key);
      if (key !== null) document.getElementById("quotes-title").scrollIntoView();
    },
  },
  repeated: { make: () => addTable("copies", { cite: citeBy(5, (row) => row[0]) }), show: () => {} },
  words: {
    make() {
      for (const [name, column, word] of [["words", 6, 0], ["keywords", 6, 1], ["collocates", 8, 1]]) {
        if (document.getElementById(name + "-frame")) addTable(name, { cite: citeBy(column, (row) => row[word]) });
      }
      return {};
    },
    show: () => {},
  },
  read: { make: () => new Reader(), show: (reader, wanted) => reader.show(wanted || "0") },
  made: { make: () => ({}), show: () => {} },
};

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

let pickUnit = () => {};

function nameBar(bar) {
  return bar.getAttribute("href").split("=")[1];
}

function makeTimeline() {
  const pictures = [...document.querySelectorAll("figure.timeline")];
  if (!pictures.length) return;
  const units = make("div", { class: "switch", role: "group", "aria-label": "Periods" });
  const pick = (unit) => {
    for (const picture of pictures) picture.hidden = picture.dataset.unit !== unit;
    for (const button of units.children) button.setAttribute("aria-pressed", String(button.value === unit));
  };
  for (const picture of pictures) {
    const unit = picture.dataset.unit;
    units.append(make("button", { type: "button", value: unit, onclick: () => pick(unit) }, `by ${unit}`));
    moveByArrows([...picture.querySelectorAll("a")]);
  }
  pictures[0].before(units);
  pick(pictures.some((picture) => picture.dataset.unit === "month") ? "month" : "year");
  pickUnit = (period) => {
    const picture = pictures.find((each) => [...each.querySelectorAll("a")].some((bar) => nameBar(bar) === period));
    if (picture) pick(picture.dataset.unit);
  };
}

// One stop of the tab key for all bars; the arrows go from one to the next.
function moveByArrows(bars) {
  bars.forEach((bar, index) => {
    bar.setAttribute("tabindex", index ? "-1" : "0");
    bar.addEventListener("keydown", (event) => {
      const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -index, End: bars.length - 1 - index };
      const next = bars[index + (steps[event.key] ?? NaN)];
      if (!next) return;
      event.preventDefault();
      bar.setAttribute("tabindex", "-1");
      next.setAttribute("tabindex", "0");
      next.focus();
    });
  });
}

function route(isFirst) {
  const [name, typed] = location.hash.slice(1).split(/=(.*)/s);
  const wanted = typed === undefined ? null : decode(typed);
  const id = sections.has(name) ? name : "documents";
  const isNew = !sections.get(id).classList.contains("open");
  for (const [other, section] of sections) section.classList.toggle("open", other === id);
  sections.get("read").hidden = id !== "read";
  for (const link of document.querySelectorAll("nav a")) {
    if (link.hash === "#" + id) {
      link.setAttribute("aria-current", "page");
      // On a narrow screen the names of the sections are a line that scrolls.
      const line = link.closest("ul");
      line.scrollLeft += link.getBoundingClientRect().left - line.getBoundingClientRect().left - (line.clientWidth - link.offsetWidth) / 2;
    } else link.removeAttribute("aria-current");
  }
  if (!drawn.has(id)) drawn.set(id, openers[id].make());
  if (isNew && isFirst !== true) {
    scrollTo(0, 0);
    document.getElementById(id + "-title").focus({ preventScroll: true });
  }
  openers[id].show(drawn.get(id), wanted);
}

window.addEventListener("hashchange", route);
// On paper all sections stand one below the other.
window.addEventListener("beforeprint", () => {
  for (const id of sections.keys()) {
    if (id !== "read" && !drawn.has(id)) drawn.set(id, openers[id].make());
  }
});
route(true);
