// node --test: what the marks of a fictional CV say.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { listRecords, parse, parts, records } from './marked.mjs';

const CV = `lang: en
name: Jo Roe
## Work {work}
+ {org:Quillow Ltd}, {loc:Delft}
  {pos:Head Tester} >> {date:2019 – now=2019/now}
  | Tested bells.
  - Found cracks.
+r {pos:Tester} >> {date:2016 – 2019=2016/2019}
## Degrees {education}
+ {deg:MSc} in {area:Acoustics}, {org:TU Delft}, {date:2016=2016}
  Thesis: “{thesis:Bells}”
  - GPA {score:3.9}
  - Sang in the choir
## Prizes {awards}
+ {title:Golden Bell}, {date:2020=2020}
+c {title:Bell Ringer}, {awarder:Guild}
## Reviews {service}
+ {pos:Reviewer}: {org:Journal A}, {org:Journal B}
## Tools {skills}
= Software: Praat; Audacity (2, 3)
`;

test('entries keep their lines and say their records', () => {
  const cv = parse(CV, assert.fail), [work, degrees, prizes, reviews, tools] = cv.sections, before = {};
  const all = (section) => section.items.flatMap(({ entry }) => records(entry, entry.other || section.kind, before));
  assert.deepEqual(all(work), [
    { name: 'Quillow Ltd', position: 'Head Tester', location: 'Delft', startDate: '2019', ongoing: true, summary: 'Tested bells.', highlights: ['Found cracks.'] },
    { name: 'Quillow Ltd', position: 'Tester', startDate: '2016', endDate: '2019' },
  ]);
  assert.deepEqual(all(degrees), [{ institution: 'TU Delft', studyType: 'MSc', area: 'Acoustics', endDate: '2016', score: '3.9', thesis: 'Bells', highlights: ['Sang in the choir'] }]);
  assert.deepEqual(all(prizes), [{ title: 'Golden Bell', date: '2020' }, { name: 'Bell Ringer', issuer: 'Guild' }]);
  assert.deepEqual(all(reviews), [{ role: 'Reviewer', organization: 'Journal A' }, { role: 'Reviewer', organization: 'Journal B' }]);
  assert.deepEqual(listRecords(tools), [{ name: 'Software', keywords: ['Praat', 'Audacity (2, 3)'] }]);
});

test('what is wrong is complained of', () => {
  const complaints = [];
  parse('lang: en\nname: Jo\n## Work {wrok}\n', (c) => complaints.push(c));
  parts('{orgg:X} {date:2019} {date:May=2019-5}', (c) => complaints.push(c));
  assert.deepEqual(complaints, ['unknown kind wrok', 'unknown mark orgg', 'date without a value: 2019', 'date May=2019-5']);
});
