// Payments, and one of them in full.

import { browse } from "./browse.js";
import { fill, h } from "./dom.js";
import { act, ask, field } from "./form.js";
import { badge, copyable, method, money, tag, tier, when } from "./format.js";
import { timeline } from "./history.js";
import { facts } from "./list.js";
import { at, post } from "./server.js";
import { fillIn, t } from "./words.js";

const STATUSES = ["paid", "ready", "partly_cancelled", "cancelled", "failed"];

/** The word for how a payment stands: a part that was cancelled has none on the wire. */
export function standing(payment) {
  if (payment.cancel_pending) return "cancel_pending";
  const part = payment.cancel_amount > 0 && payment.cancel_amount < payment.amount;
  return part ? "partly_cancelled" : payment.status;
}

/** The order: its name, or else its identity. */
const order = ({ name, merchant_uid: uid }) =>
  h("span", { class: "two" }, h("span", { class: "strong" }, name || uid), name && h("code", { class: "faint" }, uid));

function amount(payment) {
  const whole = h("span", { class: "money" }, money(payment.amount, payment.currency));
  if (!payment.cancel_amount) return whole;
  const back = h("span", { class: "money faint small" }, `− ${money(payment.cancel_amount, payment.currency)}`);
  return h("span", { class: "two end" }, whole, back);
}

const COLUMNS = [
  { label: "amount", kind: "num figure", cell: amount },
  { label: "status", kind: "narrow mark", cell: (payment) => badge(standing(payment)) },
  { label: "order", kind: "wide lead", cell: order },
  {
    label: "method",
    kind: "rest",
    cell: (payment) =>
      h(
        "span",
        { class: "two" },
        h("span", {}, method(payment)),
        h("span", { class: "faint small" }, payment.pg_provider, payment.sandbox && [" ", tag(t("test_channel"))]),
      ),
  },
  {
    label: "customer",
    kind: "extra",
    cell: ({ buyer_name: name, customer_uid: uid }) =>
      h("span", { class: "two" }, h("span", {}, name ?? ""), uid && h("code", { class: "faint" }, uid)),
  },
  { label: "tier", kind: "extra brief", cell: (payment) => tier(payment.tier) },
  { label: "time", kind: "time moment", cell: (payment) => when(payment.settled_at) },
];

/** The view of the payments. */
export function payments(context) {
  return browse(context, {
    inFull,
    one: (uid) => at`/payments/${uid}`,
    name: "payments",
    path: "/payments",
    statuses: STATUSES,
    columns: COLUMNS,
    identity: (payment) => payment.imp_uid,
    empty: firstSteps,
  });
}

function inFull({ payment, can, history }, context) {
  const remaining = payment.amount - payment.cancel_amount;
  return [
    h(
      "header",
      { class: "drawer-head" },
      h("p", { class: "faint" }, payment.name || payment.merchant_uid),
      h("h2", { class: "money" }, money(payment.amount, payment.currency)),
      h(
        "p",
        { class: "line" },
        badge(standing(payment)),
        tier(payment.tier),
        payment.sandbox && tag(t("test_channel")),
        payment.cancel_amount > 0 &&
          remaining > 0 &&
          h("span", { class: "faint" }, `${money(remaining, payment.currency)} ${t("left")}`),
      ),
      can.length > 0 && h("div", { class: "buttons" }, can.map((action) => BUTTONS[action](payment))),
    ),
    h("h3", {}, t("history")),
    timeline(history, payment.currency, context),
    h("h3", {}, t("details")),
    details(payment),
  ];
}

function details(payment) {
  const { buyer, vbank, store_number: store, channel, currency, promotion } = payment;
  const optional = (value) => (value === null ? null : money(value, currency));
  return facts(
    [t("field.imp_uid"), copyable(payment.imp_uid)],
    [t("field.merchant_uid"), copyable(payment.merchant_uid)],
    [t("field.customer_uid"), payment.customer_uid && copyable(payment.customer_uid)],
    [t("field.fail_reason"), payment.fail_reason],
    [t("method"), t(`method.${payment.pay_method}`, payment.pay_method)],
    [t("field.card"), payment.card && `${payment.card.name} ${payment.card.number}`],
    [t("field.quota"), payment.card && quota(payment.card_quota)],
    [t("field.vbank"), vbank && [vbank.bank, " ", copyable(vbank.number)]],
    [t("field.vbank_due"), vbank && when(vbank.due)],
    [t("field.store_number"), store && copyable(store.barcode)],
    [t("field.vbank_due"), store && when(store.due)],
    [t("channel"), [channel.pg_provider, ".", channel.pg_id, " ", h("code", { class: "faint" }, channel.key)]],
    [t("field.pg_tid"), copyable(payment.pg_tid)],
    [t("field.apply_num"), payment.apply_num],
    [t("field.via"), t(`via.${payment.via}`, payment.via)],
    [t("buyer"), [buyer.name, buyer.email, buyer.tel, buyer.addr, buyer.postcode].filter(Boolean).join(" · ")],
    [t("field.tax_free"), optional(payment.tax_free)],
    [t("field.vat"), optional(payment.vat_amount)],
    [t("field.promotion"), promotion && [h("code", {}, promotion.id), ` − ${money(promotion.discount, currency)}`]],
    [t("field.escrow"), payment.escrow && t("yes")],
    [t("field.receipt"), payment.cash_receipt_issued && t("yes")],
    [t("field.notice_url"), payment.notice_urls.map((url) => h("code", { class: "block" }, url))],
    [t("field.custom_data"), payment.custom_data && h("code", { class: "block" }, payment.custom_data)],
    [t("account"), h("code", {}, payment.account)],
  );
}

const quota = (months) => (months ? fillIn("field.quota.months", { n: months }) : t("field.quota.none"));

// What can be done to a payment.

const to = (payment, action) => at`/payments/${payment.imp_uid}/` + action;

const button = (label, kind, onclick) => h("button", { type: "button", class: kind, onclick }, t(label));

const BUTTONS = {
  deposit: (payment) => button("deposit", "primary", () => askForDeposit(payment)),
  pay: (payment) => button("pay", "primary", () => act(() => post(to(payment, "pay")))),
  decline: (payment) => button("decline", "", () => askForDecline(payment)),
  cancel: (payment) => button("cancel", "", () => askForCancel(payment)),
};

function askForDeposit(payment) {
  const name = payment.buyer.name ?? "";
  ask({
    title: t("deposit"),
    about: t("deposit.about"),
    button: t("deposit"),
    fields: [
      field({ name: "amount", label: t("amount"), type: "number", min: 0, step: "any", value: payment.amount || "" }),
      field({ name: "depositor_name", label: t("depositor"), placeholder: name }),
    ],
    submit: (given) => post(to(payment, "deposit"), given),
  });
}

function askForDecline(payment) {
  ask({
    title: t("decline"),
    about: t("decline.about"),
    button: t("decline"),
    fields: [field({ name: "reason", label: t("reason"), value: "[F301]잔액이 부족합니다." })],
    submit: (given) => post(to(payment, "decline"), given),
  });
}

function askForCancel(payment) {
  const left = payment.amount - payment.cancel_amount;
  const account = h("details", { class: "more" }, h("summary", {}, t("refund_account")));
  account.open = payment.pay_method === "vbank";
  fill(
    account,
    h("summary", {}, t("refund_account")),
    field({ name: "refund_bank", label: t("refund_bank"), placeholder: "004" }),
    field({ name: "refund_account", label: t("refund_number"), inputmode: "numeric" }),
    field({ name: "refund_holder", label: t("refund_holder") }),
    field({ name: "refund_tel", label: t("refund_tel"), type: "tel" }),
  );
  ask({
    title: t("cancel"),
    about: t("cancel.about"),
    button: t("cancel"),
    danger: true,
    fields: [
      field({
        name: "amount",
        label: t("amount"),
        type: "number",
        min: 0,
        step: "any",
        placeholder: `${left} – ${t("all_that_is_left")}`,
      }),
      account,
    ],
    submit: (given) => post(to(payment, "cancel"), given),
  });
}

/** What somebody sees who has just started the emulator. */
function firstSteps() {
  const lines = [
    `PORTONE_V1_BASE_URL=${location.origin}`,
    "",
    "portone.subscribe.onetime(",
    '    merchant_uid="order-1", amount=1000,',
    '    card_number="4242-4242-4242-4242", expiry="2035-12",',
    ")",
  ];
  return h("pre", { class: "code" }, lines.join("\n"));
}
