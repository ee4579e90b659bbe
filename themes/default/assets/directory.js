// Choosing in a directory without loading whole pages. Every choice is a plain link to a page of its
// own: this script fetches that page and shows what differs. Where anything is amiss, the link is followed.
(() => {
  const shown = ["main", ".breadcrumbs", ".languages"];
  if (!document.querySelector(".choices") || !window.DOMParser || !window.fetch) return;

  const status = document.createElement("p");
  status.className = "vh";
  status.setAttribute("role", "status");
  document.body.append(status);
  let address = location.pathname;
  let turn = 0;

  async function load(url) {
    const answer = await fetch(url);
    const text = await answer.text();
    const page = new DOMParser().parseFromString(text, "text/html");
    if (!answer.ok || !page.querySelector(".directory")) throw new Error(url);
    return page;
  }

  function put(page) {
    const open = new Set();
    document.querySelectorAll(".facet[open]").forEach((facet) => open.add(facet.id));
    page.querySelectorAll(".facet").forEach((facet) => {
      facet.open = facet.open || open.has(facet.id);
    });
    for (const part of shown) {
      const [old, next] = [document.querySelector(part), page.querySelector(part)];
      if (old && next) old.replaceWith(next);
    }
    document.title = page.title;
    const link = (where) => where.querySelector('link[rel="canonical"]');
    if (link(document) && link(page)) link(document).href = link(page).href;
    status.textContent = document.querySelector(".found > .meta").textContent;
  }

  // Where the reader was: the same link, else the group that it stood in.
  function focus(url, group) {
    const links = [...document.querySelectorAll(".choices a")];
    const same = links.find((link) => link.href === url && link.hasAttribute("aria-current"));
    const next = same || document.querySelector(group ? `#${group} summary` : ".choices a");
    next?.focus({ preventScroll: true });
  }

  async function go(url, arrived) {
    const mine = ++turn;
    try {
      const page = await load(url);
      if (mine !== turn) return;
      arrived(page);
      address = location.pathname;
    } catch {
      if (mine === turn) location.assign(url);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".choices a[href]");
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.origin !== location.origin) return;
    event.preventDefault();
    const group = link.closest(".facet")?.id;
    go(link.href, (page) => {
      history.pushState(null, "", link.href);
      put(page);
      focus(link.href, group);
    });
  });

  // Also told when only the part behind # is another.
  addEventListener("popstate", () => {
    if (location.pathname !== address) go(location.href, put);
  });
})();
