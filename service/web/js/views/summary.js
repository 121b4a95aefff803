// A summary of one article.
import { Problem, summarise } from "../api.js";
import { count, node, say } from "../dom.js";
import { options } from "../options.js";
import { reader } from "../reader.js";
import { source } from "../source.js";
import { told } from "../told.js";
import { trouble } from "../trouble.js";

export function open(root) {
  const outcome = node("div", { class: "outcome" });
  const fail = (error) => {
    again();
    outcome.replaceChildren(trouble(error));
    outcome.scrollIntoView({ block: "center" }); // a phone has no room for it below the form
  };
  const text = source({ id: "article-text", label: "Article", rows: 12, examples: true, failed: fail });
  const chosen = options("summary");
  const start = node("button", { type: "submit", class: "first" }, "Summarise");
  const form = node("form", { class: "ask", onsubmit: run }, text.element, chosen.element, node("p", {}, start));
  const intro = node("p", { class: "dim" }, "A neutral abstract and the claims of a long article, each with who says it and where. What cannot be verified is withheld.");
  const opening = node("div", { class: "opening" }, node("h1", {}, "Read the summary beside the article"), intro, form);
  root.append(opening, outcome);

  let shown = null;
  function clear() {
    shown?.close();
    shown = null;
    outcome.replaceChildren();
  }

  async function run(event) {
    event.preventDefault();
    const article = text.value();
    clear();
    if (!article) {
      fail(new Problem({ title: "There is no article yet", detail: "Paste one, drop a file, or choose an example." }));
      return;
    }
    const stop = new AbortController();
    const asked = chosen.options();
    const progress = told(() => stop.abort(), asked.type);
    outcome.append(progress.element);
    opening.hidden = true;
    progress.focus();
    performance.mark("asked");
    try {
      for await (const { name, data, raw } of summarise(article, chosen.about(), asked, stop.signal)) {
        if (name === "summary") finish(data, raw);
        else progress.hear(name, data);
      }
    } catch (error) {
      if (stop.signal.aborted) {
        again();
        say("Cancelled.");
      } else fail(error);
    }
  }

  function finish(summary, raw) {
    performance.mark("summary");
    clear();
    shown = reader(summary, raw);
    const another = node("button", { type: "button", onclick: again }, "Another article");
    outcome.append(node("div", { class: "bar" }, another), shown.element);
    another.focus();
    const { abstract, claims, withheld } = summary;
    say(`The summary is there: ${count(abstract.statements.length, "statement")}, ${count(claims.length, "claim")}, ${withheld.length} withheld.`);
  }

  function again() {
    clear();
    opening.hidden = false;
    text.focus();
  }
}
