// The cards, amounts and customers that mean something to the PG.

import { h } from "./dom.js";
import { copyable, money, tag } from "./format.js";
import { card, page } from "./page.js";
import { get } from "./server.js";
import { t } from "./words.js";

/** The view of the test values. */
export function testValues() {
  const element = page("test_values");
  const cards = element.querySelector(".cards");
  let isMade = false;

  async function refresh() {
    if (isMade) return;
    const values = await get("/test_values");
    isMade = true;
    cards.append(
      card(
        t("test.cards"),
        t("test.about"),
        table(values.cards, (each) => [copyable(each.number), [each.brand, " ", tag(t(`card_type.${each.card_type}`))]]),
      ),
      card(t("test.amounts"), null, table(values.amounts, (each) => [copyable(String(each.amount), money(each.amount))])),
      card(t("test.customers"), null, table(values.customers, (each) => [copyable(`${each.customer_uid}-1`, `${each.customer_uid}…`)])),
    );
  }

  return { element, refresh };
}

const table = (rows, first) =>
  h(
    "table",
    { class: "values" },
    h(
      "tbody",
      {},
      rows.map((row) =>
        h(
          "tr",
          {},
          first(row).map((cell) => h("td", {}, cell)),
          h("td", {}, t(`behaviour.${row.behaviour}`, row.behaviour.replaceAll("_", " "))),
          h("td", { class: "faint" }, row.says),
        ),
      ),
    ),
  );
