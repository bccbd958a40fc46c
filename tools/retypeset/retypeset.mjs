// retypeset.mjs --gold DIR --out OUT [--variants N] [--seed S] [--chromium PATH]: see README.md.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import puppeteer from 'puppeteer-core';

import { Setter } from './html.mjs';
import { drawLayout } from './layout.mjs';
import { Mixer } from './mix.mjs';
import { Random } from './random.mjs';

const { values } = parseArgs({ options: { gold: { type: 'string', multiple: true }, out: { type: 'string' }, variants: { type: 'string', default: '4' }, seed: { type: 'string', default: '1' }, chromium: { type: 'string', default: '/usr/bin/chromium' }, only: { type: 'string', default: '' }, mix: { type: 'string', default: '0' }, folds: { type: 'string', default: '5' }, invent: { type: 'string', default: '0' }, pool: { type: 'string', multiple: true } } });
if (!values.gold || !values.out) { console.error('usage: retypeset.mjs --gold DIR [--gold DIR ...] --out OUT [--variants N] [--seed S]'); process.exit(2); }
const words = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'words.json'), 'utf8'));

// What its annotator was not sure of is no label: the entry that holds it is left out.
function withoutUnsure(record) {
  const drop = new Map();
  for (const path of record.meta?.unsure ?? []) {
    const m = /^(?:\$\.)?(\w+)\[(\d+)\]/.exec(path);
    if (m) (drop.get(m[1]) ?? drop.set(m[1], new Set()).get(m[1])).add(Number(m[2]));
    else { const name = /^(?:\$\.)?(\w+)$/.exec(path)?.[1]; if (name && name !== 'basics') record[name] = []; }
  }
  for (const [name, set] of drop) if (Array.isArray(record[name]) && name !== 'sections') record[name] = record[name].filter((_, i) => !set.has(i));
  return record;
}

function recordsOf(dir) {
  return readdirSync(dir).filter((f) => f.endsWith('.gold.json')).sort().map((file) => ({ id: file.slice(0, -'.gold.json'.length), record: withoutUnsure(JSON.parse(readFileSync(join(dir, file), 'utf8'))) })).filter(({ record }) => record.basics?.name && !record.meta?.only);
}

mkdirSync(values.out, { recursive: true });
const browser = await puppeteer.launch({ executablePath: values.chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await browser.newPage();
const mixed = Number(values.mix);
const mixer = mixed > 0 ? new Mixer([...values.gold, ...(values.pool ?? [])].flatMap(recordsOf), Number(values.folds), join(dirname(fileURLToPath(import.meta.url)), '../../models/lexicon'), Number(values.invent)) : null;
let made = 0;
for (const dir of values.gold) {
  for (const { id, record: gold } of recordsOf(dir)) {
    if (!id.includes(values.only)) continue;
    for (let k = 1; k <= Number(values.variants); ++k) {
      const random = new Random(`${values.seed}/${id}/${k}`), mix = random.chance(mixed);
      const record = mix ? mixer.mix(id, gold, random, words) : structuredClone(gold);
      const setter = new Setter(record, drawLayout(random, record.meta?.language ?? 'en'), random, words);
      await page.setContent(setter.html());
      const name = join(values.out, `${id}--${mix ? 'm' : 'r'}${k}`);
      await page.pdf({ path: `${name}.pdf`, preferCSSPageSize: true, printBackground: true });
      writeFileSync(`${name}.gold.json`, JSON.stringify(setter.out, null, 1));
      ++made;
    }
  }
}
await browser.close();
console.log(`${made} documents in ${values.out}`);
