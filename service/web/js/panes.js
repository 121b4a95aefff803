// Two panes side by side; where the window is narrow one at a time, with a switch.
import { node } from "./dom.js";

// `left` and `right` are {id, name, body}; gives the element, both panes, and `turn(id)`.
export function panes(left, right) {
  const sides = [left, right];
  const frames = sides.map(({ id, name, body }) =>
    node("section", { class: `pane ${id}-pane`, "aria-label": name, tabindex: "0" }, ...body),
  );
  const buttons = sides.map(({ id, name }) => node("button", { type: "button", onclick: () => turn(id) }, name));
  const element = node("div", { class: "panes" }, node("div", { class: "switch" }, ...buttons), ...frames);
  const turn = (id) => {
    element.dataset.side = sides[0].id === id ? "left" : "right";
    sides.forEach((side, index) => buttons[index].setAttribute("aria-pressed", String(side.id === id)));
  };
  turn(right.id);
  return { element, frames, turn };
}
