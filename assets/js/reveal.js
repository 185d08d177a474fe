// A switch under a password, to see what was typed: a long one is easily mistyped.
export function offerRevealing() {
  document.querySelectorAll("input[data-reveal]").forEach((input) => {
    const choice = document.createElement("div");
    choice.className = "choice reveal";
    const box = document.createElement("input");
    box.type = "checkbox";
    box.id = `${input.id}-reveal`;
    const label = document.createElement("label");
    label.htmlFor = box.id;
    const words = input.nextElementSibling;
    label.append(words.content);
    choice.append(box, label);
    words.replaceWith(choice);
    const show = () => {
      input.type = box.checked ? "text" : "password";
    };
    box.addEventListener("change", show);
    // The browser must never remember it as an ordinary text.
    input.form?.addEventListener("submit", () => {
      box.checked = false;
      show();
    });
  });
}
