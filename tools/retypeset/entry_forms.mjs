// The forms in which CVs set entries with employer (or school), position (or degree), place, dates and a body.
// An item is { e, n, p, l, d, u, body, copy }: slots are HTML or '', u is the length of time, copy is what gold will say.
import { escape } from './html.mjs';

// Lines are parted by ' / ', left and right by ' || '. {n} is a slot, [, {l}] is printed with its slot only, % is the separator.
const TOKEN = /\[([^\]{]*)\{(\w)\}([^\]]*)\]|\{(\w)\}|([^[{]+)/g;
export function fill(text, item, separator) {
  let html = '', pending = '';
  for (const [, before, inner, after, bare, literal] of text.matchAll(TOKEN)) {
    if (literal !== undefined) { pending = literal; continue; }
    const value = item[inner ?? bare];
    if (!value) continue;
    if (html) html += escape((pending + (before ?? '')).replaceAll('%', separator));
    html += value + (after && (html !== value || !/[)\]]/.test(after)) ? escape(after) : '');
    pending = '';
  }
  return html;
}
const row = (left, right, style = '') => (left || right ? (right ? `<div class="row" style="${style}"><div>${left}</div><div class="right">${right}</div></div>` : `<div style="${style}">${left}</div>`) : '');
export function lines(template, item, s) {
  return template.split(' / ').map((line) => {
    const parts = line.split(' || ').map((part) => fill(part, item, s.l.separator));
    if (parts.length === 3) return parts.some(Boolean) ? `<div class="thirds">${parts.map((p, i) => `<div style="text-align:${['start', s.l.thirdsAlign, 'end'][i]}">${p}</div>`).join('')}</div>` : '';
    return row(parts[0], parts[1] ?? '');
  }).join('');
}

export const WORK = [
  '{n} || {d} / {p} || {l}', '{p} || {d} / {n}[%{l}]', '{p}%{n}[, {l}] || {d}', '{n} || {l} / {p} || {d}', '{n}[%{l}] || {d} / {p}', '{d} / {p} / {n}[, {l}]', '{p} / {n}[%{l}] / {d}',
  '{p}%{n}[%{d}]', '{n}[ ({l})] || {d} / {p}', '{n}%{p} || {d}', '{p} / {n} / {d}[%{l}]', '{p} at {n} || {d} / {l}', '{d}%{n}[%{l}] / {p}', '{p}, {n} || {l}[%{d}]', '{n} / {p} / {d} || {l}',
  '{p}[ ({d})] / {n}[, {l}]', '{n}, {p}[ ({d})]', '{p}, {n}[, {l}][ ({d})]', '{d}: {p}[, {n}][, {l}]', '{d} {p}[, {n}][ ({l})]', '{p}[%{l}] / {n}[%{d}]', '{p} / {n} || {d}[, {l}]', '{n}[, {l}][%{d}] / {p}',
  '{p} / {n} / {l} / {d}', '{d}[ ({u})] / {n}[, {l}] / {p}', '{p} / {n} / {d}[ ({u})] / {l}', '{n} / {p} / {d}[ · {u}] / {l}', '{p} || {d}[ ({u})] / {n} || {l}', '{d}[ | {l}] / {p} @ {n}', '{p} @ {n} || {d}',
  '{d} || {n} || {p}', '{n} || {p} || {d}', '{p} || {n} || {d}', '{n} || {l} || {d} / {p}', '{n} || {p} || {d} / {l}', '{n} – {p} / {d}[ – {l}]', '{p}[, {n}][. {l}][. {d}].', '{n}[ – {l}][ – {d}] / {p}', '{p} | {n}[ | {l}] | {d}',
  '{d}[, {l}] / {p}, {n}', '{p} {d} / {n}', '{n}: {p} || {d}', '{l}[%{d}] / {n} / {p}', '{p} - {n} / {l} || {d}', '{p} / {d} / {n}[, {l}]', '{n} / {d} / {p}', '{n} / {l} / {p} / {d}', '{n} / {d}[%{l}] / {p}',
];
export const MARGIN = ['{p}[, {n}][, {l}]', '{p} / {n}[%{l}]', '{n} || {l} / {p}', '{n}[%{p}]', '{p} || {n}[, {l}]', '{n} / {p} / {l}', '{n}[, {l}] / {p}', '{n}: {p}', '{p} / {n} / {l}', '{p}[ ({n})]', '{n}[ ({l})]. {p}'];

const entry = (html, style = '') => `<div class="entry" style="${style}">${html}</div>`;
const dropped = (item, ...fields) => { for (const f of fields) delete item.copy[f]; };
const dateless = (item) => dropped(item, 'startDate', 'endDate', 'ongoing');

export function groups(items) {
  const out = [];
  for (const item of items) {
    const last = out.at(-1);
    if (last && item.name && last[0].name === item.name) last.push(item); else out.push([item]);
  }
  return out;
}

export const FORMS = {
  template: (s, items) => items.map((i) => entry(lines(s.template, i, s) + i.body)).join(''),
  numbered: (s, items) => items.map((i, k) => entry(`<div style="display:flex"><div style="width:20pt">${s.l.numberForm.replace('1', k + 1)}</div><div style="flex:1">${lines(s.template, i, s)}${i.body}</div></div>`)).join(''),
  bulleted: (s, items) => items.map((i) => entry(`<div style="padding-left:14pt"><div style="margin-left:-10pt;display:flex"><div style="width:10pt;flex:none">${s.l.bullet || '•'}</div><div style="flex:1">${lines(s.template, i, s)}</div></div>${i.body}</div>`)).join(''),
  oneline: (s, items) => items.map((i) => entry(`<div>${s.l.lineBullet}${fill(s.l.oneline, i, s.l.separator)}</div>${i.body}`, 'margin-bottom:1pt')).join(''),
  hanging: (s, items) => items.map((i) => entry(`<div style="padding-left:18pt;text-indent:-18pt">${fill(s.l.oneline, i, s.l.separator)}</div>${i.body}`)).join(''),
  // The employer once, its roles under it.
  roles: (s, items) => groups(items).map((group) => {
    const [first] = group, l = group.every((i) => i.copy.location === first.copy.location) ? first.l : '';
    for (const i of group) if (i !== first && !l && !s.l.rolePlaces) dropped(i, 'location');
    if (!l && !s.l.rolePlaces) dropped(first, 'location');
    const total = group.length > 1 && s.l.roleTotal ? s.total(group) : '';
    return entry(row(first.n + (total && s.l.roleTotal === 'line' ? escape(s.l.separator) + total : ''), l) + (total && s.l.roleTotal === 'below' ? `<div>${total}</div>` : '') + group.map((i) => `<div style="padding-left:${s.l.roleIndent}pt;margin-top:2pt">${lines(s.l.role, { ...i, p: s.l.roleBullet + i.p, l: l ? '' : s.l.rolePlaces ? i.l : '' }, s)}${i.body}</div>`).join(''));
  }).join(''),
  margin: (s, items) => items.map((i) => entry(`<div class="margin"><div class="dates">${i.d}${i.u && s.l.showLength ? `<div>${i.u}</div>` : ''}${s.l.marginPlace && i.l ? `<div>${i.l}</div>` : ''}</div><div>${lines(s.l.marginForm, { ...i, l: s.l.marginPlace ? '' : i.l }, s)}${i.body}</div></div>`)).join(''),
  right: (s, items) => items.map((i) => entry(`<div style="display:flex;gap:10pt"><div style="flex:1;min-width:0">${lines(s.l.marginForm, { ...i, l: s.l.marginPlace ? '' : i.l }, s)}${i.body}</div><div style="width:var(--margin);flex:none;text-align:end">${i.d}${s.l.marginPlace && i.l ? `<div>${i.l}</div>` : ''}</div></div>`)).join(''),
  timeline: (s, items) => `<div style="border-left:1pt solid #999;margin-left:${s.l.timelineAt}pt">${items.map((i) => entry(`<div style="position:relative;padding-left:12pt">${s.l.timelineAt > 40 ? `<div style="position:absolute;right:100%;width:${s.l.timelineAt - 8}pt;margin-right:8pt;text-align:right">${i.d}</div>` : ''}<div style="position:absolute;left:-3.5pt;top:3pt;width:6pt;height:6pt;border-radius:50%;background:#368"></div>${lines(s.l.timelineAt > 40 ? s.l.marginForm : s.template, i, s)}${i.body}</div>`)).join('')}</div>`,
  columns: (s, items) => `<div style="columns:2;column-gap:22pt">${items.map((i) => entry(lines(s.l.narrow, i, s) + i.body, 'break-inside:avoid')).join('')}</div>`,
  // A table with a row for each entry, with or without rules and a row of titles.
  table: (s, items) => {
    const order = s.l.tableOrder.filter((c) => items.some((i) => i[c]) && !(c === 'l' && s.l.tableJoinPlace)), border = s.l.tableRules ? 'border:0.5pt solid #555;' : '';
    const cell = (html, tag = 'td') => `<${tag} style="${border}padding:2pt 4pt;text-align:${s.l.tableAlign};vertical-align:top">${html}</${tag}>`;
    const head = s.l.tableHead ? `<tr>${order.map((c) => cell(escape(s.word('columns', `${c}${s.kind === 'education' ? 'e' : 'w'}`)), 'th')).join('')}</tr>` : '';
    return `<table style="border-collapse:collapse;width:100%;font-size:0.95em">${head}${items.map((i) => {
      const body = i.body && s.l.tableBody === 'row' ? `<tr><td colspan="${order.length}" style="${border}padding:2pt 4pt">${i.body}</td></tr>` : '';
      const inCell = i.body && s.l.tableBody !== 'row';
      return `<tr>${order.map((c) => cell((c === 'n' && s.l.tableJoinPlace && i.l ? `${i.n}, ${i.l}` : i[c] ?? '') + (inCell && c === order.at(-1) ? i.body : ''))).join('')}</tr>${body}`;
    }).join('')}</table>`;
  },
  // A label before each value, as in the old Europass form and in many application forms.
  labels: (s, items) => items.map((i) => {
    const end = s.kind === 'education' ? 'e' : 'w', out = [];
    const joined = s.l.labelJoin && i.n && i.l;
    for (const c of s.l.labelOrder) {
      if (c === 'l' && joined) continue;
      const value = c === 'n' && joined ? `${i.n}, ${i.l}` : c === 'b' ? i.body : i[c];
      if (!value) continue;
      const label = escape(s.word('columns', c === 'b' ? `b${end}` : `${c}${end}`));
      out.push(s.l.labelTable ? `<div class="margin" style="margin-bottom:1.5pt"><div class="dates" style="${s.l.labelStyle};width:${s.l.labelWidth}pt">${label}${s.l.labelColon}</div><div>${value}</div></div>` : c === 'b' ? `<div><span style="${s.l.labelStyle}">${label}:</span></div>${value}` : `<div><span style="${s.l.labelStyle}">${label}:</span> ${value}</div>`);
    }
    return entry(out.join(''));
  }).join(''),
  // The new Europass form: dates and place on a line in capitals, then position and employer.
  europass: (s, items) => items.map((i) => entry(`<div style="color:#555;${s.l.europassCaps ? 'text-transform:uppercase' : ''}">${i.d}${i.l ? (s.l.europassComma ? ' – ' : ' ') + escape('') + i.l : ''}</div><div style="border-bottom:${s.l.europassRule}"><b style="text-transform:uppercase">${i.p}</b>${i.p && i.n ? escape(s.l.europassJoin) : ''}${i.n}</div>${i.body}`)).join(''),
  // Rows of year, month and text, one for the beginning and one for the end.
  rirekisho: (s, items) => {
    const border = 'border:0.5pt solid #333;padding:2pt 5pt;', rows = [];
    for (const i of [...items].reverse()) {
      const [a, b] = s.kind === 'education' ? ['入学', s.r.pick(['卒業', '修了'])] : ['入社', s.r.pick(['退社', '退職', '一身上の都合により退社'])];
      const split = (iso) => [iso?.slice(0, 4) ?? '', iso?.slice(5, 7).replace(/^0/, '') ?? ''];
      const what = `${i.n}${i.p ? '　' + i.p : ''}`;
      dropped(i, 'location', 'summary', 'highlights', 'score', 'courses', 'advisor', 'thesis');
      if (i.copy.startDate) i.copy.startDate = i.e.startDate.slice(0, 7);
      if (i.copy.endDate) i.copy.endDate = i.e.endDate.slice(0, 7);
      if (i.copy.startDate) rows.push([...split(i.copy.startDate), `${what}　${a}`]);
      if (i.copy.endDate) rows.push([...split(i.copy.endDate), i.copy.startDate && !s.l.formRepeats ? b : `${i.n}　${b}`]);
      else if (i.copy.ongoing) rows.push(['', '', s.r.pick(['現在に至る', '在職中'])]);
      if (!i.copy.startDate && !i.copy.endDate) rows.push(['', '', what]);
    }
    items.reverse();
    return `<table style="border-collapse:collapse;width:100%"><tr><th style="${border}width:40pt">年</th><th style="${border}width:24pt">月</th><th style="${border}">${s.kind === 'education' ? '学歴' : '職歴'}</th></tr>${rows.map((c) => `<tr>${c.map((x) => `<td style="${border}">${x}</td>`).join('')}</tr>`).join('')}</table>`;
  },
};
export { dateless };
