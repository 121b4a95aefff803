// A summary as one file that can be mailed: no script, nothing fetched. Statements and their places link both ways.
import { kindOf } from "../kinds.js";
import { Offsets } from "../offsets.js";

const STYLE = `
:root { color-scheme: light dark }
body { font: 1rem/1.6 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
h2 { font-size: 1.1rem; margin-top: 2rem } small, footer { font-family: system-ui, sans-serif; opacity: .8 }
mark { background: light-dark(#fbe7b2, #4d3d12); color: inherit } mark:target, li:target { outline: 2px solid #b4762a }
a { color: inherit } .text { white-space: pre-wrap; overflow-wrap: anywhere } :lang(ko) { word-break: keep-all }`;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";
const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const text = (value) => String(value).replace(/[&<>"']/g, (sign) => SIGNS[sign]);

export function html(summary) {
  const { document: info, coverage, receipt } = summary;
  const items = [...summary.abstract.statements, ...summary.claims].map((item, index) => ({ item, id: index + 1 }));
  const many = summary.abstract.statements.length;
  const lang = text(receipt.options.output_language || info.language || "und");
  const list = (rows) => `<ul>${rows.map(({ item, id }) => row(item, id, Boolean(info.text))).join("\n")}</ul>`;
  const gone = summary.withheld.map((item) => `<li dir="auto">${text(item.text)} <small>${text(item.detail)}</small></li>`);
  return `<!doctype html>
<html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${text(info.title || "Summary")}</title><style>${STYLE}</style>
<h1 dir="auto">${text(info.title || "Summary")}</h1>
<h2>${text(kindOf(receipt.options).title)}</h2>${list(items.slice(0, many))}
<h2>Claims (${summary.claims.length})</h2>${list(items.slice(many))}
${gone.length ? `<h2>Withheld (${gone.length})</h2><ul>${gone.join("\n")}</ul>` : ""}
${info.text ? `<h2>Article</h2><div class="text" lang="${text(info.language)}" dir="auto">${marked(info.text, items)}</div>` : ""}
<footer><p>Read ${coverage.read} of ${coverage.characters} characters. Model ${text(receipt.model.id)}, plumbline
${text(receipt.service_version)}, document ${text(receipt.document_sha256)}.</p></footer></html>
`;
}

function row(item, id, linked) {
  const who = "attribution" in item ? `<b>${text(item.attribution.speaker ?? "The article")}</b>: ` : "";
  const seen = new Set();
  const links = item.evidence.map(({ page, line }, nth) => {
    const where = page ? `page ${page}` : `line ${line}`;
    if (seen.has(where)) return "";
    seen.add(where);
    return linked ? `<a href="#p${id}-${nth}">${where}</a>` : where;
  });
  const quotes = linked ? [] : item.evidence.map(({ exact }) => `<blockquote dir="auto">${text(exact)}</blockquote>`);
  return `<li id="s${id}" dir="auto">${who}${text(item.text)} <small>${links.filter(Boolean).join(", ")}</small>${quotes.join("")}</li>`;
}

// The article with a mark round each place; where several overlap, the text is cut at their ends.
function marked(article, items) {
  const offsets = new Offsets(article);
  const places = items.flatMap(({ item, id }) =>
    item.evidence.map(({ start, end }, nth) => ({ id, name: `p${id}-${nth}`, start: offsets.units(start), end: offsets.units(end) })),
  );
  const cuts = [...new Set([0, article.length, ...places.flatMap(({ start, end }) => [start, end])])].sort((a, b) => a - b);
  const named = new Set();
  let written = "";
  for (let index = 0; index + 1 < cuts.length; index += 1) {
    const [start, end] = [cuts[index], cuts[index + 1]];
    const here = places.filter((place) => place.start <= start && end <= place.end);
    const words = text(article.slice(start, end));
    const anchors = here.filter(({ name }) => !named.has(name) && named.add(name));
    const open = anchors.map(({ name }) => `<mark id="${name}">`).join("") || (here.length ? "<mark>" : "");
    const close = "</mark>".repeat(Math.max(anchors.length, here.length ? 1 : 0));
    const back = anchors.map(({ id }) => `<a href="#s${id}" aria-label="Statement ${id}">↑</a>`).join("");
    written += open + words + close + back;
  }
  return written;
}
