/** Making elements. Whatever a merchant typed becomes text here, and never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element: `properties` are its own (`onclick`, `value`), or attributes when it has none so named. */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name in element && !name.includes("-")) element[name] = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

/** A line drawing of 24 by 24. */
export function icon(path, className = "icon") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}

/** A radio button that looks like whatever it holds. */
export function option(group, value, { checked = false, className = "option", onchange }, ...content) {
  const input = el("input", { type: "radio", name: group, value, checked, onchange });
  return el("label", { className }, input, ...content);
}

/** What is chosen in a group of radio buttons. */
export function chosen(form, group) {
  const input = form.querySelector(`input[name="${group}"]:checked`);
  return input ? input.value : null;
}
