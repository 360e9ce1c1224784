// An officer's day: papers, contacts, members, a list, and the pause; and what
// members see of it.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { desk, open, Person } from "../lib/browser.js";
import { look } from "../lib/checks.js";
import { Hearth, typed } from "../lib/hearth.js";

const report = fileURLToPath(new URL("../../../bot/board/testdata/visiting-report.pdf", import.meta.url));
const list = `Councillor,Party,Ward,Email\nCllr Ann Example (Lab),Labour,Park,ann@demo.example\nCllr Cora Newly (Con),Conservative,Mill Hill,cora@demo.example\nDan Second,Independent,Harbour,dan@demo.example\n`;

describe("an officer's day", () => {
  let hearth, browser, olu, ann;
  const page = () => olu.page;
  const heading = (name) => page().getByRole("heading", { level: 1, name }).waitFor();
  const button = (name) => page().getByRole("button", { name, exact: true });
  const flash = () => page().locator(".flash").innerText();
  const see = (name) => look(olu, `officer-${name}`);
  const ask = async (text) => {
    await ann.goto("/");
    await ann.page.getByLabel("What do you want to know?").fill(typed(text));
    await ann.page.getByRole("button", { name: "Ask", exact: true }).click();
    await ann.page.waitForFunction(() => document.querySelector(".exchange") && !document.querySelector(".waiting"));
    return ann.page.locator("[data-last]").innerText();
  };

  before(async () => {
    hearth = await new Hearth().demo();
    browser = await open();
    olu = await Person.at(browser, hearth.url, { size: desk });
    ann = await Person.at(browser, hearth.url);
    await olu.be("Olu Officer");
    await ann.be("Ann Example");
  });
  afterEach(() => {
    olu.sound();
    ann.sound();
  });
  after(async () => {
    await browser?.close();
    await hearth?.stop();
  });

  test("the front page says what needs doing, and a member may not see it", async () => {
    await page().getByRole("link", { name: "Officers" }).click();
    await heading("To do");
    assert.match(await page().locator("main").innerText(), /nobody has tried this number yet/);
    await see("front");
    assert.equal(await ann.page.getByRole("link", { name: "Officers" }).count(), 0);
    assert.equal((await ann.goto("/officers")).status(), 403);
    await look(ann, "member-not-allowed");
  });

  test("a file comes up, is looked into, and nothing is added before a shelf is chosen", async () => {
    await page().getByRole("link", { name: "Add papers" }).click();
    await heading("Add papers");
    await see("upload");
    await button("Upload and look inside").click();
    await page().locator(".errors").waitFor();
    await see("upload-mistake");
    await page().locator("input[type=file]").setInputFiles(report);
    await button("Upload and look inside").click();
    await heading("Choose what to add");
    assert.match(await page().locator("main").innerText(), /visiting-report\.pdf[\s\S]*Independent visitors for children in care/);
    assert.equal(await page().locator("input[name=shelf]:checked").count(), 0, "a shelf is guessed");
    await see("upload-inside");
    await button("Add what is ticked").click();
    await page().locator(".errors").waitFor();
    assert.match(await page().locator(".errors").innerText(), /Choose who may be answered from it/);
    await see("upload-no-shelf");
    await page().getByLabel("Members", { exact: true }).check();
    await button("Add what is ticked").click();
    await heading("Papers added");
    await see("upload-done");
  });

  test("three questions, as a member would ask them", async () => {
    await page().locator("a.button", { hasText: "Try three questions as a member" }).click();
    await heading("Try three questions as a member");
    assert.equal(await page().locator("textarea").count(), 3);
    await see("try");
    await page().locator("textarea").first().fill(typed("How much did the independent visitor service cost?"));
    await button("Ask as a member").click();
    await page().locator("section.card").first().waitFor();
    assert.match(await page().locator("section.card").first().innerText(), /96,000 pounds[\s\S]*this paper/);
    await see("tried");
  });

  test("a member asks about it and opens the paper and its original at the page", async () => {
    const said = await ask("How much did the independent visitor service cost?");
    assert.match(said, /96,000 pounds/);
    await look(ann, "member-answer-upload");
    await ann.page.locator("[data-last] a.cite").first().click();
    await ann.page.locator("mark#q").waitFor();
    assert.match(await ann.page.locator("mark").first().innerText(), /96,000/);
    await look(ann, "member-paper-pdf");
    const links = await ann.page.getByRole("link", { name: /Original at this page|Open the original/ }).evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.ok(links.some((l) => l.endsWith("#page=2")), `no link to page 2: ${links}`);
    const original = await ann.context.request.get(links[0].split("#")[0]);
    assert.equal(original.headers()["content-type"], "application/pdf");
    assert.match(original.headers()["content-security-policy"] ?? "", /default-src 'none'/);
    assert.ok((await original.body()).subarray(0, 5).toString() === "%PDF-");
    const other = await Person.at(browser, hearth.url);
    assert.equal(new URL((await other.goto(links[0].split("#")[0])).url()).pathname, "/signin", "a members' paper is open to all");
    await other.leave();
  });

  test("what is known of a paper is changed, and a mistake is named beside its field", async () => {
    await page().getByRole("link", { name: "Back to" }).click();
    await page().getByLabel("Review by").waitFor();
    await see("paper");
    await page().getByLabel("Review by").fill("someday");
    await page().getByLabel("Title").fill("");
    await button("Save").click();
    await page().locator(".errors").waitFor();
    assert.equal(await page().locator(".errors li").count(), 2);
    await page().waitForFunction(() => document.activeElement.matches(".errors")); // the summary takes the focus
    assert.equal(await page().getByLabel("Review by").inputValue(), "someday", "what was typed is kept");
    await see("paper-mistake");
    await page().getByLabel("Title").fill("Independent visitors for children in care");
    await page().getByLabel("Review by").fill("1 June 2027");
    await button("Save").click();
    assert.equal(await flash(), "Saved.");
    await page().getByRole("link", { name: "Remove this paper" }).click();
    await heading("Remove this paper?");
    await see("paper-remove");
    await olu.goto("/officers/papers");
    await see("papers");
    await page().locator(".list a").filter({ hasText: /Support for care leavers/ }).first().click();
    await page().getByLabel("Which office has checked it?").fill(typed("Democratic Services Manager of Exampleshire"));
    await see("paper-starter");
    await button("Adopt this summary").click();
    assert.match(await flash(), /Adopted/);
  });

  test("a contact is set, and noted as tried today", async () => {
    await olu.goto("/officers/contacts");
    await see("contacts");
    await olu.goto("/officers/contacts/front-door");
    await button("I tried it today").click();
    assert.match(await flash(), /Noted/);
    await olu.goto("/officers/contacts/lado");
    await page().getByLabel("Phone number").fill("not a number");
    await page().getByLabel("When is it answered?").fill("whenever");
    await button("Save").click();
    await page().locator(".errors").waitFor();
    await see("contact-mistake");
    await page().getByLabel("Phone number").fill(typed("01632 960003"));
    await page().getByLabel("When is it answered?").fill("Mon-Fri 9:00-17:00");
    await button("Save").click();
    assert.equal(await flash(), "Saved.");
    await olu.goto("/officers/contacts/lado");
    await see("contact");
    await olu.goto("/officers");
    assert.doesNotMatch(await page().locator("main").innerText(), /Front door.*nobody has tried/);
  });

  test("settings", async () => {
    await olu.goto("/officers/settings");
    await see("settings");
    await page().getByLabel(/For how many days/).fill("1000");
    await button("Save").click();
    await page().locator(".errors").waitFor();
    await see("settings-mistake");
    await page().getByLabel(/For how many days/).fill("30");
    await button("Save").click();
    assert.equal(await flash(), "Saved.");
    await ann.goto("/about");
    assert.match(await ann.page.locator("main").innerText(), /kept for 30 days/);
  });

  test("a member is added and gets a link that signs them in once", async () => {
    await olu.goto("/officers/members");
    await see("members");
    await page().getByRole("link", { name: "Add a member" }).click();
    await heading("Add a member");
    await button("Add").click();
    await page().locator(".errors").waitFor();
    await see("member-new-mistake");
    await page().getByLabel("Name", { exact: true }).fill(typed("Nell Freshly"));
    await page().getByLabel(/E-mail/).fill(typed("nell@demo.example"));
    await page().getByLabel(/Ward/).fill(typed("Castle Bytham"));
    await button("Add").click();
    assert.match(await flash(), /Added/);
    await see("member");
    await button("Make a sign-in link").click();
    await heading("A sign-in link for Nell Freshly");
    await see("member-link");
    const link = await page().locator("code").innerText();
    const nell = await Person.at(browser, hearth.url);
    await nell.goto(link);
    await look(nell, "signin-link");
    await nell.page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await nell.page.getByRole("heading", { name: "Ask the council's papers" }).waitFor();
    await nell.leave();
  });

  test("a list is brought: what it would change is shown before anything does", async () => {
    await olu.goto("/officers/lists/new");
    await see("list-new");
    await page().locator("input[type=file]").setInputFiles({ name: "members.csv", mimeType: "text/csv", buffer: Buffer.from(list) });
    await button("Look at this list").click();
    await heading("What is in the columns?");
    await see("list-columns");
    await button("See what would change").click();
    await heading("What this list would change");
    const plan = await page().locator("main").innerText();
    assert.match(plan, /2 new/);
    assert.match(plan, /Cora Newly/);
    assert.doesNotMatch(plan, /Labour|Conservative|\(Lab\)|\(Con\)/, "a party is kept");
    await see("list-plan");
    await button("Make these changes").click();
    await page().locator(".errors").waitFor();
    await see("list-plan-mistake");
    await page().getByLabel("Leave them as they are").check();
    await button("Make these changes").click();
    await heading("The list is in");
    assert.match(await page().locator("main").innerText(), /2 people added/);
    await see("list-done");
  });

  test("answers are paused with a reason: members read it, and a worry still gets its reply", async () => {
    const why = "We are checking the placement figures until Friday.";
    await olu.goto("/officers");
    await page().getByRole("link", { name: "Pause answers" }).click();
    await heading("Pause answers");
    await button("Pause answers").click();
    await page().locator(".errors").waitFor();
    await see("pause-mistake");
    await page().getByLabel("Why?").fill(typed(why));
    await button("Pause answers").click();
    assert.match(await flash(), /paused/);
    await see("front-paused");
    assert.ok((await ask("What is a pathway plan?")).includes(why));
    await look(ann, "member-paused");
    const worry = await ask("A girl in Quillbank Close told me her stepfather is beating her");
    assert.match(worry, /999|01632 96000/);
    assert.ok(!worry.includes(why) && !/Quillbank/.test(worry));
    await button("Give answers again").click();
    assert.match(await flash(), /answers again/);
    assert.ok(!(await ask("What is a pathway plan?")).includes(why));
  });

  test("nobody waits to be added, and a paper can go for good", async () => {
    await olu.goto("/officers/requests");
    assert.match(await page().locator("main").innerText(), /Nobody is waiting/);
    await see("requests-none");
    await olu.goto("/officers/papers");
    await page().locator(".list a").filter({ hasText: "Independent visitors for children in care" }).first().click();
    await page().getByRole("link", { name: "Remove this paper" }).click();
    await button("Remove it for good").click();
    assert.match(await flash(), /removed/);
    assert.doesNotMatch(await ask("How much did the independent visitor service cost?"), /96,000/);
    await olu.leave();
    await ann.leave();
  });
});
