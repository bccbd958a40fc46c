// render.mjs THEME < resume.json > page.html. A process for each page: themes leave helpers behind in libraries that
// they share, which spoil the next theme's page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

console.log = console.error; // themes print to standard output
const theme = process.argv[2];
let module;
try { module = createRequire(import.meta.url)(theme); } catch { module = await import(theme); }
const html = await (module.render ?? module.default.render)(JSON.parse(readFileSync(0, 'utf8')));
process.stdout.write(html, () => process.exit(0));
