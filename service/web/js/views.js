// The table of views. Each module gives `open(root)`, called once, when its view is first shown.
export const VIEWS = [
  { id: "summary", name: "Summary", load: () => import("./views/summary.js") },
  { id: "translate", name: "Translate", load: () => import("./views/translate.js") },
  { id: "check", name: "Check", load: () => import("./views/check.js") },
  { id: "archive", name: "Archive", load: () => import("./views/archive.js") },
];
