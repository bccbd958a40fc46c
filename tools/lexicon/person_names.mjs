// Writes models/lexicon/person_names.tsv: given and family names of many countries from the locales of @faker-js/faker (MIT).
//   npm install --prefix DIR @faker-js/faker && node tools/lexicon/person_names.mjs DIR models/lexicon
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const [directory, target] = process.argv.slice(2);
const { allLocales } = createRequire(join(directory, "package.json"))("@faker-js/faker");
const fold = (s) => s.normalize("NFKC").toLowerCase().replace(/[.'\u2018\u2019\u02bc]/g, "").normalize("NFD")
  .replace(/([A-Za-z\u0370-\u052f\u1f00-\u1fff])\p{Mn}+/gu, "$1").normalize("NFC").trim();
const found = new Map();
const add = (name, kind) => {
  if (typeof name !== "string" || name.length > 40 || /[\d{}#]/.test(name)) return;
  const key = fold(name);
  if (key.length < (/\p{Script=Latin}/u.test(key) ? 2 : 1)) return;
  const entry = found.get(key) ?? { name, kinds: new Set() };
  entry.kinds.add(kind);
  found.set(key, entry);
};
const each = (list, kind) => {
  for (const item of Array.isArray(list) ? list : Object.values(list ?? {}).flat()) add(item, kind);
};
for (const locale of Object.values(allLocales)) {
  const person = locale.person ?? {};
  for (const key of ["first_name", "female_first_name", "male_first_name"]) each(person[key], "given");
  for (const key of ["last_name", "female_last_name", "male_last_name"]) each(person[key], "family");
}
writeFileSync(join(target, "person_names.tsv"), ["# Names of people: name, given or family or both.",
  "# GENERATED from the locales of @faker-js/faker (MIT) by tools/lexicon/person_names.mjs; do not edit.",
  ...[...found].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, e]) => `${e.name}\t${[...e.kinds].sort().reverse().join(" ")}`)].join("\n") + "\n");
