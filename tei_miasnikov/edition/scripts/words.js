// Words: as they are asked for and as they are printed.
const words = (() => {
  // Letters without accents and case, typographic signs as plain ones; each letter keeps its place.
  const PLAIN = { "’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "ς": "σ" };
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[’‘“”–—\u00a0ς]/g, (sign) => PLAIN[sign]);

  // Words that begin so; "words between quotation marks" stand together.
  const termsOf = (text) => [...fold(text).matchAll(/"([^"]+)"?|(\S+)/g)].map((m) => (m[1] ?? m[2]).trim().replace(/\s+/g, " ")).filter(Boolean);
  const patternOf = (term) => {
    const safe = term.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    return new RegExp(`${/^[\p{L}\p{N}]/u.test(term) ? "(?<![\\p{L}\\p{N}])" : ""}${safe}`, "gu");
  };

  // The folded text with the place of each of its letters in the words as printed.
  const placesOf = (raw) => {
    const places = [];
    let at = 0;
    for (const letter of raw) {
      for (let i = fold(letter).length; i > 0; i -= 1) places.push(at);
      at += letter.length;
    }
    return places.concat(at);
  };

  return { fold, termsOf, patternOf, placesOf };
})();
