// Elements. Whatever a merchant has typed becomes a text node or an attribute, and never markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: h("a", {href: "#", onclick: go}, "text", child, null, [more]). */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  append(element, children);
  return element;
}

/** Put children into an element: nodes, texts, lists of them; nothing for null and false. */
export function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : String(child));
  }
}

/** Put other children in the place of those that are there. */
export function fill(element, ...children) {
  element.replaceChildren();
  append(element, children);
}

const ICONS = {
  payments: "M3 6.5h18v11H3zM3 10.5h18M6.5 14.5h3",
  billing_keys: "M14.5 9.5a4 4 0 1 0-3.6 4L13 15.5h2v2h2v2h3v-3l-5.6-5.6M9.7 8.6h.1",
  schedules: "M4 6h16v14H4zM4 10.5h16M8 3.5V8M16 3.5V8M8.5 14.5l2.2 2.2 4-4",
  certifications: "M12 3.5l7 2.6v5.2c0 4.2-2.8 7.4-7 9.2-4.2-1.800-7-5-7-9.2V6.100zM9 11.8l2.200 2.200 4-4.200",
  webhooks: "M6 9.5a6 6 0 0 1 12 0c0 5 2 6.500 2 6.500H4s2-1.500 2-6.500M10 19.500a2.200 2.200 0 0 0 4 0",
  requests: "M3 12h4l2.500-6.500 5 13L17 12h4",
  faults: "M13 3L5 13.500h6L10.500 21 19 10.500h-6z",
  clock: "M12 3.500a8.500 8.500 0 1 0 0 17 8.500 8.500 0 0 0 0-17M12 7.500V12l3 2",
  test_values: "M9.500 3.500h5M10.500 3.500v6L5 18.500a1.400 1.400 0 0 0 1.200 2h11.600a1.400 1.400 0 0 0 1.200-2L13.500 9.500v-6M8 14.500h8",
  settings: "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.800v4.400M9 14.800v4.400",
  copy: "M9 9h10v11H9zM5 15.500V4h10",
  check: "M5 12.500l4.500 4.500L19 7.500",
  close: "M6 6l12 12M18 6L6 18",
  search: "M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13M15.500 15.500L20.500 20.500",
  left: "M14.500 6l-6 6 6 6",
  right: "M9.500 6l6 6-6 6",
};

/** A drawing beside a word. It says nothing of its own. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
