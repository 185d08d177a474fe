// Reads the page sentence by sentence: long texts stop in some browsers, and there are no word
// events everywhere. Readings (rt) are left out; the voice knows kanji. The sentence is marked
// while it is read. Without a voice in the page's language the button stays hidden.
const BLOCKS = "h1, h2, h3, p, li, blockquote, figcaption, dt, dd, legend, label, caption, th, td, .btn, .chip";
const SENTENCE = /[^。！？.!?]+[。！？.!?」』]*/g;
// Marks a part of a text without changing the page; older browsers mark the whole block.
const highlights = globalThis.CSS?.highlights;

function voice() {
  const lang = document.documentElement.lang;
  return speechSynthesis.getVoices().find((item) => item.lang.toLowerCase().startsWith(lang));
}

/** The texts of a block that are read, in order. */
function texts(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest("rt, rp, [aria-hidden='true'], .visually-hidden, script")
      ? NodeFilter.FILTER_REJECT
      : NodeFilter.FILTER_ACCEPT,
  );
  const found = [];
  while (walker.nextNode()) found.push(walker.currentNode);
  return found;
}

/** The part of the page from one character of a block to another. */
function part(nodes, from, to) {
  const range = new Range();
  let at = 0;
  for (const node of nodes) {
    const end = at + node.data.length;
    if (from >= at && from < end) range.setStart(node, from - at);
    if (to > at && to <= end) range.setEnd(node, to - at);
    at = end;
  }
  return range;
}

/** The sentences of the page in order, each with where it stands. */
function sentences() {
  const blocks = [...document.querySelectorAll(`#main :is(${BLOCKS})`)].filter(
    (block) => !block.querySelector(BLOCKS) && block.checkVisibility?.() !== false,
  );
  return blocks.flatMap((block) => {
    const nodes = texts(block);
    const text = nodes.map((node) => node.data).join("");
    return [...text.matchAll(SENTENCE)]
      .map((found) => ({
        block,
        text: found[0].replace(/\s+/g, " ").trim(),
        range: part(nodes, found.index, found.index + found[0].length),
      }))
      .filter((sentence) => sentence.text);
  });
}

export function offerReadAloud() {
  const button = document.querySelector("[data-read-aloud]");
  if (!button || !("speechSynthesis" in window)) return;
  const start = [...button.childNodes];
  const stopWord = document.createTextNode(button.dataset.stop);
  let queue = [];
  let marked = null;

  const mark = (sentence) => {
    marked?.block.classList.remove("reading");
    highlights?.delete("reading");
    marked = sentence;
    if (!sentence) return;
    if (highlights) highlights.set("reading", new Highlight(sentence.range));
    else sentence.block.classList.add("reading");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    sentence.block.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  };
  const stop = () => {
    queue = [];
    speechSynthesis.cancel();
    mark(null);
    button.replaceChildren(...start);
  };
  const next = () => {
    const sentence = queue.shift();
    if (!sentence) return stop();
    const speech = new SpeechSynthesisUtterance(sentence.text);
    speech.voice = voice() ?? null;
    speech.lang = document.documentElement.lang === "en" ? "en" : "ja-JP";
    speech.rate = document.body.classList.contains("easy") ? 0.9 : 1;
    speech.onend = () => marked && next();
    speech.onerror = stop;
    mark(sentence);
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
