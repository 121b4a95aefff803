// The work in this browser, so that a reload loses nothing. The article is kept once, what is typed at each change.
import { keep, kept } from "../store.js";
import { Work } from "./work.js";

const SOON = 300; // milliseconds after the last change
const light = ({ matches, ...segment }) => segment; // a browser keeps some 5 million characters: matches go first

export function restore() {
  const base = kept("localStorage", "translation", null);
  if (!base?.translation?.segments?.length) return null;
  const edited = kept("localStorage", "translation-edits", null);
  return new Work(base.translation, edited?.id === base.id ? edited : {});
}

export function forget() {
  keep("localStorage", "translation", null);
  keep("localStorage", "translation-edits", null);
}

// Gives `note()`, to be called after each change; `failed()` is called where the browser keeps nothing.
export function keeper(work, failed) {
  const id = `${Date.now()}-${Math.random()}`;
  const translation = work.about;
  let timer = 0;
  let lost = false;
  const tell = (whether) => {
    if (!whether && !lost) failed();
    lost = !whether;
  };
  const now = () => {
    clearTimeout(timer);
    timer = 0;
    tell(keep("localStorage", "translation-edits", { id, edits: work.edits, saved: work.saved }));
  };
  keep("localStorage", "translation-edits", null);
  const base = (segments) => keep("localStorage", "translation", { id, translation: { ...translation, segments } });
  if (!base(translation.segments) && !base(translation.segments.map(light))) {
    forget(); // of the article before
    failed();
    return { note() {}, close() {} };
  }
  now();
  const hurry = () => timer && now();
  window.addEventListener("pagehide", hurry);
  return {
    note() {
      clearTimeout(timer);
      timer = setTimeout(now, SOON);
    },
    close() {
      clearTimeout(timer);
      timer = 0;
      window.removeEventListener("pagehide", hurry);
      forget();
    },
  };
}
