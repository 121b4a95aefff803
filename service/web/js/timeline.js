// Claims by the day that their article appeared: a column for each month, and the claims below it.
import { count, node } from "./dom.js";
import { speaker } from "./statements.js";

const PAGE = 100;

// `found` are {claim, summary, id, date}, by date; `open(entry)` shows an article.
export function timeline(found, open) {
  const months = new Map();
  for (const { date } of found) if (date) months.set(date.slice(0, 7), (months.get(date.slice(0, 7)) ?? 0) + 1);
  const most = Math.max(1, ...months.values());
  const list = node("ol", { class: "days" });
  let shown = 0;
  let day = null; // of the last claim shown
  let rows = null;

  function more(until) {
    for (; shown < Math.min(until, found.length); shown += 1) {
      const entry = found[shown];
      if (!rows || entry.date !== day) {
        day = entry.date;
        rows = node("ul", {});
        list.append(node("li", { "data-day": day }, node("h3", {}, day || "No date"), rows));
      }
      rows.append(line(entry, open));
    }
    next.hidden = shown >= found.length;
  }

  const next = node("button", { type: "button", onclick: () => more(shown + PAGE) }, "More claims");
  const columns = [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([month, number]) => {
    const column = node("span", { class: "column" });
    column.style.height = `${(100 * number) / most}%`;
    const go = () => {
      more(found.findIndex(({ date }) => date.startsWith(month)) + PAGE);
      const first = [...list.children].find((one) => one.dataset.day.startsWith(month));
      first.scrollIntoView({ block: "start" });
      first.querySelector("button").focus();
    };
    return node("li", {}, node("button", { type: "button", title: `${month}: ${count(number, "claim")}`, onclick: go }, column, node("span", {}, month)));
  });
  more(PAGE);
  return node("div", { class: "timeline" }, columns.length ? node("ol", { class: "months", "aria-label": "Claims by month" }, ...columns) : null, list, next);
}

function line(entry, open) {
  const { claim, summary, id } = entry;
  return node(
    "li",
    {},
    node("p", { class: "who" }, node("b", { dir: "auto" }, speaker(claim)), ` · ${claim.kind}`),
    node("p", { dir: "auto" }, claim.text),
    node("p", {}, node("button", { type: "button", class: "link", dir: "auto", onclick: () => open(entry) }, summary.document.title || id)),
  );
}
