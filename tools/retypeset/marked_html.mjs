import { escape, Setter, span } from './html.mjs';
import { listRecords, parts, records } from './marked.mjs';

// Sets a CV that was written as text with marks: its lines stay as they are, all typography is drawn.
const SLOT = { org: 'n', pos: 'p', loc: 'l', date: 'd', deg: 'p', area: 'a', score: 's' };
const TITLES = ['', '', 'font-weight:bold', 'font-style:italic', 'font-weight:bold'];
const LISTS = new Set(['skills', 'languages', 'interests']);

export class MarkedSetter extends Setter {
  constructor(cv, layout, random, words) {
    super({ meta: { language: cv.meta.lang } }, layout, random, words);
    this.cv = cv;
    const { r } = this;
    this.flush = r.pick(['right', 'right', 'right', 'right', 'right', 'right', 'gap', 'below', 'margin', 'tab']);
    this.beside = r.pick(['margin', 'margin', 'margin', 'margin', 'margin', 'right', 'gap', 'above']);
    this.boldHead = r.chance(0.12);
    this.indent = r.pick([0, 0, 0, 0, 10, 18]);
  }

  html() {
    const { meta } = this.cv, { l, out } = this;
    out.basics.name = meta.name;
    if (meta.label) out.basics.label = meta.label;
    for (const key of ['email', 'phone', 'url']) if (meta[key]) out.basics[key] = meta[key];
    const contact = this.r.shuffle([meta.email, meta.phone, meta.url, meta.location, ...(meta.profiles ?? '').split(';').map((p) => p.trim())].filter(Boolean));
    const contactHtml = l.contactSep === '\n' ? contact.map((c) => `<div>${escape(c)}</div>`).join('') : `<div>${contact.map(escape).join(escape(l.contactSep))}</div>`;
    const title = `<div style="${l.nameStyle}">${escape(meta.name)}</div>${meta.label ? `<div style="font-size:1.15em">${escape(meta.label)}</div>` : ''}`;
    return this.page(title, contactHtml, this.cv.sections.map((section) => ({ ...section, body: this.section(section) })));
  }

  section(section) {
    const { kind } = section, { r, out } = this;
    this.kind = kind;
    this.inSide = this.l.sidebar && this.l.sidebarKinds.includes(kind);
    this.styles = { title: r.pick(TITLES), course: r.pick(TITLES), kw: r.pick(['', '', 'font-style:italic']), venue: 'font-style:italic', event: r.pick(TITLES), awarder: r.pick(TITLES) };
    this.form = r.pick([...Array(14).fill('plain'), 'bulleted', 'bulleted', 'bulleted', 'numbered', 'hanging', 'timeline']);
    if (kind === 'summary') {
      const text = section.items.filter((i) => i.line).map((i) => i.line.text);
      out.basics.summary = [out.basics.summary, ...text].filter(Boolean).join(' ');
      return text.map((t) => `<p>${escape(t)}</p>`).join('');
    }
    const add = (name, list) => { if (list.length) (out[name] ??= []).push(...list); };
    const listed = section.items.some((i) => i.line) ? listRecords(section) : [];
    if (LISTS.has(kind) && listed.length && section.items.every((i) => i.line?.kind === 'list')) {
      this.g[kind] = listed;
      const [html, gold] = this.set(kind);
      add(kind, gold);
      return html;
    }
    add(kind, listed);
    let html = '', number = 0;
    const before = {};
    for (const item of section.items) {
      if (item.sub) html += `<div style="${this.l.subheadStyle};margin-top:3pt">${escape(item.sub)}</div>`;
      else if (item.line) html += this.lines([item.line]);
      else {
        const list = item.entry.other || kind;
        add(list, records(item.entry, list, before));
        html += this.entry(item.entry, ++number);
      }
    }
    return this.form === 'timeline' && !this.inSide ? `<div style="border-left:1pt solid #999;margin-left:4pt;padding-left:12pt">${html}</div>` : html;
  }

  // The text of a line's part of the head, each mark in its style.
  styled(text) {
    return parts(text).map((p) => {
      if (!p.mark) return escape(p.text);
      const style = this.styles[p.mark] ?? this.l.slot[SLOT[p.mark]] ?? '';
      return p.mark === 'date' ? this.dateSpan(p.text) : span(p.text, style);
    }).join('');
  }

  // Heads, prose and bullets in their order; what stands in the margin goes to `margin`.
  lines(list, margin = null) {
    let html = '';
    for (let i = 0; i < list.length; ++i) {
      const { kind, text } = list[i];
      if (kind === 'item' || kind === 'nested') {
        const level = kind === 'nested' ? 1 : 0, all = [];
        for (; i < list.length && list[i].kind === kind; ++i) all.push(parts(list[i].text).map((p) => p.text).join(''));
        --i;
        const bullets = this.bullets(all, level);
        html += level ? `<div style="padding-inline-start:${this.l.bulletIndent}pt">${bullets}</div>` : bullets;
      } else if (kind === 'prose') html += `<div style="${this.l.proseStyle}">${parts(text).map((p) => escape(p.text)).join('')}</div>`;
      else if (kind === 'list') html += `<div>${text.split(';').map((t) => escape(t.trim())).join(escape(this.l.keywordSep))}</div>`;
      else html += this.head(text, margin);
    }
    return html;
  }

  head(text, margin) {
    let [left, rest] = text.includes(' << ') ? text.split(' << ') : [null, text];
    let [main, right] = rest.split(' >> ');
    const narrow = this.inSide || !margin;
    if (right !== undefined && this.flush === 'margin' && left === null && /^\{date:[^{}]*\}$/.test(right)) { left = right; right = undefined; }
    const styled = this.styled(main), end = right === undefined ? '' : this.styled(right);
    let html = styled;
    if (left !== null) {
      const beside = this.styled(left);
      if (narrow || this.beside === 'above') html = `<div>${beside}</div><div>${html}</div>`;
      else if (this.beside === 'margin' || right !== undefined) margin.push(beside);
      else if (this.beside === 'right') html = `<div class="row"><div>${html}</div><div class="right">${beside}</div></div>`;
      else html = `${beside}&emsp;${html}`;
    }
    if (!end) return `<div>${html}</div>`;
    if (this.inSide || this.flush === 'below') return `<div>${html}</div><div>${end}</div>`;
    if (this.flush === 'gap') return `<div>${html}&emsp;${end}</div>`;
    if (this.flush === 'tab') return `<div>${html}<span style="display:inline-block;width:${this.l.marginWidth / 3}pt"></span>${end}</div>`;
    return `<div class="row"><div>${html}</div><div class="right">${end}</div></div>`;
  }

  entry(entry, number) {
    const margin = [], at = entry.lines.findIndex((l) => l.kind !== 'head'), cut = at < 0 ? entry.lines.length : at;
    let head = this.lines(entry.lines.slice(0, cut), margin);
    const body = this.lines(entry.lines.slice(cut), margin);
    if (this.boldHead) head = `<div style="font-weight:bold">${head}</div>`;
    if (this.form === 'bulleted' || this.form === 'numbered') head = `<div style="display:flex"><div style="width:${this.form === 'numbered' ? 18 : 11}pt;flex:none">${this.form === 'numbered' ? this.l.numberForm.replace('1', number) : this.l.bullet || '•'}</div><div style="flex:1;min-width:0">${head}</div></div>`;
    if (this.form === 'hanging' && cut === 1 && !/class="row"/.test(head)) head = `<div style="padding-left:16pt;text-indent:-16pt">${head}</div>`;
    const indent = entry.role ? this.l.roleIndent : 0;
    const all = head + (body ? `<div style="padding-inline-start:${this.indent}pt">${body}</div>` : '');
    const html = margin.length ? `<div class="margin"><div class="dates">${margin.map((m) => `<div>${m}</div>`).join('')}</div><div>${all}</div></div>` : all;
    return `<div class="entry" style="padding-inline-start:${indent}pt">${html}</div>`;
  }
}
