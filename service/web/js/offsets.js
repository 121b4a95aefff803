// The service counts code points, strings of JavaScript count UTF-16 units: a pair of units for each astral character.

export class Offsets {
  constructor(text) {
    this.points = []; // offsets of the astral characters, in code points, ascending
    for (const match of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) {
      this.points.push(match.index - this.points.length);
    }
  }

  // A code-point offset as an offset in units.
  units(point) {
    return point + before(this.points, (index) => this.points[index] < point);
  }

  // An offset in units as one in code points; one inside a pair is that of its character.
  point(unit) {
    const pairs = before(this.points, (index) => this.points[index] + index < unit);
    const inside = pairs > 0 && unit === this.points[pairs - 1] + pairs;
    return inside ? this.points[pairs - 1] : unit - pairs;
  }
}

// How many of the first items satisfy `holds`, which is true for a first part of them.
function before(items, holds) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
