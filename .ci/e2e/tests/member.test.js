// A member's day on a phone, with and without script.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { open, Person } from "../lib/browser.js";
import { look } from "../lib/checks.js";
import { Hearth, typed } from "../lib/hearth.js";

const sample = "Until what age can a care leaver have a personal adviser?";

for (const js of [true, false]) {
  describe(`a member's day ${js ? "with" : "without"} script`, () => {
    let hearth, browser, ann;
    const page = () => ann.page;
    const last = () => page().locator("[data-last]");
    // see looks at a page closely where the script runs; what it changes is the same page without.
    const see = (name) => (js ? look(ann, `member-${name}`) : undefined);

    // answered waits until the conversation has so many exchanges and none waits.
    const answered = async (n) => {
      await page().waitForFunction((n) => document.querySelectorAll(".exchange").length === n && !document.querySelector(".waiting"), n);
    };
    const asked = () => page().locator(".exchange").count();
    const say = async (text) => {
      const n = (await asked()) + 1;
      await page().getByLabel(/What do you want to know|Ask more/).fill(typed(text));
      await page().getByRole("button", { name: "Ask", exact: true }).click();
      await answered(n);
    };
    const press = async (name, in_ = last()) => {
      const n = (await asked()) + 1;
      await in_.getByRole("button", { name, exact: true }).click();
      await answered(n);
    };

    before(async () => {
      hearth = await new Hearth().demo();
      browser = await open();
      ann = await Person.at(browser, hearth.url, { js });
    });
    afterEach(() => ann.sound());
    after(async () => {
      await browser?.close();
      await hearth?.stop();
    });

    test("whoever is not signed in is asked who they are, and may read who sees what", async () => {
      await ann.goto("/papers");
      assert.equal(new URL(page().url()).pathname, "/signin");
      await see("signin");
      await page().getByRole("link", { name: "Who sees what" }).click();
      await page().getByRole("heading", { level: 1, name: "Who sees what" }).waitFor();
      await see("about");
      assert.equal((await ann.goto("/no-such-page")).status(), 404);
      await see("no-such-page");
    });

    test("the picker signs in, and leads to where they were going", async () => {
      await ann.goto("/papers");
      await page().getByRole("button", { name: "Ann Example" }).click();
      await page().getByRole("heading", { level: 1, name: "Papers" }).waitFor();
      await see("papers");
      await page().getByRole("link", { name: "Ask", exact: true }).click();
      await page().getByRole("heading", { level: 1, name: "Ask the council's papers" }).waitFor();
      await see("home-new");
    });

    test("an empty question is named as the mistake", async () => {
      await page().getByRole("button", { name: "Ask", exact: true }).click();
      await page().locator(".errors").waitFor();
      assert.match(await page().locator(".errors").innerText(), /Write your question first/);
      await page().waitForFunction(() => document.activeElement.matches(".errors")); // the summary takes the focus
      await see("home-mistake");
      await page().locator(".errors a").click();
      assert.equal(await page().evaluate(() => document.activeElement.id), "text");
    });

    test("the first answer comes after the first words, which come once", async () => {
      await ann.goto("/");
      await page().getByRole("button", { name: sample }).click();
      await answered(1);
      const said = await last().innerText();
      assert.match(said, /I find sentences in the council's papers; I am not a person/);
      assert.match(said, /kept for 90 days/);
      assert.match(said, /01632 960001/);
      assert.match(said, /until 25|turn 25/);
      assert.match(said, /Sources?: 1/);
      await see("answer-first");
    });

    test("a question in their own words, and a short one after it", async () => {
      await say("Who can have a personal adviser?");
      assert.doesNotMatch(await last().innerText(), /I am not a person/);
      assert.match(await last().innerText(), /personal adviser|PA/);
      await say("and until what age?");
      assert.match(await last().innerText(), /25/);
      await see("answer-follow-up");
    });

    test("Sources, What should I ask? and More", async () => {
      await press("Sources");
      assert.ok(await last().locator("blockquote mark").count() >= 1);
      await see("sources");
      await say("What must the local offer cover?");
      await press("What should I ask?");
      const asks = await last().innerText();
      assert.equal(asks.match(/Look for/g)?.length, 3, asks);
      await see("what-to-ask");
      await press("More", page().locator(".exchange").first());
      await see("more");
    });

    test("a citation opens the paper with the quoted words marked and in view", async () => {
      await page().locator("a.cite").first().click();
      await page().locator("mark#q").waitFor();
      const quote = page().locator("mark").first();
      assert.ok((await quote.innerText()).length > 10);
      const seen = await quote.evaluate((m) => {
        const r = m.getBoundingClientRect();
        return r.top >= 0 && r.top < innerHeight;
      });
      assert.ok(seen, "the quoted words are not in the viewport");
      await see("paper-quoted");
      await page().goBack();
      await page().locator("#exchanges").waitFor();
    });

    test("reloading and going back keep the conversation and ask nothing twice", async () => {
      const n = await asked();
      await page().reload();
      await answered(n);
      await ann.goto("/");
      await page().getByRole("heading", { name: "Today" }).waitFor();
      assert.equal(await page().locator(".list a").first().innerText(), sample, "a conversation is not listed by its question");
      await see("home-used");
      await page().goBack();
      await answered(n);
      await page().goForward();
      await page().locator(".list a").first().click();
      await answered(n);
    });

    test("a form that is sent twice is one exchange", async () => {
      const n = await asked();
      const form = page().locator("form.ask");
      const url = await form.evaluate((f) => f.action);
      const turn = await form.locator("[name=turn]").inputValue();
      const post = () => ann.context.request.post(url, { form: { turn, text: typed("What is a pathway plan?") }, headers: { Origin: hearth.url } });
      const both = await Promise.all([post(), post()]);
      assert.deepEqual(both.map((r) => r.status()), [200, 200]);
      await page().reload();
      await answered(n + 1);
      await page().getByLabel("Ask more, or something else").fill(typed("What is the pupil premium?"));
      await page().getByRole("button", { name: "Ask", exact: true }).dblclick();
      await answered(n + 2);
      await page().reload();
      await answered(n + 2);
    });

    test("a worry about a child is told whom to ring, and its words are nowhere afterwards", async () => {
      const worry = "My neighbour says a girl in Quillbank Close is being beaten by her stepfather";
      await say(worry);
      assert.match(await last().innerText(), /01632 96000|999/);
      const n = await asked();
      await page().reload();
      await answered(n);
      await see("worry");
      const everywhere = async () => {
        const paths = ["/", "/me", "/about", "/papers", new URL(page().url()).pathname];
        for (const p of paths) {
          const text = await (await ann.context.request.get(p)).text();
          assert.ok(!/Quillbank|stepfather/i.test(text), `${p} shows the words of a worry`);
        }
      };
      assert.doesNotMatch(await page().content(), /Quillbank|stepfather/);
      await everywhere();
      await say("What is a virtual school head?");
      await everywhere();
    });

    test("papers can be narrowed and read", async () => {
      await ann.goto("/papers");
      const all = await page().locator(".list > li").count();
      await page().getByLabel("Words").fill("leavers").catch(() => page().locator("form.card input[type=text]").first().fill("leavers"));
      await page().getByRole("button", { name: "Show", exact: true }).click();
      const some = await page().locator(".list > li").count();
      assert.ok(some > 0 && some < all, `${some} of ${all}`);
      await see("papers-narrowed");
      await page().locator(".list a").first().click();
      await page().locator("article.paper").waitFor();
      await see("paper");
    });

    test("My data, signing out another phone, and being forgotten", async () => {
      const other = await Person.at(browser, hearth.url, { js });
      await other.be("Ann Example");
      await page().getByRole("link", { name: "My data" }).click();
      await page().getByRole("heading", { name: "What hearth holds of you" }).waitFor();
      await see("my-data");
      assert.equal(await page().locator("form[action='/me/session']").count(), 2);
      await page().locator("li", { hasNotText: "(this one)" }).locator("form[action='/me/session'] button").click();
      await page().locator(".flash").waitFor();
      assert.equal(await page().locator("form[action='/me/session']").count(), 1);
      await see("my-data-signed-out");
      await other.goto("/me");
      assert.equal(new URL(other.page.url()).pathname, "/signin");
      await other.leave();

      await page().getByRole("link", { name: "Forget me" }).click();
      await page().getByRole("heading", { name: "Forget me?" }).waitFor();
      await see("forget");
      await page().getByRole("button", { name: "Forget me" }).click();
      await page().getByRole("heading", { level: 1, name: "You asked to be forgotten" }).waitFor();
      await see("forgotten");
      await ann.goto("/");
      assert.equal(await page().getByRole("heading", { name: "Today" }).count(), 0);
    });

    test("signing out", async () => {
      await page().getByRole("button", { name: "Sign out" }).click();
      await page().locator(".flash").waitFor();
      await see("signed-out");
      await ann.goto("/");
      assert.equal(new URL(page().url()).pathname, "/signin");
      await ann.leave();
    });
  });
}
