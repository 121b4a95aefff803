// A segment is checked again when somebody has stopped typing in it.
import { check } from "./service.js";

const PAUSE = 600; // milliseconds

// `told(segment, issues, wrong)`: what was found, or why nothing could be.
export function checking(about, told) {
  const waiting = new Map(); // by number: {timer, stop}
  const drop = (number) => {
    const before = waiting.get(number);
    clearTimeout(before?.timer);
    before?.stop.abort();
    waiting.delete(number);
  };
  async function run(segment, stop) {
    const { number, source, target } = segment;
    try {
      const issues = await check({ source, target }, about, stop.signal);
      if (!stop.signal.aborted && segment.target === target) told(segment, issues, "");
    } catch (error) {
      if (!stop.signal.aborted) told(segment, [], [error.message, error.hint].filter(Boolean).join(" "));
    }
    if (waiting.get(number)?.stop === stop) waiting.delete(number);
  }
  return {
    soon(segment) {
      drop(segment.number);
      if (!segment.target) return told(segment, [], "");
      const stop = new AbortController();
      return waiting.set(segment.number, { stop, timer: setTimeout(() => run(segment, stop), PAUSE) });
    },
    close() {
      for (const number of [...waiting.keys()]) drop(number);
    },
  };
}
