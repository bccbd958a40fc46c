// Draws the typography of one document: the same decisions hold for all of its entries, as in a real CV.
const LATIN = ['Liberation Serif', 'Liberation Sans', 'DejaVu Sans', 'DejaVu Serif', 'Noto Sans', 'Noto Serif', 'Latin Modern Roman', 'Bitstream Charter', 'Liberation Sans Narrow'];
const STYLES = ['', '', 'font-weight:bold', 'font-style:italic', 'font-weight:bold', 'font-variant:small-caps', 'text-transform:uppercase', 'font-weight:bold;font-style:italic', 'color:#567'];

// A header template: lines of [left parts, right parts]; a part is a slot or the text between two slots.
// n: organisation, p: position or degree, l: place, d: dates, a: area. %s is the document's separator.
const WORK = [
  [[['n'], ['d']], [['p'], ['l']]], [[['p'], ['d']], [['n', '%s', 'l'], []]], [[['p', '%s', 'n', ', ', 'l'], ['d']]],
  [[['n'], ['l']], [['p'], ['d']]], [[['n', '%s', 'l'], ['d']], [['p'], []]], [[['d'], []], [['p'], []], [['n', ', ', 'l'], []]],
  [[['p'], []], [['n', '%s', 'l'], []], [['d'], []]], [[['p', '%s', 'n', '%s', 'd'], []]], [[['n', ' (', 'l', ')'], ['d']], [['p'], []]],
  [[['n', '%s', 'p'], ['d']]], [[['p'], []], [['n'], []], [['d', '%s', 'l'], []]], [[['p', ' at ', 'n'], ['d']], [['l'], []]],
  [[['d', '%s', 'n', '%s', 'l'], []], [['p'], []]], [[['p', ', ', 'n'], ['l', '%s', 'd']]], [[['n'], []], [['p'], []], [['d'], ['l']]],
];
const MARGIN = [[[['p', ', ', 'n', ', ', 'l'], []]], [[['p'], []], [['n', '%s', 'l'], []]], [[['n'], ['l']], [['p'], []]], [[['n', '%s', 'p'], []]], [[['p'], ['n', ', ', 'l']]]];

export function drawLayout(r, language) {
  const base = language.split('-')[0];
  const cjk = { zh: 'Noto Sans CJK SC', ja: 'Noto Sans CJK JP', ko: 'Noto Sans CJK KR' }[base];
  const size = r.between(8.5, 11.5);
  const dateMargin = r.chance(0.2);
  const sidebar = r.chance(0.3) ? r.pick(['left', 'right']) : null;
  const headingColumn = !sidebar && !dateMargin && r.chance(0.12);
  const headingSize = r.pick([1, 1.1, 1.2, 1.35, 1.5]);
  return {
    paper: r.pick(['A4', 'Letter']), margin: r.between(28, 64), size, family: `'${r.pick(LATIN)}', '${cjk ?? 'Noto Sans CJK SC'}', 'Noto Naskh Arabic', 'Noto Sans'`,
    lead: r.between(1.15, 1.5), dateMargin, sidebar, headingColumn, marginWidth: r.between(75, 120),
    heading: `font-size:${headingSize}em;${r.pick(['font-weight:bold', 'font-weight:bold', 'font-variant:small-caps', 'font-weight:normal;color:#246', 'letter-spacing:0.08em;font-weight:bold'])};${r.pick(['', '', 'text-transform:uppercase'])};${r.pick(['', 'border-bottom:0.6pt solid #333', 'border-bottom:0.6pt solid #333', 'border-top:0.6pt solid #333'])};${!sidebar && r.chance(0.12) ? 'text-align:center' : ''};margin:${r.between(6, 16)}pt 0 ${r.between(2, 6)}pt 0`,
    nameStyle: `font-size:${r.between(1.5, 3)}em;${r.pick(['font-weight:bold', '', 'text-transform:uppercase', 'font-variant:small-caps'])}`,
    headerAlign: r.pick(['left', 'center', 'left', 'split']), contactSep: r.pick([' | ', ' · ', ' • ', ', ', '\n', '\n', '  ']), contactLabels: r.chance(0.35),
    separator: r.pick([', ', ', ', ' | ', ' – ', ' — ', ' · ', ' - ', ' / ']), rangeDash: r.pick([' – ', '–', ' - ', '-', ' — ', ' to ', ' ~ ']),
    work: r.pick(dateMargin ? MARGIN : WORK), education: r.pick(dateMargin ? MARGIN : WORK),
    slot: Object.fromEntries('npldase'.split('').map((s) => [s, r.pick(STYLES)])), degreeJoin: r.pick([' in ', ', ', ' – ', ' ', ': ', ' (']),
    bullet: r.pick(['•', '•', '–', '-', '▪', '◦', '*', '·', '‣', '']), bulletIndent: r.between(8, 26), entryGap: r.between(2, 11), swapDegree: r.chance(0.2),
    months: r.pick(['short', 'long', 'numeric-slash', 'numeric-dot', 'iso', 'short']), group: r.chance(0.5), yearDash: r.chance(0.15),
    skills: r.pick(['label', 'label', 'bold-label', 'bullet-label', 'table', 'lines', 'bullets', 'tags', 'block']), keywordSep: r.pick([', ', ', ', ' · ', ' | ', '; ', ' / ', ' • ']),
    languages: r.pick(['paren', 'dash', 'colon', 'table', 'comma-paren']), awards: r.pick(['title-tab-date', 'date-tab-title', 'date-sep-title', 'title-sep-date', 'title-paren-date', 'bullet', 'two-lines']),
    refs: { numbered: r.pick(['', '', '[]', '.']), title: r.pick(['', 'quotes', 'italic', 'bold']), venue: r.pick(['', 'italic', 'italic']), yearFirst: r.chance(0.35), bullet: r.chance(0.3) },
    sidebarKinds: r.shuffle(['skills', 'languages', 'interests', 'certificates', 'awards', 'contact', 'education', 'references']).slice(0, 5), sidebarWidth: r.between(140, 200),
    footer: r.chance(0.15), contactSection: r.chance(0.5),
  };
}
