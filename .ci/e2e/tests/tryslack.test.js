// hearth in a Slack workspace, as "hearth slack try" shows it to a newcomer: a
// councillor, another who reads along in a channel, and a stranger. The bot speaks
// with the stand-in over a socket, as it does with Slack.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { open, Person } from "../lib/browser.js";
import { look } from "../lib/checks.js";
import { Hearth, typed } from "../lib/hearth.js";

const question = "Until what age can a care leaver have a personal adviser?";

describe("hearth in a workspace that stands in for Slack", () => {
  let hearth, browser;
  const people = [];

  // A member of the workspace, in their direct message with hearth.
  const be = async (name) => {
    const p = await Person.at(browser, hearth.url, { also: [hearth.pages] });
    people.push(p);
    await p.goto("/");
    await p.page.getByRole("link", { name }).click();
    await p.page.getByRole("heading", { name: "hearth", exact: true, level: 1 }).waitFor();
    return p;
  };
  const go = async (p, place) => {
    await p.page.getByRole("navigation", { name: "Places" }).getByRole("link", { name: place, exact: true }).click();
    await p.page.getByRole("heading", { name: place, exact: true, level: 1 }).waitFor();
  };
  const say = async (p, text) => {
    await p.page.locator("#text").fill(typed(text));
    await p.page.getByRole("button", { name: "Send" }).click();
  };
  // What hearth has said, as a locator; with the words that one of its messages holds.
  const said = (p, words) => p.page.locator(".line[data-app]", { hasText: words });
  const press = (p, line, name) => line.getByRole("button", { name, exact: true }).click();
  const dialog = (p) => p.page.getByRole("dialog");

  before(async () => {
    hearth = await new Hearth().trySlack();
    browser = await open();
  });
  afterEach(() => people.forEach((p) => p.sound()));
  after(async () => {
    await browser?.close();
    await hearth?.stop();
  });

  test("one address offers people to be, and says what it is not", async () => {
    const p = await Person.at(browser, hearth.url);
    await p.goto("/");
    await p.page.getByText("This is not Slack.").waitFor();
    for (const name of [/Ann Example/, /Olu Officer/, /Sam Stranger/, /Gus Guest/]) await p.page.getByRole("link", { name }).waitFor();
    await look(p, "slack-people");
    await p.leave();
  });

  let ann, ben;
  test("a councillor asks directly and is answered with the evidence", async () => {
    ann = await be(/Ann Example/);
    await look(ann, "slack-nothing-said");
    await say(ann, question);
    const answer = said(ann, "until 25");
    await answer.waitFor();
    assert.match(await answer.innerText(), /Sources: \[1\]/);
    for (const name of ["Sources", "What should I ask?"]) await answer.getByRole("button", { name, exact: true }).waitFor();
    await look(ann, "slack-answer");
  });

  test("the sources open over the conversation, and Escape closes them", async () => {
    await press(ann, said(ann, "until 25"), "Sources");
    await dialog(ann).waitFor();
    assert.match(await dialog(ann).innerText(), /personal adviser/);
    await look(ann, "slack-sources");
    await ann.page.keyboard.press("Escape");
    await dialog(ann).waitFor({ state: "detached" });
  });

  test("in a channel the answer comes directly, and a line that nobody else sees says so", async () => {
    await go(ann, "#childrens-scrutiny");
    await say(ann, `@hearth ${question}`);
    const line = said(ann, "I have answered you in a direct message.");
    await line.waitFor();
    assert.match(await line.innerText(), /Only visible to you/);
    await look(ann, "slack-channel");
    ben = await be(/Ben Sample/);
    await go(ben, "#childrens-scrutiny");
    await ben.page.locator(".line", { hasText: question }).waitFor();
    assert.equal(await ben.page.locator(".line[data-app]").count(), 0, "somebody else sees what hearth said to Ann");
    await go(ann, "hearth");
    await said(ann, "You asked:").waitFor();
  });

  test("what is shared is shown first, and everybody reads it then", async () => {
    await go(ann, "#childrens-scrutiny");
    await press(ann, said(ann, "I have answered you"), "Share here");
    await dialog(ann).waitFor();
    assert.match(await dialog(ann).innerText(), /Everybody in the channel will see this/);
    await look(ann, "slack-share");
    assert.equal(await ann.page.locator(".line[data-app]").count(), 1, "it was shared before she said so");
    await press(ann, dialog(ann), "Share it");
    await dialog(ann).waitFor({ state: "detached" });
    await said(ann, "Shared by a member").waitFor();
    await look(ann, "slack-shared");
    const shared = said(ben, "Shared by a member");
    await shared.waitFor();
    assert.match(await shared.innerText(), /until 25/);
    assert.equal(await shared.getByRole("button").count(), 0, "the buttons are for whoever asked");
  });

  test("the Home tab says what hearth is, who sees what, and what it keeps", async () => {
    await go(ann, "hearth’s Home");
    const home = ann.page.locator("#stream");
    await home.getByText("Who sees what you ask").waitFor();
    assert.match(await home.innerText(), /What I keep about you/);
    await look(ann, "slack-home");
  });

  test("a worry about a child gets the numbers to ring, and none of its words are kept", async () => {
    await go(ben, "hearth");
    await say(ben, "a girl in my ward says her stepdad hits her, what do I do");
    await said(ben, "01632 960001").waitFor();
    await look(ben, "slack-worry");
  });

  test("a stranger asks to be added: what is missing is said by its field", async () => {
    const sam = await be(/Sam Stranger/);
    await say(sam, question);
    const turned = said(sam, "I don't know you yet");
    await turned.waitFor();
    await press(sam, turned, "Ask democratic services to add me");
    await dialog(sam).waitFor();
    await dialog(sam).getByLabel("Your council e-mail address").fill(typed("sam at the council"));
    await press(sam, dialog(sam), "Send");
    await dialog(sam).getByText("Write your e-mail address like name@council.gov.uk").waitFor();
    assert.equal(await dialog(sam).getByLabel("Your name").inputValue(), "Sam Stranger", "what stood there is lost");
    await look(sam, "slack-ask-wrong");
    await dialog(sam).getByLabel("Your council e-mail address").fill(typed("sam.stranger@exampleshire.gov.uk"));
    await press(sam, dialog(sam), "Send");
    await said(sam, "I have asked democratic services to add you").waitFor();
    await look(sam, "slack-asked");
  });

  test("a guest is told that they are one, and can't ask to be added", async () => {
    const gus = await be(/Gus Guest/);
    await say(gus, question);
    const turned = said(gus, "your account here is a guest's");
    await turned.waitFor();
    assert.equal(await turned.getByRole("button").count(), 0);
  });

  test("a link that signs in on the pages comes directly, once it is asked for", async () => {
    await go(ann, "hearth");
    await say(ann, "sign in");
    const link = said(ann, "This signs you in").getByRole("link", { name: /Open my pages/ });
    await link.waitFor();
    const token = (await link.getAttribute("href")).split("/").pop();
    typed(token);
    const [tab] = await Promise.all([ann.context.waitForEvent("page"), link.click()]);
    ann.watch(tab);
    await tab.getByRole("heading", { name: "Sign in as Ann Example" }).waitFor();
    await tab.locator("main").getByRole("button", { name: "Sign in" }).click();
    await tab.getByRole("heading", { name: "Ask the council's papers" }).waitFor();
    await tab.close();
  });

  test("a conversation of its own has first questions and a title", async () => {
    await ann.page.getByText("Conversations").click();
    await ann.page.getByRole("button", { name: "New conversation" }).click();
    await ann.page.getByRole("heading", { name: "New conversation", level: 1 }).waitFor();
    const prompt = ann.page.locator(".prompts").getByRole("button").first();
    await prompt.waitFor();
    await look(ann, "slack-assistant");
    const asked = (await prompt.innerText()).trim();
    await prompt.click();
    await ann.page.locator(".line[data-app]").nth(0).waitFor();
    await ann.page.getByRole("heading", { name: asked, level: 1 }).waitFor();
  });

  test("without script everything works too", async () => {
    const p = await Person.at(browser, hearth.url, { js: false });
    await p.goto("/");
    await p.page.getByRole("link", { name: /Dee Protect/ }).click();
    await say(p, question);
    for (let n = 0; n < 50 && await said(p, "until 25").count() === 0; n++) await p.page.getByRole("link", { name: "Look for what is new" }).click();
    await press(p, said(p, "until 25"), "Sources");
    await dialog(p).waitFor();
    await press(p, dialog(p), "Close");
    await said(p, "until 25").waitFor();
    await p.leave();
  });
});
