// Signing in with a work account, against an issuer of real tokens.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { OAuth2Server } from "oauth2-mock-server";
import { open, Person } from "../lib/browser.js";
import { look } from "../lib/checks.js";
import { Hearth, typed } from "../lib/hearth.js";

const known = { sub: "sub-jane", email: "Jane@Example.gov.uk", email_verified: true, name: "Jane Known" };
const stranger = { sub: "sub-sam", email: "sam.outside@example.gov.uk", email_verified: true, name: "Sam Outside" };

describe("signing in with a work account", () => {
  let issuer, hearth, browser, who, alter;
  const people = [];
  const person = async () => {
    const p = await Person.at(browser, hearth.url, { also: [issuer.issuer.url] });
    people.push(p);
    return p;
  };
  // back is where the issuer sends a browser, which doesn't go there yet.
  const back = async (p) => {
    const step = async (url) => (await p.context.request.get(url, { maxRedirects: 0 })).headers().location;
    return step(await step("/signin/work"));
  };

  before(async () => {
    issuer = new OAuth2Server();
    await issuer.issuer.keys.generate("RS256");
    await issuer.start(0, "127.0.0.1");
    issuer.issuer.url = `http://127.0.0.1:${issuer.address().port}`;
    issuer.service.on("beforeTokenSigning", (token) => {
      Object.assign(token.payload, who);
      alter?.(token.payload);
    });
    const at = new URL(issuer.issuer.url);
    hearth = new Hearth({ HEARTH_OIDC: `http://hearth-client:s3cret@${at.host}` });
    await hearth.cli("member", "add", "--name", "Jane Known", "--email", "jane@example.gov.uk", "--ward", "Mill Hill");
    await hearth.cli("member", "add", "--name", "Olive Officer", "--email", "olive@example.gov.uk", "--role", "officer");
    await hearth.serve();
    browser = await open();
    for (const p of [known, stranger]) typed(p.email) && typed(p.name);
    typed("s3cret");
  });
  afterEach(() => {
    alter = undefined;
    for (const p of people) p.sound();
  });
  after(async () => {
    await browser?.close();
    await issuer?.stop();
    await hearth?.stop();
  });

  test("somebody whom hearth knows by their address is let in, and led where they were going", async () => {
    who = known;
    const jane = await person();
    await jane.goto("/me");
    await look(jane, "work-signin");
    await jane.page.getByRole("link", { name: /Sign in with/ }).click();
    await jane.page.getByRole("heading", { name: "My data" }).waitFor();
    assert.match(await jane.page.locator("main").innerText(), /Jane Known/);
    await jane.leave();
  });

  test("who is unknown is told so, asks, is approved by an officer, and is let in", async () => {
    who = stranger;
    const sam = await person();
    await sam.goto("/signin");
    await sam.page.getByRole("link", { name: /Sign in with/ }).click();
    await sam.page.getByRole("heading", { name: "I don't know you yet" }).waitFor();
    await look(sam, "work-unknown");
    await sam.page.getByRole("button", { name: "Ask democratic services to add me" }).click();
    await sam.page.getByRole("heading", { name: "Democratic services will look at it" }).waitFor();
    await look(sam, "work-asked");

    const olive = await person();
    await olive.goto((await hearth.cli("member", "signin", "Olive Officer")).trim());
    await olive.page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await olive.goto("/officers");
    await olive.page.getByRole("link", { name: /1 person asks/ }).click();
    await olive.page.getByRole("heading", { name: "Sam Outside" }).waitFor();
    await look(olive, "officer-requests");
    await olive.page.getByRole("button", { name: /Add as a member/ }).click();
    await olive.page.locator(".flash").waitFor();
    await look(olive, "officer-approved");
    await olive.leave();

    await sam.goto("/signin");
    await sam.page.getByRole("link", { name: /Sign in with/ }).click();
    await sam.page.getByRole("heading", { name: "Ask the council's papers" }).waitFor();
    await sam.leave();
  });

  test("an address that the issuer doesn't vouch for is no key", async () => {
    who = { ...known, sub: "sub-mallory", email_verified: false };
    const mallory = await person();
    await mallory.goto("/signin");
    await mallory.page.getByRole("link", { name: /Sign in with/ }).click();
    await mallory.page.getByRole("heading", { name: "I don't know you yet" }).waitFor();
    await mallory.leave();
  });

  test("what came back once is of no use again, nor in another browser, nor with another state", async () => {
    who = known;
    const jane = await person();
    const url = await back(jane);
    const mallory = await person();
    assert.equal((await mallory.goto(url)).status(), 400, "another browser's");
    const forged = new URL(url);
    forged.searchParams.set("state", "forged");
    assert.equal((await jane.goto(forged.href)).status(), 400, "another state");
    await look(jane, "work-again");
    assert.equal((await jane.goto(url)).status(), 400, "the right one after a wrong one");

    const second = await back(jane);
    await jane.goto(second);
    await jane.page.getByRole("heading", { name: "Ask the council's papers" }).waitFor();
    assert.equal((await jane.goto(second)).status(), 400, "the same again");
    await jane.leave();
    await mallory.leave();
  });

  test("a token for another sign-in, another audience or another issuer lets nobody in", async () => {
    who = known;
    for (const wrong of [{ nonce: "another" }, { aud: "another" }, { iss: "http://127.0.0.1:1" }, { exp: 1 }]) {
      alter = (payload) => Object.assign(payload, wrong);
      const jane = await person();
      await jane.goto("/signin");
      await jane.page.getByRole("link", { name: /Sign in with/ }).click();
      await jane.page.waitForURL("**/signin/work/back**");
      assert.ok(jane.document.status() >= 400, `${JSON.stringify(wrong)}: ${jane.document.status()}`);
      await jane.goto("/me");
      assert.equal(new URL(jane.page.url()).pathname, "/signin");
      jane.faults = jane.faults.filter((f) => !/status of 50\d/.test(f)); // 502 is the answer here
      await jane.leave();
    }
  });
});
