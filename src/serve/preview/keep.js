// What outlives a reload: the place on the page, opened parts, the focus.

const FOCUS = "waypost-preview-focus";
const PLACE = "waypost-preview-place";

const memory = {
  get(key) {
    try { return sessionStorage.getItem(key); } catch { return null; }
  },
  set(key, value) {
    try { sessionStorage.setItem(key, value); } catch { /* private windows may refuse */ }
  },
  take(key) {
    const value = memory.get(key);
    try { sessionStorage.removeItem(key); } catch { /* as above */ }
    return value;
  },
};

// Each `details` by its summary and how many of the same came before it: texts move, numbers alone lie.
function opened() {
  const met = new Map();
  return [...document.querySelectorAll("details")].map((element) => {
    const words = (element.querySelector("summary")?.textContent ?? "").trim();
    const nth = met.get(words) ?? 0;
    met.set(words, nth + 1);
    return [element, `${nth} ${words}`];
  });
}

function keepPlace() {
  const details = opened().map(([element, key]) => [key, element.open]);
  memory.set(PLACE, JSON.stringify({ page: location.pathname, x: scrollX, y: scrollY, details }));
  keepFocus();
}

function keepFocus() {
  const trail = [];
  let element = document.activeElement;
  while (element && element !== document.body && !element.id) {
    const parent = element.parentElement;
    if (!parent) return;
    trail.unshift(Array.prototype.indexOf.call(parent.children, element));
    element = parent;
  }
  if (!element || (!trail.length && !element.id)) return;
  const tag = document.activeElement.localName;
  memory.set(FOCUS, JSON.stringify({ page: location.pathname, id: element.id, trail, tag }));
}

function takePlace() {
  const place = JSON.parse(memory.take(PLACE) || "null");
  if (place?.page === location.pathname) {
    const were = new Map(place.details);
    for (const [element, key] of opened()) {
      if (were.has(key)) element.open = were.get(key);
    }
    // The browser keeps the position too, but not if the parts that were open made the page longer.
    const back = () => scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    back();
    if (document.readyState !== "complete") addEventListener("load", back, { once: true });
  }
  takeFocus();
}

function takeFocus() {
  const kept = JSON.parse(memory.take(FOCUS) || "null");
  if (!kept || kept.page !== location.pathname) return;
  let element = kept.id ? document.getElementById(kept.id) : document.body;
  for (const index of kept.trail) element = element?.children[index];
  if (element?.localName === kept.tag) element.focus({ preventScroll: true });
}
