// The forms of skills, languages, awards, certificates, projects, references and academic lists.
import { fill, lines } from './entry_forms.mjs';
import { escape, span } from './html.mjs';

const KEYED = ['{t} || {d} / {o}[, {s}]', '{d}[ – {t}][, {o}][, {s}]', '{t}[, {o}][ ({d})]', '{d} {t}[ ({s})][, {o}]', '{t}[. {o}][. {s}][, {d}].', '{o}: {t}[ ({d})]', '{t} / {o} / {d}', '{o}, {t}[, {s}][, {d}]', '{t}[ – {o}][, {s}][ – {d}]', '{t}%{o} || {d}', '{t} {d} / {o}', '{t}[%{s}][%{o}] || {d}',
  '{t} || {o} || {d}', '{d}: {t}[, {o}]', '{t}[ ({o})][, {d}]', '{d}[%{o}] / {t}', '{t}[ from {o}][, {s}] || {d}', '{o} || {d} / {t}', '{t} || {s} / {o} || {d}', '{t}[, {s}][, {o}], {d}', '{t} - {o} - {d}', '{t} / {d}[%{o}]', '{d} / {t} / {o}', '{t}[ by {o}]', '{t}[ @ {o}][ ({d})]'];
const KEYED_MARGIN = ['{t}[, {o}][, {s}]', '{t} / {o}[, {s}]', '{t}[%{o}][ ({s})]', '{o}: {t}', '{t}[ ({o})]', '{t} || {o}'];
const PLAIN = ['{a}[, {b}][, {c}] || {d}', '{a} || {d} / {b}[, {c}]', '{d}[: {a}][, {b}][, {c}]', '{a}[, {b}][, {c}][ ({d})]', '{b}[: {a}][, {c}][, {d}]', '{a}[. {b}][, {c}][. {d}].', '{b}[, {c}][, {a}][ ({d})]', '{d}  {b}[, {a}][, {c}]', '“{a}”[, {b}][, {c}][, {d}].', '{b}, {c}[. {a}][ ({d})]', '{a} / {b}[, {c}][, {d}]', '{c}[, {a}][, {b}] || {d}', '{d}[. {a}][. {b}][, {c}].', '{c} || {d} / {a}[ ({b})]', '{a}[ – {b}][ – {c}][ – {d}]', '{a}[ ({d})][, {b}][, {c}]', '{b} || {d} / {a} / {c}', '{a}[ at {b}][ in {c}][, {d}]'];
const PLAIN_MARGIN = ['{a}[, {b}][, {c}]', '{b}[: {a}][, {c}]', '{a} / {b}[, {c}]', '{c}[, {b}][: {a}]', '“{a}”[, {b}][, {c}]', '{b}[, {c}][. {a}]', '{a}[%{b}][%{c}]'];

export function listLayout(r) {
  const project = r.pick(['{n}[%{k}] || {d}', '{n} || {d} / {x} / {k}', '{n}[ ({d})]', '{n} || {x}[%{d}]', '{d} / {n} / {x}', '{n}[ ({k})] || {d}', '{n}[, {d}]', '{n}[: {x}] || {d}', '{n} || {k}', '{n} / {d}[%{x}]', '{n} / {k}', '{d}[  {n}]']);
  return {
    keyed: Object.fromEntries(['awards', 'certificates'].map((k) => [k, { form: r.pick(KEYED), margin: r.chance(0.22), marginForm: r.pick(KEYED_MARGIN), mark: r.pick(['', '', '', 'b', 'b', '1']), table: r.chance(0.05) }])),
    plain: Object.fromEntries(['teaching', 'talks', 'service', 'grants', 'patents', 'memberships'].map((k) => [k, { form: r.pick(PLAIN), margin: r.chance(0.3), marginForm: r.pick(PLAIN_MARGIN), mark: r.pick(['', '', '', 'b', 'b', '1', 'h']), group: r.pick([null, null, null, null, 'year', 'first', 'joined']), table: r.chance(0.05) }])),
    project, projectBullet: r.chance(0.12), projectInline: r.chance(0.15), projectKeywords: r.pick(['after', 'after', 'before', 'italic', 'bullet']), issued: r.chance(0.15), credential: r.chance(0.15), subheads: r.chance(0.1), subheadStyle: r.pick(['font-weight:bold', 'font-style:italic', 'text-decoration:underline', 'color:#246;font-weight:bold', 'text-transform:uppercase;font-size:0.95em']),
    skillLevels: r.chance(0.25) ? r.pick(['paren', 'dash', 'colon', 'bar', 'dots', 'stars', 'percent']) : '', skillColumns: r.pick([2, 2, 3, 4]), skillLabelMark: r.pick([': ', ': ', ' – ', ' - ', ' | ', ':  ']), lastAnd: r.chance(0.1), skillStop: r.chance(0.12),
    languageForm: r.pick(['paren', 'dash', 'colon', 'table', 'comma-paren', 'comma-dash', 'block', 'bullet', 'columns', 'bar', 'europass', 'line', 'group', 'margin']), referenceColumns: r.pick([1, 1, 2, 2, 3]),
  };
}

const mark = (s, m, k, html) => (m === 'b' ? `<div style="padding-left:12pt;text-indent:-9pt">${s.l.bullet || '•'} ${html}</div>` : m === '1' ? `<div style="display:flex"><div style="width:18pt;flex:none">${s.l.numberForm.replace('1', k + 1)}</div><div style="flex:1">${html}</div></div>` : m === 'h' ? `<div style="padding-left:18pt;text-indent:-18pt">${html}</div>` : `<div>${html}</div>`);
function withForm(s, l, items) {
  const narrow = s.inSide ? l.form.replaceAll(' || ', ' / ') : l.form;
  if (l.table && !s.inSide) return `<table style="border-collapse:collapse;width:100%">${items.map((i) => `<tr>${['d', 't', 'a', 'o', 'b', 's', 'c'].filter((c) => items.some((x) => x[c])).map((c) => `<td style="padding:1.5pt 4pt;border:0.5pt solid #888;vertical-align:top">${i[c] ?? ''}</td>`).join('')}</tr>`).join('')}</table>`;
  return items.map((i, k) => (l.margin && !s.inSide && items.some((x) => x.d) ? `<div class="margin" style="margin-bottom:${s.l.bulletGap}pt"><div class="dates">${i.d}</div><div>${fill(l.marginForm.split(' / ')[0], i, s.l.separator)}${l.marginForm.includes(' / ') ? lines(l.marginForm.split(' / ')[1], i, s) : ''}</div></div>` : `<div style="margin-bottom:${s.l.bulletGap}pt">${mark(s, l.mark, k, / \/ | \|\| /.test(narrow) ? lines(narrow, i, s) : fill(narrow, i, s.l.separator))}</div>`)).join('');
}

export function keyed(s, list, key, org) {
  const out = [], items = [];
  for (const e of list) {
    if (!e[key]) continue;
    const copy = structuredClone(e); delete copy.url; delete copy.startDate; delete copy.endDate;
    if (s.kind === 'awards' && !copy.summary && s.r.chance(0.12)) copy.summary = s.r.pick([`$${s.r.pick(['500', '1,000', '2,500', '10,000', '45,000'])}`, `EUR ${s.r.pick(['300', '1 200', '20 000'])}`, `€${s.r.pick(['750', '5,000'])}`, 'Top 5%', '1st place', '£2,000', 'Finalist', 'Runner-up']);
    const note = copy.summary ? escape(copy.summary) : '', id = s.l.credential && s.kind === 'certificates' ? `, ${s.r.pick(['Credential ID', 'No.', 'Certificate number:', 'ID'])} ${Math.floor(s.r.next() * 1e7).toString(36).toUpperCase()}` : '';
    let d = e.date ? s.dateSpan(s.date(e.date)) : '';
    if (d && s.l.issued && s.kind === 'certificates' && s.base === 'en') d = `Issued ${d}${s.r.chance(0.5) ? ' · No Expiration Date' : ''}`;
    const o = copy[org] ? span(copy[org], s.l.slot.l) : '', item = { t: span(e[key], s.l.slot.n), o: id && o ? o + escape(id) : o, s: note, d };
    items.push(item); out.push(copy);
  }
  const l = s.l.keyed[s.kind], noted = (l.margin ? l.marginForm : l.form).includes('{s}') || l.table;
  // A template without a place for the note sets it behind the title.
  if (!noted) for (const i of items) if (i.s) i.t += ` (${i.s})`;
  const form = l.margin ? l.marginForm : l.form;
  if (!form.includes('{o}')) for (const i of items) if (i.o) i.t += escape(s.l.separator) + i.o;
  if (!l.margin && !l.form.includes('{d}')) for (const i of items) if (i.d) i.t += `, ${i.d}`;
  return [withForm(s, l, items), out];
}

export function plain(s, list, fields) {
  const l = s.l.plain[s.kind], out = [], items = [];
  for (const e of list) {
    if (!e[fields[0]] && !e[fields[1]]) continue;
    const copy = structuredClone(e), text = e.date ? s.date(e.date) : s.dates(e, copy) ?? '';
    if (s.kind !== 'work') delete copy.ongoing;
    items.push({ e, a: e[fields[0]] ? span(e[fields[0]], s.l.slot.n) : '', b: e[fields[1]] ? span(e[fields[1]], s.l.slot.l) : '', c: fields[2] && e[fields[2]] ? span(e[fields[2]], s.l.slot.a) : '', d: text ? s.dateSpan(text) : '', text });
    out.push(copy);
  }
  if (s.kind === 'service' && l.group === 'joined') {
    // One line for each role: "Reviewer: this journal, that journal".
    let html = ''; const golds = [];
    for (let i = 0; i < items.length;) {
      let j = i + 1;
      while (j < items.length && items[j].e.role === items[i].e.role) ++j;
      const part = items.slice(i, j);
      html += mark(s, l.mark === '1' ? '' : l.mark, 0, `${items[i].a}${items[i].a ? escape(s.l.skillLabelMark) : ''}${part.map((x) => x.b + (x.d ? ` (${x.d})` : '')).filter(Boolean).join(escape(/[,;]/.test(s.l.keywordSep) ? s.l.keywordSep : ', '))}`);
      golds.push(...out.slice(i, j)); i = j;
    }
    return [html, golds];
  }
  const head = { year: (i) => (i.e.date ?? i.e.endDate ?? i.e.startDate ?? '').slice(0, 4), first: (i) => i.e[fields[1]] }[l.group];
  if (head && items.every((i) => head(i)) && (l.group !== 'year' || items.every((i) => !i.e.startDate || !i.e.endDate))) {
    let html = '', last = null, part = [];
    const flush = () => { if (part.length) html += `<div style="${s.l.subheadStyle};margin-top:3pt">${escape(last)}</div><div style="padding-left:${s.l.roleIndent}pt">${withForm(s, { ...l, margin: false, table: false }, part)}</div>`; part = []; };
    items.forEach((i, k) => {
      const h = head(i);
      if (h !== last) { flush(); last = h; }
      if (l.group === 'year') { i.d = ''; for (const f of ['date', 'startDate', 'endDate']) if (out[k][f]) out[k][f] = h; } else i.b = '';
      part.push(i);
    });
    flush();
    return [html, out];
  }
  return [s.withMargin(withForm(s, l, items), items.map((i) => i.text)), out];
}

export function projects(s, list) {
  let html = '';
  const out = [], l = s.l;
  for (const e of list) {
    if (!e.name) continue;
    const copy = structuredClone(e);
    let d = s.dates(e, copy) ?? '';
    if (e.ongoing) { delete copy.ongoing; }
    if (d && !l.project.includes('{d}')) { d = ''; delete copy.startDate; delete copy.endDate; }
    const url = e.url && s.r.chance(0.6) ? e.url : '';
    if (!url) delete copy.url;
    const words = e.keywords?.length ? escape(e.keywords.join(/[,;|·]/.test(l.keywordSep) ? l.keywordSep : ', ')) : '', inHead = l.project.includes('{k}');
    const form = (s.inSide ? l.project.replaceAll(' || ', ' / ') : l.project) + (url && !l.project.includes('{x}') ? ' / {x}' : '');
    const keywords = words && !inHead ? `<div style="${l.projectKeywords === 'italic' ? 'font-style:italic' : ''}">${l.projectKeywords === 'bullet' ? '• ' : ''}${escape(s.word('labels', 'keywords'))}${words}</div>` : '';
    const item = { n: span(e.name, l.slot.n || 'font-weight:bold'), d: d ? s.dateSpan(d) : '', k: words && inHead ? `<i>${words}</i>` : '', x: url ? escape(s.r.chance(0.5) ? url : url.replace(/^https?:\/\/(www\.)?/, '')) : '' };
    const inline = l.projectInline && e.description && form.indexOf(' / ') < 0 && !item.d;
    const body = (inline ? '' : s.prose(e.description)) + s.bullets(e.highlights);
    const head = inline ? `<div>${fill(form, item, l.separator)}: ${escape(e.description)}</div>` : lines(form, item, s);
    const all = head + (l.projectKeywords === 'before' ? keywords + body : body + keywords);
    html += `<div class="entry">${l.projectBullet ? `<div style="display:flex"><div style="width:12pt;flex:none">${l.bullet || '•'}</div><div style="flex:1;min-width:0">${all}</div></div>` : all}</div>`;
    out.push(copy);
  }
  return [html, out];
}

export function skills(s, list) {
  const l = s.l, form = l.skills, sep = escape(l.keywordSep), out = structuredClone(list), levels = s.w.levels[s.base] ?? s.w.levels.en;
  for (const e of out) delete e.level;
  const bar = (n) => `<span style="display:inline-block;width:${n * 12}pt;height:5pt;background:#468"></span><span style="display:inline-block;width:${(5 - n) * 12}pt;height:5pt;background:#ddd"></span>`;
  const rated = (k) => {
    const n = 1 + Math.floor(s.r.next() * 5), t = escape(k);
    return { paren: `${t} (${escape(s.r.pick(levels))})`, dash: `${t} – ${escape(s.r.pick(levels))}`, colon: `${t}: ${escape(s.r.pick(levels))}`, bar: `<div>${t}</div><div>${bar(n)}</div>`, dots: `${t} ${'●'.repeat(n)}${'○'.repeat(5 - n)}`, stars: `${t} ${'★'.repeat(n)}${'☆'.repeat(5 - n)}`, percent: `${t} ${n * 20 - 5}%` }[l.skillLevels];
  };
  if (['bullets', 'lines', 'tags', 'grid', 'inline', 'rated'].includes(form)) {
    const all = [...new Set(list.flatMap((e) => (e.keywords?.length ? e.keywords : [e.name])).filter(Boolean))], one = l.skillLevels ? rated : escape;
    const html = {
      bullets: () => s.bullets(all), lines: () => all.map((k) => `<div>${one(k)}</div>`).join(''),
      tags: () => `<div>${all.map((k) => `<span style="border:0.5pt solid #888;padding:0 4pt;margin:0 5pt 3pt 0;display:inline-block;${l.tagStyle}">${escape(k)}</span>`).join(' ')}</div>`,
      grid: () => `<div style="display:grid;grid-template-columns:repeat(${s.inSide ? 1 : l.skillColumns},1fr);column-gap:12pt">${all.map((k) => `<div>${l.gridBullet}${one(k)}</div>`).join('')}</div>`,
      inline: () => `<div>${all.map(l.skillLevels === 'paren' ? one : escape).join(sep)}${l.skillStop ? '.' : ''}</div>`,
      rated: () => all.map((k) => (s.inSide ? `<div>${escape(k)}</div><div>${bar(1 + Math.floor(s.r.next() * 5))}</div>` : `<div class="row"><div>${escape(k)}</div><div class="right">${escape(s.r.pick(levels))}</div></div>`)).join(''),
    }[form]();
    return [html, [{ keywords: all }]];
  }
  const join = (words) => {
    const all = words.map(l.skillLevels === 'paren' ? rated : escape), last = s.w.and[s.base];
    if (l.lastAnd && last && l.keywordSep === ', ' && all.length > 2) return `${all.slice(0, -1).join(', ')} ${last} ${all.at(-1)}${l.skillStop ? '.' : ''}`;
    return all.join(sep) + (l.skillStop && all.length ? '.' : '');
  };
  if (form === 'matrix' && !s.inSide && list.length > 1 && list.length < 6 && list.every((e) => e.name && e.keywords?.length)) return [`<div style="display:grid;grid-template-columns:repeat(${list.length},1fr);gap:10pt">${list.map((e) => `<div><div style="font-weight:bold">${escape(e.name)}</div>${e.keywords.map((k) => `<div>${escape(k)}</div>`).join('')}</div>`).join('')}</div>`, out];
  const html = list.map((e) => {
    const k = join(e.keywords ?? []);
    if (!e.name) return `<div>${k}</div>`;
    if (!k) return `<div>${form === 'bullet-label' ? escape(l.bullet || '•') + ' ' : ''}${escape(e.name)}</div>`;
    if (form === 'table' || form === 'matrix') return `<div class="margin" style="${l.tableRules ? 'border-bottom:0.4pt solid #888' : ''}"><div class="dates" style="${l.skillNameStyle}">${escape(e.name)}${l.labelColon}</div><div>${k}</div></div>`;
    if (form === 'block') return `<div style="margin-top:3pt"><div style="${l.skillNameStyle}">${escape(e.name)}</div><div>${k}</div></div>`;
    if (form === 'nested') return `<div style="margin-top:2pt"><div style="${l.skillNameStyle}">${l.lineBullet}${escape(e.name)}</div>${s.bullets(e.keywords, l.lineBullet ? 1 : 0)}</div>`;
    if (form === 'paren') return `<div>${l.lineBullet}${escape(e.name)} (${k})</div>`;
    const label = `<span style="${form === 'label' ? '' : l.skillNameStyle}">${escape(e.name + l.skillLabelMark)}</span>`;
    return `<div>${form === 'bullet-label' ? escape(l.bullet || '•') + ' ' : ''}${label}${k}</div>`;
  }).join('');
  return [html, out];
}

export function languages(s, list) {
  const form = s.l.languageForm, e1 = escape, b = s.l.bullet || '•';
  const one = (e, how) => (e.fluency ? { paren: `${e1(e.language)} (${e1(e.fluency)})`, dash: `${e1(e.language)} – ${e1(e.fluency)}`, colon: `${e1(e.language)}: ${e1(e.fluency)}`, line: `${e1(e.language)}, ${e1(e.fluency)}`, plain: `${e1(e.language)} ${e1(e.fluency)}` }[how] : e1(e.language));
  const each = (f) => list.map(f).join('');
  const bars = (n) => `<span style="display:inline-block;width:${n * 14}pt;height:4pt;background:#b52"></span>`;
  switch (form) {
    case 'table': return [each((e) => `<div class="row"><div>${e1(e.language)}</div><div class="right">${e1(e.fluency ?? '')}</div></div>`), list];
    case 'margin': return [each((e) => (e.fluency ? `<div class="margin"><div class="dates">${e1(e.language)}</div><div>${e1(e.fluency)}</div></div>` : `<div>${e1(e.language)}</div>`)), list];
    case 'comma-paren': return [`<div>${list.map((e) => one(e, 'paren')).join(', ')}</div>`, list];
    case 'comma-dash': return [`<div>${list.map((e) => one(e, s.l.skillLabelMark.startsWith(':') ? 'colon' : 'dash')).join(escape(s.l.keywordSep.trim() === ',' ? '; ' : s.l.keywordSep))}</div>`, list];
    case 'block': return [each((e) => `<div style="margin-bottom:3pt"><div style="font-weight:bold">${e1(e.language)}</div>${e.fluency ? `<div>${e1(e.fluency)}</div>` : ''}</div>`), list];
    case 'bullet': return [each((e) => `<div>${b} ${one(e, s.l.skillLabelMark.startsWith(':') ? 'colon' : 'paren')}</div>`), list];
    case 'columns': return [`<div style="display:grid;grid-template-columns:repeat(${s.inSide ? 1 : 3},1fr);gap:8pt">${each((e) => `<div>${one(e, 'paren')}</div>`)}</div>`, list];
    case 'bar': return [each((e) => `<div>${one(e, 'dash')}</div><div>${bars(1 + Math.floor(s.r.next() * 5))}</div>`), list];
    case 'group': {
      // "Fluent: German, Spanish": the level first, when neighbours share it.
      if (!list.every((e) => e.fluency)) return [each((e) => `<div>${one(e, 'paren')}</div>`), list];
      const groups = new Map();
      for (const e of list) (groups.get(e.fluency) ?? groups.set(e.fluency, []).get(e.fluency)).push(e);
      return [[...groups].map(([f, es]) => `<div>${e1(f)}: ${es.map((e) => e1(e.language)).join(', ')}</div>`).join(''), [...groups.values()].flat()];
    }
    case 'europass': {
      if (s.inSide) return [each((e) => `<div>${one(e, 'line')}</div>`), list];
      const cefr = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'], heads = s.w.cefr[s.base] ?? s.w.cefr.en, [mother, ...others] = list, out = [mother];
      const gold = { ...mother }; gold.fluency = heads[0]; out[0] = gold;
      const cell = (t) => `<td style="border:0.4pt solid #999;padding:1pt 5pt;text-align:center">${e1(t)}</td>`;
      const rows = others.map((e) => { const c = s.r.pick(cefr); out.push({ language: e.language, fluency: c }); return `<tr>${cell(e.language)}${Array(5).fill(c).map(cell).join('')}</tr>`; }).join('');
      return [`<div>${e1(heads[0])}: <b>${e1(mother.language)}</b></div>${others.length ? `<div>${e1(heads[1])}:</div><table style="border-collapse:collapse;margin-top:3pt"><tr>${['', ...heads.slice(2)].map(cell).join('')}</tr>${rows}</table>` : ''}`, out];
    }
    default: return [each((e) => `<div>${one(e, form === 'dash' || form === 'colon' || form === 'line' ? form : 'paren')}</div>`), list];
  }
}

export function references(s, list) {
  const out = [];
  const blocks = list.map((e) => {
    const copy = { ...e }, pieces = e.reference ? [e.reference] : [];
    if (e.name && s.r.chance(0.5) && (e.reference ?? '').length < 120) {
      const user = s.r.pick(['office', 'contact', 'info', 'hr', 'j.doe']);
      if (!/@/.test(e.reference ?? '')) pieces.push(s.r.pick(['', 'Email: ', 'E-mail: ']) + `${user}${Math.floor(s.r.next() * 90)}@example.${s.r.pick(['com', 'org', 'edu'])}`);
      if (s.r.chance(0.6)) pieces.push(s.r.pick(['', 'Tel: ', 'Phone: ']) + `+${1 + Math.floor(s.r.next() * 90)} ${100 + Math.floor(s.r.next() * 800)} ${1000 + Math.floor(s.r.next() * 8999)}`);
      s.r.chance(0.5) && pieces.reverse();
    }
    if (pieces.length) copy.reference = pieces.join(' ');
    out.push(copy);
    const quote = !pieces.length || pieces.length > 1 || !e.reference || e.reference.length < 100 ? '' : s.r.pick(['“', '']);
    return quote ? `<div class="entry"><div>${quote}${escape(e.reference)}”</div>${e.name ? `<div>— ${escape(e.name)}</div>` : ''}</div>` : `<div class="entry">${e.name ? `<div style="font-weight:bold">${escape(e.name)}</div>` : ''}${pieces.map((x) => `<div>${escape(x)}</div>`).join('')}</div>`;
  });
  const n = s.inSide ? 1 : s.l.referenceColumns;
  return [n > 1 ? `<div style="display:grid;grid-template-columns:repeat(${n},1fr);column-gap:16pt">${blocks.join('')}</div>` : blocks.join(''), out];
}

export function interests(s, list) {
  const words = list.flatMap((e) => (e.keywords?.length ? [] : [e.name])).filter(Boolean);
  if (words.length === list.length && s.r.chance(0.5)) return [`<div>${words.map(escape).join(escape(s.l.keywordSep))}${s.l.skillStop ? '.' : ''}</div>`, list];
  if (words.length === list.length && s.r.chance(0.5)) return [s.bullets(words), list];
  return [list.map((e) => `<div>${[e.name && (e.keywords?.length ? `<b>${escape(e.name)}:</b>` : escape(e.name)), (e.keywords ?? []).map(escape).join(', ')].filter(Boolean).join(' ')}</div>`).join(''), list];
}
