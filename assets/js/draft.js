// Keeps the typed text of forms marked data-draft="key" in this tab until it was saved, also
// across a new sign-in. Secrets, files and hidden values are never kept.
const PREFIX = "draft:";
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

function read(form) {
  return keptFields(form).map((field) =>
    ["radio", "checkbox"].includes(field.type) ? [field.name, field.value, field.checked] : [field.name, field.value],
  );
}

function write(form, saved) {
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

function tell(form, key) {
  const note = document.createElement("p");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  const text = document.createElement("span");
  text.textContent = form.dataset.draftNote;
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "btn btn-quiet";
  clear.textContent = form.dataset.draftClear;
  clear.addEventListener("click", () => {
    sessionStorage.removeItem(key);
    form.reset();
    note.remove();
  });
  note.append(text, clear);
  form.prepend(note);
}

function follow(form) {
  const key = PREFIX + form.dataset.draft;
  const saved = sessionStorage.getItem(key);
  // A page that came back with errors already holds what was typed.
  const answered = form.querySelector("[aria-invalid]") !== null;
  if (saved && !answered && write(form, JSON.parse(saved))) tell(form, key);
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
