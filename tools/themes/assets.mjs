// Style sheets and fonts that themes ask public servers for, answered from npm packages: nothing goes to the network.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const packages = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const kLocal = 'https://assets.invalid/';
const kTypes = { '.css': 'text/css', '.woff2': 'font/woff2', '.woff': 'font/woff', '.ttf': 'font/ttf', '.eot': 'application/vnd.ms-fontobject', '.svg': 'image/svg+xml' };
// The oldest and newest versions that themes name share their class names.
const kSheets = [[/bootswatch.*bootstrap\.min\.css/, 'bootswatch/lumen/bootstrap.min.css'], [/bootstrap.*bootstrap\.min\.css/, 'bootstrap/dist/css/bootstrap.min.css'],
  [/font-awesome\/4.*\.css/, 'font-awesome/css/font-awesome.min.css'], [/(font-awesome\/[56]|use\.fontawesome).*all.*\.css/, '@fortawesome/fontawesome-free/css/all.min.css'],
  [/bulma.*\.css/, 'bulma/css/bulma.min.css'], [/tachyons@.*\.css/, 'tachyons/css/tachyons.min.css']];

function googleFonts(url) {
  const families = decodeURIComponent(new URL(url).searchParams.getAll('family').join('|')).split('|');
  return families.flatMap((family) => {
    const [name, weights = '400'] = family.split(':');
    const slug = name.trim().toLowerCase().replace(/[ +]+/g, '-');
    return weights.split(',').map((weight) => {
      const file = `@fontsource/${slug}/${weight.replace(/i(talic)?$/, '-italic').replace(/\+.*/, '')}.css`;
      if (!existsSync(join(packages, file))) return '';
      return readFileSync(join(packages, file), 'utf8').replace(/url\(\.\//g, `url(${kLocal}@fontsource/${slug}/`);
    });
  }).join('\n');
}

// The response to a request, or undefined where there is none.
export function answer(url) {
  if (url.includes('fonts.googleapis.com')) return { contentType: 'text/css', headers: { 'access-control-allow-origin': '*' }, body: googleFonts(url) };
  const sheet = kSheets.find(([pattern]) => pattern.test(url))?.[1];
  const path = sheet ?? (url.startsWith(kLocal) ? new URL(url).pathname.slice(1) : undefined);
  if (!path || !existsSync(join(packages, path))) return undefined;
  let body = readFileSync(join(packages, path));
  if (sheet) body = body.toString().replace(/url\((['"]?)\.\.\//g, `url($1${kLocal}${dirname(dirname(path))}/`);
  return { contentType: kTypes[extname(path)] ?? 'application/octet-stream', headers: { 'access-control-allow-origin': '*' }, body };
}
