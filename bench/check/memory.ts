import { readFileSync } from 'node:fs';
import { primum, sheetJs, SHEETJS_DEFAULTS } from './measure.ts';

/*
 * A process of its own that does one thing once and prints the most memory that it ever had, in megabytes:
 * memory.ts nothing|sheetjs|primum FILE
 */
const [what, file] = process.argv.slice(2);
const bytes = readFileSync(file!);
if (what === 'sheetjs') sheetJs(bytes, SHEETJS_DEFAULTS);
if (what === 'primum') await primum(bytes);
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
