// A summary beside its article.
import { Article } from "./article.js";
import { chips } from "./chips.js";
import { coverage } from "./coverage.js";
import { count, language, node, words } from "./dom.js";
import { toolbar } from "./export/toolbar.js";
import { kindOf } from "./kinds.js";
import { Linking } from "./linking.js";
import { loadedList, paintLoaded } from "./loaded.js";
import { panes } from "./panes.js";
import { abstract, claim, speaker } from "./statements.js";

// `raw` is the summary's JSON as the service sent it. Gives the element, and `close()`.
export function reader(summary, raw = JSON.stringify(summary)) {
  const { document: info, receipt } = summary;
  const lang = language(receipt.options.output_language || info.language);
  const article = new Article(info.text ?? "", info);
  const kind = kindOf(receipt.options);
  const opening = abstract(summary.abstract.statements, lang, kind.type);
  const claims = summary.claims.map((one) => claim(one, lang));
  const items = [...opening.items, ...claims.map(({ item }) => item)];
  const { strip, label } = coverage(summary.coverage, items);
  const spans = info.text ? summary.neutrality.spans ?? [] : [];

  const left = {
    id: "article",
    name: "Article",
    body: [strip, node("div", { class: "sheet" }, heading(info), info.text ? article.element : absent())],
  };
  const drawers = [
    withheld(summary.withheld),
    spans.length ? drawer(`Loaded wording (${spans.length})`, loadedList(article, spans, (span) => show(span))) : null,
    drawer("Receipt", receiptOf(summary, label)),
  ];
  const right = {
    id: "statements",
    name: "Summary",
    body: [toolbar(summary, raw), abstractPart(summary, opening, kind), claimsPart(claims), ...drawers.filter(Boolean)],
  };
  const { element, frames, turn } = panes(left, right);
  const show = (span) => {
    article.paint("lit", [span]);
    article.show(span, frames[0]);
  };
  paintLoaded(article, spans);
  new Linking(article, items, { articlePane: frames[0], statementPane: frames[1], turn });
  const name = node("h1", { class: "unseen" }, `${kind.title} and claims`); // in sight of either pane alone
  return { element: node("div", {}, name, element), close: () => article.wipe() };
}

function heading({ author, published, characters, sentences, language: code, sections, title, text }) {
  const own = sections.some((section) => section.title === title) && text;
  const facts = [author, published, count(characters, "character"), count(sentences, "sentence"), code];
  return node(
    "header",
    { class: "about" },
    node("h2", { dir: "auto", lang: language(code), class: own ? "unseen" : null }, title || "Article"),
    node("p", { class: "dim", dir: "auto" }, facts.filter(Boolean).join(" · ")),
  );
}

const absent = () =>
  node("p", { class: "dim" }, "The article's text was not kept with this summary: open a statement's line for its words.");

function abstractPart(summary, opening, { title, length }) {
  const lost = summary.status === "partial" ? "Some of the article could not be read: see the strip beside it." : "";
  return node(
    "section",
    { "aria-label": title },
    node("h2", {}, title, length ? node("span", { class: "dim" }, ` ${length}`) : null),
    lost ? node("p", { class: "caution" }, lost) : null,
    opening.items.length ? opening.element : node("p", {}, "No statement could be kept: see what was withheld."),
  );
}

function claimsPart(claims) {
  const shown = node("span", { class: "dim" });
  const entries = claims.map(({ item, body }) => ({ key: speaker(item.of), element: body }));
  const tell = (number) => (shown.textContent = number === claims.length ? "" : `${number} shown`);
  return node(
    "section",
    { "aria-label": "Claims" },
    node("h2", {}, `Claims (${claims.length}) `, shown),
    claims.length > 1 ? chips("Speakers", entries, tell) : null,
    claims.length
      ? node("ul", { class: "claims" }, ...claims.map(({ body }) => body))
      : node("p", {}, "No sentence of the article is a claim whose speaker can be told."),
  );
}

function withheld(items) {
  if (!items.length) return node("p", { class: "dim withheld-none" }, "Withheld: nothing.");
  const rows = items.map(({ text, reason, detail }) =>
    node(
      "li",
      {},
      node("p", { class: "reason" }, words(reason)),
      node("p", { dir: "auto" }, text),
      node("p", { class: "dim" }, detail),
    ),
  );
  return drawer(`Withheld (${items.length})`, node("ul", { class: "withheld" }, ...rows));
}

const drawer = (name, body) => node("details", { class: "drawer" }, node("summary", {}, name), body);

function receiptOf({ neutrality, usage, receipt, document: info }, label) {
  const { service_version: version, backend, model, prompt, options, libraries } = receipt;
  const { type, length } = kindOf(options);
  const kind = length ? { type, length } : { type };
  const rows = [
    ["Coverage", label],
    ["Loaded words per 100", `${neutrality.source_per_100} in the article, ${neutrality.abstract_per_100} in the abstract`],
    ["Made in", `${(usage.seconds ?? 0).toFixed(1)} seconds, ${count(usage.words, "word")} read`],
    ["Model", `${model.id} (${backend})`],
    ["Model's SHA-256", model.sha256],
    prompt ? ["Prompt", `${prompt.id} ${prompt.sha256}`] : null,
    ["Document's SHA-256", receipt.document_sha256],
    ["Read as", info.media_type],
    ["Options", Object.entries({ ...kind, ...options }).map(([name, value]) => `${words(name)} ${value === "" ? "—" : value}`).join(", ")],
    ["Version", [`plumbline ${version}`, ...Object.entries(libraries).map((pair) => pair.join(" "))].join(", ")],
  ];
  const parts = rows.filter(Boolean).flatMap(([name, value]) => [node("dt", {}, name), node("dd", {}, value)]);
  return node("dl", { class: "receipt" }, ...parts);
}
