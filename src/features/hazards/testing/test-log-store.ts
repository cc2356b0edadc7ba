import sql from 'sql-template-tag';
import { z } from 'zod';
import { anyCommand, command, type AnyCommand, type CommandTx } from '../../../platform/commands/command.ts';
import { lookUp, NHS_SCHEME, type RiskScheme } from '../../schemes/index.ts';

/*
 * A hazard log for tests: written by a command that only tests have, so that ledger, texts and subjects are as they are
 * after an import.
 */

export interface TestRating {
  readonly severity: string;
  readonly likelihood: string;
  readonly stated?: string;
  readonly justification?: string;
}

export interface TestControl {
  readonly text: string;
  readonly state?: string;
  readonly type?: string;
  readonly party?: string;
  readonly owner?: string;
  readonly evidence?: string;
  readonly existing?: boolean;
}

export interface TestHazard {
  readonly name: string;
  readonly description?: string;
  readonly component?: string;
  readonly owner?: string;
  readonly receiver?: string;
  readonly status?: 'open' | 'closed' | 'transferred';
  readonly effects?: readonly string[];
  readonly harms?: readonly string[];
  readonly causes?: readonly string[];
  readonly controls?: readonly TestControl[];
  readonly initial?: TestRating | null;
  readonly residual?: TestRating | null;
  readonly extra?: readonly { readonly header: string; readonly text: string }[];
}

export interface TestLog {
  readonly service: { readonly reference: string; readonly name: string };
  readonly title: string;
  readonly file: string;
  readonly scheme?: boolean;
  readonly hazards: readonly TestHazard[];
}

const input = z.strictObject({ log: z.custom<TestLog>() });

/** Writes a service with one log in it. */
const plant = command({
  feature: 'hazards',
  name: 'plantHazardLog',
  summary: 'Writes a service and a hazard log for a test',
  input,
  may: { roles: ['administrator'], where: 'anywhere', operator: true },
  subject: (_input, output: { service: string; log: string }) => ({ kind: 'hazard-log', id: output.log }),
  run: async (tx, _actor, { log }) => {
    const [service, id] = [tx.newId(), tx.newId()];
    const scheme = log.scheme === false ? null : JSON.stringify(NHS_SCHEME);
    await tx.rows(sql`
      insert into service (organisation_id, id, from_seq, reference, name, role, phase, components, addresses)
      values (${tx.organisation}, ${service}, ${tx.seq}, ${log.service.reference}, ${log.service.name}, 'manufacturer', 'live',
        '[]', '[]')`);
    await tx.rows(sql`
      insert into hazard_log (organisation_id, id, from_seq, service_id, number, title, scheme, sources, retired)
      values (${tx.organisation}, ${id}, ${tx.seq}, ${service}, 1, ${log.title}, ${scheme},
        ${JSON.stringify([{ file: log.file, sha256: '', kind: 'xlsx' }])}, false)`);
    await putHazards(tx, log, service, id);
    tx.touch({ kind: 'service', id: service });
    tx.touch({ kind: 'hazard-log', id });
    return { service, log: id };
  },
});

export const plantLog: AnyCommand = anyCommand(plant);

/** Another log of a service, with nothing in it but its scheme. */
export const plantScheme: AnyCommand = anyCommand(
  command({
    feature: 'hazards',
    name: 'plantScheme',
    summary: 'Writes a log with a scheme for a test',
    input: z.strictObject({ service: z.string(), scheme: z.custom<RiskScheme>() }),
    may: { roles: ['clinical safety officer'], where: 'service', operator: true },
    subject: (_input, { id }: { id: string }) => ({ kind: 'hazard-log', id }),
    run: async (tx, _actor, { service, scheme }) => {
      const id = tx.newId();
      await tx.rows(sql`
        insert into hazard_log (organisation_id, id, from_seq, service_id, number, title, scheme, sources, retired)
        select ${tx.organisation}, ${id}, ${tx.seq}, v.id,
          (select max(number) + 1 from hazard_log where service_id = v.id), 'Another log',
          ${JSON.stringify(scheme)}::jsonb, '[]', false
        from service v where v.reference = ${service} and v.to_seq = 9007199254740991`);
      tx.touch({ kind: 'hazard-log', id });
      return { id };
    },
  }),
);

async function putHazards(tx: CommandTx, log: TestLog, service: string, logId: string): Promise<void> {
  const texts = (list: readonly string[] = []) => list.map((text) => tx.text(text)!);
  const hazards = log.hazards.map((hazard, index) => ({ hazard, id: tx.newId(), number: index + 1 }));
  const controls = hazards.flatMap(({ hazard, id }) =>
    (hazard.controls ?? []).map((control, index) => ({ control, hazard: id, position: index + 1, id: tx.newId() })),
  );
  const insert = (table: string, rows: readonly object[]) => insertRows(tx, table, rows);
  await insert(
    'hazard',
    hazards.map(({ hazard, id, number }) => ({
      id,
      service_id: service,
      log_id: logId,
      number,
      name_id: tx.text(hazard.name),
      description_id: tx.text(hazard.description ?? null),
      component: hazard.component ?? null,
      effect_ids: texts(hazard.effects),
      harm_ids: texts(hazard.harms),
      status: hazard.status ?? 'open',
      owner: hazard.owner ?? null,
      receiver: hazard.receiver ?? null,
      extra_id: tx.text(hazard.extra ? JSON.stringify(hazard.extra) : null),
      file_ref: `H${number}`,
      place: { file: log.file, sheet: 'Hazards', cell: `B${number + 1}` },
      retired: false,
    })),
  );
  await insert(
    'hazard_cause',
    hazards.flatMap(({ hazard, id }) =>
      (hazard.causes ?? []).map((cause, index) => ({
        id: tx.newId(),
        hazard_id: id,
        position: index + 1,
        text_id: tx.text(cause),
      })),
    ),
  );
  await insert(
    'control',
    controls.map(({ control, id }, index) => ({
      id,
      service_id: service,
      number: index + 1,
      text_id: tx.text(control.text),
      existing: control.existing ?? null,
      type: control.type ?? null,
      owner: control.owner ?? null,
      party: control.party ?? null,
      state: control.state ?? 'in place',
      evidence_id: tx.text(control.evidence ?? null),
      retired: false,
    })),
  );
  await insert(
    'hazard_control',
    controls.map(({ hazard, id, position }) => ({ hazard_id: hazard, control_id: id, position, cause_ids: [] })),
  );
  await insert(
    'hazard_rating',
    hazards.flatMap(({ hazard, id }) =>
      (['initial', 'residual'] as const).flatMap((phase) => {
        const rating = hazard[phase];
        return rating ? [ratingRow(tx, log, id, phase, rating)] : [];
      }),
    ),
  );
  for (const { id } of hazards) tx.touch({ kind: 'hazard', id });
  for (const { id } of controls) tx.touch({ kind: 'control', id });
}

function ratingRow(tx: CommandTx, log: TestLog, hazard: string, phase: string, rating: TestRating) {
  const at = (axis: readonly string[], word: string) => {
    const index = axis.indexOf(word);
    return index < 0 || log.scheme === false ? null : index;
  };
  const severity = at(NHS_SCHEME.severity, rating.severity);
  const likelihood = at(NHS_SCHEME.likelihood, rating.likelihood);
  const level = lookUp(NHS_SCHEME, likelihood, severity);
  return {
    hazard_id: hazard,
    phase,
    severity: rating.severity,
    likelihood: rating.likelihood,
    severity_index: severity,
    likelihood_index: likelihood,
    stated: rating.stated ?? (level === null ? null : String(level)),
    level: level === null ? null : String(level),
    band: level,
    justification_id: tx.text(rating.justification ?? null),
    giver: `as stated in ${log.file}`,
    given_at: tx.at,
    confirmed_seq: null,
  };
}

/** Many rows in one statement; what a row does not name is what the table has for it. */
async function insertRows(tx: CommandTx, table: string, rows: readonly object[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = ['organisation_id', 'from_seq', ...Object.keys(first)];
  const records = rows.map((row) => ({ organisation_id: tx.organisation, from_seq: tx.seq, ...row }));
  await tx.rows({
    text: `insert into ${table} (${columns.join(', ')})
      select ${columns.join(', ')} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    values: [JSON.stringify(records)],
  } as unknown as ReturnType<typeof sql>);
}

/** A log with something of everything: every status, ratings with and without a level, controls of each state. */
export const EXAMPLE_LOG: TestLog = {
  service: { reference: 'WOUND', name: 'Willowbank Wound Care' },
  title: 'Hazard log',
  file: 'Wound log V1.2.xlsx',
  hazards: [
    {
      name: 'A wound photo is attached to the wrong patient’s record',
      description: 'The photo of one person is stored with the record of another.',
      component: 'Photo upload',
      owner: 'Ottoline Reed',
      effects: ['Treatment is chosen from another person’s wound'],
      harms: ['The wound gets worse and is treated late'],
      causes: ['Two patients are open on one tablet', 'A photo kept offline is sent after the visit'],
      controls: [
        {
          text: 'Name and date of birth stay beside the camera',
          type: 'design',
          party: 'manufacturer',
          owner: 'Tobias Marsh',
          existing: true,
          evidence: 'Usability test with 14 nurses',
        },
        { text: 'The wristband is scanned again before the photo is saved', type: 'design', state: 'withdrawn' },
        { text: 'A nurse reviews photos within 2 working days', type: 'process', party: 'deployer', state: 'agreed' },
      ],
      initial: { severity: 'Major', likelihood: 'High', justification: 'Seen twice in the pilot.' },
      residual: { severity: 'Major', likelihood: 'Very low', justification: 'With the scan in place.' },
      extra: [{ header: 'Jira', text: 'WND-112' }],
    },
    {
      name: 'A message about fever goes unread over a weekend',
      component: 'Messages',
      owner: 'Juniper Hale',
      causes: ['The inbox is not watched at weekends'],
      controls: [{ text: 'The page says when messages are read', type: 'information' }],
      initial: { severity: 'Major', likelihood: 'High' },
      residual: { severity: 'Considerable', likelihood: 'Medium', stated: '2' },
    },
    {
      name: 'Advice is too hard to read and is not followed',
      component: 'Public page',
      owner: 'Wren Applewhite',
      controls: [{ text: 'Read by five patients', type: 'test' }],
      initial: { severity: 'Considerable', likelihood: 'Medium' },
      residual: null,
    },
    {
      name: 'An old care plan is printed after a change',
      component: 'Care plan',
      status: 'transferred',
      receiver: 'Larkmoor Community Trust',
      initial: { severity: 'Significant', likelihood: 'Medium' },
      residual: { severity: 'Significant', likelihood: 'Low' },
    },
    {
      name: 'A text goes to an old phone number',
      component: 'Messages',
      owner: 'Juniper Hale',
      status: 'closed',
      initial: { severity: 'Considerable', likelihood: 'Low' },
      residual: { severity: 'Minor', likelihood: 'Low' },
    },
    { name: 'Dressing stock runs out and no one is told', initial: null, residual: null },
    {
      name: 'A reminder arrives a day late',
      component: 'Reminders',
      initial: { severity: 'Middling', likelihood: 'Now and then', stated: '6' },
      residual: { severity: 'Middling', likelihood: 'Rarely' },
    },
  ],
};

/** As many hazards as are asked for, for lists that are long. */
export function longLog(count: number): TestLog {
  const severity = NHS_SCHEME.severity;
  const likelihood = NHS_SCHEME.likelihood;
  return {
    ...EXAMPLE_LOG,
    service: { reference: 'LONG', name: 'A service with a long log' },
    hazards: Array.from({ length: count }, (_, index) => ({
      name: `Hazard ${index + 1}: ${EXAMPLE_LOG.hazards[index % 5]!.name}`,
      component: ['Messages', 'Photo upload', 'Public page'][index % 3]!,
      owner: ['Ottoline Reed', 'Juniper Hale'][index % 2]!,
      causes: [`Cause of ${index + 1}`],
      controls: EXAMPLE_LOG.hazards[0]!.controls!,
      initial: { severity: severity[index % 5]!, likelihood: likelihood[(index * 3) % 5]! },
      residual: { severity: severity[index % 4]!, likelihood: likelihood[index % 2]! },
    })),
  };
}
