// An issuer by other hands: node issuer.mjs MODULE prints its address and goes
// on until standard input ends. Its tokens say what a council's would.
import { pathToFileURL } from "node:url";

const { OAuth2Server } = await import(pathToFileURL(process.argv[2]).href);
const server = new OAuth2Server();
await server.issuer.keys.generate("RS256");
server.service.on("beforeTokenSigning", (token) => {
  Object.assign(token.payload, { name: "Jane Smith", email: "jane@example.org", email_verified: true });
});
await server.start(0, "127.0.0.1");
server.issuer.url = `http://127.0.0.1:${server.address().port}`;
console.log(server.issuer.url);
process.stdin.on("end", () => process.exit(0)).resume();
