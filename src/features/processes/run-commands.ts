import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, paragraph } from '../../platform/commands/fields.ts';
import { Conflict, type FieldProblem, InputProblem, NotPossible, there } from '../../platform/commands/problems.ts';
import { isId } from '../../platform/ids.ts';
import { dateIn } from '../../platform/london-time.ts';
import { sayDay } from '../../words/days.ts';
import { actionReference, addAction } from '../actions/index.ts';
import { livingService } from '../services/index.ts';
import { processPath, RUN_OUTCOMES, RUN_SORTS, runNumber, whyNotRunOn, whyNotSort, type RunSort } from './domain.ts';
import { linkField, processField, runField, RUNS, serviceField, versionField } from './fields.ts';
import { nextRun, processByKey, putRun, runsOf, type StoredProcess } from './store.ts';

const feature = 'processes';

/** A type, so that it is a result. */
type Ran = {
  id: string;
  service: string;
  process: string;
  title: string;
  run: string;
  version: number;
  action: string | null;
};

const about = (_input: unknown, output: Ran) => ({ kind: 'process-run', id: output.id });

export const recordProcessRun = command({
  feature,
  name: 'recordProcessRun',
  summary: 'Records that a process was run, or rehearsed: when, by whom, what was found, and what has to be put right',
  past: ['a run of a process was recorded', '# runs of processes were recorded'],
  input: z.strictObject({
    service: serviceField,
    process: processField,
    on: z.string('Give the day on which it was run, such as 2026-03-12.').trim(),
    sort: z
      .enum(RUN_SORTS, 'Choose whether it was run or rehearsed.')
      .optional()
      .describe('Of what only happens: whether it happened, or was rehearsed'),
    by: line(500, 'Say who took part.'),
    found: paragraph(10_000, 'Say what was found, also where it was as it should be.'),
    outcome: z.enum(RUN_OUTCOMES, 'Choose what it showed: as it should be, or something to put right.'),
    link: linkField.describe('The web address of what shows it: minutes, a report'),
    action: optionalLine(300).describe('What has to be done, where there is something to put right'),
    actionOwner: z.string().trim().default('').describe('Who does it'),
    actionDue: z.string().trim().default('').describe('By when'),
  }),
  may: RUNS,
  subject: about,
  run: async (tx, _actor, { service: reference, process: key, sort: said, ...input }): Promise<Ran> => {
    const service = await livingService(tx, reference);
    const process = there(await processByKey(tx, service.id, key), `process ${key}`);
    const sort = said ?? 'run';
    if (process.state === 'stopped')
      throw new NotPossible(`“${process.title}” was stopped. To record a run, write down first how it is done now.`);
    refuse([...runProblems(tx, process, { on: input.on, sort: said ?? null }), ...actionProblems(input)]);
    const number = await nextRun(tx, process.id);
    const id = tx.newId();
    putRun(tx, {
      id,
      service: service.id,
      process: process.id,
      number,
      on: input.on,
      sort,
      outcome: input.outcome,
      texts: {
        people: tx.text(input.by)!,
        found: tx.text(input.found)!,
        link: tx.text(input.link),
      },
      withdrawn: null,
    });
    const action =
      input.outcome === 'something to put right'
        ? await addAction(
            tx,
            {
              service,
              title: input.action,
              owner: input.actionOwner,
              due: input.actionDue,
              source: {
                kind: 'process-run',
                id,
                label: `${sort === 'run' ? 'Run' : 'Rehearsal'} of “${process.title}” on ${sayDay(input.on)}`,
                href: `${processPath(service.reference, key)}#run-${number}`,
              },
            },
            { owner: 'actionOwner', due: 'actionDue' },
          )
        : null;
    return {
      id,
      service: service.reference,
      process: key,
      title: process.title,
      run: String(number),
      version: tx.seq,
      action: action && actionReference(action.number),
    };
  },
});

export const withdrawProcessRun = command({
  feature,
  name: 'withdrawProcessRun',
  summary: 'Says that a recorded run does not count, and why: it stays, and the one before counts again',
  past: ['a run of a process was withdrawn', '# runs of processes were withdrawn'],
  input: z.strictObject({
    service: serviceField,
    process: processField,
    run: runField,
    version: versionField,
    reason: paragraph(2_000, 'Say why it does not count.'),
  }),
  may: RUNS,
  subject: about,
  run: async (tx, _actor, { service: reference, process: key, run: named, version, reason }): Promise<Ran> => {
    const service = await livingService(tx, reference);
    const process = there(await processByKey(tx, service.id, key), `process ${key}`);
    const number = runNumber(named)!;
    const run = there((await runsOf(tx, process.id)).find((one) => one.number === number) ?? null, `run ${number}`);
    if (run.withdrawn !== null) throw new NotPossible('This run was withdrawn already. Nothing was changed.');
    if (run.version !== version)
      throw new Conflict(
        'Somebody changed this run while you were here. Look at it as it stands now.',
        {},
        run.version,
      );
    const { id, on, sort, outcome, texts } = run;
    putRun(tx, {
      id,
      service: service.id,
      process: process.id,
      number,
      on,
      sort,
      outcome,
      texts,
      withdrawn: tx.text(reason),
    });
    return {
      id,
      service: service.reference,
      process: key,
      title: process.title,
      run: String(number),
      version: tx.seq,
      action: null,
    };
  },
});

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new InputProblem(problems);
}

interface FoundInput {
  readonly outcome: (typeof RUN_OUTCOMES)[number];
  readonly action: string;
  readonly actionOwner: string;
  readonly actionDue: string;
}

function runProblems(
  tx: CommandTx,
  process: StoredProcess,
  { on, sort }: { readonly on: string; readonly sort: RunSort | null },
): FieldProblem[] {
  return [
    { field: 'on', message: whyNotRunOn(on, dateIn(tx.at)) },
    { field: 'sort', message: whyNotSort(process, sort) },
  ].filter((one): one is FieldProblem => one.message !== null);
}

/** What was found and is nobody's to put right stays as it is: so an action belongs to it. */
function actionProblems({ outcome, action, actionOwner, actionDue }: FoundInput): FieldProblem[] {
  if (outcome === 'something to put right')
    return [
      ...(action === '' ? [{ field: 'action', message: 'Say what has to be done to put it right.' }] : []),
      ...(isId(actionOwner) ? [] : [{ field: 'actionOwner', message: 'Choose who does it.' }]),
    ];
  if (action === '' && actionDue === '') return [];
  const message = 'Where something has to be done, choose “something to put right”. Otherwise leave this empty.';
  return [{ field: action === '' ? 'actionDue' : 'action', message }];
}
