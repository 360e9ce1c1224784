// hearth in a Teams of its own, as "hearth teams try" shows it to a newcomer: a
// councillor, another who reads along in a channel, a stranger and a guest. The bot
// speaks with the stand-in as it does with Microsoft: signed requests both ways.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { open, Person } from "../lib/browser.js";
import { look } from "../lib/checks.js";
import { Hearth, typed } from "../lib/hearth.js";

const question = "Until what age can a care leaver have a personal adviser?";
const channel = "Exampleshire: Children's scrutiny";

describe("hearth in an organisation that stands in for Teams", () => {
  let hearth, browser;
  const people = [];

  // Somebody of the organisation, in their chat with hearth.
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
  const said = (p, words) => p.page.locator(".line[data-app]", { hasText: words });
  const press = (p, line, name) => line.getByRole("button", { name, exact: true }).click();

  before(async () => {
    hearth = await new Hearth().tryTeams();
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
    await p.page.getByText("This is not Teams.").waitFor();
    for (const name of [/Ann Example/, /Olu Officer/, /Sam Stranger/, /Gus Guest/]) await p.page.getByRole("link", { name }).waitFor();
    await look(p, "teams-people");
    await p.leave();
  });

  let ann, ben;
  test("a councillor asks directly and is answered with the evidence", async () => {
    ann = await be(/Ann Example/);
    await look(ann, "teams-nothing-said");
    await say(ann, question);
    const answer = said(ann, "until 25");
    await answer.waitFor();
    assert.match(await answer.innerText(), /Sources: 1/);
    await answer.getByText(/^\d+ sources?$/).click();
    for (const name of ["Sources", "What should I ask?"]) await answer.getByRole("button", { name, exact: true }).waitFor();
    await look(ann, "teams-answer");
  });

  test("the sources take the place of the buttons, for whoever pressed", async () => {
    const answer = said(ann, "until 25");
    await press(ann, answer, "Sources");
    await answer.getByRole("button", { name: "Sources", exact: true }).waitFor({ state: "detached" });
    assert.match(await answer.innerText(), /personal adviser/);
    await look(ann, "teams-sources");
  });

  test("in a channel the answer comes in the member's own chat, and nobody else reads it", async () => {
    await go(ann, channel);
    await say(ann, `@hearth ${question}`);
    ben = await be(/Ben Sample/);
    await go(ben, channel);
    await ben.page.locator(".line", { hasText: question }).waitFor();
    await go(ann, "hearth");
    await said(ann, "You asked:").waitFor();
    assert.equal(await said(ben, "until 25").count(), 0, "somebody else sees what hearth said to Ann");
  });

  test("a worry about a child gets the numbers to ring, and none of its words are kept", async () => {
    await go(ben, "hearth");
    await say(ben, "a girl in my ward says her stepdad hits her, what do I do");
    await said(ben, "01632 960001").waitFor();
    await look(ben, "teams-worry");
  });

  test("a stranger asks to be added: what is missing is said by its field", async () => {
    const sam = await be(/Sam Stranger/);
    await say(sam, question);
    const turned = said(sam, "I don't know you yet");
    await turned.waitFor();
    await press(sam, turned, "Ask democratic services to add me");
    await turned.getByLabel("Your council e-mail address").fill(typed("sam at the council"));
    await press(sam, turned, "Send");
    await turned.getByText("Write your e-mail address like name@council.gov.uk").waitFor();
    assert.equal(await turned.getByLabel("Your name").inputValue(), "Sam Stranger", "what stood there is lost");
    assert.equal(await turned.getByLabel("Your council e-mail address").inputValue(), "sam at the council", "what was typed is lost");
    await look(sam, "teams-ask-wrong");
    await turned.getByLabel("Your council e-mail address").fill(typed("sam.stranger@exampleshire.gov.uk"));
    await press(sam, turned, "Send");
    await said(sam, "I have asked democratic services to add you").waitFor();
    await look(sam, "teams-asked");
  });

  test("a guest is told that they are one, and can't ask to be added", async () => {
    const gus = await be(/Gus Guest/);
    await say(gus, question);
    const turned = said(gus, "your account here is a guest's");
    await turned.waitFor();
    assert.equal(await turned.getByRole("button").count(), 0);
  });

  test("a link that signs in on the pages comes in the chat, once it is asked for", async () => {
    await go(ann, "hearth");
    await say(ann, "sign in");
    const link = said(ann, "This signs you in").getByRole("link", { name: /Open my pages/ });
    await link.waitFor();
    typed((await link.getAttribute("href")).split("/").pop());
    const [tab] = await Promise.all([ann.context.waitForEvent("page"), link.click()]);
    ann.watch(tab);
    await tab.getByRole("heading", { name: "Sign in as Ann Example" }).waitFor();
    await tab.locator("main").getByRole("button", { name: "Sign in" }).click();
    await tab.getByRole("heading", { name: "Ask the council's papers" }).waitFor();
    await tab.close();
  });

  test("without script everything works too", async () => {
    const p = await Person.at(browser, hearth.url, { js: false });
    await p.goto("/");
    await p.page.getByRole("link", { name: /Dee Protect/ }).click();
    await say(p, question);
    for (let n = 0; n < 50 && await said(p, "until 25").count() === 0; n++) await p.page.getByRole("link", { name: "Look for what is new" }).click();
    await press(p, said(p, "until 25"), "Sources");
    await said(p, "until 25").getByRole("button", { name: "Sources", exact: true }).waitFor({ state: "detached" });
    await said(p, "until 25").waitFor();
    await p.leave();
  });
});
