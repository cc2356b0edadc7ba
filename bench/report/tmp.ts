import { documentOf } from '../../src/features/safety-case/drawing/document.ts';
import { known, manyHazards } from '../../src/features/safety-case/testing/facts.ts';
import { written } from '../../src/features/safety-case/write.ts';
import { writeFileSync } from 'node:fs';
let t = performance.now();
const doc = documentOf(known({ hazards: manyHazards(500) }));
console.log('draw', Math.round(performance.now() - t), JSON.stringify(doc).length);
const only = process.argv[2]?.split(',') ?? ['html', 'md', 'json', 'docx', 'pdf'];
for (const f of only as any[]) {
  t = performance.now();
  const b = await written(f, doc);
  console.log(f, Math.round(performance.now() - t), b.length);
  writeFileSync('/tmp/h6/report.' + f, b);
}
