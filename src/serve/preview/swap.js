// Stylesheets and pictures take the place of the old ones without a reload.

const sheetName = (url) => url.pathname.replace(/\.[0-9a-f]{10}\.css$/, ".css");

// Puts the new stylesheets in the place of the old ones; false if they do not match one to one.
function restyle(addresses) {
  // One that is still on its way has a newer one behind it.
  const links = [...document.querySelectorAll('link[rel~="stylesheet"]:not([data-waypost-old])')];
  const swaps = [];
  for (const address of addresses) {
    const url = new URL(address, location.href);
    const old = links.find((link) => sheetName(new URL(link.href)) === sheetName(url));
    if (!old) return false;
    if (old.href !== url.href) swaps.push([old, url.href]);
  }
  for (const [old, href] of swaps) {
    const fresh = old.cloneNode();
    fresh.removeAttribute("integrity");
    fresh.href = href;
    // The old one stays until the new one is there, so that the page is never bare.
    old.dataset.waypostOld = "";
    fresh.onload = () => old.remove();
    fresh.onerror = reload;
    old.after(fresh);
  }
  return true;
}

// Shows the new bytes of pictures whose address has stayed the same; false if one of them is nowhere.
function repaint(addresses) {
  const fresh = new Map(addresses.map((address) => {
    const url = new URL(address, location.href);
    return [url.pathname, url.href];
  }));
  const met = new Set();
  const renewed = (address) => {
    const { pathname } = new URL(address, location.href);
    if (fresh.has(pathname)) met.add(pathname);
    return fresh.get(pathname);
  };
  for (const element of document.querySelectorAll("img, source, input[type=image], video[poster], link[rel~=icon]")) {
    for (const name of ["src", "poster", "href"]) {
      const old = element.getAttribute(name);
      const now = old && renewed(old);
      if (now && element[name] !== now) element.setAttribute(name, now);
    }
    const set = element.getAttribute("srcset");
    if (!set) continue;
    const now = set.replace(/(^|,\s*)([^\s,]+)/g, (all, before, address) => before + (renewed(address) ?? address));
    if (now !== set) element.setAttribute("srcset", now);
  }
  return met.size === fresh.size;
}
