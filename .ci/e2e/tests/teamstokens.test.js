// hearth's tokens in Teams, both ways, against an issuer of real ones that nobody of
// hearth wrote: what it gets to speak with, and what it believes a request by.
import assert from "node:assert/strict";
import { createPublicKey, createVerify } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { OAuth2Server } from "oauth2-mock-server";
import { Hearth } from "../lib/hearth.js";

const app = "11111111-2222-4333-8444-555555555555";
const tenant = "99999999-8888-4777-8666-555555555555";
const password = "stub~0123456789";
const asha = { id: "29:asha", name: "Asha Rahman", aadObjectId: "33333333-2222-4333-8444-555555555555" };

describe("tokens of an issuer that is not hearth's", () => {
  let issuer, strange, connector, hearth, base;
  const posted = []; // what hearth said, with the claims of its token
  let serial = 0;

  const start = async () => {
    const s = new OAuth2Server();
    await s.issuer.keys.generate("RS256");
    await s.start(0, "127.0.0.1");
    s.issuer.url = `http://127.0.0.1:${s.address().port}`;
    return s;
  };
  const keys = () => issuer.issuer.keys.toJSON();

  // claims gives what a token says, if the issuer signed it.
  const claims = (token) => {
    const [head, body, sig] = token.split(".");
    const { kid } = JSON.parse(Buffer.from(head, "base64url"));
    const key = createPublicKey({ key: keys().find((k) => k.kid === kid), format: "jwk" });
    assert.ok(createVerify("RSA-SHA256").update(`${head}.${body}`).verify(key, Buffer.from(sig, "base64url")), "the token is not the issuer's");
    return JSON.parse(Buffer.from(body, "base64url"));
  };

  // The least of Microsoft's side: which keys sign, and what hearth says and asks.
  const serve = async (req, res) => {
    let body = "";
    for await (const chunk of req) body += chunk;
    const answer = (status, v) => res.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(v));
    if (req.url === "/metadata") return answer(200, { issuer: issuer.issuer.url, jwks_uri: `${base}/keys` });
    if (req.url === "/keys") return answer(200, { keys: keys().map(({ alg, ...k }) => ({ ...k, endorsements: ["msteams"] })) });
    const token = /^Bearer (.+)$/.exec(req.headers.authorization ?? "");
    if (!token) return answer(401, { error: { code: "Unauthorized", message: "no token" } });
    if (req.method === "GET") return answer(200, { ...asha, email: "asha@council.example", userPrincipalName: "asha@council.example", tenantId: tenant, userRole: "user" });
    posted.push({ claims: claims(token[1]), activity: JSON.parse(body) });
    connector.emit("posted");
    return answer(201, { id: `m${++serial}` });
  };

  // tell sends hearth a message with a token; change spoils what the token says.
  const tell = async (text, change = () => {}, by = issuer) => {
    const now = Math.floor(Date.now() / 1000);
    const token = await by.issuer.buildToken({ scopesOrTransform: (_, payload) => {
      Object.assign(payload, { iss: issuer.issuer.url, aud: app, nbf: now - 60, exp: now + 3600, serviceurl: `${base}/` });
      change(payload);
    } });
    const res = await fetch(`${hearth.url}/teams/messages`, { method: "POST", headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
      body: JSON.stringify({ type: "message", id: `in${++serial}`, timestamp: new Date().toISOString(), serviceUrl: `${base}/`, channelId: "msteams", from: asha,
        conversation: { id: "a:1asha", conversationType: "personal", tenantId: tenant }, recipient: { id: `28:${app}`, name: "hearth" },
        text, textFormat: "plain", channelData: { tenant: { id: tenant } } }) });
    return res.status;
  };

  before(async () => {
    [issuer, strange] = [await start(), await start()];
    connector = createServer((req, res) => serve(req, res).catch((e) => res.writeHead(500).end(String(e))));
    connector.listen(0, "127.0.0.1");
    await once(connector, "listening");
    base = `http://127.0.0.1:${connector.address().port}`;
    hearth = new Hearth({ HEARTH_TEAMS_APP_ID: app, HEARTH_TEAMS_APP_PASSWORD: password, HEARTH_TEAMS_TENANT: tenant,
      HEARTH_TEAMS_CLOUD: `${issuer.issuer.url}/token ${base}/metadata ${issuer.issuer.url} ${base}/` });
    await hearth.cli("knowledge", "add", "--starter");
    await hearth.cli("council", "set", "front-door.phone=01632 960001", "out-of-hours.phone=01632 960002");
    await hearth.cli("member", "add", "--name", "Asha Rahman", "--email", "asha@council.example", "--ward", "Mill Hill");
    await hearth.serve();
  });
  after(async () => {
    await hearth?.kill();
    if (hearth) rmSync(hearth.dir, { recursive: true, force: true });
    connector?.closeAllConnections();
    connector?.close();
    await Promise.all([issuer?.stop(), strange?.stop()]);
  });

  test("a request with the issuer's token is taken, and answered with one of the issuer's", async () => {
    assert.equal(await tell("Until what age can a care leaver have a personal adviser?"), 202);
    while (!posted.some((p) => p.activity.text?.includes("25"))) await once(connector, "posted");
    assert.equal(posted[0].claims.iss, issuer.issuer.url);
    assert.ok(!hearth.log.includes(password), "the log holds the password");
  });

  const bad = {
    "for another app": [(p) => { p.aud = tenant; }],
    "by another issuer": [(p) => { p.iss = "https://api.example"; }],
    "run out": [(p) => { p.exp = p.nbf - 600; }],
    "not good yet": [(p) => { p.nbf += 1000; }],
    "for another connector": [(p) => { p.serviceurl = "http://127.0.0.1:9/"; }],
    "for no connector": [(p) => { delete p.serviceurl; }],
    "signed by a stranger": [() => {}, true],
  };
  for (const [what, [change, byStranger]] of Object.entries(bad)) {
    test(`a token that is ${what} is refused`, async () => {
      assert.ok([401, 403].includes(await tell("hello", change, byStranger ? strange : issuer)));
    });
  }
});
