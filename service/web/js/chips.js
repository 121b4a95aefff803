// Chips that filter a list by who speaks. None pressed shows all.
import { node } from "./dom.js";

// `entries` are {key, element}; `changed(shown)` hears how many are shown.
export function chips(label, entries, changed = () => {}) {
  const counts = new Map();
  for (const { key } of entries) counts.set(key, (counts.get(key) ?? 0) + 1);
  const pressed = new Set();
  const apply = () => {
    let shown = 0;
    for (const { key, element } of entries) {
      element.hidden = pressed.size > 0 && !pressed.has(key);
      shown += element.hidden ? 0 : 1;
    }
    changed(shown);
  };
  const buttons = [...counts].sort((a, b) => b[1] - a[1]).map(([key, number]) =>
    node(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": "false",
        onclick: (event) => {
          const now = !pressed.delete(key);
          if (now) pressed.add(key);
          event.currentTarget.setAttribute("aria-pressed", String(now));
          apply();
        },
      },
      node("span", { dir: "auto" }, key),
      node("span", { class: "number" }, String(number)),
    ),
  );
  return node("div", { class: "chips", role: "group", "aria-label": label }, ...buttons);
}
