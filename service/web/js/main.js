// One view at a time, named by the address after the #.
import { node } from "./dom.js";
import * as key from "./key.js";
import { trouble } from "./trouble.js";
import { VIEWS } from "./views.js";

const main = document.getElementById("main");
const roots = new Map();
const links = new Map();

for (const { id, name } of VIEWS) {
  const link = node("a", { href: `#${id}` }, name);
  links.set(id, link);
  document.getElementById("views").append(node("li", {}, link));
}

async function show() {
  const named = location.hash.slice(1);
  const view = VIEWS.find(({ id }) => id === named) ?? (roots.size ? null : VIEWS[0]);
  if (!view) return; // a place inside the page
  if (!roots.has(view.id)) {
    const root = node("div", { class: `view ${view.id}` });
    roots.set(view.id, root);
    main.append(root);
    try {
      const module = await view.load();
      module.open(root);
    } catch (error) {
      root.append(trouble(error));
    }
  }
  for (const [id, root] of roots) root.hidden = id !== view.id;
  for (const [id, link] of links) {
    if (id === view.id) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${view.name} · Plumbline`;
}

key.start();
window.addEventListener("hashchange", show);
show();
