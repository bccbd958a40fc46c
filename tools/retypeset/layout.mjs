import { MARGIN, WORK } from './entry_forms.mjs';
import { listLayout } from './list_forms.mjs';

// Draws the typography of one document: the same decisions hold for all of its entries, as in a real CV.
const LATIN = ['Liberation Serif', 'Liberation Sans', 'DejaVu Sans', 'DejaVu Serif', 'Noto Sans', 'Noto Serif', 'Latin Modern Roman', 'Bitstream Charter', 'Liberation Sans Narrow'];
const STYLES = ['', '', 'font-weight:bold', 'font-style:italic', 'font-weight:bold', 'font-variant:small-caps', 'text-transform:uppercase', 'font-weight:bold;font-style:italic', 'color:#567'];

const CAPS = ['', '', '', 'text-transform:uppercase;font-weight:bold', 'letter-spacing:0.04em'];
const ONELINE = ['{d}[  {p}][, {n}][, {l}]', '{d}: {p}[, {n}][, {l}]', '{p}[, {n}][, {l}][, {d}]', '{p}[, {n}][ ({d})]', '{n}[, {p}][ ({d})]', '{d}[ – {n}][, {l}][, {p}]', '{p}[, {n}][, {l}][ ({d})]', '{d}[ {n}][: {p}]', '{n}[ ({l})][, {p}][, {d}]', '{p}[ - {n}][ - {l}][ - {d}]', '{d} | {p} | {n}[ | {l}]', '{p}[ ({d})][ {n}][ - {l}]', '{n}[. {p}][. {d}].', '{p}[, {d}][, {n}][, {l}]', '{p}. {n}[, {l}][. {d}].'];
const ROLES = ['{p} || {d}', '{p} / {d}[ ({u})] / {l}', '{p}[ ({d})]', '{d}[%{l}] / {p}', '{p}[%{d}][%{l}]', '{d}: {p}', '{p} / {d}', '{p} || {l}[%{d}]', '{d} {p}', '{p}[, {l}] || {d}'];
const NARROW = ['{p} / {n} / {d}', '{n} / {p} / {d}', '{d} / {p} / {n}', '{p} / {n}[, {l}] / {d}', '{n}[%{d}] / {p}', '{d} / {n} / {p}', '{p} / {n} / {l} / {d}', '{n} / {p}[%{d}]'];
const EDUCATION = ['{p}[ ({d})] / {n}', '{n} || {d} / {p}[, GPA: {s}]', '{p} || {d} / {n}[, {l}][ (GPA {s})]', '{n}[, {l}] || {d} / {p} || {s}', '{d}[ {p}][, {n}]', '{p}, {n}[, {l}], {d}', '{p}[. {n}][. {d}]', '{d}[%{p}] / {n}', '{n}%{p}[%{d}]', '{p} from {n}[%{d}]', '{n} || {p} || {d}', '{d} || {n} || {p}', '{n} / {p}[ | {s}] / {d}'];

export function drawLayout(r, language) {
  const base = language.split('-')[0];
  const cjk = { zh: 'Noto Sans CJK SC', ja: 'Noto Sans CJK JP', ko: 'Noto Sans CJK KR' }[base];
  const size = r.between(8.5, 11.5);
  const dateMargin = r.chance(0.2);
  const sidebar = r.chance(0.3) ? r.pick(['left', 'right']) : null;
  const headingColumn = !sidebar && !dateMargin && r.chance(0.12);
  const headingSize = r.pick([1, 1.1, 1.2, 1.35, 1.5]);
  const entryForm = (education) => {
    if (dateMargin) return r.pick(['margin', 'margin', 'margin', 'right']);
    if (headingColumn) return r.pick(['template', 'template', 'oneline', 'hanging']);
    const forms = { template: 42, oneline: 6, hanging: 4, numbered: 2, bulleted: 6, roles: education ? 2 : 14, timeline: 5, columns: sidebar ? 0 : 1, table: sidebar ? 0 : education ? 10 : 3, labels: 5, europass: 4, rirekisho: base === 'ja' && !sidebar ? 14 : 0, right: 4 };
    return r.pick(Object.entries(forms).flatMap(([f, n]) => Array(n).fill(f)));
  };
  const cjkText = cjk && base !== 'ko';
  return {
    ...entryLayout(r, cjkText), ...listLayout(r), workForm: entryForm(false), educationForm: entryForm(true),
    paper: r.pick(['A4', 'Letter']), margin: r.between(28, 64), size, family: `'${r.pick(LATIN)}', '${cjk ?? 'Noto Sans CJK SC'}', 'Noto Naskh Arabic', 'Noto Sans'`,
    lead: r.between(1.15, 1.5), dateMargin, sidebar, headingColumn, marginWidth: r.between(75, 120),
    heading: `font-size:${headingSize}em;${r.pick(['font-weight:bold', 'font-weight:bold', 'font-variant:small-caps', 'font-weight:normal;color:#246', 'letter-spacing:0.08em;font-weight:bold'])};${r.pick(['', '', 'text-transform:uppercase'])};${r.pick(['', 'border-bottom:0.6pt solid #333', 'border-bottom:0.6pt solid #333', 'border-top:0.6pt solid #333'])};${!sidebar && r.chance(0.12) ? 'text-align:center' : ''};margin:${r.between(6, 16)}pt 0 ${r.between(2, 6)}pt 0`,
    nameStyle: `font-size:${r.between(1.5, 3)}em;${r.pick(['font-weight:bold', '', 'text-transform:uppercase', 'font-variant:small-caps'])}`,
    headerAlign: r.pick(['left', 'center', 'left', 'split']), contactSep: r.pick([' | ', ' · ', ' • ', ', ', '\n', '\n', '  ']), contactLabels: r.chance(0.35),
    separator: r.pick(cjkText ? ['  ', '　', ' | ', ' - ', '，', ' / ', ' · ', '、', '｜'] : [', ', ', ', ' | ', ' – ', ' — ', ' · ', ' - ', ' / ', ' • ', '   ', '; ', ', ']), rangeDash: r.pick([' – ', '–', ' - ', '-', ' — ', base === 'en' ? ' to ' : ' – ', cjk ? ' ~ ' : ' – ', cjk ? '～' : '-', ' -- ']),
    work: r.pick(WORK), education: r.pick(r.chance(0.35) ? EDUCATION : WORK),
    slot: Object.fromEntries('npldase'.split('').map((s) => [s, r.pick(STYLES)])), degreeJoin: r.pick([' in ', ', ', ' – ', ' ', ': ', ' (']),
    bullet: r.pick(['•', '•', '•', '–', '-', '▪', '◦', '*', '·', '‣', '', '■', '○', '➢', '✓', '»', '●', '+']), bulletIndent: r.between(8, 26), entryGap: r.between(2, 11), swapDegree: r.chance(0.2),
    yearDash: r.chance(0.12),
    skills: r.pick(['label', 'label', 'bold-label', 'bold-label', 'bullet-label', 'bullet-label', 'table', 'table', 'block', 'nested', 'paren', 'matrix', 'lines', 'bullets', 'bullets', 'tags', 'grid', 'grid', 'inline', 'inline', 'rated']), keywordSep: r.pick(cjkText ? ['、', '，', ', ', ' / ', '；', ' | ', '  '] : [', ', ', ', ', ', ' · ', ' | ', '; ', ' / ', ' • ', ' ', '   ', ' – ', ','].filter((x) => x !== ' ')),
    skillNameStyle: r.pick(['font-weight:bold', 'font-weight:bold', 'font-style:italic', '', 'text-transform:uppercase', 'color:#246']), tagStyle: r.pick(['', 'background:#eee;border-radius:4pt', 'border:none;background:#345;color:#fff']), gridBullet: r.pick(['', '', '• ', '– ', '✓ ', '▪ ']),
    refs: { numbered: r.pick(['', '', '[]', '.']), title: r.pick(['', 'quotes', 'italic', 'bold']), venue: r.pick(['', 'italic', 'italic']), yearFirst: r.chance(0.35), bullet: r.chance(0.3) },
    sidebarKinds: r.shuffle(['skills', 'languages', 'interests', 'certificates', 'awards', 'contact', 'education', 'references']).slice(0, 5), sidebarWidth: r.between(140, 200),
    footer: r.chance(0.15), contactSection: r.chance(0.5),
  };
}

// The decisions that only entries know.
function entryLayout(r, cjk) {
  return {
    months: r.pick(['short', 'short', 'short', 'long', 'long', 'numeric-slash', 'numeric-dot', 'iso', 'dotted', 'comma', 'apostrophe', 'dash-numeric', 'slash-iso', ...(cjk ? ['numeric-dot', 'numeric-dot', 'sign'] : [])]),
    paddedMonths: r.chance(0.6), yearSign: r.chance(0.2), monthCapitals: r.chance(0.07), monthCapital: r.chance(0.3), monthFirst: r.chance(0.6), shortRange: r.chance(0.15), since: r.chance(0.06), expected: r.chance(0.12),
    showLength: r.chance(0.2), nowrap: r.chance(0.88), marginPlace: r.chance(0.3), marginForm: r.pick(MARGIN), oneline: r.pick(ONELINE), lineBullet: r.pick(['', '', '• ', '– ', '- ', '▪ ']), numberForm: r.pick(['1.', '1)', '(1)', '[1]', '1']),
    role: r.pick(ROLES), roleIndent: r.pick([0, 0, 0, 8, 14, 22]), roleBullet: r.pick(['', '', '', '• ', '– ', '◦ ']), roleTotal: r.pick(['', '', 'line', 'below']), rolePlaces: r.chance(0.4), narrow: r.pick(NARROW), thirdsAlign: r.pick(['start', 'center', 'center', 'end']),
    timelineAt: r.pick([4, 4, 70, 90]), tableOrder: r.pick([['p', 'n', 'd', 's'], ['d', 'p', 'n', 'l', 's'], ['p', 'n', 'l', 'd', 's'], ['d', 'n', 'p'], ['n', 'p', 'd', 's'], ['p', 'n', 's', 'd'], ['d', 'n', 'l', 'p', 's']]),
    tableJoinPlace: r.chance(0.5), tableRules: r.chance(0.6), tableHead: r.chance(0.75), tableAlign: r.pick(['start', 'start', 'center']), tableBody: r.pick(['row', 'cell']), scoreSlot: r.chance(0.4),
    labelOrder: r.pick([['d', 'p', 'b', 'n', 'l'], ['d', 'p', 'n', 'l', 'b'], ['n', 'p', 'd', 'l', 'b'], ['p', 'n', 'd', 'b', 'l'], ['n', 'l', 'd', 'p', 'b'], ['d', 'n', 'p', 'b', 'l']]), labelJoin: r.chance(0.5), labelTable: r.chance(0.65),
    labelStyle: r.pick(['', '', 'font-weight:bold', 'color:#456', 'text-align:end', 'font-style:italic']), labelWidth: r.between(90, 160), labelColon: r.pick(['', '', ':']),
    europassCaps: r.chance(0.6), europassComma: r.chance(0.4), europassRule: r.pick(['none', 'none', '0.5pt solid #888']), europassJoin: r.pick([' – ', ' ', ' - ', ', ']), formRepeats: r.chance(0.6),
    bulletGap: r.pick([0, 0, 0, 1, 2, 3]), bulletTag: r.pick(['', '', '', 'disc', 'circle', 'square', 'decimal']), bulletsFirst: r.chance(0.1), bodyLabel: r.chance(0.12), bodyLabelStyle: r.pick(['', 'font-weight:bold', 'font-style:italic', 'text-decoration:underline']),
    proseStyle: r.pick(['', '', '', '', 'font-style:italic', 'margin:3pt 0', 'padding-left:10pt', 'color:#444', 'font-size:0.95em']), justify: r.pick(['', '', 'text-align:justify', 'text-align:justify;hyphens:auto', 'hyphens:auto']),
    nameCaps: r.pick(CAPS),
  };
}
