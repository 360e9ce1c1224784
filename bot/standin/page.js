// Brings what is new into the page, and sends forms without loading it again.
// Without it, or where anything fails, the browser does so itself.
(() => {
  "use strict";
  const space = document.querySelector(".workspace");
  if (!space || !window.fetch || !window.DOMParser) return;
  const told = document.getElementById("told");
  const parts = ["side", "title", "stream", "window", "sayfield"];
  const was = new Map(parts.map((id) => [id, html(document, id)]));
  let version = space.dataset.version;
  let current = 0; // what is fetched in vain is thrown away
  const focusable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='-1']";

  function html(doc, id) {
    const el = doc.getElementById(id);
    return el ? el.outerHTML : "";
  }

  const end = () => {
    const last = document.querySelector("#stream .line:last-of-type");
    if (last) last.scrollIntoView({ block: "nearest" });
  };

  // inert keeps what is under a window out of reach.
  const inert = () => {
    const open = document.querySelector(".window");
    for (const id of ["side", "main"]) document.getElementById(id).inert = Boolean(open);
    return open;
  };

  // show puts in place what differs from what was shown last.
  const show = (text, typed) => {
    const next = new DOMParser().parseFromString(text, "text/html");
    const room = next.querySelector(".workspace");
    if (!room) throw new Error("no workspace");
    version = room.dataset.version;
    const windowWas = document.querySelector(".window");
    const newest = () => [...document.querySelectorAll("#stream .line[data-app]")].pop();
    const before = newest();
    const seen = before && before.outerHTML;
    for (const id of parts) {
      const now = html(next, id);
      const old = document.getElementById(id);
      if (now === was.get(id) || !old || !now || (id === "sayfield" && !typed)) continue;
      was.set(id, now);
      const held = old.contains(document.activeElement) ? document.activeElement : null;
      const at = held && [...old.querySelectorAll(focusable)].indexOf(held);
      const fresh = document.importNode(next.getElementById(id), true);
      if (id === "side") {
        const folds = fresh.querySelectorAll("details");
        old.querySelectorAll("details").forEach((d, i) => { if (folds[i]) folds[i].open = d.open; });
      }
      old.replaceWith(fresh);
      if (held && id !== "window") {
        const again = fresh.querySelectorAll(focusable)[at] || fresh.querySelector(focusable);
        if (again) again.focus({ preventScroll: true });
      }
    }
    const open = inert();
    if (open && (!windowWas || windowWas !== open)) {
      const first = open.querySelector("[aria-invalid=true]") || open.querySelector("#window-title");
      first.focus();
      told.textContent = "";
    } else if (windowWas && !open) {
      const back = document.getElementById("text") || document.getElementById("main");
      back.focus();
    }
    const after = newest();
    if (after && after.outerHTML !== seen) {
      told.textContent = after.innerText.slice(0, 300);
      end();
    }
  };

  const news = async () => {
    for (;;) {
      const mine = current;
      const to = new URL(space.dataset.here, location.href);
      to.searchParams.set("have", version);
      try {
        const res = await fetch(to, { credentials: "same-origin" });
        if (res.status === 200 && mine === current) show(await res.text(), false);
        else if (!res.ok && res.status !== 204) throw new Error(res.status);
      } catch (e) {
        await new Promise((done) => setTimeout(done, 3000));
      }
    }
  };

  document.addEventListener("submit", async (e) => {
    const form = e.target;
    if (form.method !== "post") return;
    e.preventDefault();
    const body = new URLSearchParams(new FormData(form, e.submitter)); // which button it was is told too
    const text = form.querySelector("#text");
    current++;
    try {
      const res = await fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin" });
      const there = new URL(res.url);
      const here = new URL(space.dataset.here, location.href);
      // Another place is opened as one opens a page; what went wrong too.
      if (!res.ok || (res.redirected && (there.pathname !== here.pathname || there.search !== here.search))) {
        if (res.redirected) { location.assign(res.url); return; }
        document.open(); document.write(await res.text()); document.close();
        return;
      }
      show(await res.text(), form.matches("[data-say]"));
      if (text && form.matches("[data-say]")) {
        const field = document.getElementById("text");
        if (!field.hasAttribute("aria-invalid")) field.value = "";
        field.focus();
        end();
      }
    } catch (err) {
      form.submit();
    }
  });

  // A button that opens a page tells hearth as well that it was pressed.
  document.addEventListener("click", (e) => {
    const link = e.target.closest("a[data-press]");
    if (!link) return;
    const body = new URLSearchParams({ ts: link.dataset.ts, action: link.dataset.action });
    fetch(link.dataset.press, { method: "POST", body, credentials: "same-origin", redirect: "manual" }).catch(() => {});
  });

  document.addEventListener("keydown", (e) => {
    if (e.key === "Enter" && !e.shiftKey && !e.isComposing && e.target.id === "text") {
      e.preventDefault();
      e.target.form.requestSubmit();
    }
    if (e.key === "Escape") {
      const close = document.querySelector(".window [data-close]");
      if (close) close.form.requestSubmit();
    }
  });

  const open = inert();
  if (open) open.querySelector("#window-title").focus();
  end();
  news();
})();
