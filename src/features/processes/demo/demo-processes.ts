import { anyCommand, type Result } from '../../../platform/commands/command.ts';
import type { Demo, DemoPerson } from '../../../platform/feature.ts';
import { dateIn } from '../../../platform/london-time.ts';
import { dayAfter, type Day } from '../../../words/days.ts';
import { signing } from '../../approvals/index.ts';
import { demoJudgements } from '../../standards/index.ts';
import { addProcess, writeProcess } from '../commands.ts';
import { recordProcessRun, withdrawProcessRun } from '../run-commands.ts';
import { processSignable } from '../signing.ts';
import { templateOf } from '../templates.ts';
import { DEMO_PROCESSES, MISTAKEN_RUN, type DemoProcess, type DemoRole, type DemoRun } from './wound-care.ts';

const SERVICE = 'DEMO';

type People = Readonly<Record<DemoRole, DemoPerson>>;

/** The processes of the demo service: written, approved and run by its made-up people. */
export async function makeDemo(demo: Demo): Promise<void> {
  const { signInDemo } = await signing();
  const people: People = {
    wren: await demo.somebody('Wren Applewhite', ['clinical safety officer']),
    juniper: await demo.somebody('Juniper Hale', ['deputy clinical safety officer', 'clinical reviewer']),
    ottoline: await demo.somebody('Ottoline Reed', ['safety engineer']),
    posy: await demo.somebody('Posy Thackray', ['product owner']),
    barnaby: await demo.somebody('Barnaby Quince', ['accountable executive']),
  };
  const today = dateIn(demo.ground.now());
  for (const one of DEMO_PROCESSES) {
    const { process } = await write(demo, one, people);
    const named = { service: SERVICE, process };
    if (one.approved) await signInDemo(demo, people.wren, { signable: processSignable, named });
    for (const run of one.runs) await record(demo, named, { run, people, today });
  }
  const trends = { service: SERVICE, process: 'incident-trends' };
  const mistaken = await record(demo, trends, { run: MISTAKEN_RUN, people, today });
  // Judged on what was recorded by mistake: once that is withdrawn, the judgement is out of date.
  await demoJudgements(demo);
  const { run, version } = mistaken;
  const reason = 'That was the evaluation of another product. Ours has not been run since.';
  await demo.execute(anyCommand(withdrawProcessRun), { ...trends, run, version, reason }, people.wren);
}

async function write({ execute }: Demo, one: DemoProcess, people: People): Promise<Result> {
  const { id, title = '', owner, link = '', parts } = one;
  const template = id === null ? null : templateOf(id)!;
  const said = {
    ...parts,
    service: SERVICE,
    sort: template?.sort ?? 'regularly',
    every: one.every ?? template?.every ?? 365,
    owner: people[owner].id,
    link,
  };
  return id === null
    ? execute(anyCommand(addProcess), { ...said, title }, people[owner])
    : execute(anyCommand(writeProcess), { ...said, process: id, version: 0 }, people[owner]);
}

async function record(
  { execute }: Demo,
  named: { readonly service: string; readonly process: unknown },
  { run, people, today }: { readonly run: DemoRun; readonly people: People; readonly today: Day },
): Promise<Result> {
  const { ago, as, by, found, sort = 'run', outcome = 'as it should be', link = '', action } = run;
  return execute(
    anyCommand(recordProcessRun),
    {
      ...named,
      on: dayAfter(today, -ago),
      by,
      found,
      sort,
      outcome,
      link,
      ...(action && {
        action: action.title,
        actionOwner: people[action.owner].id,
        actionDue: dayAfter(today, action.days),
      }),
    },
    people[as],
  );
}
