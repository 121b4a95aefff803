// A translator's workbench.
import { Problem } from "../api.js";
import { count, node, say } from "../dom.js";
import { told } from "../told.js";
import { desk } from "../translate/desk.js";
import { own, restore } from "../translate/keeping.js";
import { opening } from "../translate/opening.js";
import { opened, translate } from "../translate/service.js";
import { Work } from "../translate/work.js";
import { trouble } from "../trouble.js";

export function open(root) {
  const outcome = node("div", { class: "outcome" });
  const first = opening({ start, load, goOn, failed: fail });
  root.append(first.element, outcome);
  const before = restore(own());
  if (before) show(before);

  async function start(article, about) {
    if (!article) return fail(new Problem({ title: "There is no article yet", detail: "Paste one, drop a file, or choose an example." }));
    return waiting(async (stop, progress) => {
      for await (const { name, data } of translate(article, about, stop)) {
        if (name === "translation") show(new Work(data));
        else progress.hear(name, data);
      }
    });
  }

  function load(file) {
    return waiting(async (stop) => show(new Work(await opened(file, stop))));
  }

  // With what this browser keeps.
  function goOn(id) {
    const work = restore(id);
    if (work) show(work);
    else again();
  }

  async function waiting(act) {
    const stop = new AbortController();
    const progress = told(() => stop.abort());
    outcome.replaceChildren(progress.element);
    first.element.hidden = true;
    progress.focus();
    try {
      await act(stop.signal, progress);
    } catch (error) {
      again();
      if (stop.signal.aborted) say("Cancelled.");
      else fail(error);
    }
  }

  function show(work) {
    if (!work.segments.length) throw new Problem({ title: "There is nothing to translate", detail: "The text has no sentence." });
    first.element.hidden = true;
    const shown = desk(work, { closed: again, reopen: goOn });
    outcome.replaceChildren(shown.element);
    say(`${count(work.segments.length, "segment")}.`);
    if (root.offsetParent) shown.focus();
  }

  function again() {
    outcome.replaceChildren();
    first.element.hidden = false;
    first.list();
    first.focus();
  }

  function fail(error) {
    outcome.replaceChildren(trouble(error));
    outcome.scrollIntoView({ block: "center" }); // a phone has no room for it below the form
  }
}
