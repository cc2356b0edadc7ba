import sql, { raw, type Sql } from 'sql-template-tag';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import pg from 'pg';
import type { SignatureRecord } from '../features/approvals/domain.ts';
import { approvalKind } from '../features/approvals/kinds.ts';
import { REGISTRATION } from '../features/approvals/registrations.ts';
import { putApproval, putSignature, latestOf } from '../features/approvals/store.ts';
import { assumptionKind } from '../features/decisions/kinds.ts';
import { operatingPeriodKind, questionKind } from '../features/evidence/kinds.ts';
import {
  putDismissal,
  putObservations,
  putQuestions,
  putRelease,
  type StoredRelease,
} from '../features/evidence/store.ts';
import { ASPECTS } from '../features/hazards/domain.ts';
import { ACCEPTED_BECAUSE, CONCLUSIONS } from '../features/hazards/domain/accepting.ts';
import { placeOf } from '../features/hazards/domain/rating.ts';
import { putJudgement, putRating } from '../features/hazards/rate-store.ts';
import { confirmResiduals } from '../features/hazards/standing-store.ts';
import { NHS_SCHEME } from '../features/schemes/index.ts';
import {
  controlKind,
  effectivenessKind,
  hazardKind,
  hazardLogKind,
  implementationKind,
  residualKind,
} from '../features/hazards/kinds.ts';
import { registrationKind } from '../features/people/kinds.ts';
import { putGap, putLookUp, putRegistration } from '../features/people/registration-store.ts';
import { digestOf, type Json } from '../platform/canonical.ts';
import { anyCommand, command, type AnyCommand, type CommandTx } from '../platform/commands/command.ts';
import { execute, type Done, type Ground } from '../platform/commands/execute.ts';
import { Database, FOREVER, type ReadTx } from '../platform/database/database.ts';
import { ensurePerson } from '../platform/sessions/store.ts';
import { Kinds, subject, type AnyKind, type Flow, type Ref } from '../platform/subjects/kinds.ts';
import { dayAfter, dayIn } from '../words/days.ts';
import { statesOf } from '../platform/subjects/store.ts';
import type { TestDatabase } from '../test-database.ts';
import { testSealing } from '../platform/sealed/testing/test-sealing.ts';

/*
 * A world in which every flow is exercised: the real question, control, rating, hazard and hazard log, registration and
 * approval, and behind them a report that only tests have.
 */

/** Ways to break the mechanism on purpose: each must be noticed. */
export interface Mutation {
  readonly forgetTouch?:
    | 'control'
    | 'link'
    | 'observation'
    | 'rating'
    | 'judgement'
    | 'release'
    | 'registration'
    | 'superseded';
  readonly forgetWord?: 'type' | 'state' | 'text';
  readonly wrongFlow?:
    | 'no-challenge'
    | 'no-verdict'
    | 'no-clock'
    | 'no-words'
    | 'clock-to-approval'
    | 'no-registration';
}

const TABLES = `
  create table test_report (
    organisation_id uuid not null, id uuid not null, service_id uuid not null, primary key (organisation_id, id));
  call protect('test_report');`;

const DAY = 86_400_000;
const EVERYTHING: readonly Flow[] = ['words', 'verdict', 'clock', 'challenge'];
const STANDING: readonly Flow[] = ['verdict', 'clock', 'challenge'];

type Ids = readonly string[] | null;
const chosen = (ids: Ids, column: string) => (ids === null ? sql`` : sql`and ${raw(column)} = any(${ids}::uuid[])`);

/** The aspects of a control with a flow that is wrong, or the control with a word that nobody counts; on purpose. */
function broken(mutation: Mutation): { readonly aspect: (kind: AnyKind) => AnyKind; readonly control: AnyKind } {
  const flows = STANDING.filter((flow) => mutation.wrongFlow !== `no-${flow}`);
  return {
    aspect: (kind) => ({ ...kind, names: { question: flows, 'operating-period': flows } }),
    control: {
      ...controlKind,
      words: { ...controlKind.words, ...(mutation.forgetWord ? { [mutation.forgetWord]: 'ignored' } : {}) },
    },
  };
}

/** Whatever looks at everything in a service: a new hazard, a retired one and one that moved away come without edges. */
const reportKind = subject<{ title: string }>({
  kind: 'report',
  names: {},
  collects: { hazard: { by: 'service', flows: EVERYTHING } },
  words: { title: 'material' },
  load: async (tx, ids) => {
    const rows = await tx.rows<{ id: string; service: string }>(sql`
      select id, service_id as service from test_report
      where organisation_id = current_organisation() ${chosen(ids, 'id')}`);
    return rows.map((row) => ({ ...row, within: null, retired: false, names: [], row: { title: 'Report' } }));
  },
  own: () => ({}),
  verdict: (_facts, { hazard }) =>
    hazard!.notMet > 0 ? 'not-met' : hazard!.met > 0 && hazard!.notKnown === 0 ? 'met' : 'not-known',
});

/** The kinds of the test world, in their order; broken on purpose, where a mutation is given. */
export function worldKinds(mutation: Mutation = {}): Kinds {
  const approval = approvalKind('hazard-log');
  const { aspect, control } = broken(mutation);
  const { [REGISTRATION]: _registration, ...resting } = approval.names;
  return new Kinds([
    registrationKind,
    questionKind,
    operatingPeriodKind,
    aspect(implementationKind),
    aspect(effectivenessKind),
    control,
    assumptionKind,
    residualKind,
    // Where no words flow, a hazard says nothing of its controls.
    mutation.wrongFlow === 'no-words' ? { ...hazardKind, names: { ...hazardKind.names, control: [] } } : hazardKind,
    // The service stands before it in the product; here, without one, its words are its own and its hazards'.
    {
      ...hazardLogKind,
      names: {},
      load: async (tx, ids, kinds) => withoutNames(await hazardLogKind.load(tx, ids, kinds)),
    },
    mutation.wrongFlow === 'clock-to-approval'
      ? {
          ...approval,
          names: { ...approval.names, 'hazard-log': [...approval.names['hazard-log']!, 'clock' as const] },
        }
      : mutation.wrongFlow === 'no-registration'
        ? {
            ...approval,
            names: resting,
            load: async (tx, ids, kinds) => onlyOn('hazard-log', await approval.load(tx, ids, kinds)),
          }
        : approval,
    reportKind,
  ]);
}

function onlyOn<One extends { readonly names: readonly Ref[] }>(kind: string, loaded: readonly One[]): One[] {
  return loaded.map((one) => ({ ...one, names: one.names.filter((ref) => ref.kind === kind) }));
}

function withoutNames<T>(loaded: readonly T[]): T[] {
  return loaded.map((one) => ({ ...one, names: [] }));
}

/** Ends the version of these rows that is current and begins one with some columns exchanged. */
async function exchange(tx: CommandTx, table: string, key: Sql, columns: Record<string, Sql>): Promise<void> {
  const names = await tx.rows<{ name: string }>(sql`
    select column_name as name from information_schema.columns
    where table_name = ${table} and column_name not in ('from_seq', 'to_seq') order by ordinal_position`);
  const values = names.map(({ name }) => columns[name] ?? sql`${raw(`old.${name}`)}`);
  const list = values.reduce((all, one, index) => (index === 0 ? one : sql`${all}, ${one}`));
  await tx.rows(sql`
    with old as (
      update ${raw(table)} set to_seq = ${tx.seq}
      where organisation_id = current_organisation() and to_seq = ${FOREVER} and ${key} returning *
    )
    insert into ${raw(table)} (${raw(names.map(({ name }) => name).join(', '))}, from_seq)
    select ${list}, ${tx.seq} from old`);
}

const id = z.string();

/** Test-only commands: whatever features will do to subjects, done here. */
export function worldCommands(mutation: Mutation = {}) {
  const make = <Input extends z.ZodObject>(
    name: string,
    input: Input,
    run: (tx: CommandTx, input: z.output<Input>) => Promise<Record<string, string | number> | void>,
  ): AnyCommand =>
    anyCommand(
      command({
        feature: 'test',
        name,
        summary: 'For tests.',
        input,
        may: { roles: [], where: 'anywhere', operator: true },
        subject: () => null,
        run: async (tx, _actor, given) => (await run(tx, given)) ?? {},
      }),
    );
  const touch = (tx: CommandTx, kind: string, one: string, what?: Mutation['forgetTouch']) => {
    if (what === undefined || mutation.forgetTouch !== what) tx.touch({ kind, id: one });
  };

  const accept = (tx: CommandTx, control: string, question: string, aspect: string) =>
    tx.rows(sql`
      insert into control_evidence (organisation_id, control_id, question_id, aspect, from_seq, state, decided_by)
      values (${tx.organisation}, ${control}, ${question}, ${aspect}, ${tx.seq}, 'accepted', 'test')`);
  /** The controls that a hazard has now, without some: a rating names those that it relies on. */
  const reliable = async (tx: CommandTx, hazard: string, leavesOut: number) => {
    const rows = await tx.rows<{ id: string }>(sql`
      select control_id as id from hazard_control
      where organisation_id = current_organisation() and hazard_id = ${hazard} and to_seq = ${FOREVER} order by 1`);
    return rows.map((row) => row.id).filter((_one, index) => (leavesOut >> index) % 2 === 0);
  };
  const unrated = (tx: CommandTx): CommandTx =>
    mutation.forgetTouch === 'rating'
      ? { ...tx, touch: (ref) => (ref.kind === 'residual' ? undefined : tx.touch(ref)) }
      : tx;
  const touchRests = (tx: CommandTx, control: string, aspects: readonly string[] = ASPECTS) => {
    for (const aspect of aspects) touch(tx, aspect, control, 'link');
    touch(tx, 'control', control, 'link');
  };

  return {
    found: { ...make('found', z.object({}), async () => {}), founds: true as const },
    nothing: make('nothing', z.object({}), async () => {}),
    addLog: make('addLog', z.object({ service: id }), async (tx, { service }) => {
      const log = tx.newId();
      await tx.rows(sql`
        insert into hazard_log (organisation_id, id, from_seq, service_id, number, title, scheme, sources, retired)
        select ${tx.organisation}, ${log}, ${tx.seq}, ${service}, count(*) + 1, 'Log', ${JSON.stringify(NHS_SCHEME)}::jsonb, '[]', false
        from hazard_log where organisation_id = current_organisation() and service_id = ${service}`);
      tx.touch({ kind: 'hazard-log', id: log });
      return { id: log };
    }),
    addReport: make('addReport', z.object({ service: id }), async (tx, { service }) => {
      const report = tx.newId();
      tx.send(sql`
        insert into test_report (organisation_id, id, service_id) values (${tx.organisation}, ${report}, ${service})`);
      tx.touch({ kind: 'report', id: report });
      return { id: report };
    }),
    addControl: make('addControl', z.object({ service: id, text: z.string() }), async (tx, { service, text }) => {
      const control = tx.newId();
      await tx.rows(sql`
        insert into control (organisation_id, id, from_seq, service_id, number, text_id, type, state, retired)
        select ${tx.organisation}, ${control}, ${tx.seq}, ${service}, coalesce(max(number), 0) + 1, ${tx.text(text)}::uuid,
          'design', 'in place', false
        from control where organisation_id = current_organisation() and service_id = ${service}`);
      tx.touch({ kind: 'control', id: control });
      return { id: control };
    }),
    addHazard: make(
      'addHazard',
      z.object({ service: id, log: id, name: z.string(), controls: z.array(id) }),
      async (tx, { service, log, name, controls }) => {
        const hazard = tx.newId();
        await tx.rows(sql`
          insert into hazard (organisation_id, id, from_seq, service_id, log_id, number, name_id, effect_ids, harm_ids,
            status, retired)
          select ${tx.organisation}, ${hazard}, ${tx.seq}, ${service}, ${log}, coalesce(max(number), 0) + 1,
            ${tx.text(name)}::uuid, '{}', '{}', 'open', false
          from hazard where organisation_id = current_organisation() and service_id = ${service}`);
        await tx.rows(sql`
          insert into hazard_rating (organisation_id, hazard_id, phase, from_seq, severity, likelihood, level, giver, given_at)
          values (${tx.organisation}, ${hazard}, 'initial', ${tx.seq}, 'Major', 'Low', '3', 'test', ${tx.at}),
            (${tx.organisation}, ${hazard}, 'residual', ${tx.seq}, 'Minor', 'Low', '1', 'test', ${tx.at})`);
        await tx.rows(sql`
          insert into hazard_control (organisation_id, hazard_id, control_id, from_seq, position, cause_ids)
          select ${tx.organisation}, ${hazard}, c.id, ${tx.seq}, c.position, '{}'
          from unnest(${controls}::uuid[]) with ordinality as c (id, position)`);
        tx.touch({ kind: 'hazard', id: hazard });
        return { id: hazard };
      },
    ),
    addQuestion: make('addQuestion', z.object({ service: id, control: id }), async (tx, { service, control }) => {
      const question = tx.newId();
      await putQuestions(tx, [
        { id: question, service, number: tx.seq, sort: 'test', title: `Test ${tx.seq}`, key: null, validDays: 30 },
      ]);
      for (const aspect of ASPECTS) await accept(tx, control, question, aspect);
      touchRests(tx, control);
      return { id: question };
    }),
    linkQuestion: make(
      'linkQuestion',
      z.object({ control: id, question: id, aspect: z.enum(ASPECTS) }),
      async (tx, { control, question, aspect }) => {
        const ended = await tx.rows(sql`
          update control_evidence set to_seq = ${tx.seq}
          where organisation_id = current_organisation() and to_seq = ${FOREVER} and control_id = ${control}
            and question_id = ${question} and aspect = ${aspect} returning 1`);
        if (ended.length === 0) await accept(tx, control, question, aspect);
        touchRests(tx, control, [aspect]);
      },
    ),
    observe: make(
      'observe',
      z.object({
        question: id,
        daysAgo: z.number(),
        passed: z.boolean(),
        validDays: z.number(),
        release: id.nullable().default(null),
      }),
      async (tx, { question, daysAgo, passed, validDays, release }) => {
        const one = tx.newId();
        await exchange(tx, 'question', sql`id = ${question}`, { valid_days: sql`${validDays}::int` });
        await putObservations(silenced(tx, mutation.forgetTouch === 'observation'), [
          {
            id: one,
            question,
            sort: 'test',
            outcome: passed ? 'passed' : 'failed',
            observedAt: new Date(tx.at.getTime() - daysAgo * DAY),
            observer: 'test',
            release,
          },
        ]);
        return { id: one };
      },
    ),
    dismiss: make('dismiss', z.object({ observation: id }), async (tx, { observation }) => {
      const [row] = await tx.rows<{ question: string }>(sql`
        select question_id as question from observation
        where organisation_id = current_organisation() and id = ${observation}`);
      await putDismissal(tx, {
        observation,
        question: row!.question,
        sort: 'test',
        reason: 'A flaky test',
        by: 'test',
      });
    }),
    editControl: make(
      'editControl',
      z.object({ control: id, column: z.enum(['text', 'spelling', 'type', 'state', 'owner']), value: z.string() }),
      async (tx, { control, column, value }) => {
        const change: Record<string, Sql> =
          column === 'text'
            ? { text_id: sql`${tx.text(value)}::uuid`, counting_text_id: sql`null::uuid` }
            : column === 'spelling'
              ? {
                  text_id: sql`${tx.text(value)}::uuid`,
                  counting_text_id: sql`coalesce(old.counting_text_id, old.text_id)`,
                }
              : { [column]: sql`${value}::text` };
        await exchange(tx, 'control', sql`id = ${control}`, change);
        touch(tx, 'control', control, 'control');
      },
    ),
    editHazard: make(
      'editHazard',
      z.object({ hazard: id, column: z.enum(['name', 'owner', 'status']), value: z.string() }),
      async (tx, { hazard, column, value }) => {
        const change: Record<string, Sql> =
          column === 'name' ? { name_id: sql`${tx.text(value)}::uuid` } : { [column]: sql`${value}::text` };
        await exchange(tx, 'hazard', sql`id = ${hazard}`, change);
        tx.touch({ kind: 'hazard', id: hazard });
      },
    ),
    linkControl: make('linkControl', z.object({ hazard: id, control: id }), async (tx, { hazard, control }) => {
      const ended = await tx.rows(sql`
        update hazard_control set to_seq = ${tx.seq} where organisation_id = current_organisation()
          and to_seq = ${FOREVER} and hazard_id = ${hazard} and control_id = ${control} returning 1`);
      if (ended.length === 0)
        await tx.rows(sql`
          insert into hazard_control (organisation_id, hazard_id, control_id, from_seq, position, cause_ids)
          values (${tx.organisation}, ${hazard}, ${control}, ${tx.seq}, 99, '{}')`);
      touch(tx, 'hazard', hazard, 'link');
    }),
    confirm: make(
      'confirm',
      z.object({ hazard: id, leavesOut: z.number().default(0) }),
      async (tx, { hazard, leavesOut }) => {
        const relied = await reliable(tx, hazard, leavesOut);
        await confirmResiduals(unrated(tx), [{ id: hazard, relied, scheme: NHS_SCHEME }], 'test');
      },
    ),
    rate: make(
      'rate',
      z.object({
        hazard: id,
        phase: z.enum(['initial', 'residual', 'deployer']),
        severity: z.number(),
        likelihood: z.number(),
        leavesOut: z.number(),
      }),
      async (tx, { hazard, phase, severity, likelihood, leavesOut }) => {
        const words = {
          severity: NHS_SCHEME.severity[severity]!,
          harm: null,
          likelihood: NHS_SCHEME.likelihood[likelihood]!,
        };
        const found = placeOf(NHS_SCHEME, words);
        if ('problems' in found) throw new Error('no square');
        const reliesOn = phase === 'initial' ? null : await reliable(tx, hazard, leavesOut);
        await putRating(unrated(tx), hazard, NHS_SCHEME, {
          phase,
          placed: found.placed,
          harm: null,
          justification: 'For a test',
          reliesOn,
          giver: 'test',
        });
      },
    ),
    accept: make(
      'accept',
      z.object({ hazard: id, finding: z.enum([...ACCEPTED_BECAUSE, ...CONCLUSIONS]) }),
      async (tx, { hazard, finding }) => {
        const [rating] = await tx.rows<{ seq: number }>(sql`
          select coalesce(confirmed_seq, 0) as seq from hazard_rating where organisation_id = current_organisation()
            and hazard_id = ${hazard} and phase = 'residual' and to_seq = ${FOREVER}`);
        const kind = (ACCEPTED_BECAUSE as readonly string[]).includes(finding) ? 'acceptance' : 'benefit-risk';
        await putJudgement(silenced(tx, mutation.forgetTouch === 'judgement'), hazard, {
          kind,
          rating: rating!.seq,
          finding,
          text: 'For a test',
          giver: 'test',
        });
      },
    ),
    addRelease: make('addRelease', z.object({ service: id }), async (tx, { service }) => {
      const release = { id: tx.newId(), version: `1.${tx.seq}`, state: 'candidate' as const, liveSeq: null };
      await putRelease(tx, { ...release, service }, null);
      return { id: release.id };
    }),
    moveRelease: make('moveRelease', z.object({ release: id, live: z.boolean() }), async (tx, { release, live }) => {
      const [was] = await tx.rows<StoredRelease & { service: string }>(sql`
        select id, version, state, live_seq as "liveSeq", service_id as service from release
        where organisation_id = current_organisation() and id = ${release} and to_seq = ${FOREVER}`);
      // What was live once stays evidence when it is withdrawn.
      const next = live ? { state: 'live' as const, liveSeq: was!.liveSeq ?? tx.seq } : { state: 'withdrawn' as const };
      await putRelease(silenced(tx, mutation.forgetTouch === 'release'), { ...was!, ...next }, was!);
    }),
    moveHazard: make(
      'moveHazard',
      z.object({ hazard: id, log: id, service: id }),
      async (tx, { hazard, log, service }) => {
        await exchange(tx, 'hazard', sql`id = ${hazard}`, {
          log_id: sql`${log}::uuid`,
          service_id: sql`${service}::uuid`,
          number: sql`(select coalesce(max(number), 0) + 1 from hazard where organisation_id = current_organisation()
          and service_id = ${service})`,
        });
        tx.touch({ kind: 'hazard', id: hazard });
        await touchResidual(tx, hazard);
      },
    ),
    retire: make(
      'retire',
      z.object({ table: z.enum(['hazard', 'control', 'question']), id, retired: z.boolean() }),
      async (tx, { table, id: one, retired }) => {
        await exchange(tx, table, sql`id = ${one}`, { retired: sql`${retired}::boolean` });
        tx.touch({ kind: table, id: one });
        if (table === 'hazard') await touchResidual(tx, one);
      },
    ),
    addRegistration: make('addRegistration', z.object({}), async (tx) => {
      const registration = { id: tx.newId(), person: tx.organisation };
      await putRegistration(tx, {
        ...registration,
        register: 'nmc',
        number: '00A0000E',
        name: 'R. Nurse',
        profession: 'Nurse',
      });
      return { id: registration.id };
    }),
    lookUp: make(
      'lookUp',
      z.object({ registration: id, registered: z.boolean(), daysAgo: z.number() }),
      async (tx, { registration, registered, daysAgo }) => {
        const on = dayIn(tx.at);
        await putLookUp(silenced(tx, mutation.forgetTouch === 'registration'), {
          registration: { id: registration, person: tx.organisation },
          by: otherPerson(tx.organisation),
          on,
          status: registered ? 'registered' : 'suspended',
          conditions: '',
          where: 'https://register.example',
          note: '',
          evidence: null,
          since: registered ? null : dayAfter(on, -daysAgo),
          nextDue: dayAfter(on, 365),
        });
      },
    ),
    recordGap: make(
      'recordGap',
      z.object({ registration: id, daysAgo: z.number(), days: z.number().nullable() }),
      async (tx, { registration, daysAgo, days }) => {
        const from = dayAfter(dayIn(tx.at), -daysAgo);
        await putGap(silenced(tx, mutation.forgetTouch === 'registration'), {
          registration: { id: registration, person: tx.organisation },
          from,
          to: days === null ? null : dayAfter(from, days),
          reason: 'The fee was late.',
          seen: 'A letter',
          by: otherPerson(tx.organisation),
        });
      },
    ),
    sign: make(
      'sign',
      z.object({
        log: id,
        validDays: z.number().nullable(),
        registrations: z.array(id).default([]),
        needed: z.number().default(1),
      }),
      async (tx, { log, validDays, registrations, needed }) => {
        const of = { kind: 'hazard-log', id: log };
        const [[state], [before]] = await Promise.all([statesOf(tx, [of]), latestOf(tx, of.kind, [log])]);
        const number = (before?.number ?? 0) + 1;
        const validUntil = validDays === null ? null : new Date(tx.at.getTime() + validDays * DAY);
        const record: SignatureRecord = {
          format: 'primum-signature',
          id: tx.newId(),
          subject: { ...of, title: 'Log' },
          service: { id: state!.service!, reference: 'TEST', name: 'Test' },
          number,
          decision: 'approve',
          material: state!.material.toString('hex'),
          editorial: state!.editorial.toString('hex'),
          support: state!.support.toString('hex'),
          meaning: 'I have read it.',
          author: false,
          person: tx.organisation,
          role: 'clinical safety officer',
          registration: registrations[0] ?? null,
          signer: tx.text('{}')!,
          confirmed: null,
          at: tx.at.toISOString(),
          validUntil: validUntil?.toISOString() ?? null,
          conditions: [],
          reason: null,
          outside: null,
        };
        await putSignature(tx, { record, actions: [] });
        // In the world one entry holds one signature: of several, the others came with the versions before.
        const signatures = needed === 1 || !before ? [record.id] : [record.id, before.signatures[0]!.id];
        const told =
          mutation.forgetTouch === 'superseded' ? (ref: Ref) => ref.id !== before?.id && tx.touch(ref) : tx.touch;
        const approval = await putApproval({ ...tx, touch: told }, state!, {
          of,
          service: state!.service!,
          number,
          needed: signatures.length,
          validUntil,
          signatures,
        });
        return { id: approval, record: digestOf(record as unknown as Json).toString('hex') };
      },
    ),
  };
}

/** A residual rating that a person once gave is looked at again, wherever its hazard goes. */
async function touchResidual(tx: CommandTx, hazard: string): Promise<void> {
  const rated = await tx.rows(sql`
    select from hazard_rating where organisation_id = current_organisation() and hazard_id = ${hazard}
      and phase = 'residual' and confirmed_seq is not null limit 1`);
  if (rated.length > 0) tx.touch({ kind: 'residual', id: hazard });
}

/** The same, but that nobody is told. */
function silenced(tx: CommandTx, silent: boolean): CommandTx {
  return silent ? { ...tx, touch: () => undefined } : tx;
}

/** Whoever looks registrations up: somebody else than the person whose they are, who has the organisation's id. */
function otherPerson(organisation: string): string {
  return organisation.replace(/^.{8}/u, 'eeeeeeee');
}

export type WorldCommand = Exclude<keyof ReturnType<typeof worldCommands>, 'found'>;

/** The id of what a command made. */
export function idOf(done: Done): string {
  const made = done.result['id'];
  if (typeof made !== 'string') throw new Error('nothing was made');
  return made;
}

/** An organisation of the test world, with a clock that can be set. */
export class World {
  readonly ground: Ground;
  readonly organisation: string = newId();
  readonly commands: ReturnType<typeof worldCommands>;
  now = new Date('2026-03-02T09:00:00.000Z');

  constructor(database: Database, mutation: Mutation = {}) {
    this.ground = { database, kinds: worldKinds(mutation), sealing: testSealing, now: () => this.now };
    this.commands = worldCommands(mutation);
  }

  async found(): Promise<this> {
    const people = [this.organisation, otherPerson(this.organisation)].map((one) => ({ id: one, name: 'Somebody' }));
    await this.ground.database.platform(async (tx) => {
      for (const person of people) await ensurePerson(tx, person, this.now);
    });
    await execute(this.ground, this.commands.found, {}, this.#request());
    return this;
  }

  do(name: WorldCommand, input: unknown): Promise<Done> {
    return execute(this.ground, this.commands[name], input, this.#request());
  }

  /** Carries out a command that makes something. @returns its id */
  async make(name: WorldCommand, input: unknown): Promise<string> {
    return idOf(await this.do(name, input));
  }

  read<T>(work: (tx: ReadTx) => Promise<T>): Promise<T> {
    return this.ground.database.read(this.organisation, work);
  }

  #request() {
    return { actor: { kind: 'operator' as const }, organisation: this.organisation };
  }
}

/** Adds the tables that only tests have. */
export async function prepareWorld(database: TestDatabase): Promise<Database> {
  const owner = new pg.Client(database.owner);
  await owner.connect();
  await owner.query(TABLES);
  await owner.end();
  return new Database(database.app);
}
