import { FORMS } from './entry_forms.mjs';
import * as forms from './list_forms.mjs';

// One record in one layout as HTML, and the gold of what was set.
export const escape = (s) => String(s).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
export const span = (text, style) => (style ? `<span style="${style}">${escape(text)}</span>` : escape(text));

export class Setter {
  constructor(record, layout, random, words) {
    this.g = record; this.l = layout; this.r = random; this.w = words;
    this.language = (record.meta?.language ?? 'en').replace('_', '-');
    this.base = this.language.split('-')[0] === 'no' ? 'nb' : this.language.split('-')[0];
    this.out = { basics: {}, sections: [] };
    this.presentWord = this.word('present');
  }
  word(table, key) { const t = key ? this.w[table][key] ?? {} : this.w[table]; return this.r.pick(t[this.base]?.length ? t[this.base] : t['*'] ?? t.en); }

  date(iso) {
    const [y, m, d] = iso.split('-'), form = this.l.months, cjk = ['zh', 'ja', 'ko'].includes(this.base);
    if (!m) return cjk && this.l.yearSign ? `${y}${this.base === 'ko' ? '년' : '年'}` : y;
    if (['zh', 'ja'].includes(this.base) && !/^(iso|numeric|slash|dash)/.test(form)) return `${y}年${this.l.paddedMonths ? m : Number(m)}月${d ? `${Number(d)}日` : ''}`;
    if (form === 'numeric-slash') return cjk ? `${y}/${m}` : `${d ? d + '/' : ''}${m}/${y}`;
    if (form === 'numeric-dot') return cjk ? `${y}.${this.l.paddedMonths ? m : Number(m)}${d ? '.' + d : ''}` : d ? `${d}.${m}.${y}` : `${m}.${y}`;
    if (form === 'dash-numeric') return d ? `${d}-${m}-${y}` : `${m}-${y}`;
    if (form === 'slash-iso') return iso.replaceAll('-', '/');
    if (form === 'iso') return iso;
    let name;
    try { name = new Intl.DateTimeFormat(this.base, { month: form === 'long' || form === 'comma' ? 'long' : 'short', timeZone: 'UTC', calendar: 'gregory', day: 'numeric' }).formatToParts(new Date(Date.UTC(2020, m - 1, 1))).find((p) => p.type === 'month').value; } catch { name = m; }
    if (/^\d+$/.test(name)) return `${y}.${m}`;
    if (this.l.monthCapitals) name = name.toUpperCase(); else if (this.l.monthCapital) name = name[0].toUpperCase() + name.slice(1);
    if (form === 'apostrophe' && !d) return `${name.replace(/\.$/, '')} ’${y.slice(2)}`;
    if (form === 'dotted' && this.base === 'en' && name.length === 3 && name !== 'May') name += '.';
    if (form === 'comma' && this.base === 'en') return d ? `${name} ${Number(d)}, ${y}` : `${name}, ${y}`;
    return d ? (this.base === 'en' && this.l.monthFirst ? `${name} ${Number(d)}, ${y}` : `${Number(d)} ${name} ${y}`) : `${name} ${y}`;
  }
  // The printed dates of an entry; copy gets what a reader makes of them.
  dates(e, copy = {}) {
    const { startDate: a, endDate: b } = e, dash = this.l.rangeDash;
    if (e.ongoing) {
      delete copy.endDate;
      if (!a) { delete copy.ongoing; return null; }
      if (this.l.since && this.w.since[this.base]) return `${this.r.pick(this.w.since[this.base])} ${this.date(a)}`;
      return this.date(a) + dash + this.presentWord;
    }
    if (a && b) {
      if (a === b) { delete copy.startDate; return this.date(b); }
      if (this.l.shortRange && a.slice(0, 4) === b.slice(0, 4) && a.length === 7 && b.length === 7 && /^(short|long|dotted)$/.test(this.l.months) && !['zh', 'ja', 'ko', 'hu', 'lt', 'eu', 'mn'].includes(this.base)) return this.date(a).replace(/ \d{4}$/, '') + dash + this.date(b);
      if (this.l.yearDash && a.length === 4 && b.length === 4 && a.slice(0, 2) === b.slice(0, 2)) return `${a}${dash.trim().length === 1 ? dash.trim() : '-'}${b.slice(2)}`;
      return this.date(a) + dash + this.date(b);
    }
    const one = b ?? a;
    if (!one) return null;
    if (!b) { copy.endDate = a; delete copy.startDate; }
    const before = this.kind === 'education' && this.l.expected && this.w.expected[this.base] ? this.r.pick(this.w.expected[this.base]) : '';
    return before + this.date(one);
  }
  // Few CVs break a date over two lines.
  dateSpan(text) { return span(text, this.l.nowrap && !this.inSide ? `${this.l.slot.d};white-space:nowrap` : this.l.slot.d); }
  // Room for the longest date of a section in the margin.
  withMargin(html, texts) {
    const wide = (/uppercase/.test(this.l.slot.d) ? 0.78 : 0.58) * (/DejaVu/.test(this.l.family) || /bold/.test(this.l.slot.d) ? 1.12 : 1);
    const longest = Math.max(0, ...texts.map((t) => [...(t ?? '')].reduce((sum, c) => sum + (c > '\u2fff' ? 1 : wide), 0))) * this.l.size + 4;
    return this.l.nowrap && longest > this.l.marginWidth && longest < 230 ? `<div style="--margin:${longest}pt">${html}</div>` : html;
  }
  // "2 yrs 3 mos" for a number of months.
  length(months) {
    const form = this.w.lengths[this.base];
    if (!form || !(months > 0)) return '';
    const [both, years, only] = form, y = Math.floor(months / 12), m = months % 12;
    return (y && m ? both : y ? years : only).replace('%y', y).replace('%m', m);
  }
  months(e) {
    const number = (iso) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7) || 1);
    const end = e.ongoing ? '2026-06' : e.endDate;
    return e.startDate && end && e.startDate.length >= 7 && end.length >= 7 ? number(end) - number(e.startDate) + 1 : 0;
  }
  total(group) { return escape(this.length(group.reduce((sum, { e }) => sum + this.months(e), 0))); }

  bullets(list, level = 0) {
    if (!list?.length) return '';
    const b = level ? '–' : this.l.bullet, pad = this.l.bulletIndent, gap = this.l.bulletGap;
    if (this.l.bulletTag) return `<ul style="margin:0;padding-inline-start:${pad}pt;list-style-type:${this.l.bulletTag}">${list.map((t) => `<li style="margin-bottom:${gap}pt">${escape(t)}</li>`).join('')}</ul>`;
    return list.map((t) => (b ? `<div style="margin-bottom:${gap}pt;padding-inline-start:${pad}pt;text-indent:-${pad * 0.6}pt"><span style="display:inline-block;width:${pad * 0.6}pt;text-indent:0">${b}</span>${escape(t)}</div>` : `<div style="margin-bottom:${gap}pt;padding-inline-start:${pad}pt">${escape(t)}</div>`)).join('');
  }
  prose(text) { return text ? `<div style="${this.l.proseStyle}">${escape(text)}</div>` : ''; }
  labelled(kind, text) { return text ? `<div>${escape(this.word('labels', kind))}${escape(text)}</div>` : ''; }

  entries(list, name, position, extra) {
    const kind = this.kind, form = kind === 'education' ? this.l.educationForm : this.l.workForm, items = [];
    this.template = this.inSide ? this.l.narrow : kind === 'education' ? this.l.education : this.l.work;
    for (const e of list) {
      if (!e[name] && !e.position && !e.studyType && !e.area) continue;
      const copy = structuredClone(e), dates = this.dates(e, copy), { slot } = this.l;
      delete copy.url;
      const length = this.l.showLength && dates ? this.length(this.months(e)) : '';
      items.push({
        text: dates, e, copy, name: e[name], n: e[name] ? span(e[name], slot.n) : '', p: position(e), l: e.location ? span(e.location, slot.l) : '', d: dates ? this.dateSpan(dates) : '',
        u: length ? escape(length) : '', body: extra(e, copy), s: e.score && this.l.scoreSlot ? escape(e.score) : '',
      });
    }
    const html = FORMS[this.inSide ? (form === 'bulleted' ? form : 'template') : form](this, items);
    return [this.withMargin(html, items.map((i) => i.text)), items.map((i) => i.copy)];
  }

  work(list, name) {
    return this.entries(list, name, (e) => (e.position ? span(e.position, this.l.slot.p) : ''), (e) => {
      const prose = this.prose(e.summary), label = e.highlights?.length && this.l.bodyLabel && this.w.bodyLabels[this.base] ? `<div style="${this.l.bodyLabelStyle}">${escape(this.r.pick(this.w.bodyLabels[this.base]))}</div>` : '';
      const bullets = label + this.bullets(e.highlights);
      return this.l.bulletsFirst ? bullets + prose : prose + bullets;
    });
  }
  education(list) {
    const degree = (e) => {
      const s = e.studyType && span(e.studyType, this.l.slot.p), a = e.area && span(e.area, this.l.slot.a);
      if (!s || !a) return s || a || '';
      return this.l.degreeJoin === ' (' ? `${s} (${a})` : this.l.swapDegree ? `${a}, ${s}` : s + escape(this.l.degreeJoin) + a;
    };
    return this.entries(list, 'institution', degree, (e) => (this.l.scoreSlot ? '' : this.labelled('score', e.score)) + this.labelled('thesis', e.thesis) + this.labelled('advisor', e.advisor) + this.labelled('courses', e.courses?.join(', ')) + this.bullets(e.highlights));
  }
  publications(list) {
    const { refs } = this.l;
    const html = list.map((e, i) => {
      const title = { '': escape(e.name ?? ''), quotes: `“${escape(e.name ?? '')}”`, italic: `<i>${escape(e.name ?? '')}</i>`, bold: `<b>${escape(e.name ?? '')}</b>` }[refs.title];
      const venue = e.publisher ? (refs.venue ? `<i>${escape(e.publisher)}</i>` : escape(e.publisher)) : '';
      const year = e.releaseDate ? this.date(e.releaseDate) : '';
      const numbers = [e.volume && (e.issue ? `${e.volume}(${e.issue})` : e.volume), e.pages, e.doi && `doi:${e.doi}`, e.arxiv && `arXiv:${e.arxiv}`].filter(Boolean).map((x) => ', ' + escape(x)).join('');
      const mark = refs.numbered === '[]' ? `[${i + 1}] ` : refs.numbered === '.' ? `${i + 1}. ` : refs.bullet ? '• ' : '';
      const authors = (e.authors ?? []).map(escape).join(', ');
      return `<div class="entry" style="padding-left:16pt;text-indent:-16pt">${mark}${authors}${refs.yearFirst && year ? ` (${year})` : ''}${authors || (refs.yearFirst && year) ? '. ' : ''}${title}. ${venue}${numbers}${!refs.yearFirst && year ? (venue || numbers ? ', ' : '') + year : ''}.</div>`;
    }).join('');
    const out = structuredClone(list).map((e) => { delete e.url; return e; });
    return [html, out];
  }
  set(kind) {
    const list = this.g[kind];
    this.kind = kind;
    this.inSide = this.l.sidebar && this.l.sidebarKinds.includes(kind);
    switch (kind) {
      case 'work': return this.work(list, 'name');
      case 'volunteer': return this.work(list, 'organization');
      case 'education': return this.education(list);
      case 'projects': return forms.projects(this, list);
      case 'awards': return forms.keyed(this, list, 'title', 'awarder');
      case 'certificates': return forms.keyed(this, list, 'name', 'issuer');
      case 'publications': return this.publications(list);
      case 'skills': return forms.skills(this, list);
      case 'languages': return forms.languages(this, list);
      case 'interests': return forms.interests(this, list);
      case 'references': return forms.references(this, list);
      case 'researchInterests': return [this.bullets(list), list];
      case 'teaching': return forms.plain(this, list, ['course', 'position', 'institution']);
      case 'talks': return forms.plain(this, list, ['title', 'event', 'location']);
      case 'service': return forms.plain(this, list, ['role', 'organization']);
      case 'grants': return forms.plain(this, list, ['title', 'funder', 'amount']);
      case 'patents': return forms.plain(this, list, ['title', 'number']);
      case 'memberships': return forms.plain(this, list, ['role', 'organization']);
      default: throw new Error(kind);
    }
  }
  contact() {
    const b = this.g.basics ?? {}, o = this.out.basics, items = [];
    const label = (kind) => (this.l.contactLabels ? this.word('labels', kind) : '');
    if (b.email) { items.push(label('email') + b.email); o.email = b.email; }
    if (b.phone) { items.push(label('phone') + b.phone); o.phone = b.phone; }
    if (b.url) { items.push(b.url); o.url = b.url; }
    const p = b.location ?? {};
    const place = [p.address, [p.postalCode, p.city].filter(Boolean).join(' '), p.region].filter(Boolean).join(', ');
    if (place) { items.push(place); o.location = structuredClone(p); delete o.location.countryCode; }
    for (const profile of b.profiles ?? []) {
      if (!profile.url) continue;
      items.push(profile.url.replace(/^https?:\/\/(www\.)?/, '')); (o.profiles ??= []).push(profile);
    }
    return this.r.shuffle(items);
  }
  html() {
    const b = this.g.basics ?? {}, l = this.l, o = this.out;
    const contact = this.contact();
    const contactHtml = l.contactSep === '\n' ? contact.map((c) => `<div>${escape(c)}</div>`).join('') : `<div>${contact.map(escape).join(escape(l.contactSep))}</div>`;
    if (b.name) o.basics.name = b.name;
    if (b.label) o.basics.label = b.label;
    const title = `<div style="${l.nameStyle}">${escape(b.name ?? '')}</div>${b.label ? `<div style="font-size:1.15em">${escape(b.label)}</div>` : ''}`;
    const heads = {};
    for (const s of this.g.sections ?? []) heads[s.kind] ??= s.heading;
    const headingOf = (kind) => heads[kind] ?? (this.w.headings[kind]?.[this.base]?.length ? this.r.pick(this.w.headings[kind][this.base]) : this.base === 'en' && this.w.headings[kind] ? this.r.pick(this.w.headings[kind].en) : null);
    const kinds = ['work', 'education', 'projects', 'volunteer', 'publications', 'awards', 'certificates', 'skills', 'languages', 'interests', 'references', 'researchInterests', 'teaching', 'talks', 'service', 'grants', 'patents', 'memberships'].filter((k) => this.g[k]?.length && headingOf(k));
    const order = this.r.chance(0.5) ? kinds : [...this.r.shuffle(kinds.slice(0, 2)), ...this.r.shuffle(kinds.slice(2))];
    const contactBelow = l.sidebar && l.sidebarKinds.includes('contact') && l.contactSection && headingOf('contact');
    const bodies = [];
    if (contactBelow) bodies.push({ kind: 'contact', heading: headingOf('contact'), body: contact.map((c) => `<div style="overflow-wrap:anywhere">${escape(c)}</div>`).join('') });
    if (b.summary && headingOf('summary')) { bodies.push({ kind: 'summary', heading: headingOf('summary'), body: escape(b.summary) }); o.basics.summary = b.summary; }
    for (const kind of order) { const [body, gold] = this.set(kind); if (body) { o[kind] = gold; bodies.push({ kind, heading: headingOf(kind), body }); } }
    return this.page(title, contactBelow ? '' : contactHtml, bodies);
  }

  // The whole page: the banner and the sections, each where the layout has it; gold lists them as they stand.
  page(title, contactHtml, bodies) {
    const l = this.l, o = this.out, main = [], side = [];
    for (const { kind, heading, body } of bodies) {
      const inSide = l.sidebar && l.sidebarKinds.includes(kind);
      const h = `<div style="${l.heading}">${escape(heading)}</div>`;
      (inSide ? side : main).push([l.headingColumn && !inSide ? `<div class="margin head"><div class="dates">${h}</div><div>${body}</div></div>` : `<div class="section">${h}<div>${body}</div></div>`, { heading, kind }]);
    }
    o.sections = (l.sidebar === 'left' ? [...side, ...main] : [...main, ...side]).map(([, s]) => s);
    o.meta = { language: this.language, layout: l.sidebar ? 'sidebar' : 'one-column', unsure: [] };
    const banner = l.headerAlign === 'split' ? `<div class="row"><div>${title}</div><div class="right">${contactHtml}</div></div>` : `<div style="text-align:${l.headerAlign}">${title}${contactHtml}</div>`;
    const mainHtml = main.map(([h]) => h).join(''), sideHtml = side.map(([h]) => h).join('');
    const rtl = ['ar', 'he', 'fa'].includes(this.base);
    const body = l.sidebar && side.length ? `<div style="display:flex;gap:18pt;flex-direction:${l.sidebar === 'left' ? 'row' : 'row-reverse'}"><div style="width:${l.sidebarWidth}pt;flex:none;overflow-wrap:break-word">${sideHtml}</div><div style="flex:1;min-width:0;${l.justify}">${mainHtml}</div></div>` : mainHtml;
    return `<!doctype html><html lang="${this.language}" dir="${rtl ? 'rtl' : 'ltr'}"><meta charset="utf-8"><title>${escape(o.basics.name ?? 'CV')}</title><style>
@page{size:${l.paper};margin:${l.margin}pt}body{font-family:${l.family};font-size:${l.size}pt;line-height:${l.lead};margin:0;${l.sidebar ? '' : l.justify}}
.row{display:flex;justify-content:space-between;gap:14pt}.row>div:first-child{min-width:0}.right{text-align:right;flex:none;max-width:45%}
.margin{display:flex;gap:10pt}:root{--margin:${l.marginWidth}pt}.margin>.dates{width:var(--margin);flex:none}.margin>div:last-child{flex:1;min-width:0}.head{margin-top:8pt}.thirds{display:grid;grid-template-columns:1.2fr 1.4fr 1fr;gap:10pt}p{margin:0}.entry{margin-bottom:${l.entryGap}pt}</style><body>${banner}${body}</body></html>`;
  }
}
