// What the panels of the preview have in common: elements of their own in a shadow tree, so that a theme
// can't break them, nor they a theme.

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

function shadow(name) {
  const host = make(name, { lang: "en", dir: "ltr" });
  const root = host.attachShadow({ mode: "open" });
  // A sheet made by script is not held up by a Content-Security-Policy; a <style> would be.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  root.adoptedStyleSheets = [sheet];
  return { host, root };
}

const scrolled = (attributes) => make("div", { class: "list", tabindex: "0", role: "group", ...attributes });
