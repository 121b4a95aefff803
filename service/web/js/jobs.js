// The jobs of this browser, and how far they are.
import * as api from "./api.js";
import { node, say } from "./dom.js";
import { keep, kept } from "./store.js";
import { trouble } from "./trouble.js";

const OPEN = new Set(["queued", "running"]);
const SOON = 250; // milliseconds until it is asked again, twice as many each time
const LATEST = 2000; // as the service wishes

// The list; `choose(job)` is called when a job's results are wanted. `add(id, name)` remembers one.
export function jobList(choose) {
  const element = node("ul", { class: "jobs" });
  let jobs = kept("localStorage", "jobs", []);

  function remember(next) {
    jobs = next;
    keep("localStorage", "jobs", jobs);
  }

  function add(id, name) {
    const job = { id, name, since: new Date().toISOString() };
    remember([job, ...jobs.filter((one) => one.id !== id)]);
    element.prepend(row(job));
  }

  function row(job) {
    const bar = node("progress", { "aria-label": `Progress of ${job.name}` });
    const state = node("span", {}, "…");
    const results = node("button", { type: "button", class: "first", onclick: () => choose(job) }, "Results");
    const cancel = node("button", { type: "button", onclick: () => act(api.cancel) }, "Cancel");
    const forget = node("button", { type: "button", onclick: () => act(api.forget, true) }, "Forget");
    const wrong = node("div");
    const body = node(
      "li",
      {},
      node("p", {}, node("b", { dir: "auto" }, job.name), node("span", { class: "dim" }, ` ${new Date(job.since).toLocaleString()}`)),
      node("div", { class: "row" }, bar, state, results, cancel, forget),
      wrong,
    );

    async function follow() {
      try {
        for (let pause = SOON; ; pause = Math.min(2 * pause, LATEST)) {
          const { status, progress } = await api.job(job.id);
          [bar.max, bar.value] = [progress.total || 1, progress.done];
          state.textContent = `${status}, ${progress.done} of ${progress.total}`;
          results.disabled = !progress.done;
          cancel.hidden = !OPEN.has(status);
          if (!OPEN.has(status)) return say(`${job.name}: ${status}.`);
          await new Promise((done) => setTimeout(done, pause));
          if (!body.isConnected) return undefined;
        }
      } catch (error) {
        return lost(error);
      }
    }

    async function act(what, gone = false) {
      try {
        await what(job.id);
      } catch (error) {
        if (!gone || error.status !== 404) return lost(error);
      }
      if (!gone) return undefined;
      remember(jobs.filter((one) => one.id !== job.id));
      return body.remove();
    }

    function lost(error) {
      state.textContent = error.status === 404 ? "The service does not have it any more" : "";
      wrong.replaceChildren(...(error.status === 404 ? [] : [trouble(error)]));
      results.disabled = true;
      cancel.hidden = true;
    }

    setTimeout(follow);
    return body;
  }

  element.append(...jobs.map(row));
  return { element, add };
}
