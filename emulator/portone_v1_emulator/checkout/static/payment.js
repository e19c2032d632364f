/** The pay window: what is paid for, and how. */

import { chosen, el, icon, option } from "./dom.js";
import { ICONS } from "./icons.js";
import { behaviourName, methodName, moment, money, say } from "./words.js";

const CARD = "card";
const TRANSFER = "trans";
const VBANK = "vbank";
const PHONE = "phone";
const OTHER = "other";
const EXPIRY = "2099-12";

const METHOD_ICONS = { [CARD]: "card", [TRANSFER]: "bank", [VBANK]: "inbox", [PHONE]: "phone" };

export function paymentPage(view, act) {
  const { payment } = view;
  const form = el("form", { className: "choice", noValidate: true });
  const panel = el("div", { className: "panel" });
  const submit = el("button", { type: "submit", className: "primary" });

  function method() {
    return chosen(form, "method") ?? payment.methods[0];
  }

  function refresh() {
    panel.replaceChildren(...panelOf(payment, method()));
    submit.textContent = submitText(payment, method());
  }

  form.append(
    methodsOf(payment, refresh),
    panel,
    el("p", { className: "complaint", role: "alert" }),
    submit,
    endings(payment.reasons, act),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    act("approve", choiceIn(form, method()));
  });
  refresh();
  return { title: payment.name ?? say("noName"), content: [orderOf(view), form] };
}

/** The ways to end otherwise: why the PG says no. */
export function endings(reasons, act) {
  const reason = el(
    "select",
    { name: "reason", "aria-label": say("reason") },
    reasons.map((name) => el("option", { value: name }, behaviourName(name))),
  );
  return el(
    "div",
    { className: "endings" },
    el("p", { className: "rule" }, el("span", {}, say("otherwise"))),
    el(
      "div",
      { className: "row" },
      reason,
      el(
        "button",
        { type: "button", className: "secondary", onclick: () => act("decline", { reason: reason.value }) },
        say("decline"),
      ),
    ),
  );
}

/** The channel, as a line with its badge. */
export function channelLine(channel) {
  return el(
    "p",
    { className: "pg" },
    el("span", {}, channel.name),
    el("span", { className: channel.is_test ? "badge" : "badge live" }, say(channel.is_test ? "test" : "live")),
  );
}

/** Names and values, without those that have none. */
export function facts(pairs) {
  return el(
    "dl",
    {},
    pairs
      .filter(([, value]) => value !== null && value !== undefined && value !== "")
      .flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, String(value))]),
  );
}

function orderOf(view) {
  const { payment, channel } = view;
  return el(
    "section",
    { className: "order" },
    channelLine(channel),
    el("h1", {}, payment.name ?? say("noName")),
    el("p", { className: payment.charges ? "amount" : "amount shown" }, money(payment.amount, payment.currency)),
    payment.issues_key_for ? el("p", { className: "note" }, keyNote(payment)) : null,
    facts([
      [say("order"), view.merchant_uid],
      [say("payment"), payment.imp_uid],
      [say("channel"), `${channel.provider}.${channel.mid}`],
      [say("subMerchant"), view.tier],
      [say("keyFor"), payment.issues_key_for],
      [say("company"), payment.card_company],
      [say("promotion"), payment.promotion && named(payment.promotion)],
    ]),
    el(
      "details",
      {},
      el("summary", {}, say("details")),
      facts(Object.entries(payment.details)),
      payment.brief_result ? el("p", { className: "hint" }, say("briefResult")) : null,
    ),
  );
}

function keyNote(payment) {
  if (payment.amount === 0) return say("onlyKey");
  return say(payment.charges ? "isCharged" : "notCharged");
}

function methodsOf(payment, refresh) {
  if (payment.methods.length === 1) return "";
  const wanted = payment.methods.includes(payment.method) ? payment.method : payment.methods[0];
  return el(
    "fieldset",
    { className: "methods" },
    el("legend", {}, say("means")),
    payment.methods.map((method) =>
      option(
        "method",
        method,
        { checked: method === wanted, className: "tile", onchange: refresh },
        icon(ICONS[METHOD_ICONS[method] ?? "wallet"]),
        el("span", {}, methodName(method)),
      ),
    ),
  );
}

function panelOf(payment, method) {
  switch (method) {
    case CARD:
      return [cards(payment), anotherCard(), el("div", { className: "row wrap" }, quota(payment), promotion(payment))];
    case TRANSFER:
      return [banks(payment)];
    case VBANK:
      return [
        banks(payment),
        el("p", { className: "hint" }, say("depositUntil", { when: moment(payment.vbank_due) })),
      ];
    case PHONE:
      return [el("p", { className: "hint" }, say("byPhone"))];
    default:
      return [el("p", { className: "hint" }, say("easyPay", { name: methodName(method) }))];
  }
}

function cards(payment) {
  const rows = payment.cards.map((card, index) =>
    option(
      "card",
      card.number,
      { checked: index === 0, className: "card", onchange: showAnother },
      el(
        "span",
        { className: "face" },
        el("b", {}, card.brand, card.is_debit ? el("i", {}, say("debit")) : null),
        el("span", { className: "number" }, inFours(card.number)),
      ),
      el("em", { className: card.behaviour === "approves" ? "good" : "bad" }, behaviourName(card.behaviour)),
    ),
  );
  const other = option(
    "card",
    OTHER,
    { className: "card", onchange: showAnother },
    el("span", { className: "face" }, el("b", {}, say("anotherCard"))),
  );
  return el("fieldset", { className: "cards" }, el("legend", {}, say("whichCard")), el("div", {}, rows, other));
}

function showAnother(event) {
  const fields = event.target.form.querySelector(".another");
  fields.hidden = event.target.value !== OTHER;
  if (!fields.hidden) fields.querySelector("input").focus();
}

function anotherCard() {
  return el(
    "div",
    { className: "row another", hidden: true },
    field(say("cardNumber"), { name: "card_number", inputMode: "numeric", placeholder: "4242-4242-4242-4242" }),
    field(say("expiry"), { name: "expiry", placeholder: "YYYY-MM", className: "short" }),
  );
}

/** A text field with its name. */
export function field(name, properties) {
  return el("label", { className: "field" }, el("span", {}, name), el("input", { autocomplete: "off", ...properties }));
}

/** A list to choose from, with its name. */
export function list(name, properties, options) {
  return el(
    "label",
    { className: "field" },
    el("span", {}, name),
    el(
      "select",
      properties,
      options.map(([value, text]) => el("option", { value }, text)),
    ),
  );
}

function quota(payment) {
  if (payment.quotas.length === 1) return null;
  const options = payment.quotas.map((n) => [n, n === 0 ? say("atOnce") : say("months", { n })]);
  return list(say("quota"), { name: "quota" }, options);
}

function promotion(payment) {
  if (payment.promotions.length === 0) return null;
  const options = payment.promotions.map((each) => [each.id, termsOf(each)]);
  return list(say("promotion"), { name: "promotion_id" }, [["", say("noPromotion")], ...options]);
}

/** The promotion that the shop named, with what it takes off. */
function named({ id, terms }) {
  return `${id} · ${terms ? termsOf(terms) : say("nothingOff")}`;
}

function termsOf(promotion) {
  const off =
    promotion.percent > 0
      ? say("percentOff", { n: promotion.percent })
      : say("wonOff", { n: money(promotion.won, "KRW") });
  if (promotion.minimum === 0) return off;
  return `${off} · ${say("from", { n: money(promotion.minimum, "KRW") })}`;
}

function banks(payment) {
  return el(
    "fieldset",
    { className: "banks" },
    el("legend", {}, say("whichBank")),
    payment.banks.map((bank, index) =>
      option("bank", bank.code, { checked: index === 0, className: "chip" }, el("span", {}, bank.name)),
    ),
  );
}

function submitText(payment, method) {
  const amount = money(payment.amount, payment.currency);
  if (payment.issues_key_for) return payment.charges ? say("issueAndPay", { amount }) : say("issueKey");
  return method === VBANK ? say("openAccount") : say("pay", { amount });
}

function choiceIn(form, method) {
  const value = (name) => form.elements.namedItem(name)?.value || null;
  if (method === CARD) {
    const number = chosen(form, "card");
    const card =
      number === OTHER
        ? { card_number: value("card_number"), expiry: value("expiry") }
        : { card_number: number, expiry: EXPIRY };
    return { method, ...card, quota: value("quota") ?? 0, promotion_id: value("promotion_id") };
  }
  return { method, bank_code: chosen(form, "bank") };
}

function inFours(number) {
  return number.replace(/(.{4})(?=.)/g, "$1 ");
}
