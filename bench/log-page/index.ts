import { parseArgs } from 'node:util';
import { HAZARD_PAGE, measureHazardPage } from './hazard-page.ts';
import { LIST_PAGE, measureListPage } from './list-page.ts';

/*
 * The pages that a clinical safety officer works in all day: the list of a long log, and one hazard of the largest sort with
 * its bow-tie. Each says what it measures where it stands, and whether its bars hold.
 * `npm run bench -- log-page [list|hazard] [--hazards N] [--services N] [--controls N] [--causes N] [--seconds N] [--data DIR]`;
 * the directories are removed.
 */

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    hazards: { type: 'string', default: String(LIST_PAGE.hazards) },
    services: { type: 'string' },
    controls: { type: 'string', default: String(HAZARD_PAGE.controls) },
    causes: { type: 'string', default: String(HAZARD_PAGE.causes) },
    seconds: { type: 'string', default: String(LIST_PAGE.seconds) },
    data: { type: 'string', default: LIST_PAGE.data },
  },
});
const { hazards, services, controls, causes, seconds, data } = values;
const say = (line: string) => void process.stdout.write(`${line}\n`);
const size = { seconds: Number(seconds), data };
const among = (of: number) => Number(services ?? of);
const pages: Readonly<Record<string, () => Promise<boolean>>> = {
  list: () => measureListPage({ ...size, hazards: Number(hazards), services: among(LIST_PAGE.services) }, say),
  hazard: () =>
    measureHazardPage(
      { ...size, controls: Number(controls), causes: Number(causes), services: among(HAZARD_PAGE.services) },
      say,
    ),
};
const [wanted] = positionals;
const asked = wanted === undefined ? Object.values(pages) : [pages[wanted]];
let held = true;
for (const measure of asked) {
  if (!measure) throw new Error(`There is no ${wanted}: list or hazard.`);
  held = (await measure()) && held;
}
process.exitCode = held ? 0 : 1;
