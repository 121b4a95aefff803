// What this browser keeps: the key for as long as the tab is open, the jobs until they are forgotten.

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
