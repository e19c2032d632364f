// The panel beside a list that shows one thing in full.

import { fill, h, icon } from "./dom.js";
import { t } from "./words.js";

/** A drawer: `show` what it holds, or nothing; `closed` is called when its user closes it. */
export function drawer(closed) {
  const content = h("div", { class: "drawer-body" });
  const button = h(
    "button",
    { type: "button", class: "icon-button drawer-close", "aria-label": t("close"), onclick: closed },
    icon("close"),
  );
  const element = h("aside", { class: "drawer", "aria-label": t("details"), hidden: true, tabindex: "-1" }, button, content);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closed();
  });
  let shown = "";

  /** Show nodes under a key: the same key again keeps the place to which one has scrolled. */
  function show(key, ...nodes) {
    const opening = key !== shown;
    shown = key;
    element.hidden = false;
    const place = content.scrollTop;
    const focused = focusedLabel(content);
    fill(content, ...nodes);
    content.scrollTop = opening ? 0 : place;
    if (opening) element.focus({ preventScroll: true });
    else if (focused) [...content.querySelectorAll("button, a")].find((each) => label(each) === focused)?.focus();
  }

  function hide() {
    shown = "";
    element.hidden = true;
    content.replaceChildren();
  }

  return { element, show, hide };
}

const label = (element) => element.getAttribute("aria-label") ?? element.textContent;

function focusedLabel(content) {
  const active = document.activeElement;
  return content.contains(active) ? label(active) : null;
}
