// The frame around the views: navigation, the clock, the live feed, and what stands in the address.

import { certifications } from "./certifications.js";
import { billingKeys } from "./billing_keys.js";
import { clock } from "./clock.js";
import { fill, h, icon } from "./dom.js";
import { faults } from "./faults.js";
import { korean } from "./format.js";
import { payments } from "./payments.js";
import { requests } from "./requests.js";
import { schedules } from "./schedules.js";
import { follow } from "./server.js";
import { settings } from "./settings.js";
import { testValues } from "./test_values.js";
import { webhooks } from "./webhooks.js";
import { language, speakOther, t } from "./words.js";

const VIEWS = {
  payments,
  billing_keys: billingKeys,
  schedules,
  certifications,
  webhooks,
  requests,
  faults,
  clock,
  test_values: testValues,
  settings,
};

const GROUPS = {
  money: ["payments", "billing_keys", "schedules", "certifications"],
  wire: ["webhooks", "requests"],
  tools: ["faults", "clock", "test_values", "settings"],
};

/** What the live feed said last. */
let glance = { clock: { now: 0, frozen: true, next_at: null }, counts: {}, tiers: [], keys: [] };
/** By how much this browser's clock has moved on since. */
let glancedAt = performance.now();
let frame = null;
let view = null;

// The address: #/payments?status=paid&open=imp_…

function readAddress() {
  const [name, query] = location.hash.replace(/^#\/?/, "").split("?");
  return { name: name in VIEWS ? name : "payments", parameters: new URLSearchParams(query ?? "") };
}

function address(name, parameters) {
  return parameters.size ? `#/${name}?${parameters}` : `#/${name}`;
}

function changed(values) {
  const { name, parameters } = readAddress();
  for (const [key, value] of Object.entries(values)) {
    if (value === "" || value === null) parameters.delete(key);
    else parameters.set(key, value);
  }
  return address(name, parameters);
}

const context = {
  get: (key) => readAddress().parameters.get(key) ?? "",
  set(values) {
    history.replaceState(null, "", changed(values));
    update();
  },
  link: changed,
  open(key) {
    location.hash = changed({ open: key });
  },
  go(name, values) {
    location.hash = address(name, new URLSearchParams(values));
  },
  glance: () => ({ ...glance, accounts: glance.keys }),
  now: () => glance.clock.now + (glance.clock.frozen ? 0 : (performance.now() - glancedAt) / 1000),
};

// The frame.

function makeFrame() {
  const links = {};
  const groups = Object.entries(GROUPS).map(([group, names]) =>
    h(
      "div",
      { class: "group", role: "group", "aria-label": t(`group.${group}`) },
      h("h2", {}, t(`group.${group}`)),
      names.map((name) => {
        const count = h("span", { class: "count" });
        const link = h("a", { href: `#/${name}` }, icon(name), h("span", {}, t(name)), count);
        links[name] = { link, count };
        return link;
      }),
    ),
  );
  const day = h("span", { class: "day" });
  const time = h("span", { class: "time" });
  const frozen = h("span", { class: "tag" }, t("frozen"));
  const live = h("span", { class: "live", role: "status" });
  const speak = h(
    "button",
    { type: "button", class: "language", lang: language() === "ko" ? "en" : "ko", onclick: changeLanguage },
    t("language"),
  );
  const main = h("main", { id: "main", tabindex: "-1" });
  const skip = h("a", { class: "skip", href: "#main" }, t("skip"));
  skip.addEventListener("click", (event) => {
    event.preventDefault();
    main.focus();
  });
  fill(
    document.body,
    skip,
    h(
      "div",
      { class: "frame" },
      h(
        "div",
        { class: "side" },
        h("a", { class: "brand", href: "#/payments" }, h("img", { src: "/_emulator/console/icon.svg", alt: "" }), h("span", {}, "PortOne V1", h("small", {}, t("brand")))),
        h("nav", { class: "nav", "aria-label": t("title") }, groups),
      ),
      h(
        "div",
        { class: "bar" },
        h("a", { class: "bar-clock", href: "#/clock", "aria-label": t("clock") }, icon("clock"), day, time, h("span", { class: "zone" }, "KST"), frozen),
        h("div", { class: "bar-end" }, live, speak),
      ),
      main,
    ),
    h("div", { class: "toasts", role: "status" }),
  );
  document.documentElement.lang = language();
  return { links, day, time, frozen, live, main };
}

function changeLanguage() {
  speakOther();
  build();
  document.querySelector(".language").focus();
}

function build() {
  frame = makeFrame();
  view = null;
  showGlance();
  showConnection();
  update();
}

function showGlance() {
  for (const [name, { count }] of Object.entries(frame.links)) {
    const number = glance.counts[name];
    count.textContent = number ? number.toLocaleString("en-US") : "";
  }
  frame.links.faults.count.classList.toggle("alarm", Boolean(glance.counts.faults));
  frame.frozen.hidden = !glance.clock.frozen;
  tick();
}

function tick() {
  const now = Math.floor(context.now());
  const [day, time] = korean(now);
  frame.day.textContent = day;
  frame.time.textContent = time;
  view?.tick?.(now);
}

let isConnected = false;

function showConnection(connected = isConnected) {
  isConnected = connected;
  frame.live.textContent = t(connected ? "live" : "offline");
  frame.live.classList.toggle("on", connected);
}

// The view.

function update() {
  const { name } = readAddress();
  if (view?.name !== name) {
    view = { name, ...VIEWS[name](context) };
    frame.main.replaceChildren(view.element);
    document.title = `${t(name)} · ${t("title")}`;
    scrollTo(0, 0);
    for (const [each, { link }] of Object.entries(frame.links)) {
      if (each === name) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const { link } = frame.links[name];
    link.parentElement.parentElement.scrollTo({ left: link.offsetLeft - 24 });
    tick();
  }
  refresh();
}

const MOST_OFTEN = 400;
let busy = false;
let again = false;

/** Let the view look again. Not while it looks: once more then. */
async function refresh() {
  again = true;
  if (busy) return;
  busy = true;
  while (again) {
    again = false;
    try {
      await view.refresh?.();
    } catch (error) {
      if (!(error instanceof TypeError)) console.error(error); // a TypeError: there is no connection
    }
    await new Promise((resolve) => setTimeout(resolve, MOST_OFTEN));
  }
  busy = false;
}

addEventListener("hashchange", update);
addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, select, textarea, dialog");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = document.querySelector("[data-search]");
  if (search) {
    event.preventDefault();
    search.focus();
  }
});
setInterval(tick, 250);
build();
follow((seen) => {
  glance = seen;
  glancedAt = performance.now();
  showGlance();
  refresh();
}, showConnection);
