// Reads the page sentence by sentence: long texts stop in some browsers, and there are no word
// events everywhere. Readings (rt) are left out; the voice knows kanji. Without a voice in the
// page's language the button stays hidden.
const BLOCKS = "h1, h2, h3, p, li, blockquote, figcaption, dt, dd, legend, label, caption, th, td";

function voice() {
  const lang = document.documentElement.lang;
  return speechSynthesis.getVoices().find((item) => item.lang.toLowerCase().startsWith(lang));
}

function textOf(block) {
  const copy = block.cloneNode(true);
  copy.querySelectorAll("rt, rp, [aria-hidden='true'], script").forEach((item) => item.remove());
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** The sentences of the page in order, each with the block that is marked while it is read. */
function sentences() {
  const blocks = [...document.querySelectorAll(`#main :is(${BLOCKS})`)].filter(
    (block) => !block.querySelector(BLOCKS) && block.checkVisibility?.() !== false,
  );
  return blocks.flatMap((block) =>
    (textOf(block).match(/[^。！？.!?]+[。！？.!?]*/g) ?? []).map((text) => ({ block, text })),
  );
}

export function offerReadAloud() {
  const button = document.querySelector("[data-read-aloud]");
  if (!button || !("speechSynthesis" in window)) return;
  const start = [...button.childNodes];
  const stopWord = document.createTextNode(button.dataset.stop);
  let queue = [];
  let marked = null;

  const mark = (block) => {
    marked?.classList.remove("reading");
    marked = block;
    if (!block) return;
    block.classList.add("reading");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    block.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  };
  const stop = () => {
    queue = [];
    speechSynthesis.cancel();
    mark(null);
    button.replaceChildren(...start);
  };
  const next = () => {
    const item = queue.shift();
    if (!item) return stop();
    const speech = new SpeechSynthesisUtterance(item.text);
    speech.voice = voice() ?? null;
    speech.lang = document.documentElement.lang === "en" ? "en" : "ja-JP";
    speech.rate = document.body.classList.contains("easy") ? 0.9 : 1;
    speech.onend = () => marked && next();
    speech.onerror = stop;
    mark(item.block);
    speechSynthesis.speak(speech);
  };
  button.addEventListener("click", () => {
    if (marked) return stop();
    queue = sentences();
    button.replaceChildren(stopWord);
    next();
  });
  window.addEventListener("pagehide", stop);
  // Voices arrive late in some browsers.
  const reveal = () => {
    button.hidden = !voice();
  };
  reveal();
  speechSynthesis.addEventListener?.("voiceschanged", reveal);
}
