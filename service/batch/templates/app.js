"use strict";
// Browses and searches an archive from its own files. Text of articles is only ever set as text.
const PAGE = 50;
const head = plumbline.head;
const $ = (id) => document.getElementById(id);
const files = new Map();
let results = [];
let shown = 0;
let turn = 0;

// A shard is a script that leaves its JSON in plumbline.parts: fetch does not work from file://.
function load(kind, number) {
  const name = `${kind}-${number}`;
  if (!files.has(name)) {
    files.set(name, new Promise((done, fail) => {
      const script = document.createElement("script");
      script.src = `data/${name}.js`;
      script.onload = () => {
        done(JSON.parse(plumbline.parts[name]));
        delete plumbline.parts[name];
        script.remove();
      };
      script.onerror = () => fail(new Error(`data/${name}.js cannot be read`));
      document.head.append(script);
    }));
    if (kind === "article" && files.size > 400) files.delete(files.keys().next().value);
  }
  return files.get(name);
}

function node(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

// `text` with the words that were asked for marked.
function marked(tag, text, words) {
  const made = node(tag, "", { dir: "auto" });
  let at = 0;
  if (words.length) {
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const word = fold(match[0]);
      if (!words.some((one) => word.startsWith(one))) continue;
      made.append(text.slice(at, match.index), node("mark", match[0]));
      at = match.index + match[0].length;
    }
  }
  made.append(text.slice(at));
  return made;
}

// One byte an article: 1 where a word that begins with `prefix` stands.
async function holding(prefix) {
  const found = new Uint8Array(head.count);
  const single = [...prefix].length === 1;
  for (const [word, places] of Object.entries(await load("words", bucket(prefix, head.buckets)))) {
    if (single ? word !== prefix : !word.startsWith(prefix)) continue;
    let number = 0;
    for (const step of places.split(" ")) {
      number += parseInt(step, 36);
      found[number] = 1;
    }
  }
  return found;
}

async function search() {
  const mine = (turn += 1);
  $("list").setAttribute("aria-busy", "true");
  const words = asked($("search").value);
  const sets = await Promise.all(words.map(holding));
  if (mine !== turn) return;
  results = head.order.filter((number) => sets.every((set) => set[number]));
  shown = 0;
  $("list").replaceChildren();
  await more(mine);
  if (mine !== turn) return;
  const many = results.length === 1 ? "1 article" : `${results.length.toLocaleString("en")} articles`;
  $("status").textContent = words.length ? `${many} found` : many;
  $("list").setAttribute("aria-busy", "false");
}

async function more(mine = turn) {
  const next = results.slice(shown, shown + PAGE);
  const rows = await Promise.all(next.map((number) => load("list", Math.floor(number / head.rows))));
  if (mine !== turn) return;
  const words = asked($("search").value);
  next.forEach((number, at) => $("list").append(row(number, rows[at][number % head.rows], words)));
  shown += next.length;
  $("more").hidden = shown >= results.length;
}

function row(number, [id, title, date, beginning, claims, status, first], words) {
  const item = node("li");
  const link = marked("a", title || id, words);
  link.href = `#${number}`;
  const facts = [date || "no date", `${claims} claims`, status, first ? `near-duplicate of ${first}` : ""];
  item.append(link, node("p", facts.filter(Boolean).join(" · "), { class: "facts", dir: "auto" }));
  item.append(marked("p", beginning, words));
  return item;
}

async function open() {
  const number = Number.parseInt(location.hash.slice(1), 10);
  const one = Number.isInteger(number) && number >= 0 && number < head.count;
  $("article").hidden = !one;
  $("form").hidden = $("status").hidden = $("list").hidden = one;
  $("more").hidden = one || shown >= results.length;
  if (!one) {
    $("search").focus();
    return;
  }
  const shard = head.starts.findLastIndex((start) => start <= number);
  const found = (await load("article", shard))[number - head.starts[shard]];
  const words = asked($("search").value);
  const back = node("a", "All articles", { href: "#" });
  const parts = [back, marked("h2", found.title || found.id, words)];
  parts.push(facts([["id", found.id], ["date", found.date || "none"], ["status", found.status], ["near-duplicate of", found.first], ["language", found.language], ["read", found.read]]));
  parts.push(node("h3", "Abstract"), marked("p", found.abstract, words), node("h3", `Claims (${found.claims.length})`));
  const list = node("ul");
  for (const [text, speaker, kind, lines, quotes] of found.claims) {
    const item = node("li");
    const more = node("details");
    const where = `${lines.length > 1 ? "lines" : "line"} ${lines.join(", ")} · ${kind}`;
    more.append(node("summary", where, { class: "where" }), ...quotes.map((exact) => node("blockquote", exact, { dir: "auto" })));
    item.append(marked("strong", speaker || "—", words), ": ", marked("span", text, words), more);
    list.append(item);
  }
  parts.push(list, node("h3", `Withheld (${found.withheld.length})`));
  const withheld = node("ul");
  for (const [text, reason, detail] of found.withheld) withheld.append(node("li", `${reason} (${detail}): ${text}`, { dir: "auto" }));
  parts.push(withheld, node("h3", "Receipt"), facts(found.receipt));
  $("article").replaceChildren(...parts);
  $("article").focus();
}

function facts(pairs) {
  const list = node("dl");
  for (const [name, value] of pairs) if (value) list.append(node("dt", name), node("dd", value, { dir: "auto" }));
  return list;
}

function failed(error) {
  $("status").hidden = false;
  $("status").textContent = `${error.message}: copy the whole folder.`;
}

$("search").addEventListener("input", () => search().catch(failed));
$("form").addEventListener("submit", (event) => event.preventDefault());
$("more").addEventListener("click", () => more().catch(failed));
window.addEventListener("hashchange", () => open().catch(failed));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && location.hash.length > 1) location.hash = "";
  if (event.key === "/" && document.activeElement !== $("search")) {
    event.preventDefault();
    location.hash = "";
    $("search").focus();
  }
});
search().then(open).catch(failed);
