// The work in this browser, so that a reload loses nothing. Each article is kept once, what is typed at each change;
// a tab remembers which is its own. One tab at a time has a work: who opens it takes it from the other.
import { keep, kept, names } from "../store.js";
import { Work } from "./work.js";

const SOON = 300; // milliseconds after the last change
const [BASE, EDITS] = ["translation.", "translation-edits."]; // each with the work's id
const light = ({ matches, ...segment }) => segment; // a browser keeps some 5 million characters: matches go first
const lock = (id) => `plumbline.translation.${id}`; // held while a tab has the work; a browser frees a closed tab's
const fresh = () => `${Date.now()}-${Math.random()}`;

// The work with this id, or null.
export function restore(id) {
  const translation = kept("localStorage", BASE + id, null);
  if (!translation?.segments?.length) return null;
  return new Work(translation, { ...kept("localStorage", EDITS + id, {}), id });
}

// The id of this tab's own.
export const own = () => kept("sessionStorage", "translation", "");

// [{work, since}], the latest first.
export function all() {
  const found = names("localStorage", BASE).map((name) => {
    const id = name.slice(BASE.length);
    return { work: restore(id), since: kept("localStorage", EDITS + id, {}).since ?? "" };
  });
  return found.filter(({ work }) => work).sort((a, b) => b.since.localeCompare(a.since));
}

// The works among `ids` that a tab has open; none where the browser does not tell (it does on https and this machine).
export async function elsewhere(ids) {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  return ids.filter((id) => held.some(({ name }) => name === lock(id)));
}

export function forget(id) {
  keep("localStorage", BASE + id, null);
  keep("localStorage", EDITS + id, null);
}

// Gives `note()`, to be called after each change, and `close()`. `failed()` is called where the browser keeps nothing,
// `taken()` when another tab opened the work: nothing is kept from here then.
export function keeper(work, { failed, taken }) {
  const [id, holder] = [work.id ?? fresh(), fresh()];
  let timer = 0;
  let lost = false;
  let mine = true;
  const tell = (whether) => {
    if (!whether && !lost) failed();
    lost = !whether;
  };
  const now = () => {
    clearTimeout(timer);
    timer = 0;
    const { edits, saved } = work;
    tell(keep("localStorage", EDITS + id, { holder, edits, saved, since: new Date().toISOString() }));
  };
  const put = (segments) => keep("localStorage", BASE + id, { ...work.about, segments });
  const base = () => put(work.about.segments) || put(work.about.segments.map(light));
  if (!work.id && !base()) {
    failed();
    return { note() {}, close() {} };
  }
  keep("sessionStorage", "translation", id);
  now();
  const listening = new AbortController();
  const { signal } = listening;
  navigator.locks?.request(lock(id), { signal }, () => new Promise((done) => signal.addEventListener("abort", done))).catch(() => {});
  const on = (target, name, act) => target.addEventListener(name, act, { signal });
  const hurry = () => timer && now();
  on(window, "pagehide", hurry);
  on(window, "blur", hurry); // before another tab can open it
  on(document, "visibilitychange", hurry);
  on(window, "storage", ({ key, newValue }) => {
    if (key !== `plumbline.${EDITS}${id}`) return;
    if (newValue === null) {
      if (base()) now(); // forgotten there, and at work here
    } else if (JSON.parse(newValue).holder !== holder) {
      mine = false;
      stop();
      taken(id);
    }
  });
  function stop() {
    clearTimeout(timer);
    timer = 0;
    listening.abort();
  }
  return {
    note() {
      clearTimeout(timer);
      if (mine) timer = setTimeout(now, SOON);
    },
    close() {
      stop();
      keep("sessionStorage", "translation", null);
      if (mine) forget(id);
    },
  };
}
