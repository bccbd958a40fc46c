// fictional.mjs --cvs DIR --out OUT [--variants N] [--seed S] [--chromium PATH] | --check: see ../fictional/README.md.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import { drawLayout } from './layout.mjs';
import { parse, parts, records } from './marked.mjs';
import { MarkedSetter } from './marked_html.mjs';
import { Random } from './random.mjs';

const { values } = parseArgs({ options: { cvs: { type: 'string' }, out: { type: 'string' }, variants: { type: 'string', default: '2' }, seed: { type: 'string', default: '1' }, chromium: { type: 'string', default: '/usr/bin/chromium' }, check: { type: 'boolean', default: false } } });
if (!values.cvs || (!values.out && !values.check)) { console.error('usage: fictional.mjs --cvs DIR --out OUT [--variants N] [--seed S] | --cvs DIR --check'); process.exit(2); }
const words = JSON.parse(readFileSync(join(dirname(fileURLToPath(import.meta.url)), 'words.json'), 'utf8'));

const cvs = [];
let complaints = 0;
for (const file of readdirSync(values.cvs, { recursive: true }).filter((f) => f.endsWith('.cv')).sort()) {
  const complain = (what) => { ++complaints; console.error(`${file}: ${what}`); };
  const cv = parse(readFileSync(join(values.cvs, file), 'utf8'), complain);
  for (const section of cv.sections) {
    for (const { entry } of section.items) {
      for (const { text } of entry?.lines ?? []) parts(text, complain);
      if (entry) records(entry, entry.other || section.kind, {});
    }
  }
  cvs.push([basename(file, '.cv'), cv]);
}
if (new Set(cvs.map(([id]) => id)).size < cvs.length) { ++complaints; console.error('two files of one name'); }
if (values.check) { console.log(`${cvs.length} CVs, ${complaints} complaints`); process.exit(complaints ? 1 : 0); }

const { default: puppeteer } = await import('puppeteer-core');
mkdirSync(values.out, { recursive: true });
const browser = await puppeteer.launch({ executablePath: values.chromium, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
const page = await browser.newPage();
for (const [id, cv] of cvs) {
  for (let k = 1; k <= Number(values.variants); ++k) {
    const random = new Random(`${values.seed}/${id}/${k}`);
    const setter = new MarkedSetter(cv, drawLayout(random, cv.meta.lang), random, words);
    await page.setContent(setter.html());
    const name = join(values.out, `${id}--f${k}`);
    await page.pdf({ path: `${name}.pdf`, preferCSSPageSize: true, printBackground: true });
    writeFileSync(`${name}.gold.json`, JSON.stringify(setter.out, null, 1));
  }
}
await browser.close();
console.log(`${cvs.length * Number(values.variants)} documents in ${values.out}`);
