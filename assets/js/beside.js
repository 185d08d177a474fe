// What one form of a page holds outlives the sending of another, when the page comes back.
import { PREFIX, read, tellRestored, write } from "./draft.js";

/** Starts keeping what the other forms of a page hold. */
export function keepBeside() {
  const changed = new Map();
  const seen = new Map();
  document.querySelectorAll("form[data-unsaved]:not([data-draft])").forEach((form) => {
    const action = form.getAttribute("action");
    const nth = (seen.get(action) ?? 0) + 1;
    seen.set(action, nth);
    const key = `${PREFIX}beside:${location.pathname}:${action}:${nth}`;
    const saved = sessionStorage.getItem(key);
    sessionStorage.removeItem(key);
    const answered = form.querySelector("[aria-invalid]") !== null;
    if (saved && !answered && write(form, JSON.parse(saved))) {
      changed.set(form, key);
      tellRestored(form, () => changed.delete(form));
    }
    form.addEventListener("input", () => changed.set(form, key));
  });
  document.addEventListener("submit", ({ target }) => {
    changed.forEach((key, form) => {
      if (form !== target) sessionStorage.setItem(key, JSON.stringify(read(form)));
    });
  });
}
