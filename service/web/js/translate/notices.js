// What is asked before the work goes on, or goes away.
import { node } from "../dom.js";

const asked = (text, ...choices) => {
  const buttons = choices.map(([name, act], place) =>
    node("button", { type: "button", class: place ? null : "first", onclick: act }, name),
  );
  const element = node("div", { class: "notice row", role: "alert" }, text, ...buttons);
  return { element, focus: () => buttons[0].focus() };
};

export const unsaved = (stay, go) =>
  asked("There are edits that no file holds.", ["Stay", stay], ["Close it, and lose them", go]);

export const elsewhere = (here, other) =>
  asked("This translation is open in another tab, and goes on there.", ["Go on here", here], ["Another article", other]);
