// Many articles: jobs, and what they found, by speaker, subject and day.
import { batch, Problem } from "../api.js";
import { batchOf } from "../batch.js";
import { count, node, say } from "../dom.js";
import { find, load, speakers } from "../findings.js";
import { jobList } from "../jobs.js";
import { reader } from "../reader.js";
import { timeline } from "../timeline.js";
import { trouble } from "../trouble.js";

export function open(root) {
  const outcome = node("div", { class: "outcome" });
  const wrong = node("div");
  const picker = node("input", { id: "batch-files", type: "file", multiple: true });
  const send = node("button", { type: "submit", class: "first" }, "Send");
  const form = node(
    "form",
    {
      class: "ask source",
      onsubmit: (event) => {
        event.preventDefault();
        start([...picker.files]);
      },
      ondragover: (event) => event.preventDefault(),
      ondrop: (event) => {
        event.preventDefault();
        start([...event.dataTransfer.files]);
      },
    },
    node("label", { for: "batch-files" }, "JSON Lines, or articles of any format"),
    node("div", { class: "row" }, picker, send),
  );
  const jobs = jobList(show);
  const intro = node("p", { class: "dim" }, "A line of JSON Lines holds an id and the body of a summary. This browser remembers its jobs; the service keeps their results for some days.");
  const opening = node("div", { class: "opening" }, node("h1", {}, "An archive"), intro, form, wrong, node("h2", {}, "Jobs"), jobs.element);
  root.append(opening, outcome);

  async function start(files) {
    wrong.replaceChildren();
    send.disabled = true;
    try {
      if (!files.length) throw new Problem({ title: "There is no file yet", detail: "Choose one or more, or drop them here." });
      const { id } = await batch(await batchOf(files));
      jobs.add(id, files.length === 1 ? files[0].name : `${files[0].name} and ${count(files.length - 1, "other")}`);
      picker.value = "";
    } catch (error) {
      wrong.replaceChildren(trouble(error));
    } finally {
      send.disabled = false;
    }
  }

  async function show(job) {
    wrong.replaceChildren();
    try {
      const found = await load(job.id);
      opening.hidden = true;
      outcome.replaceChildren(findings(job, found));
      outcome.querySelector("input").focus();
    } catch (error) {
      wrong.replaceChildren(trouble(error));
    }
  }

  function findings(job, { claims, articles, failed }) {
    const names = node("datalist", { id: "who-said" }, ...speakers(claims).map((value) => node("option", { value })));
    const who = node("input", { id: "who", type: "search", list: "who-said", oninput: search });
    const about = node("input", { id: "about", type: "search", oninput: search });
    const told = node("p", { class: "dim" });
    const list = node("div");
    function search() {
      const here = find(claims, who.value, about.value);
      told.textContent = `${count(here.length, "claim")} of ${claims.length.toLocaleString("en")}, from ${count(articles, "article")}`;
      list.replaceChildren(timeline(here, read));
    }
    const back = node("button", { type: "button", onclick: close }, "All jobs");
    const field = (name, input) => node("div", {}, node("label", { for: input.id }, name), input);
    const page = node(
      "div",
      { class: "findings" },
      node("div", { class: "bar" }, back),
      node("h1", { dir: "auto" }, job.name),
      node("div", { class: "grid" }, field("Speaker", who), field("Subject", about), names),
      told,
      errors(failed),
      list,
    );
    search();
    return page;
  }

  // An article in place of the list, until it is closed.
  function read({ summary }) {
    const list = outcome.firstChild;
    const shown = reader(summary);
    const back = node("button", {
      type: "button",
      onclick: () => {
        shown.close();
        outcome.replaceChildren(list);
      },
    }, "Back to the claims");
    outcome.replaceChildren(node("div", { class: "bar" }, back), shown.element);
    back.focus();
    say(`${summary.document.title}, opened.`);
  }

  function close() {
    outcome.replaceChildren();
    opening.hidden = false;
  }
}

function errors(failed) {
  if (!failed.length) return null;
  const rows = failed.map(({ id, error }) => node("li", {}, node("b", { dir: "auto" }, id), ` ${error.detail} ${error.hint}`));
  return node("details", { class: "drawer" }, node("summary", {}, `${count(failed.length, "article")} without a summary`), node("ul", {}, ...rows));
}
