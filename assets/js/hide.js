// 「この画面をかくす」: swaps the page for a neutral one at once, without leaving this page in the
// list of the back button, and takes what was typed with it.
import { forgetDrafts } from "./draft.js";

export function offerHiding() {
  document.querySelectorAll("a[data-hide]").forEach((link) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.dispatchEvent(new Event("hide-screen"));
      document.body.hidden = true;
      document.title = "";
      forgetDrafts();
      history.replaceState(null, "", link.href);
      location.replace(link.href);
    });
  });
}
