// Reads CVs written as text with marks (tools/fictional, see README.md there): sections of entries, whose printed lines
// are kept as they were written, and the record that the marks say.
const KINDS = new Set('summary work volunteer education projects awards certificates publications skills languages interests references researchInterests teaching talks service grants patents memberships transcript contact other'.split(' '));
const MARKS = new Set('org pos loc date url deg area score adv thesis course title kw desc awarder note event funder amount number author venue volume issue pages doi name'.split(' '));
const PART = /\{(\w+):([^{}]*)\}/g;
const DATE = /^\d{4}(-\d\d(-\d\d)?)?$/;

// A line's parts in printed order: { text } or { mark, text, value }.
export function parts(line, complain = () => {}) {
  const out = [];
  let at = 0;
  for (const m of line.matchAll(PART)) {
    if (m.index > at) out.push({ text: line.slice(at, m.index) });
    const [, mark, inner] = m, part = { mark, text: inner };
    if (!MARKS.has(mark)) complain(`unknown mark ${mark}`);
    if (mark === 'date') {
      const cut = inner.lastIndexOf('=');
      part.text = cut < 0 ? inner : inner.slice(0, cut);
      part.value = cut < 0 ? '' : inner.slice(cut + 1).trim();
      for (const d of part.value.split('/')) if (d && d !== 'now' && !DATE.test(d)) complain(`date ${inner}`);
      if (cut < 0) complain(`date without a value: ${inner}`);
    }
    out.push(part);
    at = m.index + m[0].length;
  }
  if (at < line.length) out.push({ text: line.slice(at) });
  if (out.some((p) => !p.mark && /[{}]/.test(p.text))) complain(`brace in ${line}`);
  return out;
}

export function parse(text, complain = () => {}) {
  const cv = { meta: {}, sections: [] };
  let section = null, entry = null;
  for (const raw of text.replace(/\r/g, '').split('\n')) {
    const line = raw.replace(/\s+$/, '');
    if (!line) continue;
    let m;
    if (line.startsWith('## ') && (m = /^## (.*?)\s*\{(\w+)\}$/.exec(line))) {
      if (!KINDS.has(m[2])) complain(`unknown kind ${m[2]}`);
      section = { heading: m[1], kind: m[2], items: [] };
      entry = null;
      cv.sections.push(section);
    } else if (!section) {
      if ((m = /^(\w+):\s*(.*)$/.exec(line))) cv.meta[m[1]] = m[2]; else complain(`head: ${line}`);
    } else if (line.startsWith('### ')) {
      section.items.push({ sub: line.slice(4) });
      entry = null;
    } else if ((m = /^\+([rca]?) (.*)$/.exec(line))) {
      entry = { role: m[1] === 'r', other: m[1] === 'c' ? 'certificates' : m[1] === 'a' ? 'awards' : '', lines: [{ kind: 'head', text: m[2] }] };
      section.items.push({ entry });
    } else if ((m = /^\s*(--|-|\||~|=) (.*)$/.exec(line))) {
      const kind = { '-': 'item', '--': 'nested', '|': 'prose', '~': 'none', '=': 'list' }[m[1]];
      if (entry && line.startsWith(' ')) entry.lines.push({ kind, text: m[2] }); else { section.items.push({ line: { kind, text: m[2] } }); entry = null; }
    } else if (entry && /^\s/.test(line)) entry.lines.push({ kind: 'head', text: line.trim() });
    else complain(`line: ${line}`);
  }
  for (const key of ['lang', 'name']) if (!cv.meta[key]) complain(`no ${key}`);
  return cv;
}

const printed = (text) => parts(text).map((p) => p.text).join('').replace(/ *(<<|>>) */g, ' ').trim();

// The marks of an entry, by name; prose and bullets without marks beside them.
function valuesOf(entry, kind) {
  const v = { prose: [], items: [] };
  for (const { kind: what, text } of entry.lines) {
    const marked = parts(text).filter((p) => p.mark);
    for (const p of marked) (v[p.mark] ??= []).push(p.mark === 'date' ? p.value : p.text.trim());
    if (what === 'prose') v.prose.push(printed(text));
    if ((what === 'item' || what === 'nested') && (marked.length === 0 || kind === 'work' || kind === 'volunteer')) v.items.push(printed(text));
  }
  return v;
}
function range(v, single = 'endDate') {
  if (!v.date) return {};
  const all = v.date.flatMap((d) => (d.includes('/') ? [d.split('/')] : [[null, d]])), out = {};
  const starts = all.map(([a]) => a).filter(Boolean), ends = all.map(([, b]) => b).filter(Boolean);
  if (starts.length) out.startDate = starts.sort()[0];
  else if (ends.length > 1) { out.startDate = [...ends].sort()[0]; }
  if (ends.includes('now')) out.ongoing = true; else if (ends.length) out[single] = ends.sort().at(-1);
  if (out.startDate && out.startDate === out.endDate) delete out.startDate;
  return out;
}
const clean = (o) => Object.fromEntries(Object.entries(o).filter(([, x]) => x !== undefined && x !== '' && !(Array.isArray(x) && !x.length)));
const join = (...texts) => texts.flat().filter(Boolean).join(' ');

// What an entry of a section of that kind is in the record: usually one, for lists of courses or journals more.
export function records(entry, kind, before) {
  const v = valuesOf(entry, kind), one = (mark) => v[mark]?.[0], day = v.date?.[0]?.split('/').filter((d) => d && d !== 'now').at(-1);
  switch (kind) {
    case 'work': case 'volunteer': {
      const org = one('org') ?? (entry.role ? before?.org : undefined);
      if (before) before.org = org;
      return [clean({ [kind === 'work' ? 'name' : 'organization']: org, position: one('pos'), location: one('loc'), url: one('url'), ...range(v), summary: join(v.desc, v.prose), highlights: v.items })];
    }
    case 'education': {
      const org = one('org') ?? (entry.role ? before?.org : undefined);
      if (before) before.org = org;
      return [clean({ institution: org, studyType: one('deg'), area: one('area'), location: one('loc'), ...range(v), score: one('score'), courses: v.course, advisor: one('adv'), thesis: one('thesis'), highlights: [...v.prose, ...v.items] })];
    }
    case 'projects': {
      const { ongoing: _, ...dates } = range(v);
      return [clean({ name: one('title'), description: join(v.desc, v.prose), highlights: v.items, keywords: v.kw, url: one('url'), ...dates })];
    }
    case 'awards': return [clean({ title: one('title'), date: day, awarder: one('awarder'), summary: join(v.note, v.prose) })];
    case 'certificates': return [clean({ name: one('title'), date: day, issuer: one('awarder'), url: one('url') })];
    case 'teaching': {
      const { ongoing: _, ...dates } = range(v);
      return (v.course ?? [undefined]).map((course) => clean({ course, position: one('pos'), institution: one('org'), ...dates }));
    }
    case 'talks': return [clean({ title: one('title'), event: one('event') ?? one('org'), location: one('loc'), date: day })];
    case 'service': case 'memberships': {
      const { ongoing: _, ...dates } = range(v);
      return (v.org ?? [undefined]).map((organization) => clean({ role: one('pos'), organization, ...dates }));
    }
    case 'grants': {
      const { ongoing: _, ...dates } = range(v);
      return [clean({ title: one('title'), funder: one('funder') ?? one('org'), amount: one('amount'), ...dates })];
    }
    case 'patents': return [clean({ title: one('title'), number: one('number'), date: day })];
    case 'references': return [clean({ name: one('name'), reference: join(v.prose) })];
    case 'publications': return [clean({ name: one('title'), authors: v.author, publisher: one('venue') ?? one('org'), releaseDate: day, volume: one('volume'), issue: one('issue'), pages: one('pages'), doi: one('doi'), url: one('url') })];
    default: return [];
  }
}

const items = (text) => text.split(';').map((s) => s.trim()).filter(Boolean);

// What the lines of a section that has no entries say.
export function listRecords(section) {
  const out = [];
  for (const { line } of section.items) {
    if (!line) continue;
    if (section.kind === 'skills' && line.kind === 'list') {
      const m = /^([^;:]{1,60}): (.*)$/.exec(line.text);
      out.push(clean({ name: m?.[1], keywords: items(m ? m[2] : line.text) }));
    } else if (section.kind === 'languages' && line.kind === 'list') {
      for (const item of items(line.text)) { const [language, ...fluency] = item.split(':'); out.push(clean({ language: language.trim(), fluency: fluency.join(':').trim() })); }
    } else if ((section.kind === 'interests' || section.kind === 'researchInterests') && (line.kind === 'list' || line.kind === 'item')) {
      for (const item of line.kind === 'list' ? items(line.text) : [line.text]) out.push(section.kind === 'interests' ? { name: item } : item);
    }
  }
  return out;
}
