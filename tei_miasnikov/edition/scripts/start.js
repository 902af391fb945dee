// Start: the page says that scripts run, keeps the reader's choice of light or dark, and marks where one is reading.
"use strict";
const page = document.documentElement;
page.classList.add("scripted");
const wide = matchMedia("(min-width: 75rem)");
const byId = (id) => document.getElementById(id);

const theme = (() => {
  const button = document.querySelector(".theme");
  const night = matchMedia("(prefers-color-scheme: dark)");
  const kept = { get: () => { try { return localStorage.getItem("theme"); } catch { return null; } },
    set: (value) => { try { localStorage.setItem("theme", value); } catch { /* a page from disk may keep nothing */ } } };
  const isDark = () => (page.dataset.theme ? page.dataset.theme === "dark" : night.matches);
  const tell = () => button.setAttribute("aria-pressed", String(isDark()));
  if (["dark", "light"].includes(kept.get())) page.dataset.theme = kept.get();
  button.addEventListener("click", () => {
    page.dataset.theme = isDark() ? "light" : "dark";
    kept.set(page.dataset.theme);
    tell();
  });
  night.addEventListener("change", tell);
  tell();
})();

// The entry of the contents whose part is at the top of the window.
(() => {
  const links = new Map([...document.querySelectorAll("#contents a")].map((link) => [link.hash.slice(1), link]));
  const parts = [...links.keys()].map((id) => byId(decodeURIComponent(id))).filter(Boolean);
  const seen = new Set();
  let current = null, timer = 0;
  const before = (one, other) => (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  const tell = () => {
    const part = [...seen].filter((one) => ![...seen].some((other) => other !== one && one.contains(other))).sort(before)[0];
    if (part === undefined || links.get(part.id) === current) return;
    current?.removeAttribute("aria-current");
    current = links.get(part.id);
    current.setAttribute("aria-current", "location");
    if (wide.matches) reveal(current);
  };
  const watch = new IntersectionObserver((entries) => {
    for (const entry of entries) (entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target));
    clearTimeout(timer);
    timer = setTimeout(tell, 120); // once the page stands still: to tell it costs a layout of the contents
  }, { rootMargin: "-15% 0px -70% 0px" });
  parts.forEach((part) => watch.observe(part));
  const reveal = (link) => {
    const nav = byId("contents");
    const at = link.getBoundingClientRect(), frame = nav.getBoundingClientRect();
    if (at.top < frame.top || at.bottom > frame.bottom) nav.scrollTop += at.top - frame.top - frame.height / 3;
  };
})();
