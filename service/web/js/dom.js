// Elements, made without markup: what an article says is only ever set as text.

// An element with its attributes; a function becomes a listener (`onclick`), false, null and undefined leave one out.
export function node(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// "1 claim", "20 claims".
export const count = (number, word) => `${number.toLocaleString("en")} ${word}${number === 1 ? "" : "s"}`;

export const words = (name) => name.replaceAll("_", " ");

// Says it to who cannot see it.
export function say(text) {
  document.getElementById("status").textContent = text;
}

// A language tag for `lang`, or nothing where the language is not known.
export const language = (code) => (code && code !== "und" ? code : null);
