// Signing in with a link by e-mail, through a real SMTP server.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { SMTPServer } from "smtp-server";
import { open, Person } from "../lib/browser.js";
import { look } from "../lib/checks.js";
import { Hearth, typed } from "../lib/hearth.js";

describe("signing in by e-mail", () => {
  let server, hearth, browser, jane, link;
  const letters = [];
  let arrived = () => {};
  const letter = () => new Promise((resolve) => { arrived = resolve; });

  before(async () => {
    server = new SMTPServer({
      authOptional: true, disabledCommands: ["STARTTLS", "AUTH"],
      onData(stream, session, done) {
        let text = "";
        stream.setEncoding("utf8").on("data", (c) => { text += c; }).on("end", () => {
          // Quoted-printable breaks long lines and writes "=" as "=3D".
          const one = { to: session.envelope.rcptTo.map((r) => r.address), text: text.replace(/=\r\n/g, "").replace(/=3D/g, "=") };
          letters.push(one);
          done();
          arrived(one);
        });
      },
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    hearth = new Hearth({ HEARTH_SMTP: `smtp://127.0.0.1:${server.server.address().port}`, HEARTH_MAIL_FROM: "hearth <hearth@example.gov.uk>" });
    await hearth.cli("member", "add", "--name", "Jane Known", "--email", "jane.known@example.gov.uk");
    await hearth.serve();
    browser = await open();
    jane = await Person.at(browser, hearth.url);
  });
  afterEach(() => jane.sound());
  after(async () => {
    await browser?.close();
    await new Promise((resolve) => server.close(resolve));
    await hearth?.stop();
  });

  const ask = async (email) => {
    await jane.goto("/signin");
    await jane.page.getByLabel("Your council e-mail address").fill(typed(email));
    await jane.page.getByRole("button", { name: "Send me a link" }).click();
  };

  test("what is no address is named as the mistake", async () => {
    await jane.goto("/signin");
    await look(jane, "email-signin");
    await ask("jane at the council");
    await jane.page.locator(".errors").waitFor();
    await look(jane, "email-mistake");
  });

  test("a stranger reads the same as a member, and gets nothing; a member gets a link", async () => {
    await ask("nobody.known@example.gov.uk");
    await jane.page.getByRole("heading", { name: "Look in your e-mail" }).waitFor();
    const stranger = await jane.page.locator("main").innerText();
    const one = letter();
    await ask("Jane.Known@example.gov.uk");
    await jane.page.getByRole("heading", { name: "Look in your e-mail" }).waitFor();
    assert.equal(await jane.page.locator("main").innerText(), stranger);
    await look(jane, "email-sent");
    const { to, text } = await one;
    assert.deepEqual(to, ["jane.known@example.gov.uk"]);
    link = /http:\S+/.exec(text.split("\r\n\r\n").slice(1).join("\n"))[0];
    assert.equal(new URL(link).origin, hearth.url);
    assert.equal(letters.length, 1, "a stranger got a letter");
  });

  test("a scanner that opens the link spends nothing, and signs nobody in", async () => {
    for (let i = 0; i < 2; i++) {
      const res = await fetch(link);
      assert.equal(res.status, 200);
      assert.equal(res.headers.get("set-cookie"), null);
      assert.match(res.headers.get("referrer-policy"), /^(no-referrer|same-origin)$/);
    }
  });

  test("the button signs in, once", async () => {
    await jane.goto(link);
    await jane.page.getByRole("heading", { name: "Sign in as Jane Known" }).waitFor();
    await look(jane, "email-link");
    await jane.page.locator("main").getByRole("button", { name: "Sign in" }).click();
    await jane.page.getByRole("heading", { name: "Ask the council's papers" }).waitFor();
    const [cookie] = (await jane.context.cookies()).filter((c) => c.name === "hearth");
    assert.ok(cookie.httpOnly && cookie.sameSite === "Lax");

    const other = await Person.at(browser, hearth.url);
    assert.equal((await other.goto(link)).status(), 410);
    await look(other, "email-link-spent");
    const token = link.split("/").pop();
    const again = await other.context.request.post("/signin/link", { form: { token }, headers: { Origin: hearth.url } });
    assert.equal(again.status(), 410);
    await other.goto("/");
    assert.equal(new URL(other.page.url()).pathname, "/signin");
    await other.leave();
    typed(token);
    await jane.leave();
  });
});
