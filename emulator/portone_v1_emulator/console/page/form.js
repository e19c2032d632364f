// Forms: in a dialog or on the page; what the emulator says no to stands beside the field it is about.

import { fill, h } from "./dom.js";
import { Refused } from "./server.js";
import { language, t } from "./words.js";

/** A field: {name, label, type, value, options, hint, …attributes of the input}. */
export function field({ name, label, type = "text", value = "", options, hint, ...attributes }) {
  if (type === "checkbox") {
    const box = h("input", { type, name, ...attributes });
    box.checked = Boolean(value);
    return h("label", { class: "field check" }, box, h("span", {}, label));
  }
  const input = options
    ? h("select", { name, ...attributes }, options.map(([key, text]) => h("option", { value: key }, text)))
    : h("input", { type, name, autocomplete: "off", ...attributes });
  if (!options || value !== "") input.value = value;
  return h("label", { class: "field" }, h("span", { class: "label" }, label), input, hint && h("small", {}, hint));
}

/** What stands in a form, as the control API takes it: numbers as numbers, nothing for what is empty. */
export function values(form) {
  const found = {};
  for (const input of form.elements) {
    if (!input.name || input.disabled || input.closest("[hidden]")) continue;
    if (input.type === "checkbox") found[input.name] = input.checked;
    else if (input.value === "") continue;
    else found[input.name] = input.type === "number" ? input.valueAsNumber : input.value;
  }
  return found;
}

/** A form that does `submit` with its values, and says what was wrong with them. */
export function form({ fields, button, danger = false, submit, ...attributes }) {
  const wrong = h("p", { class: "wrong", role: "alert", hidden: true });
  const go = h("button", { type: "submit", class: danger ? "danger" : "primary" }, button);
  const element = h("form", { novalidate: true, ...attributes }, fields, wrong, h("div", { class: "form-end" }, go));
  element.addEventListener("submit", async (event) => {
    event.preventDefault();
    wrong.hidden = true;
    for (const input of element.elements) input.removeAttribute("aria-invalid");
    go.disabled = true;
    try {
      await submit(values(element), element);
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof TypeError)) throw error;
      const input = element.elements.namedItem(error.field ?? "");
      wrong.textContent = error instanceof Refused ? named(error.message, input) : t("offline");
      wrong.hidden = false;
      if (input instanceof HTMLElement) {
        input.setAttribute("aria-invalid", "true");
        input.focus();
      }
    } finally {
      go.disabled = false;
    }
  });
  return element;
}

/** A refusal with the field that it is about, unless its text names that already. */
function named(text, input) {
  const label = input instanceof HTMLElement && input.closest(".field")?.querySelector(".label")?.textContent;
  return !label || language() !== "ko" || text.includes(label) ? text : `${label}: ${text}`;
}

/** Ask in a dialog; it closes when `submit` has gone through. */
export function ask({ title, about, submit, ...rest }) {
  const dialog = h("dialog", { "aria-label": title });
  const body = form({
    ...rest,
    submit: async (given) => {
      await submit(given);
      dialog.close();
    },
  });
  const back = h("button", { type: "button", onclick: () => dialog.close() }, t("cancel_form"));
  body.querySelector(".form-end").prepend(back);
  fill(dialog, h("h2", {}, title), about && h("p", { class: "about" }, about), body);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

let last = 0;

/** Say in passing that something was done, or was not. */
export function say(text, bad = false) {
  const place = document.querySelector(".toasts");
  const toast = h("div", { class: bad ? "toast bad" : "toast" }, text);
  place.replaceChildren(toast);
  clearTimeout(last);
  last = setTimeout(() => toast.remove(), 4000);
}

/** Do something at the press of a button, and say what came of it. */
export async function act(doing, done = t("done")) {
  try {
    await doing();
    say(done);
  } catch (error) {
    if (!(error instanceof Refused) && !(error instanceof TypeError)) throw error;
    say(error instanceof Refused ? error.message : t("offline"), true);
  }
}
