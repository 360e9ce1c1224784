// Debian's Chromium, shut off from everything but hearth: whatever else a page
// asks for, and whatever it complains of on the console, is a failure.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const out = join(dirname(fileURLToPath(import.meta.url)), "..", "..", "out");
mkdirSync(out, { recursive: true });

export const phone = { width: 320, height: 640 };
export const desk = { width: 1280, height: 800 };

export const open = () => chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

// A person's browser at one hearth. `also` are other hosts that they are led to.
export class Person {
  static async at(browser, url, { js = true, size = phone, also = [], ...more } = {}) {
    const p = new Person();
    p.url = url;
    p.faults = [];
    p.context = await browser.newContext({ baseURL: url, viewport: size, javaScriptEnabled: js, locale: "en-GB",
      timezoneId: "Europe/London", reducedMotion: "reduce", ...more });
    p.context.setDefaultTimeout(15_000);
    const hosts = new Set([url, ...also].map((u) => new URL(u).host));
    const foreign = (request) => !hosts.has(new URL(request.url()).host);
    await p.context.route("**", (route) => (foreign(route.request()) ? route.abort() : route.fallback()));
    // Routes don't see where a redirection leads; this does.
    p.context.on("request", (r) => foreign(r) && p.faults.push(`asked another host: ${r.url()}`));
    p.page = await p.context.newPage();
    p.watch(p.page);
    return p;
  }

  watch(page) {
    page.on("console", (m) => {
      // A refused form's page has a status of 4xx, which Chromium notes as an error: that is no fault.
      if (["error", "warning"].includes(m.type()) && !/Failed to load resource: the server responded with a status of 4\d\d/.test(m.text())) this.faults.push(`console: ${m.text()}`);
    });
    page.on("response", (r) => {
      if (r.request().isNavigationRequest() && r.frame() === page.mainFrame() && r.status() >= 200 && (r.status() < 300 || r.status() >= 400)) this.document = r;
    });
    page.on("pageerror", (e) => this.faults.push(`script: ${e}`));
    page.on("requestfailed", (r) => {
      // A download that the browser takes over, or a page that is left, counts as aborted.
      if (r.failure()?.errorText !== "net::ERR_ABORTED") this.faults.push(`failed: ${r.method()} ${r.url()} ${r.failure()?.errorText}`);
    });
  }

  goto(path) { return this.page.goto(path); }

  // be signs in by the demo's picker.
  async be(name) {
    await this.page.goto("/signin");
    await this.page.getByRole("button", { name }).click();
    await this.page.waitForURL((u) => !u.pathname.startsWith("/signin"));
  }

  // sound fails where anything was found since it was last asked.
  sound() {
    const faults = this.faults.splice(0);
    assert.equal(faults.length, 0, faults.join("\n"));
  }

  async leave() {
    await this.context.close();
    this.sound();
  }
}
