// Keeps the typed text of forms marked data-draft="key" in this tab until it was saved, also
// across a new sign-in. Secrets, files and hidden values are never kept.
export const PREFIX = "draft:";
const OWNER = "draft-owner";
const SENT = "draft-sent";

function drop(keep = () => false) {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(PREFIX) && !keep(name)) sessionStorage.removeItem(name);
  }
}

/** Forgets every draft of this tab. */
export function forgetDrafts() {
  drop();
  sessionStorage.removeItem(SENT);
  sessionStorage.removeItem(OWNER);
}

function keptFields(form) {
  return [...form.elements].filter(
    (field) => field.name && !["password", "hidden", "file", "submit", "button", "fieldset"].includes(field.type),
  );
}

export function read(form) {
  return keptFields(form).map((field) =>
    ["radio", "checkbox"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value],
  );
}

export function write(form, saved) {
  const fields = keptFields(form);
  let changed = false;
  fields.forEach((field, at) => {
    const [name, value, checked] = saved[at] ?? [];
    if (name !== field.name) return;
    if (checked === undefined) {
      changed ||= field.value !== value;
      field.value = value;
    } else if (field.value === value) {
      changed ||= field.checked !== checked;
      field.checked = checked;
    }
  });
  return changed;
}

/** Says that the form holds what was typed before, and how to be rid of it. */
export function tellRestored(form, forget) {
  const { draftNote, draftClear } = document.body.dataset;
  form.closest("details")?.setAttribute("open", "");
  tell(form, draftNote, [[draftClear, () => { forget(); form.reset(); }]]);
}

function tell(form, words, answers) {
  const note = document.createElement("p");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = words;
  note.append(text);
  for (const [label, act] of answers) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = label;
    button.addEventListener("click", () => {
      note.remove();
      act();
    });
    note.append(button);
  }
  form.prepend(note);
  return note;
}

/** Offers what was typed before: the form is mostly for something else now. */
function ask(form, key, saved) {
  const { draftAsk, draftRestore, draftDrop } = form.dataset;
  const note = tell(form, draftAsk, [
    [draftRestore, () => write(form, saved)],
    [draftDrop, () => sessionStorage.removeItem(key)],
  ]);
  form.addEventListener("input", () => note.remove(), { once: true });
}

function follow(form) {
  const key = PREFIX + form.dataset.draft;
  const saved = sessionStorage.getItem(key);
  // A page that came back with errors already holds what was typed.
  const answered = form.querySelector("[aria-invalid]") !== null;
  const { draftAsk } = form.dataset;
  if (saved && !answered && draftAsk) ask(form, key, JSON.parse(saved));
  else if (saved && !answered && write(form, JSON.parse(saved))) {
    tellRestored(form, () => sessionStorage.removeItem(key));
  }
  // The way out of such a form leaves nothing behind for the next one.
  if (draftAsk) {
    form.querySelectorAll("a.btn").forEach((out) => out.addEventListener("click", () => sessionStorage.removeItem(key)));
  }
  form.addEventListener("input", () => sessionStorage.setItem(key, JSON.stringify(read(form))));
  form.addEventListener("submit", () => sessionStorage.setItem(SENT, key));
}

/** Starts keeping drafts. */
export function keepDrafts() {
  const reader = document.body.dataset.reader;
  if (reader && sessionStorage.getItem(OWNER) !== reader) {
    // Somebody else uses this tab now: what the one before typed is not theirs to see.
    if (sessionStorage.getItem(OWNER)) forgetDrafts();
    sessionStorage.setItem(OWNER, reader);
  }
  // The page tells a success after a form was sent: that form's text is safe on the server.
  const sent = sessionStorage.getItem(SENT);
  if (sent && document.querySelector("[data-saved]")) sessionStorage.removeItem(sent);
  sessionStorage.removeItem(SENT);
  document.querySelectorAll("form[data-draft]").forEach(follow);
  document.querySelectorAll("form[data-sign-out]").forEach((form) => form.addEventListener("submit", forgetDrafts));
}
