// themes.mjs --gold DIR --out OUT [--per-record N] [--seed S] [--chromium PATH]: see README.md.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

import puppeteer from 'puppeteer-core';

import { answer } from './assets.mjs';
import { Random } from '../retypeset/random.mjs';
import { Printed } from './printed.mjs';

const { values } = parseArgs({ options: { gold: { type: 'string', multiple: true }, out: { type: 'string' }, 'per-record': { type: 'string', default: '4' },
  seed: { type: 'string', default: '1' }, chromium: { type: 'string', default: '/usr/bin/chromium' }, only: { type: 'string', default: '' } } });
if (!values.gold || !values.out) { console.error('usage: themes.mjs --gold DIR [--gold DIR ...] --out OUT [--per-record N] [--seed S]'); process.exit(2); }

const here = dirname(fileURLToPath(import.meta.url));
const themes = Object.keys(JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies).filter((n) => n.startsWith('jsonresume-theme-'));
const kLists = ['work', 'volunteer', 'education', 'projects', 'awards', 'certificates', 'publications', 'skills', 'languages', 'interests', 'references'];
const kKinds = [[/^(about|summary|profile)( me)?$/, 'summary'], [/^(work|experience|(work|professional) (experience|history)|employment)/, 'work'], [/^volunteer/, 'volunteer'],
  [/^education/, 'education'], [/^(personal |side )?projects/, 'projects'], [/^(awards|honors)/, 'awards'], [/^certific/, 'certificates'], [/^publications/, 'publications'],
  [/^(technical )?skills|^technologies/, 'skills'], [/^languages/, 'languages'], [/^interests/, 'interests'], [/^(references|recommendations)/, 'references'], [/^(contact|info)/, 'contact']];

// A JSON Resume document: the lists that JSON Resume knows, without entries that the annotator was not sure of.
function jsonResume(gold) {
  const doc = { basics: { location: {}, profiles: [], ...structuredClone(gold.basics) } };
  const unsure = (gold.meta?.unsure ?? []).map((u) => u.replace(/^\$\.?/, ''));
  for (const list of kLists) {
    doc[list] = (structuredClone(gold[list]) ?? []).filter((_, i) => !unsure.some((u) => u === list || u.startsWith(`${list}[${i}]`)));
    for (const entry of doc[list]) if (entry.highlights === undefined && ['work', 'volunteer', 'projects'].includes(list)) entry.highlights = [];
  }
  return doc;
}

function render(theme, doc) {
  doc = structuredClone(doc);
  // Themes older than JSON Resume 1.0 know these names.
  for (const list of kLists) for (const entry of doc[list]) {
    if (entry.url) entry.website = entry.url;
    if (list === 'work' && entry.name) entry.company = entry.name;
  }
  if (doc.basics.url) doc.basics.website = doc.basics.url;
  return execFileSync(process.execPath, [join(here, 'render.mjs'), theme], { input: JSON.stringify(doc), encoding: 'utf8', timeout: 30000, maxBuffer: 1 << 26, stdio: ['pipe', 'pipe', 'ignore'] });
}

mkdirSync(values.out, { recursive: true });
const browser = await puppeteer.launch({ executablePath: values.chromium, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
const page = await browser.newPage();
await page.emulateMediaType('screen');
await page.setRequestInterception(true);
page.on('request', (request) => {
  if (/^(data|about):/.test(request.url())) return request.continue();
  const response = answer(request.url());
  return response ? request.respond(response) : request.abort();
});
let made = 0, failed = 0;
for (const dir of values.gold) {
  const seen = new Set();
  // The fullest record of each ID: a corpus may hold one person's record several times, limited to what each page prints.
  const files = readdirSync(dir).filter((f) => f.endsWith('.gold.json') && f.includes(values.only));
  files.sort((a, b) => statSync(join(dir, b)).size - statSync(join(dir, a)).size);
  for (const file of files) {
    const id = file.slice(0, -'.gold.json'.length).split('--')[0];
    if (seen.has(id)) continue;
    seen.add(id);
    const gold = JSON.parse(readFileSync(join(dir, file), 'utf8'));
    if (!gold.basics?.name || gold.meta?.only) continue;
    const random = new Random(`${values.seed}/${id}`);
    const order = random.shuffle(themes);
    let left = Number(values['per-record']);
    for (const theme of order) {
      const name = `${id}--${theme.slice('jsonresume-theme-'.length)}`;
      if (left === 0) break;
      if (existsSync(join(dir, `${name}.gold.json`))) continue; // the source corpus has this pair already
      const pdf = join(values.out, `${name}.pdf`);
      try {
        const doc = jsonResume(gold);
        await page.goto('about:blank'); // the policies that one theme sets must not meet the next
        await page.setContent(render(theme, doc), { waitUntil: 'load', timeout: 15000 });
        await page.evaluate(() => document.fonts.ready);
        await page.pdf({ path: pdf, format: random.chance(0.5) ? 'A4' : 'Letter', printBackground: true });
        const out = new Printed(pdf).record(doc);
        if (!out.basics.name) throw new Error('the name is not printed');
        const headings = await page.evaluate(() => [...document.querySelectorAll('h1,h2,h3,h4,h5,h6,[class*=title],[class*=heading],header')]
          .filter((e) => e.children.length <= 2 && e.getClientRects().length).map((e) => e.innerText.trim().replace(/\s+/g, ' ')));
        out.sections = [];
        for (const heading of headings) {
          const kind = kKinds.find(([pattern]) => heading.length < 30 && pattern.test(heading.toLowerCase()))?.[1];
          if (kind && !out.sections.some((s) => s.heading === heading)) out.sections.push({ heading, kind });
        }
        out.meta = { source: `jsonresume:${theme.slice('jsonresume-theme-'.length)}`, language: gold.meta?.language ?? 'en', kind: gold.meta?.kind,
          unsure: ['basics.location.address', 'sections'] };
        writeFileSync(join(values.out, `${name}.gold.json`), JSON.stringify(out, null, 1));
        ++made;
        --left;
      } catch (error) {
        ++failed; // a theme that cannot take this record; another one is tried
        rmSync(pdf, { force: true });
        process.stderr.write(`${name}: ${String(error.message).split('\n')[0].slice(0, 120)}\n`);
      }
    }
  }
}
await browser.close();
console.log(`${made} documents in ${values.out}, ${failed} failed`);
