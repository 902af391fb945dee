// A passage: its link, its citation, its TEI, and the lines of the source that it came from.
const volumes = [...document.querySelectorAll(".volume-data")].map((holder) => {
  let data = null;
  return () => (data ??= JSON.parse(holder.textContent));
});
(() => {
  const card = byId("passage");
  const part = (name) => card.querySelector(`.passage-${name}`);
  const bytes = new Map();
  const bytesOf = (volume) => {
    if (!bytes.has(volume)) bytes.set(volume, new TextEncoder().encode(volume().tei));
    return bytes.get(volume);
  };
  const lineAt = (data, end) => {
    let lines = 1;
    for (let at = 0; at < end; at += 1) if (data[at] === 10) lines += 1;
    return lines;
  };
  const range = (first, last) => (first === last ? `line ${first}` : `lines ${first}–${last}`);

  const fill = (details, words, make) => {
    details.open = false;
    details.hidden = !make;
    details.querySelector("summary").textContent = words;
    details.ontoggle = make && (() => { if (details.open) details.querySelector("pre").textContent = make(details); });
  };
  const open = (link) => {
    const passage = link.parentElement;
    const holder = passage.closest(".volume"), volume = volumes[Number(holder.dataset.volume)];
    const text = passage.closest(".document"), turn = passage.closest(".sp");
    const number = turn?.querySelector(":scope > .permalink")?.dataset.n;
    const title = [text?.dataset.number && `Document ${text.dataset.number}`, number && `turn ${number}`].filter(Boolean).join(", ");
    byId("passage-title").textContent = title || text?.dataset.title || "This paragraph";
    const address = new URL(link.getAttribute("href"), location.href).href;
    part("link").href = link.getAttribute("href");
    part("link").textContent = address;
    const whole = text?.querySelector(".cite p")?.textContent ?? holder.dataset.citation;
    const place = number ? `turn ${number}` : "";
    part("citation").textContent = `${[whole.replace(/\.$/, ""), place, link.getAttribute("href")].filter(Boolean).join(", ")}.`;
    const { tei, lines } = link.dataset.tei ? link.dataset : passage.dataset;
    const [from, length] = (tei ?? "").split(" ").map(Number);
    fill(part("tei"), "TEI", tei && ((details) => {
      const data = bytesOf(volume);
      const last = lineAt(data, length), first = lineAt(data, from);
      details.querySelector("summary").textContent = `TEI: ${volume().name}, ${range(first, last)}`;
      return new TextDecoder().decode(data.subarray(from, length));
    }));
    const [first, last = first] = (lines ?? "").split(" ").map(Number);
    fill(part("source"), lines ? `Source: ${volume().sourceName}, ${range(first, last)}` : "", lines && (() => volume().source.split(/\r\n|\r|\n/).slice(first - 1, last).join("\n")));
    card.querySelector(".save").onclick = () => save(volume);
    card.querySelector(".copied").textContent = "";
    card.showPopover();
    card.querySelector(".close").focus({ preventScroll: true });
    card.ontoggle = (event) => { if (event.newState === "closed" && card.contains(document.activeElement)) link.focus({ preventScroll: true }); };
  };
  const save = (volume) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([volume().tei], { type: "application/xml" }));
    link.download = volume().name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  card.querySelector(".close").addEventListener("click", () => card.hidePopover());
  card.querySelectorAll("[data-copy]").forEach((button) => button.addEventListener("click", async () => {
    const words = card.querySelector(`.${button.dataset.copy}`);
    try {
      await navigator.clipboard.writeText(words.textContent);
      card.querySelector(".copied").textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(words);
      card.querySelector(".copied").textContent = "Selected: copy it with the keyboard.";
    }
  }));
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".permalink");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !card.showPopover) return;
    if (link.hash !== location.hash) history.pushState(null, "", link.hash);
    event.preventDefault();
    open(link);
  });
})();
