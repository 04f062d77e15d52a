"use strict";
// Groups of proposals, drawn a few at a time; what is decided goes into a file of decisions. Texts of others get into the
// page through textContent alone.
const data = JSON.parse(document.getElementById("data").textContent);
const CHUNK = 40, PLACES = 3, MORE_PLACES = 100;
const byId = (id) => document.getElementById(id);
const list = byId("list");
const store = `cleanup-review-${data.id}`;
const answers = new Map(); // key of a group, a place or a rule → {answer, instead}
const steps = [];
let items = [], drawn = 0, here = -1;

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children) if (child !== null && child !== undefined) made.append(child);
  return made;
}

const visible = (text) => text === "" ? "∅" :
  text.replace(/\r\n|\r|\n/g, "↵").replace(/\t/g, "→").replace(/^ +| +$| {2,}/g, (blanks) => "␣".repeat(blanks.length))
    .replace(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");

const files = data.files;
const groups = data.groups.map(([topic, text, becomes, state, why, rules, places], number) => ({
  number, topic, text, becomes, state, why, rules,
  places: places.map(([file, line, rule, before, after, lead, tail, source], index) =>
    ({ group: number, index, file, line, rule, before, after, lead, tail, source })),
}));
const topics = [...new Set(groups.map((group) => group.topic))];
const total = groups.reduce((sum, group) => sum + group.places.length, 0);
const groupKey = (group) => `g${group.number}`;
const placeKey = (place) => `p${place.group}.${place.index}`;
const ruleKey = (rule) => `r${rule}`;
const AUTOMATIC = "applied automatically";
const isApart = (group) => group.becomes === null || group.text.includes("\n") ||
  (group.text.includes("…") && group.becomes.includes("…"));

// Decisions

function decide(key, answer, instead) {
  steps.push([key, answers.get(key)]);
  const now = answers.get(key);
  if (now && now.answer === answer && now.instead === instead) answers.delete(key);
  else answers.set(key, { answer, instead });
  saved();
}
function decideRules(group, answer) { // as one step, whatever number of rules it is about
  const before = group.rules.map((rule) => [ruleKey(rule), answers.get(ruleKey(rule))]);
  const isTakenBack = before.every(([, now]) => now && now.answer === answer);
  for (const [key] of before) if (isTakenBack) answers.delete(key); else answers.set(key, { answer });
  steps.push(before);
  saved();
  say(isTakenBack ? "taken back" : `${answer === "yes" ? "always" : "never"}: ${group.rules.join(", ")}`);
  repaint();
}
function undo() {
  const last = steps.pop();
  if (!last) { say("nothing to undo"); return; }
  for (const [key, before] of typeof last[0] === "string" ? [last] : last)
    if (before) answers.set(key, before); else answers.delete(key);
  saved();
  repaint();
  say("undone");
}
let saving = 0;
function saved() { // soon: with thousands of decisions it takes a moment, which nobody should wait for
  clearTimeout(saving);
  saving = setTimeout(save, 200);
  count();
}
function save() {
  clearTimeout(saving);
  saving = 0;
  try { localStorage.setItem(store, JSON.stringify([...answers])); } catch { /* a page from disk may have no storage */ }
}
function say(what) { byId("said").textContent = `${what}. ${byId("progress").textContent}`; }
function restored() {
  try {
    for (const [key, value] of JSON.parse(localStorage.getItem(store) || "[]"))
      if (value && ["yes", "no", "instead"].includes(value.answer)) answers.set(key, value);
  } catch { /* nothing was kept */ }
}
const isDecided = (group) => answers.has(groupKey(group)) || group.rules.every((rule) => answers.has(ruleKey(rule))) ||
  group.places.every((place) => answers.has(placeKey(place)));
const number = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
function count() {
  const all = `${number(groups.length, "form")}, ${number(total, "place")} in ${number(files.length, "file")}`;
  byId("progress").textContent = data.decides ? `${groups.filter(isDecided).length.toLocaleString("en")} of ${number(groups.length, "form")} decided, ${number(total, "place")} in ${number(files.length, "file")}` : all;
}

// The file of decisions, as `cleanup` writes it

const string = (text) => JSON.stringify(text.toWellFormed ? text.toWellFormed() : text).replaceAll("\u007f", "\\u007f");
function table(fields) {
  return "[[decision]]\n" + fields.filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => `${key} = ${string(value)}\n`).join("");
}
function answered({ answer, instead }) {
  return instead === undefined || instead === null ? [["answer", answer]] : [["instead", instead]];
}
function exported() {
  const tables = new Set();
  for (const group of groups) {
    for (const rule of group.rules) {
      const every = answers.get(ruleKey(rule));
      if (every) tables.add(table([["rule", rule], ...answered(every)]));
    }
    const whole = answers.get(groupKey(group));
    if (whole) for (const rule of group.rules)
      tables.add(table([["rule", rule], ["text", group.text], ["becomes", group.becomes], ...answered(whole)]));
    for (const place of group.places) {
      const one = answers.get(placeKey(place));
      if (one) tables.add(table([["rule", group.rules[place.rule]], ["text", group.text], ["becomes", group.becomes],
        ["file", files[place.file][1]], ["before", place.before], ["after", place.after], ...answered(one)]));
    }
  }
  return `${data.head}version = 1\n` + [...tables].sort().map((each) => `\n${each}`).join("");
}
function download() {
  const link = element("a", { href: URL.createObjectURL(new Blob([exported()], { type: "application/toml" })),
    download: data.file });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
async function copy() {
  const box = byId("exported");
  box.value = exported();
  box.hidden = false;
  box.select();
  try { await navigator.clipboard.writeText(box.value); } catch { /* it is selected, to be copied by hand */ }
}

// What is shown

function fits(group, words, topic, state) {
  if (topic && group.topic !== topic) return false;
  if (state === "open" && isDecided(group)) return false;
  if (state === "decided" && !isDecided(group)) return false;
  if (state === "applied" && group.state !== AUTOMATIC) return false;
  if (state === "offered" && group.state === AUTOMATIC) return false;
  if (!words) return true;
  group.haystack ??= [group.text, group.becomes, group.rules.join(" "), group.why,
    ...group.places.flatMap((place) => [place.lead, place.tail, files[place.file][0]])].join("\n").toLowerCase();
  return group.haystack.includes(words);
}
function redraw(keep) {
  const words = byId("search").value.trim().toLowerCase(), topic = byId("topic").value, state = byId("state").value;
  const found = groups.filter((group) => fits(group, words, topic, state));
  if (byId("view").value === "chapters") {
    items = found.flatMap((group) => group.places.map((place) => ({ group, place })));
    items.sort((one, other) => one.place.file - other.place.file || one.place.line - other.place.line ||
      one.group.number - other.group.number);
  } else items = found.map((group) => ({ group }));
  const least = keep ? Math.max(drawn, CHUNK) : CHUNK;
  if (!keep) here = -1;
  list.replaceChildren();
  drawn = 0;
  while (drawn < items.length && drawn < least) draw();
  if (!items.length) list.append(element("p", { class: "why" }, !data.decides || !groups.length || !groups.every(isDecided) ?
    "Nothing to show." : `Everything is decided. Download the decisions, then run: ${data.then}`));
  if (!keep) byId("said").textContent = `${number(items.length, byId("view").value === "chapters" ? "place" : "form")} shown`;
  if (here >= items.length) here = items.length - 1;
  mark();
  count();
}
function repaint() { // the same cards, as they are now
  const least = drawn;
  list.replaceChildren();
  drawn = 0;
  while (drawn < least) draw();
  mark()?.focus({ preventScroll: true });
}
function draw() {
  const made = document.createDocumentFragment(), end = Math.min(drawn + CHUNK, items.length);
  for (; drawn < end; drawn++) {
    const { group, place } = items[drawn];
    if (place && (drawn === 0 || items[drawn - 1].place.file !== place.file))
      made.append(element("h3", {}, files[place.file][0]));
    made.append(place ? placeCard(group, place, drawn) : groupCard(group, drawn));
  }
  list.append(made);
}
function change(group) {
  if (group.becomes === null) return [element("mark", {}, visible(group.text))];
  return [element("del", {}, visible(group.text)), " → ", element("ins", {}, visible(group.becomes))];
}
function passage(group, place, whereToo) {
  const parts = [];
  if (whereToo) parts.push(element("span", { class: "where" }, `${files[place.file][0]}:${place.line}`));
  parts.push(place.lead);
  parts.push(group.becomes === null ? element("mark", {}, visible(group.text)) :
    group.text ? element("del", {}, visible(group.text)) : "");
  if (group.becomes) {
    if (group.text) parts.push(element("span", { class: "unseen" }, " → "));
    parts.push(element("ins", {}, visible(group.becomes)));
  }
  parts.push(place.tail);
  if (place.source) parts.push(element("span", { class: "source" }, `Source: ${place.source}`));
  return parts;
}
function answer(key, group, given, refresh, instead) {
  decide(key, given, instead);
  refresh(given);
  const now = answers.get(key);
  say(`${visible(group.text)}: ${!now ? "undecided" : now.answer === "instead" ? visible(now.instead) : now.answer}`);
}
function buttons(key, group, refresh, what) {
  const row = element("div", { class: "answers", role: "group", "aria-label": `${what}: ${spoken(group)}` });
  if (!data.decides) return row;
  const now = answers.get(key);
  const button = (label, given) => element("button", {
    type: "button", "data-answer": given, "aria-pressed": String(Boolean(now && now.answer === given)),
    on: { click: () => answer(key, group, given, refresh) } }, label);
  row.append(button("Yes", "yes"), button("No", "no"));
  if (!isApart(group)) {
    const said = now && now.answer === "instead" ? now.instead : null;
    const other = element("button", { type: "button", "data-answer": "instead", "aria-pressed": String(said !== null),
      on: { click: () => ask(row, key, group, said, refresh) } }, said === null ? "Other…" : `Other: ${visible(said)}`);
    row.append(other);
  }
  return row;
}
function ask(row, key, group, said, refresh) {
  const input = element("input", { type: "text", "aria-label": "Text instead", on: { keydown: (event) => {
    event.stopPropagation();
    if (event.key === "Enter" || event.key === "Escape") event.preventDefault(); // or the button that gets the focus has it
    if (event.key === "Enter") answer(key, group, "instead", refresh, input.value);
    if (event.key === "Escape") refresh("instead");
  } } });
  input.value = said ?? group.becomes;
  row.replaceChildren(input, element("button", { type: "button", class: "main",
    on: { click: () => answer(key, group, "instead", refresh, input.value) } }, "Use"),
    element("button", { type: "button", on: { click: () => refresh("instead") } }, "Cancel"));
  input.focus();
  input.select();
}
const spoken = (group) => visible(group.text) + (group.becomes === null ? "" : ` becomes ${visible(group.becomes)}`);
// A card that is drawn anew keeps the focus that its button had.
function renewed(old, made, given) {
  const had = old.contains(document.activeElement);
  old.replaceWith(made);
  mark();
  const button = had && given && made.querySelector(`:scope > .answers [data-answer="${given}"], :scope[data-answer="${given}"]`);
  if (button) button.focus({ preventScroll: true });
  else if (had) made.focus({ preventScroll: true });
}
function groupCard(group, at) {
  const card = element("article", { tabindex: "-1", "data-at": at, "aria-label": spoken(group),
    class: data.decides && isDecided(group) ? "done" : null });
  const refresh = (given) => renewed(card, groupCard(group, at), given);
  const where = new Set(group.places.map((place) => place.file)).size;
  const many = `${group.places.length} place${group.places.length === 1 ? "" : "s"}` + (where > 1 ? ` in ${where} files` : "");
  card.append(element("h2", {}, ...change(group)),
    element("p", { class: "facts" }, `${group.rules.join(", ")} · ${many} · ${group.state}`),
    element("p", { class: "why" }, group.why));
  const places = element("ol");
  let shown = 0;
  const open = (upTo, withButtons) => {
    for (; shown < Math.min(upTo, group.places.length); shown++) {
      const place = group.places[shown];
      const line = element("li", {}, ...passage(group, place, true));
      if (withButtons) {
        const again = (given) => {
          const had = line.contains(document.activeElement);
          line.lastElementChild.replaceWith(buttons(placeKey(place), group, again, "This place"));
          if (had) line.lastElementChild.querySelector(`[data-answer="${given}"]`)?.focus({ preventScroll: true });
        };
        line.append(buttons(placeKey(place), group, again, "This place"));
      }
      places.append(line);
    }
  };
  open(PLACES, false);
  card.append(places, buttons(groupKey(group), group, refresh, "Wherever it occurs"));
  const one = element("button", { type: "button", "data-open": true, on: { click: () => {
    if (!one.dataset.opened) { one.dataset.opened = "1"; places.replaceChildren(); shown = 0; }
    open(shown + MORE_PLACES, true);
    one.hidden = shown >= group.places.length;
    one.textContent = `${group.places.length - shown} more places`;
  } } }, data.decides ? "One by one" : "All places");
  const row = card.querySelector(":scope > .answers");
  if (data.decides && group.topic !== "names" && group.rules.length === 1) {
    const [rule] = group.rules, now = answers.get(ruleKey(rule));
    for (const [given, word] of [["yes", "Always"], ["no", "Never"]]) {
      if (given === "yes" && group.becomes === null) continue;
      row.append(element("button", { type: "button", "data-rule": given,
        "aria-pressed": String(Boolean(now && now.answer === given)), title: `${word} in this book: all of ${rule}`,
        on: { click: () => decideRules(group, given) } }, `${word}: ${rule}`));
    }
  }
  if (data.decides || group.places.length > PLACES) row.append(one);
  return card;
}
function placeCard(group, place, at) {
  const card = element("article", { tabindex: "-1", "data-at": at, "aria-label": `line ${place.line}: ${spoken(group)}`,
    class: data.decides && (answers.has(placeKey(place)) || isDecided(group)) ? "done" : null });
  const refresh = (given) => renewed(card, placeCard(group, place, at), given);
  card.append(element("p", {}, element("span", { class: "where" }, `line ${place.line}`), ...passage(group, place, false)),
    element("p", { class: "why" }, `${group.rules[place.rule]} · ${group.state} · ${group.why}`),
    buttons(placeKey(place), group, refresh, "This place"));
  return card;
}
function mark() {
  for (const card of list.querySelectorAll("article.here")) card.classList.remove("here");
  const card = list.querySelector(`article[data-at="${here}"]`);
  if (card) card.classList.add("here");
  return card;
}
function move(to) {
  if (!items.length) return;
  here = Math.max(0, Math.min(to, items.length - 1));
  while (drawn <= here) draw();
  const card = mark();
  card.scrollIntoView({ block: "center" });
  card.focus({ preventScroll: true });
}
function pressRule(given) {
  const button = mark()?.querySelector(`:scope > .answers [data-rule="${given}"]`);
  if (!button) { press(given); return; }
  button.click();
  move(here);
}
function press(answer) {
  const card = mark();
  const button = card && card.querySelector(`:scope > .answers [data-answer="${answer}"]`);
  if (!button) return;
  button.click();
  if (answer !== "instead") move(here + 1);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const act = { j: () => move(here + 1), k: () => move(here - 1), y: () => press("yes"), n: () => press("no"),
    e: () => press("instead"), u: undo, a: () => pressRule("yes"), v: () => pressRule("no"), "/": () => byId("search").focus(),
    o: () => { const button = mark()?.querySelector("[data-open]"); if (button) button.click(); } }[event.key];
  if (act) { event.preventDefault(); act(); }
});
byId("topic").append(element("option", { value: "" }, "every topic"),
  ...topics.map((topic) => element("option", { value: topic }, topic)));
byId("command").textContent = data.then;
byId("view").value = data.view;
for (const id of ["topic", "state", "view"]) byId(id).addEventListener("change", () => redraw(false));
let waiting = 0;
byId("search").addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => redraw(false), 120); });
byId("download").addEventListener("click", download);
byId("copy").addEventListener("click", copy);
byId("undo").addEventListener("click", undo);
new IntersectionObserver((seen) => {
  if (seen.some((entry) => entry.isIntersecting) && drawn < items.length) draw();
}, { rootMargin: "1500px" }).observe(byId("more"));
addEventListener("pagehide", () => { if (saving) save(); });
if (data.decides) restored();
else {
  for (const each of document.querySelectorAll(".decides")) each.remove();
  document.title = document.querySelector("h1").textContent = "Findings";
}
redraw(false);
document.documentElement.dataset.ready = "true";
