// The open tab's half of the preview: one stream of events, and what is done about each.

const events = new URL("events", script.src);

// What this tab shows, in the server's own words. Sent back when the stream is opened again, so that
// nothing is missed while the tab was hidden or the server away.
let seen = script.dataset.seen;
let stream = null;
let again = 0;
let pause = 500;

// Browsers allow six connections to a host: a hidden tab gives its own back.
function hush() {
  clearTimeout(again);
  stream?.close();
  stream = null;
}

function listen() {
  if (stream || document.hidden) return;
  clearTimeout(again);
  const url = new URL(events);
  url.searchParams.set("path", location.pathname);
  url.searchParams.set("seen", seen);
  stream = new EventSource(url);
  stream.onopen = () => { pause = 500; };
  stream.onerror = () => {
    if (stream?.readyState !== EventSource.CLOSED) return; // else the browser tries again by itself
    hush();
    again = setTimeout(listen, pause);
    pause = Math.min(pause * 2, 10000);
  };
  const on = (name, act) => stream.addEventListener(name, (event) => {
    act(event.data);
    seen = event.lastEventId || seen;
  });
  on("reload", reload);
  on("files", (data) => {
    const { sheets, pictures } = JSON.parse(data);
    if (!restyle(sheets) || !repaint(pictures)) reload();
  });
  on("errors", (data) => overlay.show(JSON.parse(data)));
  on("clear", () => overlay.clear());
  on("revised", () => notes.refresh());
  on("notes", (data) => notes.update(JSON.parse(data)));
}

function reload() {
  hush();
  keepPlace();
  location.reload();
}

document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
addEventListener("pagehide", hush);
addEventListener("pageshow", listen);

takePlace();
notes.begin();
listen();
