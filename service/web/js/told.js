// What is told while an article is at work: how far it is, and what was verified so far.
import { node, words } from "./dom.js";
import { claim, statement } from "./statements.js";

const STAGES = {
  ingested: "Read; drafting begins",
  cached: "Known already",
  drafting: "Drafting",
  merging: "Merging",
  verifying: "Verifying",
  "looking up": "Looking up terms, names and the memory",
};

// `type` is the kind of summary that was asked for: key points are a list from the first on.
export function told(cancel, type = "") {
  const bar = node("progress", { "aria-label": "Progress" });
  const stage = node("span", {}, "Sent");
  const points = type === "key-points";
  const found = points ? node("ul", { class: "abstract points" }) : node("p", { class: "abstract" });
  const claims = node("ul", { class: "claims" });
  const stop = node("button", { type: "button", onclick: cancel }, "Cancel");
  const element = node("section", { class: "told", "aria-label": "Progress" }, node("h1", { class: "unseen" }, "At work"), node("div", { class: "row" }, bar, stage, stop), found, claims);
  return {
    element,
    focus: () => stop.focus(),
    hear(name, data) {
      if (name === "progress") {
        stage.textContent = STAGES[data.stage] ?? words(data.stage);
        if (!data.total) return bar.removeAttribute("value");
        stage.textContent += ` ${data.done.toLocaleString("en")} of ${data.total.toLocaleString("en")}`;
        [bar.max, bar.value] = [data.total, data.done];
        return;
      }
      performance.mark("first statement");
      if (name === "claim") claims.append(plain(claim(data, null).body));
      else found.append(...(points ? [node("li", { dir: "auto" }, plain(statement(data, null)))] : [plain(statement(data, null)), " "]));
    },
  };
}

// Nothing to follow yet: its place is known when the article is.
function plain(element) {
  for (const link of [element, ...element.querySelectorAll("a")]) link.removeAttribute("href");
  return element;
}
