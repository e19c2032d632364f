// Certifications: people who said who they are.

import { browse } from "./browse.js";
import { h } from "./dom.js";
import { badge, copyable, tag, tier, when } from "./format.js";
import { facts } from "./list.js";
import { t } from "./words.js";

const COLUMNS = [
  { label: "name", kind: "wide lead", cell: ({ name }) => h("span", { class: "strong" }, name) },
  { label: "status", kind: "narrow mark", cell: ({ status }) => badge(status) },
  { label: "tel", kind: "figure", cell: ({ phone, carrier }) => [phone, " ", h("span", { class: "faint" }, carrier)] },
  { label: "pg", kind: "extra", cell: (each) => [each.pg_provider, each.sandbox && [" ", tag(t("test_channel"))]] },
  { label: "order", kind: "extra", cell: (each) => h("code", {}, each.merchant_uid ?? "") },
  { label: "tier", kind: "extra brief", cell: (each) => tier(each.tier) },
  { label: "time", kind: "time moment", cell: (each) => when(each.certified_at || each.requested_at) },
];

/** The view of the certifications. */
export function certifications(context) {
  return browse(context, {
    inFull,
    name: "certifications",
    path: "/certifications",
    statuses: ["certified", "requested"],
    columns: COLUMNS,
    identity: (each) => each.imp_uid,
  });
}

function inFull(each) {
  return [
    h(
      "header",
      { class: "drawer-head" },
      h("p", { class: "faint" }, each.pg_provider),
      h("h2", {}, each.name),
      h("p", { class: "line" }, badge(each.status), tag(each.method), tier(each.tier)),
    ),
    h("h3", {}, t("details")),
    facts(
      [t("field.imp_uid"), copyable(each.imp_uid)],
      [t("field.merchant_uid"), each.merchant_uid && copyable(each.merchant_uid)],
      [t("tel"), `${each.phone} ${each.carrier}`],
      [t("status.requested"), when(each.requested_at)],
      [t("status.certified"), each.certified_at ? when(each.certified_at) : null],
      [t("address"), each.origin],
      [t("account"), h("code", {}, each.account)],
    ),
  ];
}
