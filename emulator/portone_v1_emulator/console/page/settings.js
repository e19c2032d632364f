// Settings: accounts, how webhooks are sent, what V1 is assumed to do, and the reset.

import { fill, h } from "./dom.js";
import { act, ask, field, form, say } from "./form.js";
import { copyable, tag } from "./format.js";
import { facts } from "./list.js";
import { card, page } from "./page.js";
import { get, post } from "./server.js";
import { fillIn, language, t } from "./words.js";

/** The view of the settings. */
export function settings() {
  const places = { accounts: h("div"), leaving: h("div"), addresses: h("div"), assumptions: h("div") };
  const element = page(
    "settings",
    card(t("settings.webhooks"), null, places.leaving, places.addresses),
    card(t("settings.assumptions"), t("settings.assumptions.about"), places.assumptions),
    card(t("settings.accounts"), null, places.accounts),
    card(t("settings.reset"), t("settings.reset.about"), h("button", { type: "button", class: "danger", onclick: askForReset }, t("settings.reset"))),
  );
  const shown = {};

  /** Show a part anew, if it is another than the one that is shown. */
  function show(name, state, make) {
    const text = JSON.stringify(state);
    if (shown[name] === text) return;
    shown[name] = text;
    fill(places[name], make(state));
  }

  async function refresh() {
    const { accounts, webhooks, strict, assumptions, chosen_refusals: refusals } = await get("/state");
    // Each form by itself: what is being typed into one must outlive a change of the other.
    show("leaving", webhooks, leavingForm);
    show("addresses", accounts, addressForms);
    show("assumptions", { strict, assumptions, refusals }, assumptionRows);
    show("accounts", accounts, (all) => all.map(account));
  }

  return { element, refresh };
}

async function save(body) {
  await post("/webhooks/settings", body);
  say(t("settings.saved"));
}

function leavingForm(webhooks) {
  const times = [1, 2, 3].map((n) => [n, n === 1 ? t("mode.times.1") : fillIn("mode.times.n", { n })]);
  return form({
    class: "grid",
    fields: [
      field({ name: "when", label: t("mode.when"), value: webhooks.when, options: ["after", "before", "never", "held"].map((mode) => [mode, t(`mode.${mode}`)]) }),
      field({ name: "times", label: t("mode.times"), value: webhooks.times, options: withChosen(times, webhooks.times) }),
      field({ name: "retried", label: t("mode.retried"), value: webhooks.retried, options: ["on_errors", "until_200"].map((mode) => [mode, t(`mode.${mode}`)]) }),
    ],
    button: t("settings.save"),
    submit: (given) => save({ ...given, times: Number(given.times) }),
  });
}

function addressForms(accounts) {
  return accounts.map((each) =>
    form({
      class: "grid address",
      fields: [
        field({ name: "url", label: accounts.length > 1 ? `${t("settings.url")} – ${each.key}` : t("settings.url"), type: "url", value: each.webhook_url ?? "", placeholder: "http://127.0.0.1:8000/webhooks" }),
        field({ name: "form", label: t("settings.form"), type: "checkbox", value: each.webhook_form }),
      ],
      button: t("settings.save"),
      submit: (given) => save({ url: "", ...given, account: each.key }),
    }),
  );
}

const withChosen = (options, chosen) =>
  options.some(([value]) => value === chosen) ? options : [...options, [chosen, fillIn("mode.times.n", { n: chosen })]];

function assumptionRows({ strict, assumptions, refusals }) {
  const switch_ = h("input", { type: "checkbox", onchange: () => act(() => post("/assumptions", { strict: switch_.checked }), t("settings.saved")) });
  switch_.checked = strict;
  return [
    h("label", { class: "field check" }, switch_, h("span", {}, t("settings.strict"))),
    h("div", { class: "rows" }, assumptions.map(assumption), Object.entries(refusals).map(refusal)),
  ];
}

function assumption({ name, about, about_ko: korean, choices, value, chosen }) {
  const choose = () => act(() => post("/assumptions", { choose: { [name]: JSON.parse(select.value) } }), t("settings.saved"));
  const select = h("select", { "aria-label": name, onchange: choose }, choices.map((choice) => h("option", { value: JSON.stringify(choice) }, String(choice))));
  select.value = JSON.stringify(value);
  return h(
    "div",
    { class: "row assumption" },
    h("div", { class: "grow" }, h("code", { class: "strong" }, name), h("p", { class: "faint" }, language() === "ko" ? korean : about)),
    tag(t(chosen ? "settings.chosen" : "settings.assumed"), chosen ? "on" : "assumed"),
    select,
    chosen && h("button", { type: "button", class: "quiet", onclick: () => forget(name) }, t("settings.forget")),
  );
}

const refusal = ([name, [status, code, message]]) =>
  h(
    "div",
    { class: "row assumption" },
    h("div", { class: "grow" }, h("code", { class: "strong" }, name), h("p", { class: "faint" }, `HTTP ${status}, code ${code}: ${message}`)),
    tag(t("settings.chosen"), "on"),
    h("button", { type: "button", class: "quiet", onclick: () => forget(name) }, t("settings.forget")),
  );

const forget = (name) => act(() => post("/assumptions", { forget: [name] }), t("settings.saved"));

function account(each) {
  const tiers = each.tiers === null ? t("settings.any_tier") : each.tiers.map((code) => [tag(code, "tier"), " "]);
  return [
    facts(
      [t("settings.key"), copyable(each.key)],
      [t("settings.user_code"), copyable(each.user_code)],
      [t("settings.tiers"), tiers],
      [t("settings.recovery"), t(each.recovery ? "yes" : "no")],
    ),
    h(
      "details",
      { class: "more" },
      h("summary", {}, fillIn("settings.channels", { n: each.channels.length })),
      h(
        "table",
        { class: "values" },
        h(
          "tbody",
          {},
          each.channels.map((channel) =>
            h(
              "tr",
              {},
              h("td", {}, channel.pg_provider, channel.sandbox && [" ", tag(t("test_channel"))]),
              h("td", {}, copyable(channel.key)),
              h("td", { class: "faint" }, channel.pg_id),
              h("td", { class: "faint" }, t(`channel_type.${channel.type}`, channel.type)),
            ),
          ),
        ),
      ),
    ),
  ];
}

function askForReset() {
  ask({
    title: t("settings.reset"),
    about: t("settings.reset.sure"),
    fields: [],
    button: t("settings.reset"),
    danger: true,
    submit: async () => {
      await post("/reset");
      say(t("done"));
    },
  });
}

