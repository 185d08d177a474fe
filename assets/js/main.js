// Entry point. Every page works without scripts; these modules only make it kinder.
import { focusErrors } from "./error-focus.js";
import { keepDrafts } from "./draft.js";
import { keepBeside } from "./beside.js";
import { guardUnsaved } from "./unsaved.js";
import { offerReadAloud } from "./read-aloud.js";
import { previewDates } from "./era-preview.js";
import { offerHiding } from "./hide.js";
import { offerRevealing } from "./reveal.js";
import { offerPrinting } from "./copy-print.js";
import { showChosen } from "./choose.js";

// One broken module must not take the others with it.
for (const start of [focusErrors, offerHiding, keepDrafts, keepBeside, showChosen, guardUnsaved, previewDates, offerRevealing, offerPrinting, offerReadAloud]) {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}
