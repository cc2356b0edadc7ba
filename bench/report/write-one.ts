import { readFileSync, writeFileSync } from 'node:fs';
import type { Format } from '../../src/features/safety-case/formats.ts';
import type { ReportDocument } from '../../src/features/safety-case/report-document.ts';

/*
 * A process of its own that writes one report once, as a server has it done, and prints the milliseconds that the writing took by
 * the clock and of the processor, the loading of its code among them: write-one.ts FORMAT DOCUMENT FILE
 */
const [format, document, file] = process.argv.slice(2);
const drawn = JSON.parse(readFileSync(document!, 'utf8')) as ReportDocument;
const [from, before] = [performance.now(), process.cpuUsage()];
const { written } = await import('../../src/features/safety-case/write.ts');
const bytes = await written(format as Format, drawn);
const { user, system } = process.cpuUsage(before);
process.stdout.write(JSON.stringify([performance.now() - from, (user + system) / 1_000]));
writeFileSync(file!, bytes);
