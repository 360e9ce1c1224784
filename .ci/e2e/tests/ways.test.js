// Other ways to use the pages: the keyboard alone, four times as large, on
// paper, in the colours of somebody's own; and whether the checks check.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { join } from "node:path";
import { desk, open, out, Person, phone } from "../lib/browser.js";
import { axe, valid, wide } from "../lib/checks.js";
import { Hearth } from "../lib/hearth.js";

const everywhere = ["/", "/papers", "/papers/starter%2Fcare-leavers", "/me", "/about", "/me/forget", "/officers", "/officers/papers",
  "/officers/papers/starter%2Fcare-leavers", "/officers/contacts", "/officers/contacts/front-door", "/officers/settings",
  "/officers/members", "/officers/members/new", "/officers/lists/new", "/officers/requests", "/officers/uploads/new", "/officers/pause"];

describe("other ways to use the pages", () => {
  let hearth, browser;
  const people = [];
  const person = async (name, more) => {
    const p = await Person.at(browser, hearth.url, more);
    people.push(p);
    if (name) await p.be(name);
    return p;
  };
  const ask = async (p) => {
    await p.goto("/");
    await p.page.getByRole("button", { name: "Until what age can a care leaver have a personal adviser?" }).click();
    await p.page.locator(".statements").waitFor();
    await p.page.waitForLoadState(); // with its stylesheet
  };

  before(async () => {
    hearth = await new Hearth().demo();
    browser = await open();
  });
  afterEach(() => people.forEach((p) => p.sound()));
  after(async () => {
    await browser?.close();
    await hearth?.stop();
  });

  test("the checks find what is wrong", async () => {
    const p = await person();
    const bad = `<!DOCTYPE html><html><head><title>x</title></head><body><main><h1>A</h1><img src="/x.png"><p style="color:#999">Pale words</p><a href="/" style="display:block;width:2000px">wide</a><input></main></body></html>`;
    await p.page.setContent(bad);
    p.faults.length = 0; // its own picture is missing, and its styles are refused
    const found = (await axe(p.page)).map((f) => f.split(":")[0]);
    for (const rule of ["image-alt", "html-has-lang", "label", "color-contrast"]) assert.ok(found.includes(rule), `axe did not find ${rule}: ${found}`);
    assert.ok((await valid(bad)).some((f) => f.includes("wcag/h37")));
    assert.ok((await wide(p.page)).length > 0);
    await p.page.evaluate(() => fetch("http://example.invalid/")).catch(() => {});
    assert.ok(p.faults.some((f) => f.startsWith("asked another host")), "a request to another host goes unseen");
    p.faults.length = 0;
    await p.leave();
  });

  test("keyboard alone: sign in, skip to the content, ask, open the source", async () => {
    const p = await person(null, { size: desk });
    const { page } = p;
    const at = () => page.evaluate(() => {
      const e = document.activeElement;
      return { tag: e.tagName, id: e.id, text: (e.getAttribute("aria-label") || e.innerText || e.name || "").trim(), class: e.className };
    });
    // shown holds what has the focus to being seen to have it, and in view.
    const shown = () => page.evaluate(() => {
      const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
      return { outline: s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2, inView: r.bottom > 0 && r.top < innerHeight && r.right > 0 && r.left < innerWidth };
    });
    // tab presses Tab until something has the focus; each stop on the way must be visible.
    const tab = async (wanted, most = 40) => {
      const way = [];
      await page.waitForLoadState(); // with its stylesheet
      for (let i = 0; i < most; i++) {
        await page.keyboard.press("Tab");
        const here = await at();
        if (here.tag === "BODY") continue; // past the end, on to the browser and round
        assert.deepEqual(await shown(), { outline: true, inView: true }, `the focus on ${here.tag} "${here.text}" is not seen`);
        way.push(here.text);
        if (wanted(here)) return way;
      }
      assert.fail(`not reached by Tab: ${way.join(" > ")}`);
    };

    await p.goto("/signin");
    const first = await tab((e) => e.text === "Skip to the page's content", 1);
    assert.equal(first.length, 1);
    await tab((e) => e.text.startsWith("Ann Example"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Ask the council's papers" }).waitFor();

    // The skip link leads past the navigation, straight to the question.
    await tab((e) => e.class === "skip", 1);
    await page.keyboard.press("Enter");
    assert.equal((await at()).id, "main");
    await tab((e) => e.id === "text", 1);
    await page.keyboard.type("Until what age can a care leaver have a personal adviser?");
    await tab((e) => e.text === "Ask", 1);
    await page.keyboard.press("Enter");
    await page.locator(".statements").waitFor();

    // The order of the tabs is that of the page.
    await p.goto(page.url().split("#")[0]);
    await tab((e) => e.class === "skip", 1);
    const way = await tab((e) => e.tag === "BUTTON" && e.text === "Ask", 60);
    const order = await page.evaluate(() => Array.from(document.querySelectorAll("a[href], button, textarea, input:not([type=hidden])"),
      (e) => (e.getAttribute("aria-label") || e.innerText || e.name).trim()));
    assert.deepEqual(way, order.slice(1, order.lastIndexOf("Ask") + 1));

    await p.goto(page.url().split("#")[0]);
    await tab((e) => e.class === "cite", 30);
    await page.keyboard.press("Enter");
    await page.locator("mark#q").waitFor();
    const mark = await page.locator("mark#q").evaluate((m) => { const r = m.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight; });
    assert.ok(mark, "the quoted words are not in view");
    await p.leave();
  });

  test("after an answer, whoever asked by script can ask on: the focus is not lost, and the answer is told", async () => {
    const p = await person("Ben Sample");
    await ask(p);
    const box = p.page.getByLabel("Ask more, or something else");
    await box.focus();
    await p.page.keyboard.type("What is a pathway plan?");
    await p.page.keyboard.press("Tab");
    await p.page.keyboard.press("Enter");
    await p.page.waitForFunction(() => document.querySelectorAll(".exchange").length === 2 && !document.querySelector(".waiting"));
    assert.match(await p.page.locator("#told").innerText(), /^hearth has answered\. ./);
    const focus = () => p.page.evaluate(() => document.activeElement.closest("main")?.tagName);
    assert.equal(await focus(), "MAIN", "the focus is lost");
    assert.equal(await box.inputValue(), "");
    await p.page.locator("[data-last]").getByRole("button", { name: "Sources" }).focus();
    await p.page.keyboard.press("Enter");
    await p.page.waitForFunction(() => document.querySelectorAll(".exchange").length === 3 && !document.querySelector(".waiting"));
    assert.equal(await focus(), "MAIN", "the focus is lost where a button under an answer was pressed");
    await p.leave();
  });

  test("at 400 % nothing needs scrolling sideways", async () => {
    const p = await person("Olu Officer", { size: { width: desk.width / 4, height: desk.height / 4 }, deviceScaleFactor: 4 });
    for (const path of everywhere) {
      assert.ok((await p.goto(path)).ok(), path);
      assert.deepEqual(await wide(p.page), [], path);
    }
    await ask(p);
    assert.deepEqual(await wide(p.page), []);
    await p.page.screenshot({ path: join(out, "ways-zoom-400.png") });
    await p.leave();
  });

  test("with wider spacing of letters, words and lines nothing is cut off", async () => {
    const p = await person("Olu Officer");
    for (const path of everywhere) {
      assert.ok((await p.goto(path)).ok(), path);
      const cut = await p.page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync("*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}");
        document.adoptedStyleSheets = [sheet];
        return Array.from(document.querySelectorAll("button, a, label, h1, h2, p, dd, dt, li")).filter((e) => {
          const s = getComputedStyle(e);
          return !e.closest(".unseen, .scroll") && s.display !== "inline" && (e.scrollWidth > e.clientWidth + 1 && s.overflowX !== "visible");
        }).map((e) => e.innerText.slice(0, 60));
      });
      assert.deepEqual(cut, [], path);
      assert.deepEqual(await wide(p.page), [], path);
    }
    await p.leave();
  });

  test("on paper: the words, and nothing to press", async () => {
    const p = await person("Ann Example", { size: desk });
    await ask(p);
    await p.page.emulateMedia({ media: "print", colorScheme: "dark" });
    const seen = (selector) => p.page.locator(selector).first().isVisible();
    assert.ok(await seen(".statements"));
    assert.ok(await seen(".sources"));
    for (const gone of [".top nav", "form.ask", ".buttons", "a.button", ".skip"]) assert.equal(await seen(gone), false, `${gone} is printed`);
    const colours = await p.page.evaluate(() => ["html", "h1", ".said", ".statements p", ".stand", ".sources a"].map((s) => {
      const e = document.querySelector(s), c = getComputedStyle(e);
      return `${s} ${c.color} on ${c.backgroundColor}`;
    }));
    const luminance = (c) => c.match(/[\d.]+/g).slice(0, 3).reduce((sum, v, i) => sum + [0.2126, 0.7152, 0.0722][i] * v, 0);
    for (const c of colours) assert.ok(luminance(/ (rgb[^)]*\))/.exec(c)[1]) < 130, `pale ink on white paper: ${c}`);
    await p.page.screenshot({ path: join(out, "ways-print-answer.png"), fullPage: true });
    await p.page.emulateMedia({ media: null, colorScheme: null });
    await p.page.locator("a.cite").first().click();
    await p.page.locator("mark#q").waitFor();
    await p.page.emulateMedia({ media: "print" });
    assert.ok(await seen("mark#q"));
    assert.equal(await p.page.locator("mark#q").evaluate((m) => getComputedStyle(m).textDecorationLine), "underline");
    await p.page.screenshot({ path: join(out, "ways-print-paper.png"), fullPage: true });
    const pdf = await p.page.pdf({ format: "A4" });
    assert.ok(pdf.length > 5_000);
    await p.leave();
  });

  test("in somebody's own colours everything stands out that must", async () => {
    const p = await person("Olu Officer", { forcedColors: "active", size: desk });
    await ask(p);
    const lines = await p.page.evaluate(() => ["button.second", ".said", "textarea"].map((s) => `${s} ${getComputedStyle(document.querySelector(s)).borderTopStyle}`));
    for (const l of lines) assert.match(l, /solid|inset/);
    const under = (s) => p.page.locator(s).first().evaluate((e) => getComputedStyle(e).borderBottomColor);
    assert.notEqual(await under(".top a[aria-current]"), await under(".top li a:not([aria-current])"), "where one is can't be told");
    assert.deepEqual(await axe(p.page), []);
    await p.page.screenshot({ path: join(out, "ways-forced-colours-answer.png"), fullPage: true });
    await p.goto("/officers");
    assert.deepEqual(await axe(p.page), []);
    await p.page.screenshot({ path: join(out, "ways-forced-colours-officers.png"), fullPage: true });
    await p.leave();
  });

  test("the stylesheet is the only one, at most 15 KB, and every page has the strict headers", async () => {
    const p = await person("Olu Officer", { size: phone });
    const sheets = new Set();
    p.page.on("response", (r) => r.request().resourceType() === "stylesheet" && sheets.add(r.url()));
    for (const path of everywhere) {
      const res = await p.goto(path);
      assert.ok(res.ok(), path);
      const h = res.headers();
      const csp = h["content-security-policy"];
      for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'"]) assert.ok(csp.includes(part), `${path}: ${csp}`);
      assert.doesNotMatch(csp, /unsafe|\*|http/);
      assert.equal(h["x-content-type-options"], "nosniff", path);
      assert.equal(await p.page.locator("[style], style, script:not([src])").count(), 0, `${path} has an inline style or script`);
    }
    assert.equal(sheets.size, 1);
    const css = await (await p.context.request.get([...sheets][0])).body();
    assert.ok(css.length <= 15 * 1024, `${css.length} bytes`);
    await p.leave();
  });
});
