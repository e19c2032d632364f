// Amounts, times and other values as people read them.

import { h, icon } from "./dom.js";
import { fillIn, language, t } from "./words.js";

const KOREA = 9 * 3600;

/** An amount with its currency. */
export function money(amount, currency = "KRW") {
  if (currency === "KRW") {
    const won = amount.toLocaleString("en-US");
    return language() === "ko" ? `${won}원` : `₩${won}`;
  }
  return `${currency} ${amount.toLocaleString("en-US", { minimumFractionDigits: 2 })}`;
}

/** Epoch seconds as date and time in Korea; nothing for 0. */
export function korean(seconds) {
  if (!seconds) return ["", ""];
  const date = new Date((seconds + KOREA) * 1000);
  if (Number.isNaN(date.getTime())) return [String(seconds), ""];
  const [day, time] = date.toISOString().split("T");
  return [day, time.slice(0, 8)];
}

/** A time in a table or a history. */
export function when(seconds) {
  if (!seconds) return h("span", { class: "faint" }, "–");
  const [day, time] = korean(seconds);
  return h(
    "time",
    { datetime: `${day}T${time}+09:00`, title: `${day} ${time} KST (${seconds})` },
    h("span", { class: "day" }, day),
    " ",
    time,
  );
}

/** An identity, with a button that copies it. */
export function copyable(text, shown = text) {
  if (!text) return h("span", { class: "faint" }, "–");
  const button = h(
    "button",
    { type: "button", class: "copy", "aria-label": `${t("copy")} ${text}`, title: t("copy") },
    icon("copy"),
  );
  button.addEventListener("click", async (event) => {
    event.stopPropagation();
    event.preventDefault();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      return; // the browser does not let it: the text can still be selected
    }
    button.replaceChildren(icon("check"));
    setTimeout(() => button.replaceChildren(icon("copy")), 1200);
  });
  return h("span", { class: "copyable" }, h("code", {}, shown), button);
}

const TONES = {
  paid: "good",
  done: "good",
  delivered: "good",
  executed: "good",
  certified: "good",
  partly_cancelled: "warn",
  cancel_pending: "warn",
  held: "warn",
  disturbed: "warn",
  waiting: "info",
  ready: "info",
  scheduled: "info",
  failed: "bad",
  refused: "bad",
};

/** A status as a word on a coloured ground. */
export function badge(status, word = t(`status.${status}`)) {
  return h("span", { class: `badge ${TONES[status] ?? "plain"}` }, word);
}

/** A small word beside a name. */
export const tag = (text, kind = "") => h("span", { class: `tag ${kind}` }, text);

/** The sub-merchant whose something is. */
export const tier = (code) => (code ? tag(code, "tier") : null);

/** Whether there is an answer, and which. */
export function httpStatus(status) {
  if (status === null) return h("span", { class: "status none" }, t("no_answer"));
  return h("span", { class: `status s${String(status)[0]}` }, status);
}

/** What a request was answered; what the emulator itself says, in the language of the page. */
export const message = ({ unverified, message: text }) =>
  unverified ? fillIn("strict.refused", { name: unverified }) : text;

/** Why a webhook got no answer: `ConnectError: …`, or words of the emulator. */
export function trouble(problem) {
  const [kind, detail] = problem.split(":");
  const word = t(`trouble.${kind}`, "");
  if (!word) return problem;
  return detail === undefined ? word : `${word} (${problem})`;
}

/** What paid, or should have: a card, an account, a way to pay. */
export function method(payment) {
  const { card, pay_method: way } = payment;
  if (!card) return t(`method.${way}`, way);
  return h(
    "span",
    { class: "card-number" },
    card.name,
    " ",
    h("span", { class: "faint" }, `•• ${card.number.match(/\d*$/)[0]}`),
  );
}
