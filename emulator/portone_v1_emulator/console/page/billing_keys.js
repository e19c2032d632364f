// Billing keys.

import { browse } from "./browse.js";
import { h } from "./dom.js";
import { copyable, method, tag, tier, when } from "./format.js";
import { facts } from "./list.js";
import { t } from "./words.js";

const COLUMNS = [
  { label: "customer", kind: "wide lead", cell: (key) => h("code", { class: "strong" }, key.customer_uid) },
  { label: "method", kind: "mark", cell: method },
  {
    label: "channel",
    kind: "rest",
    cell: ({ channels: [first, ...others] }) => [
      first.pg_provider,
      others.length > 0 && [" ", tag(`+${others.length}`)],
      first.sandbox && [" ", tag(t("test_channel"))],
    ],
  },
  { label: "holder", kind: "extra", cell: (key) => key.holder.name ?? "" },
  { label: "tier", kind: "extra brief", cell: (key) => tier(key.tier) },
  { label: "issued", kind: "time moment", cell: (key) => when(key.updated) },
];

// A customer_uid is one within a shop: whose it is belongs to what tells it apart.
const identity = (key) => JSON.stringify([key.account, key.tier, key.customer_uid]);

/** The view of the billing keys. */
export function billingKeys(context) {
  return browse(context, {
    inFull,
    name: "billing_keys",
    path: "/billing_keys",
    statuses: [],
    columns: COLUMNS,
    identity,
  });
}

function inFull(key, context) {
  const { card, holder, channels, failures } = key;
  const payments = () => context.go("payments", { text: key.customer_uid });
  const schedules = () => context.go("schedules", { text: key.customer_uid });
  return [
    h(
      "header",
      { class: "drawer-head" },
      h("p", { class: "faint" }, t(`method.${key.pay_method}`, key.pay_method)),
      h("h2", {}, key.customer_uid),
      h("p", { class: "line" }, tier(key.tier)),
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", onclick: payments }, t("payments")),
        h("button", { type: "button", onclick: schedules }, t("schedules")),
      ),
    ),
    h("h3", {}, t("details")),
    facts(
      [t("field.customer_uid"), copyable(key.customer_uid)],
      [t("field.card"), card && `${card.name} ${card.number}`],
      [t("channel"), channels.map((each) => h("code", { class: "block" }, each.key))],
      [t("field.group"), key.channel_group_id],
      [
        t("field.failed_channels"),
        failures.map((each) => h("span", { class: "block" }, h("code", {}, each.channel.key), " ", each.message)),
      ],
      [t("holder"), [holder.name, holder.email, holder.tel, holder.addr].filter(Boolean).join(" · ")],
      ["customer_id", key.customer_id],
      [t("issued"), when(key.inserted)],
      [t("field.updated"), when(key.updated)],
      [t("account"), h("code", {}, key.account)],
    ),
  ];
}
