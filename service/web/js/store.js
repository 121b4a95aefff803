// What this browser keeps: the key for as long as the tab is open, jobs and translations until they are forgotten.

// `empty` where nothing is kept, or where the browser keeps nothing.
export function kept(storage, name, empty) {
  try {
    return JSON.parse(window[storage].getItem(`plumbline.${name}`)) ?? empty;
  } catch {
    return empty;
  }
}

// Whether it could be kept.
export function keep(storage, name, value) {
  try {
    if (value === null) window[storage].removeItem(`plumbline.${name}`);
    else window[storage].setItem(`plumbline.${name}`, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

// The names that begin so.
export function names(storage, start) {
  try {
    const all = Object.keys(window[storage]).map((name) => name.replace(/^plumbline\./, ""));
    return all.filter((name) => name.startsWith(start));
  } catch {
    return [];
  }
}
