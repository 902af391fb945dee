// Notes: copies beside their words where there is a margin, a card over the text where there is none.
(() => {
  const card = byId("note-view");
  const noteOf = (call) => byId(decodeURIComponent(call.hash.slice(1)));
  let asked = null;

  // What a note says, without the links that belong to its own place.
  const wordsOf = (note) => {
    const copy = note.cloneNode(true);
    copy.querySelectorAll(".back, .permalink").forEach((link) => link.remove());
    copy.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    copy.querySelectorAll(".t").forEach((one) => one.classList.remove("t"));
    return [...copy.childNodes];
  };
  const numberOf = (call) => call.dataset.n ?? call.textContent.trim();

  const putBeside = (call) => {
    const note = noteOf(call);
    if (!note || note.classList.contains("sidenote") || call.dataset.beside) return;
    call.dataset.beside = "true";
    const beside = document.createElement("span");
    beside.className = "sidenote clone";
    beside.dataset.added = "";
    beside.setAttribute("role", "note");
    beside.setAttribute("aria-label", `Note ${numberOf(call)}`);
    const back = document.createElement("a");
    back.className = "back";
    back.href = `#${note.id}`;
    back.dataset.n = numberOf(call);
    back.setAttribute("aria-label", `Note ${numberOf(call)} among the notes`);
    beside.append(back, ...wordsOf(note));
    const heading = call.closest("h1, h2, h3, h4, h5, h6, dt, .speaker, table, .subhead");
    if (heading) heading.before(beside);
    else (call.closest("sup") ?? call).after(beside);
  };
  const near = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      target.querySelectorAll(".call").forEach(putBeside);
    }
  }, { rootMargin: "100% 0px" });
  const parts = () => {
    const found = new Set();
    document.querySelectorAll("#text .call").forEach((call) => {
      if (!call.closest(".note")) found.add(call.closest(".run, .leaf") ?? call.parentElement);
    });
    return found;
  };
  const besides = () => wide.matches && parts().forEach((part) => near.observe(part));
  wide.addEventListener("change", besides);
  besides();

  const place = (call) => {
    card.style.removeProperty("left");
    card.style.removeProperty("top");
    if (innerWidth < 768) return;
    const at = call.getBoundingClientRect(), box = card.getBoundingClientRect();
    const below = at.bottom + 8 + box.height < innerHeight;
    card.style.left = `${Math.max(16, Math.min(at.left - 40, innerWidth - box.width - 16))}px`;
    card.style.top = `${below ? at.bottom + 8 : Math.max(64, at.top - box.height - 8)}px`;
  };
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const show = (from, title, ...inside) => {
    card.setAttribute("aria-label", title);
    card.replaceChildren(make("p", { className: "card-title", textContent: title }), ...inside);
    asked = from;
    card.showPopover();
    place(from);
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
  };
  const open = (call, note) => {
    const foot = make("p", { className: "card-foot" });
    const to = make("a", { href: `#${note.id}`, textContent: "Go to the note" });
    const close = make("button", { type: "button", textContent: "Close" });
    close.addEventListener("click", () => card.hidePopover());
    to.addEventListener("click", () => { asked = null; card.hidePopover(); });
    if (!note.classList.contains("sidenote")) foot.append(to, " ");
    foot.append(close);
    show(call, `Note ${numberOf(call)}`, ...wordsOf(note), foot);
  };
  card.addEventListener("toggle", (event) => {
    if (event.newState === "closed" && asked) {
      const call = asked;
      asked = null;
      if (card.contains(document.activeElement) || document.activeElement === document.body) call.focus({ preventScroll: true });
    }
  });

  document.addEventListener("click", (event) => {
    const call = event.target.closest?.(".call");
    if (!call || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || !card.showPopover) return;
    const note = noteOf(call);
    if (!note || call.closest(".card")) return;
    event.preventDefault();
    if (!wide.matches) { open(call, note); return; }
    putBeside(call);
    document.querySelectorAll(".met").forEach((one) => one.classList.remove("met"));
    const beside = note.classList.contains("sidenote") ? note : besideOf(note);
    if (!beside) { location.hash = call.hash; return; }
    beside.classList.add("met");
    beside.querySelector(".back")?.focus({ preventScroll: true });
    beside.scrollIntoView({ block: "nearest" });
  });
  const besideOf = (note) => [...document.querySelectorAll(".clone > .back")].find((back) => back.hash === `#${note.id}`)?.parentElement;

  // A mark that a mouse can point at tells the same when it is touched.
  document.addEventListener("click", (event) => {
    const mark = event.target.closest?.("#text [title]");
    if (!mark || event.target.closest("a, .card") || matchMedia("(hover: hover)").matches || !card.showPopover) return;
    show(mark, mark.textContent.trim(), make("p", { textContent: mark.title }));
  });

  // Escape in a note beside the text leads back to its words.
  document.addEventListener("keydown", (event) => {
    const beside = event.key === "Escape" && event.target.closest?.(".sidenote");
    if (!beside) return;
    const note = beside.classList.contains("clone") ? byId(decodeURIComponent(beside.querySelector(".back").hash.slice(1))) : beside;
    beside.classList.remove("met");
    [...document.querySelectorAll("#text .call")].find((call) => noteOf(call) === note)?.focus();
  });
})();
