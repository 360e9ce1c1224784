// Takes the pictures, and prints beside each what it shows: the list can stand
// in README as it is.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { desk, open, out, Person, phone } from "./lib/browser.js";
import { Hearth } from "./lib/hearth.js";

const report = fileURLToPath(new URL("../../bot/board/testdata/visiting-report.pdf", import.meta.url));
const hearth = await new Hearth().demo();
const browser = await open();
let n = 0;
const shoot = async (person, name, what, fullPage = true) => {
  await person.page.waitForLoadState();
  const file = `${String(++n).padStart(2, "0")}-${name}.png`;
  await person.page.screenshot({ path: join(out, file), fullPage });
  console.log(`.ci/out/${file}: ${what}`);
};
const answered = (p, many) => p.page.waitForFunction((many) => document.querySelectorAll(".exchange").length === many && !document.querySelector(".waiting"), many);

try {
  const ann = await Person.at(browser, hearth.url, { size: phone, deviceScaleFactor: 2 });
  await ann.goto("/signin");
  await shoot(ann, "sign-in", "a member picks who they are, in the demo");
  await ann.be("Ann Example");
  await shoot(ann, "ask", "where a member asks, on a phone");
  await ann.page.getByRole("button", { name: "Until what age can a care leaver have a personal adviser?" }).click();
  await answered(ann, 1);
  await shoot(ann, "first-answer", "the first words, once, and the first answer with its sources");
  await ann.page.getByLabel("Ask more, or something else").fill("Who must appoint one?");
  await ann.page.getByRole("button", { name: "Ask", exact: true }).click();
  await answered(ann, 2);
  await ann.page.locator("[data-last]").getByRole("button", { name: "What should I ask?" }).click();
  await answered(ann, 3);
  await shoot(ann, "what-to-ask", "a follow-up, and what to ask at a meeting");
  await ann.page.locator("a.cite").first().click();
  await ann.page.locator("mark#q").waitFor();
  await shoot(ann, "quote", "a source opens where it says so, with the words marked", false);
  await ann.goto("/me");
  await shoot(ann, "my-data", "what hearth holds of a member, and how to be forgotten");

  const olu = await Person.at(browser, hearth.url, { size: desk });
  await olu.be("Olu Officer");
  await olu.goto("/officers");
  await shoot(olu, "officers", "what an officer has to do");
  await olu.goto("/officers/uploads/new");
  await olu.page.locator("input[type=file]").setInputFiles(report);
  await olu.page.getByRole("button", { name: "Upload and look inside" }).click();
  await olu.page.getByRole("heading", { name: "Choose what to add" }).waitFor();
  await shoot(olu, "upload", "an upload is looked into before anything is added");
  await olu.page.getByLabel("Members", { exact: true }).check();
  await olu.page.getByRole("button", { name: "Add what is ticked" }).click();
  await olu.page.getByRole("heading", { name: "Papers added" }).waitFor();
  await olu.page.locator("a.button", { hasText: "Try three questions as a member" }).click();
  await olu.page.getByRole("button", { name: "Ask as a member" }).click();
  await olu.page.locator("section.card").first().waitFor();
  await shoot(olu, "try", "three questions about it, as a member would read the answers");

  await ann.goto("/");
  await ann.page.getByLabel("What do you want to know?").fill("How much did the independent visitor service cost?");
  await ann.page.getByRole("button", { name: "Ask", exact: true }).click();
  await answered(ann, 1);
  await ann.page.locator("[data-last] a.cite").first().click();
  await ann.page.locator("mark#q").waitFor();
  await ann.page.emulateMedia({ colorScheme: "dark" });
  await shoot(ann, "quote-of-upload", "the same paper, as a member has it minutes later, in the dark", false);
  await ann.leave();
  await olu.leave();
} finally {
  await browser.close();
  await hearth.stop();
}
console.log(`${n} pictures`);
