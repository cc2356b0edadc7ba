import { parseArgs } from 'node:util';
import { LIST_PAGE, measureListPage } from './list-page.ts';

/*
 * The pages that a clinical safety officer works in all day: the list of a long log. Each says what it measures where it
 * stands, and whether its bars hold.
 * `npm run bench -- log-page [--hazards N] [--services N] [--seconds N] [--data DIR]`; the directory is removed.
 */

const { values } = parseArgs({
  options: {
    hazards: { type: 'string', default: String(LIST_PAGE.hazards) },
    services: { type: 'string', default: String(LIST_PAGE.services) },
    seconds: { type: 'string', default: String(LIST_PAGE.seconds) },
    data: { type: 'string', default: LIST_PAGE.data },
  },
});
const held = await measureListPage(
  {
    hazards: Number(values.hazards),
    services: Number(values.services),
    seconds: Number(values.seconds),
    data: values.data,
  },
  (line) => process.stdout.write(`${line}\n`),
);
process.exitCode = held ? 0 : 1;
