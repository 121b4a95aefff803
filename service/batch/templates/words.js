"use strict";
// The words of a text, as the index holds them; the same as in pages.py.
const JOINED = /[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]+/gu;

function fold(text) {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").normalize("NFC").toLowerCase();
}

// Words to look for; runs of scripts without spaces as pairs of characters.
function asked(text) {
  const found = new Set();
  for (const word of fold(text).replace(JOINED, " $& ").match(/[\p{L}\p{N}]+/gu) ?? []) {
    const signs = [...word];
    JOINED.lastIndex = 0;
    if (signs.length > 2 && JOINED.test(word)) {
      for (let at = 0; at + 1 < signs.length; at += 1) found.add(signs[at] + signs[at + 1]);
    } else found.add(word);
  }
  return [...found];
}

// FNV-1a over UTF-16 units of the first two characters: the file that holds a word.
function bucket(word, count) {
  let hash = 0x811c9dc5;
  for (const unit of [...word].slice(0, 2).join("").split("")) {
    hash = Math.imul(hash ^ unit.charCodeAt(0), 0x01000193) >>> 0;
  }
  return hash % count;
}
