// Moves the focus to the error summary, so that a screen reader begins there.
export function focusErrors() {
  const summary = document.getElementById("error-summary");
  if (!summary) return;
  leaveForm();
  summary.focus();
  // A link of the summary leads into the field, not only to its place on the page.
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const input = link && document.getElementById(link.hash.slice(1));
    if (!input) return;
    event.preventDefault();
    (input.closest(".field") ?? input).scrollIntoView({ block: "start" });
    input.focus({ preventScroll: true });
  });
}

// The answer to a form that could not be used stands in the history as the page of that form:
// going back to it later asks for the page, and not whether to send the form once more.
function leaveForm() {
  const page = document.querySelector("input[name=return_to]");
  if (page) history.replaceState(history.state, "", page.value);
}
