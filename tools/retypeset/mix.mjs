// Recombines gold records: entries and single values of many people in one CV, so that the words of a document no longer
// tell whose it is. For cross-validation only records of one fold meet: the fold of an id is the one of tools/crossval.py.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Inventor } from './invent.mjs';

const MASK = (1n << 64n) - 1n;
export function hash64(text) {  // hash64 of src/base/units.cpp
  let h = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) h = ((h ^ BigInt(byte)) * 0x100000001b3n) & MASK;
  h ^= h >> 32n;
  h = (h * 0xd6e8feb86659fd93n) & MASK;
  h ^= h >> 32n;
  return h || 1n;
}
export const foldOf = (id, folds) => Number(hash64(id.split('--')[0]) % BigInt(folds));
export const baseOf = (record) => { const b = (record.meta?.language ?? 'en').split(/[-_]/)[0]; return b === 'no' ? 'nb' : b; };

// How many entries a section has, at least and at most; how often a section that the donor lacks is added.
const KINDS = {
  work: [1, 8, 0.8], education: [1, 5, 0.8], projects: [1, 6, 0.4], volunteer: [1, 3, 0.15], publications: [1, 8, 0.1], awards: [1, 8, 0.35],
  certificates: [1, 7, 0.35], skills: [1, 7, 0.5], languages: [1, 5, 0.4], interests: [1, 4, 0.15], references: [1, 4, 0.2], researchInterests: [2, 6, 0.08],
  teaching: [1, 8, 0.12], talks: [1, 8, 0.12], service: [1, 8, 0.12], grants: [1, 5, 0.15], patents: [1, 4, 0.06], memberships: [1, 5, 0.12],
};
const PROSE = { work: ['summary', 'highlights'], volunteer: ['summary', 'highlights'], projects: ['description', 'highlights'] };
const SWAPPED = {
  work: ['name', 'position', 'location'], volunteer: ['organization', 'position', 'location'], education: ['institution', 'studyType', 'area', 'location', 'score', 'advisor', 'thesis'],
  projects: ['name'], awards: ['title', 'awarder', 'summary'], certificates: ['name', 'issuer'], teaching: ['course', 'position', 'institution'], talks: ['title', 'event', 'location'],
  service: ['role', 'organization'], grants: ['title', 'funder', 'amount'], patents: ['title', 'number'], memberships: ['organization', 'role'], languages: ['fluency'], skills: ['name'],
};
const DATED = { work: 'range', volunteer: 'range', education: 'range', projects: 'range', awards: 'date', certificates: 'date', teaching: 'range', talks: 'date', service: 'range', grants: 'range', memberships: 'range' };

const pad = (n) => String(n).padStart(2, '0');

export class Mixer {
  constructor(records, folds, lexicon, invented = 0) {
    this.folds = folds;
    this.invented = invented;  // share of the values that are invented
    this.inventor = invented > 0 ? new Inventor(lexicon) : null;
    this.pools = new Map();
    for (const { id, record } of records) this.add(`${foldOf(id, folds)}/${baseOf(record)}`, record);
    for (const { id, record } of records) this.add(`${foldOf(id, folds)}/*`, record);
    const rows = (name) => readFileSync(join(lexicon, `${name}.tsv`), 'utf8').split('\n').filter((l) => l && !l.startsWith('#')).map((l) => l.split('\t'));
    const latin = /^[\p{Script=Latin} .'’-]+$/u;
    this.cities = rows('cities').filter(([n]) => latin.test(n) && n.length > 2);
    this.families = rows('person_names').filter(([n, p]) => p === 'family' && latin.test(n) && n.length > 3).map(([n]) => n[0].toUpperCase() + n.slice(1));
  }
  add(key, record) {
    const pool = this.pools.get(key) ?? this.pools.set(key, { lists: {}, values: {}, headings: {}, prose: [], highlights: [], records: 0, summaries: [], labels: [], keywords: [] }).get(key);
    ++pool.records;
    for (const s of record.sections ?? []) (pool.headings[s.kind] ??= []).push(s.heading);
    if (record.basics?.summary) pool.summaries.push(record.basics.summary);
    if (record.basics?.label) pool.labels.push(record.basics.label);
    for (const kind of Object.keys(KINDS)) {
      const list = record[kind] ?? [];
      // A long list of one person must not outweigh the others.
      if (list.length) (pool.lists[kind] ??= []).push(list);
      for (const field of SWAPPED[kind] ?? []) {
        const all = [...new Set(list.map((e) => e[field]).filter((v) => typeof v === 'string' && v))];
        if (all.length) ((pool.values[kind] ??= {})[field] ??= []).push(all);
      }
      for (const e of PROSE[kind] ? list : []) {
        const text = e[PROSE[kind][0]];
        if (text) pool.prose.push(text);
        if (e.highlights?.length) pool.highlights.push(e.highlights);
      }
      if (kind === 'skills') for (const e of list) if (e.keywords?.length) pool.keywords.push(e.keywords);
    }
  }

  place(r, language) {
    const [city, code] = r.pick(this.cities);
    let country = code;
    try { country = new Intl.DisplayNames([language], { type: 'region' }).of(code); } catch { /* the code stands for itself */ }
    return r.pick([city, city, `${city}, ${country}`, `${city}, ${country}`, `${city}, ${code}`, `${city} (${country})`, country, `${city} / ${country}`]);
  }
  employer(r, words) {
    const form = r.pick(words.employers);
    return form.replace(/%F/g, () => r.pick(this.families)).replace(/%C/g, () => r.pick(this.cities)[0]);
  }

  // Dates of one section: newest first, mostly without gaps, in one precision with exceptions.
  dates(r, entries, how) {
    const precision = r.pick(['year', 'month', 'month', 'month', 'day']);
    let year = 2026 - Math.floor(r.next() * r.next() * 20), month = 1 + Math.floor(r.next() * 12), first = true;
    const print = (y, m, p) => (p === 'year' ? `${y}` : p === 'month' ? `${y}-${pad(m)}` : `${y}-${pad(m)}-${pad(1 + Math.floor(r.next() * 28))}`);
    for (const e of entries) {
      const p = r.chance(0.07) ? r.pick(['year', 'month']) : precision;
      const had = e.startDate || e.endDate || e.date || e.ongoing;
      delete e.startDate; delete e.endDate; delete e.date; delete e.ongoing;
      if (!had && !r.chance(0.3)) continue;
      const length = 1 + Math.floor(r.next() * r.next() * (p === 'year' ? 96 : 70));
      let from = year * 12 + month - 1 - length;
      const a = print(Math.floor(from / 12), (from % 12) + 1, p), b = print(year, month, p);
      if (how === 'date') e.date = p === 'day' && r.chance(0.6) ? b.slice(0, 7) : b;
      else if (first && r.chance(0.45)) { e.startDate = a; e.ongoing = true; }
      else if (r.chance(0.08)) e.endDate = b;
      else if (a === b) e.endDate = b;
      else { e.startDate = a; e.endDate = b; }
      if (how === 'date') from = year * 12 + month - 1 - Math.floor(r.next() * 20);
      if (r.chance(0.2)) from -= Math.floor(r.next() * 24);
      if (r.chance(0.07)) from += 10;
      year = Math.floor(from / 12); month = (from % 12) + 1; first = false;
    }
  }

  // A record made of the donor's header and entries of its fold.
  mix(id, donor, r, words) {
    const base = baseOf(donor), fold = foldOf(id, this.folds), wide = this.pools.get(`${fold}/*`);
    let pool = this.pools.get(`${fold}/${base}`);
    const lone = pool.records < 4;
    const from = (lists) => (lists?.length ? r.pick(r.pick(lists)) : undefined);
    const value = (kind, field) => from(pool.values[kind]?.[field]) ?? (lone ? from(wide.values[kind]?.[field]) : undefined);
    const out = { meta: structuredClone(donor.meta ?? {}), basics: structuredClone(donor.basics ?? {}), sections: [] };
    delete out.meta.unsure;
    if (pool.labels.length && r.chance(0.6)) out.basics.label = r.pick(pool.labels); else if (r.chance(0.3)) delete out.basics.label;
    if (pool.summaries.length && r.chance(0.5)) out.basics.summary = r.pick(pool.summaries); else if (r.chance(0.4)) delete out.basics.summary;
    for (const [kind, [least, most, added]] of Object.entries(KINDS)) {
      if (!(donor[kind]?.length ? r.chance(0.85) : r.chance(added))) continue;
      let lists = pool.lists[kind];
      if (!lists?.length) { if (!lone || !r.chance(0.3) || !(lists = wide.lists[kind])?.length) continue; }
      const count = least + Math.floor(r.next() * (most - least + 1)), seen = new Set(), entries = [];
      // Half of the time the entries come in runs of one person: some sections do hang together.
      const run = r.chance(0.35) ? r.pick(lists) : null;
      for (let i = 0; i < count * 2 && entries.length < count; ++i) {
        const drawn = r.pick(run ?? r.pick(lists)), text = JSON.stringify(drawn);
        if (seen.has(text)) continue;
        seen.add(text); entries.push(structuredClone(drawn));
      }
      for (const e of entries) {
        if (typeof e === 'string') continue;
        for (const field of SWAPPED[kind] ?? []) {
          if (!e[field] && !(r.chance(0.12) && e[SWAPPED[kind][0]])) continue;
          if (typeof (e[field] ?? '') !== 'string') continue;
          const made = this.inventor && r.chance(this.invented) ? this.inventor.value(r, base, kind, field) : undefined;
          if (made) { e[field] = made; continue; }
          if (r.chance(0.5)) { const v = value(kind, field); if (v) e[field] = v; }
          if (field === 'location' && (r.chance(0.45)) && !['zh', 'ja', 'ko', 'fa', 'ar', 'he'].includes(base)) e.location = this.place(r, base);
          if (['name', 'organization'].includes(field) && ['work', 'volunteer'].includes(kind) && r.chance(0.3) && !['zh', 'ja', 'ko', 'fa', 'ar', 'he'].includes(base)) e[field] = this.employer(r, words);
        }
        if (e.location && r.chance(0.15)) delete e.location;
        if (PROSE[kind] && r.chance(0.6)) {
          const text = PROSE[kind][0];
          delete e[text]; delete e.highlights;
          const shape = r.next();
          if (shape < 0.55 && pool.highlights.length) {
            const all = r.chance(0.5) ? r.shuffle(r.pick(pool.highlights)) : Array.from({ length: 6 }, () => from(pool.highlights));
            e.highlights = [...new Set(all)].slice(0, 1 + Math.floor(r.next() * 6));
          }
          if ((shape < 0.2 || (shape > 0.55 && shape < 0.88)) && pool.prose.length) e[text] = r.pick(pool.prose);
        }
        if (kind === 'skills' && e.keywords?.length && r.chance(0.5)) {
          const all = Array.from({ length: 12 }, () => from(pool.keywords)).filter(Boolean);
          e.keywords = [...new Set([...e.keywords.slice(0, 6), ...all])].sort(() => r.next() - 0.5).slice(0, 1 + Math.floor(r.next() * 9));
        }
      }
      if (DATED[kind] && r.chance(0.75)) this.dates(r, entries, DATED[kind]);
      // Several roles at one employer.
      if (kind === 'work' && r.chance(0.35)) for (let i = 1; i < entries.length; ++i) if (r.chance(0.35)) { entries[i].name = entries[i - 1].name; if (entries[i - 1].location) entries[i].location = entries[i - 1].location; }
      out[kind] = entries;
      const heads = pool.headings[kind];
      if (heads?.length && r.chance(0.75)) out.sections.push({ heading: r.pick(heads), kind });
    }
    if (out.basics.summary && pool.headings.summary?.length) out.sections.push({ heading: r.pick(pool.headings.summary), kind: 'summary' });
    if (pool.headings.contact?.length && r.chance(0.5)) out.sections.push({ heading: r.pick(pool.headings.contact), kind: 'contact' });
    return out;
  }
}
