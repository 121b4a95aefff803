// What a mark says, beside it, while it is pointed at or has the focus; Escape takes it away (WCAG 2.2, 1.4.13).
import { node } from "../dom.js";

const LATER = 250; // milliseconds, to move the pointer from the mark to the tip

export function tips(root) {
  const tip = node("p", { class: "tip told-tip", hidden: true, "aria-hidden": "true" }); // it is the mark's description already
  let timer = 0;
  const hide = () => {
    clearTimeout(timer);
    tip.hidden = true;
  };
  const show = (event) => {
    const mark = event.target.closest?.("[data-told]");
    if (!mark && event.target !== tip) return;
    clearTimeout(timer);
    if (!mark) return;
    tip.textContent = mark.dataset.told;
    tip.hidden = false;
    const { left, bottom, top } = mark.getBoundingClientRect();
    tip.style.left = `${Math.max(4, Math.min(left, window.innerWidth - tip.offsetWidth - 8))}px`;
    tip.style.top = `${bottom + tip.offsetHeight + 8 > window.innerHeight ? top - tip.offsetHeight - 4 : bottom + 4}px`;
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(hide, LATER);
  };
  root.addEventListener("pointerover", show);
  root.addEventListener("focusin", show);
  root.addEventListener("pointerout", later);
  root.addEventListener("focusout", later);
  root.addEventListener("keydown", (event) => event.key === "Escape" && hide());
  return tip;
}
