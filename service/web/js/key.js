// The key that the service may want. It is asked for when an answer says so, and kept for this tab alone.
import { keep, kept } from "./store.js";

let key = kept("sessionStorage", "key", "");
const waiting = new Set();

export const held = () => key;

// Resolves when somebody has given a key that is not `refused`; rejects when `signal` is aborted.
export function wanted(refused, signal) {
  if (key && key !== refused) return Promise.resolve();
  const form = document.getElementById("key");
  document.getElementById("key-why").textContent = refused
    ? "The service did not accept that key. Another one?"
    : "This service wants a key. Whoever runs it makes one with `plumbline keys create`.";
  if (form.hidden) {
    form.hidden = false;
    document.getElementById("key-field").focus();
  }
  return new Promise((done, fail) => {
    waiting.add(done);
    signal?.addEventListener("abort", () => {
      waiting.delete(done);
      fail(signal.reason);
    });
  });
}

export function start() {
  const form = document.getElementById("key");
  const field = document.getElementById("key-field");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    key = field.value.trim();
    if (!key) return;
    keep("sessionStorage", "key", key);
    field.value = "";
    form.hidden = true;
    for (const done of waiting) done();
    waiting.clear();
  });
}
