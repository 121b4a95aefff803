// What went wrong, in words.
import { Problem } from "./api.js";
import { node } from "./dom.js";

export function trouble(error) {
  if (!(error instanceof Problem)) console.error(error);
  const { title, detail, hint, code } = error instanceof Problem ? error : { title: "The page failed", detail: String(error) };
  return node(
    "div",
    { class: "trouble", role: "alert" },
    node("p", { class: "title" }, title),
    node("p", {}, detail),
    hint ? node("p", {}, hint) : null,
    code ? node("p", { class: "dim" }, code) : null,
  );
}
