// Starts hearth as people do, speaks to it at the command line, and stops it:
// stopping checks that it ended well and that its log holds nothing that was
// typed.
import assert from "node:assert/strict";
import { spawn, execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const need = (name) => {
  if (!process.env[name]) throw new Error(`${name} is not set: run .ci/e2e/run`);
  return process.env[name];
};
const binary = need("HEARTH_BIN");
const exec = promisify(execFile);

// clean is an environment without anybody's own settings.
const clean = () => Object.fromEntries(Object.entries(process.env).filter(([k]) => !k.startsWith("HEARTH_")));

// What was typed into any page or form of this process: no log may hold it.
const words = new Set();
export const typed = (text) => {
  words.add(text);
  return text;
};

// freePort is one that nobody listens at just now: links that are made at the
// command line need to know it beforehand.
const freePort = () => new Promise((resolve, reject) => {
  const s = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
    const { port } = s.address();
    s.close(() => resolve(port));
  });
});

export class Hearth {
  // A folder of its own for everything that hearth writes.
  constructor(settings = {}) {
    this.dir = mkdtempSync(join(tmpdir(), "hearth-e2e-"));
    this.env = { ...clean(), TMPDIR: this.dir, XDG_RUNTIME_DIR: this.dir, HEARTH_LOG_LEVEL: "debug", HEARTH_LOG_FORMAT: "json",
      HEARTH_DATA: join(this.dir, "data"), HEARTH_WEB: "127.0.0.1:0", ...settings };
    this.log = "";
  }

  demo() { return this.start(["demo", "--web", "--listen", "127.0.0.1:0"], /Open (http:\S+) in your browser/); }

  // trySlack and tryTeams serve hearth on a platform that stands in for Slack or
  // Teams; its page is the address.
  trySlack() { return this.start(["slack", "try", "--listen", "127.0.0.1:0"], /Open (http:\S+) in your browser/); }
  tryTeams() { return this.start(["teams", "try", "--listen", "127.0.0.1:0"], /Open (http:\S+) in your browser/); }

  // pages are hearth's own, beside the workspace's page.
  get pages() { return /ready: it serves .* at (http:\S+)/.exec(this.log)[1]; }

  // serve goes on at the address that it had before, where it had one.
  async serve() {
    if (!this.url) this.env.HEARTH_WEB = `127.0.0.1:${await freePort()}`;
    return this.start(["serve"], /ready: it serves .* at (http:\S+)/);
  }

  start(args, ready) {
    const child = spawn(binary, args, { env: this.env, stdio: ["ignore", "pipe", "pipe"] });
    this.child = child;
    this.ended = new Promise((resolve) => child.once("close", (code, signal) => resolve({ code, signal })));
    return new Promise((resolve, reject) => {
      let out = "";
      const hear = (chunk) => {
        this.log += chunk;
        out += chunk;
        const found = ready.exec(out);
        if (found) {
          this.url = found[1];
          resolve(this);
        }
      };
      child.stdout.setEncoding("utf8").on("data", hear);
      child.stderr.setEncoding("utf8").on("data", hear);
      child.once("error", reject);
      this.ended.then((e) => reject(new Error(`hearth ended before it was ready (${e.code}):\n${out}`)));
    });
  }

  // cli gives what a command prints.
  async cli(...args) {
    return (await exec(binary, args, { env: this.env })).stdout;
  }

  // kill ends it as a power cut does.
  async kill() {
    this.child.kill("SIGKILL");
    return this.ended;
  }

  async stop() {
    this.child.kill("SIGTERM");
    const { code, signal } = await this.ended;
    assert.equal(code, 0, `hearth ended with ${code ?? signal}; its log:\n${this.log}`);
    this.quiet();
    const left = readdirSync(this.dir).filter((n) => n.startsWith("hearth-demo-") || n.startsWith("hearth-try-"));
    assert.deepEqual(left, [], "what was tried left its data behind");
    rmSync(this.dir, { recursive: true, force: true });
  }

  // quiet holds the log against all that was typed, and each word of it that
  // is not in everybody's mouth.
  quiet() {
    assert.ok(this.log.includes("signed in"), "the log has no line that it must have: is it heard at all?");
    const log = this.log.toLowerCase();
    for (const w of words) assert.ok(!log.includes(w.toLowerCase()), `the log holds what was typed: ${JSON.stringify(w)}`);
  }
}
