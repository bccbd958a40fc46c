// Writes models/lexicon/months.tsv, countries.tsv and country_codes.tsv from the CLDR data in Node's ICU.
//   node tools/lexicon/icu_lexicons.mjs models/lexicon
// months.tsv: name or abbreviation -> month number; where languages disagree, "11 hr=10" (default, then exceptions).
// Names of the Persian and Hebrew years' months are "persian:7". countries.tsv: name in any language -> ISO 3166-1.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const target = process.argv[2] ?? "models/lexicon";
// Languages in the order in which their reading of an ambiguous name wins.
const languages = ("en es fr de it pt nl ru ja zh ko pl cs sv da nb fi hu tr ro el he ar fa th vi id ms uk bg hr sr sk sl lt lv et " +
  "ca gl eu hi bn ur ta te mr gu kn ml pa si ne ka hy az kk uz ky mn sq mk bs is ga cy af sw am fil be lo km my nn " +
  "sr-Latn uz-Cyrl az-Cyrl zh-Hant pt-PT de-AT es-MX en-AU fr-CA").split(" ");

const fold = (s) => s.normalize("NFKC").toLowerCase().replace(/[.'\u2019\u02bc\u200e\u200f]/g, "").normalize("NFD")
  .replace(/([A-Za-z\u0370-\u052f\u1f00-\u1fff])\p{Mn}+/gu, "$1").normalize("NFC").trim();

// Abbreviations that are ordinary words elsewhere and would turn "to 2019" into a date.
const refused = new Set(["in", "to", "no", "on", "as", "at", "is", "an", "or", "by", "mac", "eka", "i", "a", "e",
  "von", "pan", "sit", "web", "man", "tan", "chi", "sau", "ker", "can", "pop", "war", "sun", "sat", "mon", "mas", "vol", "part", "uni", "her", "tam", "jum", "all"]);

function months(calendar, locales) {
  const found = new Map(); // folded -> [{month, language, printed}]
  for (const language of locales) {
    if (Intl.DateTimeFormat.supportedLocalesOf(language).length === 0) continue;
    const persian = calendar === "persian";
    for (let m = 0; m < 12; m++) {
      const day = persian ? new Date(Date.UTC(2021, 2, 25) + m * 30.6 * 86400000) : new Date(Date.UTC(2021, m, 15));
      for (const style of ["long", "short"]) {
        for (const options of [{ month: style }, { month: style, day: "numeric" }, { month: style, day: "numeric", year: "numeric" }]) {
          const parts = new Intl.DateTimeFormat(`${language}-u-ca-${calendar}-nu-latn`, { ...options, timeZone: "UTC" }).formatToParts(day);
          const printed = parts.filter((p) => p.type === "month").map((p) => p.value).join("").trim().replace(/\.$/, "");
          const folded = fold(printed);
          if (!folded || /\d/.test(folded) || [...folded].length < 2 && /\p{Script=Latin}/u.test(folded)) continue;
          if (refused.has(folded) || /[/\u5e74\uc6d4]/u.test(folded)) continue;
          const list = found.get(folded) ?? [];
          if (!list.some((x) => x.month === m + 1 && x.language === language)) list.push({ month: m + 1, language, printed });
          found.set(folded, list);
        }
      }
    }
  }
  return found;
}

const lines = ["# Month names and abbreviations: phrase, month number (default, then exceptions by language).",
  "# GENERATED from Unicode CLDR (through ICU) by tools/lexicon/icu_lexicons.mjs; do not edit. Own additions: date_words.tsv."];
for (const [folded, list] of [...months("gregory", languages)].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
  const first = list[0].month;
  const exceptions = new Map();
  for (const x of list) if (x.month !== first) exceptions.set(x.language.split("-")[0], x.month);
  // Within one language two months with one name cannot be told apart.
  if (list.some((x) => x.language === list[0].language && x.month !== first)) continue;
  lines.push([list[0].printed.toLowerCase(), [first, ...[...exceptions].map(([l, m]) => `${l}=${m}`)].join(" ")].join("\t"));
}
for (const [, list] of [...months("persian", ["fa", "en"])].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
  if (list.every((x) => x.month === list[0].month)) lines.push(`${list[0].printed.toLowerCase()}\tpersian:${list[0].month}`);
}
writeFileSync(join(target, "months.tsv"), lines.join("\n") + "\n");

const codes = ("AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CF CG CH CI CL CM CN " +
  "CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK " +
  "HN HR HT HU ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME " +
  "MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP NR NZ OM PA PE PF PG PH PK PL PR PS PT PW PY QA RE " +
  "RO RS RU RW SA SB SC SD SE SG SH SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ " +
  "VA VC VE VG VI VN VU WS XK YE YT ZA ZM ZW").split(" ");
const names = new Map();
for (const language of languages) {
  const display = new Intl.DisplayNames([language], { type: "region", fallback: "none" });
  const short = new Intl.DisplayNames([language], { type: "region", style: "short", fallback: "none" });
  for (const code of codes) {
    for (const name of [display.of(code), short.of(code)]) {
      const folded = name && fold(name);
      if (!folded || folded.length < 2 || /^[a-z]{1,2}$/.test(folded) || names.has(folded)) continue;
      names.set(folded, [name, code]);
    }
  }
}
const countries = ["# Country names in many languages: phrase, ISO 3166-1 alpha-2 code.",
  "# GENERATED from Unicode CLDR (through ICU) by tools/lexicon/icu_lexicons.mjs; do not edit. Own additions: country_words.tsv.",
  ...[...names].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, [name, code]]) => `${name.replace(/\s+/g, " ")}\t${code}`)];
writeFileSync(join(target, "countries.tsv"), countries.join("\n") + "\n");

writeFileSync(join(target, "country_codes.tsv"), ["# ISO 3166-1 alpha-2 codes as they stand at the end of addresses.",
  "# GENERATED by tools/lexicon/icu_lexicons.mjs; do not edit.", ...codes.map((code) => `${code}\t${code}`)].join("\n") + "\n");
