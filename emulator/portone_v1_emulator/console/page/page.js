// Views that are no lists: cards below one another.

import { h } from "./dom.js";
import { t } from "./words.js";

/** A view with a title and cards. */
export const page = (name, ...cards) =>
  h("section", { class: "view page" }, h("header", { class: "view-head" }, h("h1", {}, t(name))), h("div", { class: "cards" }, cards));

/** A card, with what it is about. */
export const card = (title, about, ...content) =>
  h("section", { class: "card" }, title && h("h2", {}, title), about && h("p", { class: "about" }, about), content);
