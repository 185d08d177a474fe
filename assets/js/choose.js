// Shows a part of a form only while the choice it belongs to is made. Without scripts every part
// stands there under its own heading, and the server leaves out what does not belong.
export function showChosen() {
  document.querySelectorAll("[data-shown-for]").forEach((part) => {
    const form = part.closest("form");
    if (!form) return;
    const name = part.dataset.shownFor;
    const values = part.dataset.shownWhen.split(" ");
    const show = () => {
      const chosen = form.querySelector(`input[name="${name}"]:checked`);
      // What is wrong is never hidden.
      part.hidden = !values.includes(chosen?.value) && !part.querySelector(".field-wrong");
    };
    form.addEventListener("change", (event) => {
      if (event.target.name === name) show();
    });
    // A page that comes back from the browser's memory may have another choice made.
    window.addEventListener("pageshow", show);
    show();
  });
}
