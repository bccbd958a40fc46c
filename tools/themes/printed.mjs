// What of a record stands on a printed page: every value is looked up in the PDF's words and link targets.
import { execFileSync } from 'node:child_process';

const fold = (text) => text.normalize('NFKC').toLowerCase();
const joined = (text) => fold(text).replace(/[^\p{L}\p{N}]+/gu, '');
const spaced = (text) => ` ${fold(text).replace(/[^\p{L}\p{N}+#]+/gu, ' ').trim()} `;
const bare = (url) => url.toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/\/$/, '');

const kMonths = Array.from({ length: 12 }, (_, m) => ['long', 'short'].map((month) => fold(new Intl.DateTimeFormat('en', { month }).format(new Date(2000, m, 15)))));
const kDates = new Set(['startDate', 'endDate', 'date', 'releaseDate']);
// An entry without its own name on the page is not printed at all.
const kKeys = { work: ['position', 'name'], volunteer: ['position', 'organization'], education: ['institution', 'studyType', 'area'], projects: ['name'],
  awards: ['title'], certificates: ['name'], publications: ['name'], skills: ['name', 'keywords'], languages: ['language'], interests: ['name', 'keywords'],
  references: ['name', 'reference'] };

export class Printed {
  constructor(pdf) {
    const texts = [['-raw'], ['-layout'], []].map((options) => execFileSync('pdftotext', [...options, pdf, '-'], { encoding: 'utf8' }));
    this.joined = texts.map(joined);
    this.spaced = texts.map(spaced);
    this.plains = texts.map((t) => fold(t).replace(/\s+/g, ' '));
    this.plain = this.plains[0];
    this.links = execFileSync('pdfinfo', ['-url', pdf], { encoding: 'utf8' }).toLowerCase();
    this.saysPresent = /\b(present|current|now|today|ongoing|to date)\b/.test(this.plain);
  }

  text(value) {
    const key = joined(value);
    if (!key) return false;
    const short = key.length < 12 && /^[\p{Script=Latin}\p{N}]+$/u.test(key);
    return short ? this.spaced.some((t) => t.includes(spaced(value))) : this.joined.some((t) => t.includes(key));
  }

  url(value) { return this.links.includes(bare(value)) || this.plain.replace(/ /g, '').includes(bare(value)); }

  // What stands around a name on the page, in any reading order: its entry, roughly.
  around(name) {
    const key = fold(name ?? '').replace(/\s+/g, ' ');
    const parts = [];
    for (const text of key ? this.plains : []) {
      for (let at = text.indexOf(key), n = 0; at >= 0 && n < 5; at = text.indexOf(key, at + 1), ++n) parts.push(text.slice(Math.max(0, at - 150), at + key.length + 250));
    }
    return parts.join(' | ');
  }

  // The date as precisely as the text prints it, or nothing.
  date(value, text) {
    const [year, month, day] = value.split('-');
    const has = (pattern) => new RegExp(pattern).test(text);
    if (month) {
      const names = kMonths[Number(month) - 1].join('|');
      const number = `0?${Number(month)}`;
      if (day && (has(`${year}-${month}-${day}`) || has(`(${names})\\.? 0?${Number(day)}(st|nd|rd|th)?,? ${year}`) || has(`\\b0?${Number(day)}(st|nd|rd|th)? (${names})\\.?,? ${year}`))) return value;
      if (has(`\\b(${names})\\.?,? ?${year}`) || has(`\\b${year}[-./]${number}\\b`) || has(`\\b${number}[-./]${year}\\b`)) return `${year}-${month}`;
    }
    return has(`\\b${year}\\b`) ? year : undefined;
  }

  value(key, value, text) {
    if (kDates.has(key)) return this.date(value, text) ?? this.date(value, this.plain);
    // A place that stands elsewhere on the page is not this entry's.
    if (key === 'location' && !text.includes(fold(value))) return undefined;
    if (key === 'url') return this.url(value) ? value : undefined;
    return this.text(value) ? value : undefined;
  }

  entry(entry, keys) {
    const out = {};
    const text = this.around(keys.map((k) => entry[k]).find((v) => typeof v === 'string' && this.text(v)));
    for (const [key, value] of Object.entries(entry)) {
      if (typeof value === 'string') { const kept = this.value(key, value, text); if (kept) out[key] = kept; }
      else if (Array.isArray(value)) { const kept = value.filter((v) => typeof v === 'string' && this.text(v)); if (kept.length) out[key] = kept; }
    }
    if (entry.ongoing && out.startDate && this.saysPresent) out.ongoing = true;
    return keys.some((k) => out[k]) ? out : undefined;
  }

  // The record limited to the page.
  record(record) {
    const basics = {};
    for (const key of ['name', 'label', 'email', 'phone', 'summary']) if (record.basics[key] && this.text(record.basics[key])) basics[key] = record.basics[key];
    if (record.basics.url && this.url(record.basics.url)) basics.url = record.basics.url;
    const location = this.entry(record.basics.location ?? {}, ['address', 'city', 'region', 'postalCode', 'countryCode']);
    if (location) basics.location = location;
    const profiles = (record.basics.profiles ?? []).filter((p) => (p.url && this.url(p.url)) || (p.username && this.text(p.username)));
    if (profiles.length) basics.profiles = profiles;
    const out = { basics };
    for (const [list, keys] of Object.entries(kKeys)) {
      const entries = (record[list] ?? []).map((e) => this.entry(e, keys)).filter(Boolean);
      if (entries.length) out[list] = entries;
    }
    return out;
  }
}
