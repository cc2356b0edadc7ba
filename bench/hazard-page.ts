import { parseArgs } from 'node:util';
import { HAZARD_PAGE, measureHazardPage } from './log-page/hazard-page.ts';

/*
 * The page of one hazard of the largest sort, with its bow-tie: see `log-page/hazard-page.ts`.
 * `npm run bench -- hazard-page [--controls N] [--causes N] [--seconds N] [--data DIR]`; the directory is removed.
 */

const { values } = parseArgs({
  options: {
    controls: { type: 'string', default: String(HAZARD_PAGE.controls) },
    causes: { type: 'string', default: String(HAZARD_PAGE.causes) },
    seconds: { type: 'string', default: String(HAZARD_PAGE.seconds) },
    data: { type: 'string', default: HAZARD_PAGE.data },
  },
});
const size = {
  ...HAZARD_PAGE,
  controls: Number(values.controls),
  causes: Number(values.causes),
  seconds: Number(values.seconds),
  data: values.data,
};
const held = await measureHazardPage(size, (line) => process.stdout.write(`${line}\n`));
process.exitCode = held ? 0 : 1;
