"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const list = document.getElementById("list"), search = document.getElementById("search"), order = document.getElementById("order");
const SVG = "http://www.w3.org/2000/svg";

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  return made;
}

function chart(entry, large) {
  const width = 1000, height = 100, chapters = Math.max(1, data.chapters.length);
  const right = new Array(chapters).fill(0), wrong = new Array(chapters).fill(0);
  for (const form of entry.forms)
    for (const [chapter, count] of form.counts) (form.right ? right : wrong)[chapter] += count;
  const most = Math.max(1, ...right.map((count, i) => count + wrong[i]));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `${entry.name}: ${entry.right} right, ${entry.wrong} other, in ${chapters} chapters`);
  if (large) svg.classList.add("large");
  const step = width / chapters, bar = Math.max(step * 0.85, 1);
  for (let i = 0; i < chapters; i++) {
    let base = height;
    for (const [count, kind] of [[right[i], "right"], [wrong[i], "wrong"]]) {
      if (!count) continue;
      const size = count / most * height, rect = document.createElementNS(SVG, "rect");
      base -= size;
      rect.setAttribute("x", i * step); rect.setAttribute("y", base);
      rect.setAttribute("width", bar); rect.setAttribute("height", size);
      rect.setAttribute("class", kind);
      const title = document.createElementNS(SVG, "title");
      title.textContent = `${data.chapters[i]}: ${right[i]} right, ${wrong[i]} other`;
      rect.append(title); svg.append(rect);
    }
  }
  return svg;
}

function highlighted(text, forms) {
  const line = element("span");
  const sorted = forms.map(form => form.text).sort((a, b) => b.length - a.length);
  let rest = text;
  while (rest) {
    let at = -1, found = "";
    for (const form of sorted) {
      const place = rest.indexOf(form);
      if (place >= 0 && (at < 0 || place < at)) { at = place; found = form; }
    }
    if (at < 0) { line.append(rest); break; }
    line.append(rest.slice(0, at), element("mark", found));
    rest = rest.slice(at + found.length);
  }
  return line;
}

function body(entry) {
  const box = element("div", undefined, "body");
  const said = [entry.source, entry.gender, entry.note].filter(Boolean);
  if (said.length) box.append(element("p", said.join(" · "), "dim"));
  if (entry.forms.length) {
    box.append(chart(entry, true));
    const table = element("table"), head = element("tr");
    for (const [text, kind] of [["Spelling", ""], ["Places", "number"], ["Chapters", ""]]) head.append(element("th", text, kind));
    table.append(head);
    for (const form of entry.forms) {
      const row = element("tr"), places = form.counts.reduce((sum, pair) => sum + pair[1], 0);
      row.append(element("td", form.text, form.right ? "good" : "bad"), element("td", String(places), "number"));
      const first = data.chapters[form.counts[0][0]], last = data.chapters[form.counts[form.counts.length - 1][0]];
      row.append(element("td", first === last ? first : `${form.counts.length}: ${first} to ${last}`, "dim"));
      table.append(row);
    }
    box.append(table);
  } else box.append(element("p", "It never stands in these chapters.", "dim"));
  if (entry.contexts.length) {
    const contexts = element("ul");
    for (const [path, text] of entry.contexts) {
      const item = element("li");
      item.append(highlighted(text, entry.forms), " ", element("span", path, "dim"));
      contexts.append(item);
    }
    box.append(contexts);
  }
  if (entry.together.length) {
    const line = element("p", "Together with: ");
    entry.together.forEach(([other, count], i) => {
      const link = element("a", data.entries[other].name);
      link.href = "#name=" + encodeURIComponent(data.entries[other].name);
      line.append(i ? ", " : "", link, element("span", ` ${count}`, "dim"));
    });
    box.append(line);
  }
  return box;
}

const lazily = new IntersectionObserver(seen => {
  for (const place of seen) if (place.isIntersecting) {
    lazily.unobserve(place.target);
    place.target.append(chart(place.target.entry, false));
  }
}, { rootMargin: "400px" });

const rows = data.entries.map(entry => {
  const row = element("details"), head = element("summary"), total = entry.right + entry.wrong;
  const drawn = element("span", undefined, "chart");
  drawn.entry = entry;
  head.append(element("span", entry.name, "name"), element("span", entry.kind, "dim kind"));
  const share = total ? Math.round(100 * entry.right / total) : 100;
  const number = element("span", total ? `${total} · ${share}%` : "never", "number " + (share < 100 ? "bad" : "dim"));
  head.append(number, drawn);
  row.append(head);
  row.dataset.name = entry.name;
  row.addEventListener("toggle", () => { if (row.open && row.children.length === 1) row.append(body(entry)); });
  lazily.observe(drawn);
  entry.text = [entry.name, entry.source, entry.kind, entry.note, ...entry.forms.map(form => form.text)].join("\n").toLowerCase();
  return { entry, row, total, share };
});

const ORDERS = {
  count: (a, b) => b.total - a.total || a.entry.name.localeCompare(b.entry.name),
  share: (a, b) => a.share - b.share || b.total - a.total,
  name: (a, b) => a.entry.name.localeCompare(b.entry.name),
};

function arrange() { list.append(...rows.sort(ORDERS[order.value]).map(item => item.row)); }

function filter() {
  const wanted = search.value.trim().toLowerCase();
  for (const item of rows) item.row.hidden = !item.entry.text.includes(wanted);
}

function follow() {
  const [key, value] = decodeURIComponent(location.hash.slice(1)).split(/=(.*)/s);
  if (key === "q") { search.value = value; filter(); }
  const found = key === "name" && rows.find(item => item.entry.name === value);
  if (found) { search.value = ""; filter(); found.row.open = true; found.row.scrollIntoView({ block: "center" }); }
}

search.addEventListener("input", filter);
order.addEventListener("change", arrange);
addEventListener("hashchange", follow);
addEventListener("keydown", event => {
  if (event.key === "/" && document.activeElement !== search) { event.preventDefault(); search.focus(); }
});

const places = rows.reduce((sum, item) => sum + item.total, 0), right = rows.reduce((sum, item) => sum + item.entry.right, 0);
document.getElementById("sum").textContent = `${rows.length} entries, ${data.chapters.length} chapters, ${places} places with names, ` +
  `${places ? Math.round(1000 * right / places) / 10 : 100}% in the right form.`;
if (data.unknown.length) {
  const rest = document.getElementById("rest"), items = element("ul");
  rest.append(element("h2", "Not in the glossary"));
  for (const [name, count] of data.unknown) items.append(element("li", `${name} (${count})`));
  rest.append(items);
}
arrange();
follow();
