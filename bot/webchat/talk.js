// Keeps a conversation on its page: sends forms without reloading, waits for
// the answer, scrolls to it and says so to those who listen. Without it, or
// where anything fails, the browser sends the forms itself.
(() => {
  "use strict";
  const box = document.getElementById("exchanges");
  const told = document.getElementById("told");
  if (!box || !told || !window.fetch) return;
  const asks = { "X-Hearth-Part": "exchanges" };
  let busy = false;

  const say = (text) => { told.textContent = text; };

  // show puts the exchanges in place and gives the turn that still waits.
  const show = (html) => {
    const inside = box.contains(document.activeElement);
    box.innerHTML = html;
    const waits = document.getElementById("waiting");
    const last = box.querySelector("[data-last]");
    if (last) {
      const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
      last.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      // The button that was pressed is gone: whoever goes by keyboard goes on from here.
      if (inside) last.querySelector(".said").focus({ preventScroll: true });
      if (!waits) {
        const text = Array.from(last.querySelectorAll(".message"), (m) => m.innerText).join(" ");
        say("hearth has answered. " + text.slice(0, 300));
      }
    }
    return waits && waits.dataset.turn;
  };

  const part = async (url, init) => {
    const res = await fetch(url, { headers: asks, credentials: "same-origin", redirect: "error", ...init });
    if (!res.ok) throw new Error(res.status);
    return show(await res.text());
  };

  // wait asks again until the turn is answered. The server holds each request
  // for some seconds; a minute without an answer is left to the member.
  const wait = async (turn) => {
    for (let i = 0; turn && i < 10; i++) {
      turn = await part(box.dataset.part + "?wait=" + encodeURIComponent(turn));
    }
    if (turn) say("There is no answer yet. Open this page again in a minute.");
  };

  // pending shows what was sent at once.
  const pending = (text) => {
    const said = document.createElement("p");
    said.className = "said";
    said.textContent = text;
    const note = document.createElement("p");
    note.className = "waiting";
    note.textContent = "Looking in the papers";
    box.append(said, note);
    note.scrollIntoView({ block: "center" });
    say("Looking in the papers");
  };

  const send = async (form, button) => {
    const kind = form.dataset.talk;
    const text = form.querySelector("#text");
    const words = kind === "ask" ? text.value.trim() : button ? button.innerText : "";
    const body = new URLSearchParams(new FormData(form));
    busy = true;
    let turn;
    try {
      pending(words);
      // Not form.action: a field of that name stands before the property.
      turn = await part(form.getAttribute("action"), { method: "POST", body });
    } catch (e) {
      form.submit(); // the same turn: what was taken already isn't taken twice
      return;
    }
    if (kind === "ask") {
      text.value = "";
      form.elements.turn.value = fresh();
    }
    await wait(turn).catch(lost);
    busy = false;
  };

  const lost = () => say("I can't reach hearth. Open this page again in a minute.");

  // fresh draws the identity of the next question, as the server would.
  const fresh = () => Array.from(crypto.getRandomValues(new Uint8Array(26)), (b) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[b & 31]).join("");

  document.addEventListener("submit", (e) => {
    const form = e.target;
    if (!form.dataset || !form.dataset.talk) return;
    if (form.dataset.talk === "ask" && !form.querySelector("#text").value.trim()) return;
    e.preventDefault();
    if (!busy) send(form, e.submitter);
  });

  const waits = document.getElementById("waiting");
  if (waits) wait(waits.dataset.turn).catch(lost);
})();
