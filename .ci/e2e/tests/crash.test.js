// kill -9 while twenty questions are being answered: after the restart each has
// exactly one reply on its page.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { open, Person } from "../lib/browser.js";
import { Hearth, typed } from "../lib/hearth.js";

// Twenty questions of one pattern: which one an exchange is for stands in its words.
const questions = Array.from({ length: 10 }, (_, i) => `In year ${2001 + i}, who could have a personal adviser?`);
const letters = "ABCDEFGHIJ";
const id = (seed) => seed.toUpperCase().replace(/[^A-Z2-7]/g, "").padEnd(26, "A").slice(0, 26);

describe("a power cut", () => {
  let hearth, browser;
  const people = {};
  before(async () => {
    hearth = new Hearth();
    for (const name of ["Ann Example", "Ben Sample"]) await hearth.cli("member", "add", "--name", name);
    await hearth.cli("knowledge", "add", "--starter");
    await hearth.serve();
    browser = await open();
    for (const name of ["Ann Example", "Ben Sample"]) {
      const p = await Person.at(browser, hearth.url);
      await p.goto((await hearth.cli("member", "signin", name)).trim());
      await p.page.locator("main").getByRole("button", { name: "Sign in" }).click();
      await p.page.getByRole("heading", { name: "Ask the council's papers" }).waitFor();
      people[name] = p;
    }
  });
  after(async () => {
    await browser?.close();
    await hearth?.stop();
  });

  test("each of twenty questions has exactly one reply afterwards", async (t) => {
    // Every second question has a conversation of its own, the others share one.
    const thread = (who, i) => id(`${who.slice(0, 3)}${i % 2 ? "X" : letters[i]}`);
    const all = (f) => Object.entries(people).flatMap(([who, p]) => questions.map((text, i) =>
      f(p, { thread: thread(who, i), turn: id(`${who.slice(0, 3)}TURN${letters[i]}`), text: typed(text) })));
    // replies reads every conversation, and counts the questions that stand there.
    const replies = async () => {
      let n = 0;
      for (const [who, p] of Object.entries(people)) {
        const seen = [];
        for (const one of new Set(questions.map((_, i) => thread(who, i)))) {
          if ((await p.goto(`/talk/${one}`)).status() === 404) continue; // nothing of it was taken
          await p.page.waitForFunction(() => document.querySelector(".exchange") && !document.querySelector(".waiting"));
          for (const x of await p.page.locator(".exchange").all()) {
            seen.push((await x.locator(".said").innerText()).replace(/^You:\s*/, "").trim());
            const got = await x.locator(".message").filter({ hasNotText: "I am not a person" }).count();
            assert.equal(got, 1, `${who}: ${seen.at(-1)} has ${got} replies`);
          }
        }
        assert.equal(new Set(seen).size, seen.length, `a question stands twice: ${seen}`);
        assert.ok(seen.every((q) => questions.includes(q)), `not asked: ${seen}`);
        n += seen.length;
      }
      return n;
    };

    let taken = 0;
    const sent = all((p, form) => p.context.request.post("/ask", { form, headers: { Origin: hearth.url, "X-Hearth-Part": "exchanges" } })
      .then((r) => { taken += r.ok(); return r.status(); }, () => "cut"));
    // The cut comes once the first is answered, while others wait.
    await Promise.race(sent);
    const end = await hearth.kill();
    assert.equal(end.signal, "SIGKILL");
    const before = await Promise.all(sent);
    t.diagnostic(`answered before the cut: ${taken}; cut off: ${before.filter((s) => s === "cut").length}`);
    assert.ok(taken < sent.length, "everything was answered before the cut, so this shows nothing");

    await hearth.serve();
    const kept = await replies();
    t.diagnostic(`questions that were taken before the cut, each with one reply after it: ${kept}`);
    assert.ok(kept > taken, "nothing was waiting when the cut came, so this shows nothing");
    // Whoever was cut off sends the same form again, as a browser does that is told to reload.
    await Promise.all(all((p, form) => p.context.request.post("/ask", { form, headers: { Origin: hearth.url } })));
    assert.equal(await replies(), 20);
    for (const p of Object.values(people)) {
      await p.leave();
    }
  });
});
