// Any text against its source.
import { check, Problem } from "../api.js";
import { Article } from "../article.js";
import { chips } from "../chips.js";
import { count, node, say, words } from "../dom.js";
import { Linking } from "../linking.js";
import { panes } from "../panes.js";
import { source } from "../source.js";
import { trouble } from "../trouble.js";
import { verdict } from "../verdicts.js";

export function open(root) {
  const outcome = node("div", { class: "outcome" });
  const fail = (error) => {
    again();
    outcome.replaceChildren(trouble(error));
    outcome.scrollIntoView({ block: "center" }); // a phone has no room for it below the form
  };
  const article = source({ id: "check-source", label: "Source", rows: 10, examples: true, failed: fail });
  const text = source({ id: "check-text", label: "What is to be checked", rows: 6, failed: fail });
  const start = node("button", { type: "submit", class: "first" }, "Check");
  const form = node("form", { class: "ask", onsubmit: run }, article.element, text.element, node("p", {}, start));
  const intro = node("p", { class: "dim" }, "Each statement of any summary is held against its source: numbers, names, dates, denials, who says it.");
  const opening = node("div", { class: "opening" }, node("h1", {}, "Check a text against its source"), intro, form);
  root.append(opening, outcome);
  let shown = null;

  async function run(event) {
    event.preventDefault();
    const [from, what] = [article.value(), text.value()];
    if (!from || !what) {
      fail(new Problem({ title: "Both texts are needed", detail: `The ${from ? "text to check" : "source"} is empty.` }));
      return;
    }
    const stop = new AbortController();
    const cancel = node("button", { type: "button", onclick: () => stop.abort() }, "Cancel");
    const bar = node("progress", { "aria-label": "Progress" });
    outcome.replaceChildren(node("div", { class: "row told" }, bar, "Checking", cancel));
    opening.hidden = true;
    cancel.focus();
    try {
      finish(await check(from, what, stop.signal));
    } catch (error) {
      if (stop.signal.aborted) again();
      else fail(error);
    }
  }

  function finish({ statements, source_text: read }) {
    shown = new Article(read ?? "");
    const verdicts = statements.map(verdict);
    const entries = verdicts.map(({ item, body }) => ({ key: words(item.of.verdict), element: body }));
    const left = { id: "article", name: "Source", body: [node("div", { class: "sheet" }, node("h2", {}, "Source"), shown.element)] };
    const right = {
      id: "statements",
      name: "Verdicts",
      body: [node("h2", {}, "Verdicts"), chips("Verdicts", entries), node("ul", { class: "claims" }, ...verdicts.map(({ body }) => body))],
    };
    const { element, frames, turn } = panes(left, right);
    new Linking(shown, verdicts.map(({ item }) => item), { articlePane: frames[0], statementPane: frames[1], turn });
    shown.paint("fault", statements.flatMap(({ faults }) => faults.map((fault) => fault.source).filter(Boolean)));
    const another = node("button", { type: "button", onclick: again }, "Another text");
    outcome.replaceChildren(node("h1", { class: "unseen" }, "A text checked against its source"), node("div", { class: "bar" }, another), element);
    another.focus();
    const wrong = statements.filter((one) => one.verdict !== "supported").length;
    say(`${count(statements.length, "statement")} checked, ${wrong} not supported.`);
  }

  function again() {
    shown?.wipe();
    shown = null;
    outcome.replaceChildren();
    opening.hidden = false;
    text.focus();
  }
}
