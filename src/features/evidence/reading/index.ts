export { decodeReport } from './decode.ts';
export { readJUnit } from './junit.ts';
export { LIMITS as REPORT_LIMITS } from './limits.ts';
export { Refusal as ReportRefusal } from './refusal.ts';
export { tagOf } from './tags.ts';
