// Search: as one types, over all passages, narrowed by speaker, kind and date; the words in their context.
(() => {
  const query = byId("query"), panel = byId("search-panel"), status = byId("search-status");
  const facets = byId("facets"), results = byId("results");
  const SHOWN = 60, AROUND = 70, CHUNK = 1500;
  const { fold, termsOf, patternOf, placesOf } = words;
  let passages = null, shown = SHOWN, asked = "", waiting = 0;

  const wordsOf = (passage) => {
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
      if (node.nodeType === Node.TEXT_NODE) return NodeFilter.FILTER_ACCEPT;
      return node.matches(".t, .sidenote, .call, [data-added]") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP;
    });
    const nodes = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) nodes.push(node);
    return nodes;
  };
  const readOne = (element) => {
    const raw = wordsOf(element).map((node) => node.data).join("").replace(/\s+/g, " ").trim();
    const text = element.closest(".document"), turn = element.closest(".sp");
    const inNotes = element.closest(".notes, .note, .sidenote");
    return { element, raw, folded: fold(raw), id: element.id,
      speaker: turn?.dataset.who ?? (inNotes ? "Notes" : "No speaker"),
      kind: text ? text.dataset.kind ?? "document" : inNotes ? "notes" : "around the documents",
      date: text?.dataset.date ?? "", title: text?.dataset.title ?? (inNotes ? "Notes" : ""), number: text?.dataset.number,
      turn: turn?.querySelector(":scope > .permalink")?.dataset.n };
  };
  const rest = () => new Promise((done) => setTimeout(done));
  const read = async () => {
    const all = [...document.querySelectorAll("#text .t:not(.clone *)")], found = [];
    for (let at = 0; at < all.length; at += CHUNK) {
      for (const element of all.slice(at, at + CHUNK)) {
        const one = readOne(element);
        if (one.raw) found.push(one);
      }
      await rest();
    }
    return found;
  };

  const FACETS = [["speaker", "Speaker"], ["kind", "Kind of document"]];
  const chosen = (name) => new Set([...facets.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value));
  const make = (tag, attributes = {}, ...inside) => {
    const made = Object.assign(document.createElement(tag), attributes);
    made.append(...inside);
    return made;
  };
  const build = () => {
    for (const [name, title] of FACETS) {
      const counts = new Map();
      for (const one of passages) counts.set(one[name], (counts.get(one[name]) ?? 0) + 1);
      const boxes = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 14).map(([value]) => make("label", {},
        make("input", { type: "checkbox", name, value }), make("span", { textContent: value[0].toUpperCase() + value.slice(1) }),
        make("span", { className: "count" })));
      if (counts.size > 1) facets.append(make("fieldset", {}, make("legend", { textContent: title }), ...boxes));
    }
    let dates = [...new Set(passages.map((one) => one.date).filter(Boolean))].sort();
    if (dates.length > 60) dates = [...new Set(dates.map((date) => date.slice(0, 4)))];
    if (dates.length > 1) {
      const choice = (name, words, order) => make("label", {}, make("span", { textContent: words }),
        make("select", { name }, ...[make("option", { value: "", textContent: "any" }), ...order.map((date) => make("option", { value: date, textContent: date }))]));
      facets.append(make("fieldset", {}, make("legend", { textContent: "Date of the document" }), choice("from", "From", dates), choice("to", "To", dates)));
    }
  };
  const inDates = (one) => {
    const from = facets.elements.from?.value ?? "", to = facets.elements.to?.value ?? "";
    if (!from && !to) return true;
    return one.date !== "" && (!from || one.date >= from) && (!to || one.date.slice(0, to.length) <= to);
  };
  const count = (found, name) => {
    const counts = new Map();
    for (const one of found) counts.set(one[name], (counts.get(one[name]) ?? 0) + 1);
    facets.querySelectorAll(`input[name="${name}"]`).forEach((box) => {
      box.parentElement.querySelector(".count").textContent = counts.get(box.value) ?? 0;
    });
  };

  const hitsOf = (one, patterns) => {
    const places = placesOf(one.raw);
    return patterns.flatMap((pattern) => [...one.folded.matchAll(pattern)].map((m) => [places[m.index], places[m.index + m[0].length] ?? one.raw.length]))
      .sort((a, b) => a[0] - b[0]);
  };
  const context = (one, patterns) => {
    const hits = hitsOf(one, patterns), line = make("span");
    const first = hits[0]?.[0] ?? 0, start = first > AROUND + 20 ? one.raw.indexOf(" ", first - AROUND) + 1 : 0;
    const end = Math.min(one.raw.length, start + 4 * AROUND);
    let at = start;
    if (start) line.append("… ");
    for (const [from, to] of hits) {
      if (from < at || to > end) continue;
      line.append(one.raw.slice(at, from), make("mark", { textContent: one.raw.slice(from, to) }));
      at = to;
    }
    line.append(one.raw.slice(at, end), end < one.raw.length ? " …" : "");
    return line;
  };
  const row = (one, patterns) => {
    const where = [one.number ? `${one.number}. ${one.title}` : one.title, one.turn && `turn ${one.turn}`, one.speaker !== "No speaker" && one.speaker !== "Notes" && one.speaker];
    const link = make("a", { href: `#${one.id}` }, make("span", { className: "found-where", textContent: where.filter(Boolean).join(" · ") }), context(one, patterns));
    link.addEventListener("click", () => { close(); light(one, patterns); });
    return make("li", {}, link);
  };
  const light = (one, patterns) => {
    if (!globalThis.Highlight || !CSS.highlights) return;
    const lights = new Highlight();
    for (const node of wordsOf(one.element)) {
      const places = placesOf(node.data), folded = [...node.data].map(fold).join("");
      for (const pattern of patterns) for (const m of folded.matchAll(pattern)) {
        const range = new Range();
        range.setStart(node, places[m.index]);
        range.setEnd(node, places[m.index + m[0].length] ?? node.data.length);
        lights.add(range);
      }
    }
    CSS.highlights.set("found", lights);
  };

  const show = () => {
    const terms = termsOf(asked), patterns = terms.map(patternOf);
    const holds = (one) => terms.every((term, place) => one.folded.includes(term) && one.folded.search(patterns[place]) >= 0);
    const matching = terms.length === 0 ? [] : passages.filter(holds);
    const picked = Object.fromEntries(FACETS.map(([name]) => [name, chosen(name)]));
    const passes = (one, but) => inDates(one) && FACETS.every(([name]) => name === but || picked[name].size === 0 || picked[name].has(one[name]));
    for (const [name] of FACETS) count(matching.filter((one) => passes(one, name)), name);
    const found = matching.filter((one) => passes(one, ""));
    status.textContent = terms.length === 0 ? "Type to search the text and its notes." : found.length === 1 ? "1 passage" : `${found.length} passages`;
    results.replaceChildren(...found.slice(0, shown).map((one) => row(one, patterns)));
    if (found.length > shown) {
      const more = make("button", { type: "button", textContent: `Show more of ${found.length}` });
      more.addEventListener("click", () => { const next = shown; shown += SHOWN * 4; show(); results.children[next]?.querySelector("a").focus(); });
      results.append(make("li", { className: "more" }, more));
    }
    panel.scrollTop = 0;
  };
  const search = async () => {
    asked = query.value;
    panel.hidden = false;
    if (!passages) {
      status.textContent = "Reading the text …";
      waiting += 1;
      const mine = waiting, all = await read();
      if (passages || mine !== waiting) return;
      passages = all;
      build();
    }
    show();
  };
  const close = () => { panel.hidden = true; };

  let timer = 0;
  query.addEventListener("input", () => { clearTimeout(timer); shown = SHOWN; timer = setTimeout(search, 60); });
  query.addEventListener("focus", () => { if (query.value) search(); });
  const narrow = matchMedia("(max-width: 47.99rem)"), holder = facets.parentElement;
  const unfold = () => { holder.open = !narrow.matches; };
  narrow.addEventListener("change", unfold);
  unfold();
  facets.addEventListener("change", () => { shown = SHOWN; show(); });
  facets.addEventListener("submit", (event) => event.preventDefault());
  panel.querySelector(".close").addEventListener("click", () => { close(); query.focus(); close(); });
  const move = (by) => {
    const links = [...results.querySelectorAll("a")];
    const to = links.indexOf(document.activeElement) + by;
    if (to < 0) query.focus();
    else links[Math.min(to, links.length - 1)]?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); query.focus(); query.select(); return; }
    if (panel.hidden || !(panel.contains(event.target) || event.target === query)) return;
    if (event.key === "Escape") { close(); if (event.target !== query) { query.focus(); close(); } }
    else if (event.target.matches("select, input:not(#query)")) return;
    else if (event.key === "ArrowDown") { event.preventDefault(); move(1); }
    else if (event.key === "ArrowUp" && event.target !== query) { event.preventDefault(); move(-1); }
    else if (event.key === "Enter" && event.target === query) { event.preventDefault(); results.querySelector("a")?.focus(); }
  });
  document.addEventListener("click", (event) => {
    if (!panel.hidden && !panel.contains(event.target) && event.target !== query && event.isTrusted && document.contains(event.target)) close();
  });
})();
