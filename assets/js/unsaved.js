// Asks before leaving a page with text that was typed and not sent.
export function guardUnsaved() {
  const changed = new Set();
  let leaving = false;
  document.querySelectorAll("form[data-unsaved]").forEach((form) => {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("reset", () => changed.delete(form));
  });
  // Other forms get back what they hold when the page comes back; some pages do not.
  document.addEventListener("submit", ({ target }) => {
    const others = [...changed].some((form) => form !== target);
    leaving = !(others && target.matches("[data-leaves]"));
  });
  // A page that comes back from the browser's memory guards again.
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (changed.size > 0 && !leaving) event.preventDefault();
  });
  // Hiding the screen is urgent and must never be held up by a question.
  document.addEventListener("hide-screen", () => {
    leaving = true;
  });
}
