import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotFound, NotPossible } from '../../platform/commands/problems.ts';
import {
  asReference,
  COLON,
  DECOMMISSIONINGS,
  differingFields,
  fieldText,
  LIVING_PHASES,
  REFERENCE,
  SERVICE_ROLES,
  TAKEN_REFERENCES,
  TEXT_FIELDS,
  type Decommissioning,
  type ServiceFields,
  type ServicePhase,
  type TextField,
} from './domain.ts';
import { putService, serviceByReference, type StoredService } from './store.ts';

const feature = 'services';
const LONG = 4_000;

/** Names the service that a command is about: its reference, in whatever case. */
const service = line(20, 'Name the service by its reference, such as DEMO.').overwrite(asReference);

const reference = z
  .string('Give the service a reference, such as DEMO.')
  .overwrite(asReference)
  .regex(REFERENCE, 'Use 2 to 20 of the letters A to Z, the digits and hyphens, with a letter or digit at the start.')
  .refine(
    (value) => !TAKEN_REFERENCES.includes(value),
    'Choose another reference: this one is the address of another page.',
  );

const component = z.strictObject({
  name: line(100, 'Give the component a name.').refine(
    (name) => !name.includes(COLON),
    'Leave the colon out of the name: what follows a colon is what the component is for.',
  ),
  purpose: optionalLine(500),
});

const address = z
  .url({ protocol: /^https?$/u, error: 'Give a whole web address, such as https://www.example.org.' })
  .max(500, 'Use at most 500 characters for a web address.');

const details = {
  name: line(200, 'Give the service a name.'),
  summary: optionalParagraph(LONG),
  role: z.enum(SERVICE_ROLES, 'Say whether you make the service, use it in care, or both.'),
  phase: z.enum(LIVING_PHASES, `Choose the phase: ${LIVING_PHASES.join(', ')}.`),
  intendedFunction: optionalParagraph(LONG),
  intendedPopulation: optionalParagraph(LONG),
  intendedUser: optionalParagraph(LONG),
  intendedEnvironment: optionalParagraph(LONG),
  notFor: optionalParagraph(LONG),
  components: z
    .array(component, 'Give a list of components.')
    .max(100, 'Name at most 100 components.')
    .refine(
      (components) => new Set(components.map((one) => one.name.toLowerCase())).size === components.length,
      'Name each component once.',
    )
    .default([]),
  addresses: z.array(address, 'Give a list of web addresses.').max(50, 'Give at most 50 web addresses.').default([]),
};

interface Output {
  readonly [key: string]: string | number;
  readonly service: string;
  readonly reference: string;
  readonly version: number;
}

const about = (_input: unknown, output: Output) => ({ kind: 'service', id: output.service });

export const createService = command({
  feature,
  name: 'createService',
  summary: 'Adds a service',
  past: ['a service was added', '# services were added'],
  input: z.strictObject({ reference, ...details }),
  may: {
    roles: ['administrator', 'clinical safety officer', 'deputy clinical safety officer', 'product owner'],
    where: 'organisation',
    operator: true,
    token: 'import',
  },
  subject: about,
  run: async (tx, _actor, { reference, ...fields }): Promise<Output> => {
    const taken = await serviceByReference(tx, reference);
    if (taken) {
      const message = `${reference} is the reference of "${taken.name}". Choose another one.`;
      throw new InputProblem([{ field: 'reference', message }]);
    }
    return write(tx, { id: tx.newId(), reference }, fields, null);
  },
});

/** `version` is that of the service as it was shown: whoever changed it meanwhile is not overwritten unseen. */
export const updateService = command({
  feature,
  name: 'updateService',
  summary: 'Changes what is said of a service',
  past: ['what is said of a service was changed', 'what is said of services was changed # times'],
  input: z.strictObject({
    service,
    version: z.int('Give the version of the service that you saw, as a number.').min(1),
    ...details,
  }),
  may: {
    roles: [
      'administrator',
      'clinical safety officer',
      'deputy clinical safety officer',
      'safety engineer',
      'product owner',
    ],
    where: 'service',
  },
  subject: about,
  run: async (tx, _actor, { service, version, ...fields }): Promise<Output> => {
    const stored = await find(tx, service);
    if (stored.phase === 'retired')
      throw new NotPossible(`${service} is retired. To change what is said of it, take it up again first.`);
    const differing = differingFields(stored, fields);
    if (stored.version !== version) {
      const message = 'Somebody else changed this service while you were changing it. Both versions are below.';
      const current = differing.map((field) => [field, fieldText(field, stored[field])] as const);
      throw new Conflict(message, Object.fromEntries(current), stored.version);
    }
    if (differing.length === 0) throw new NotPossible('Nothing is different from what stands there already.');
    return write(tx, stored, fields, stored);
  },
});

const mayEnd = {
  roles: ['administrator', 'clinical safety officer', 'deputy clinical safety officer', 'product owner'],
  where: 'service',
} as const;

export const retireService = command({
  feature,
  name: 'retireService',
  summary: 'Retires a service, once its decommissioning is assessed or need not be; all that is known of it stays',
  past: ['a service was retired', '# services were retired'],
  input: z.strictObject({
    service,
    reason: paragraph(LONG, 'Say why the service is retired.'),
    decommissioning: z.enum(DECOMMISSIONINGS, 'Say whether the risk of taking it out of use was assessed.'),
    assessment: paragraph(LONG, 'Say what the assessment found and where it is, or why none is needed.'),
  }),
  may: mayEnd,
  subject: about,
  run: async (tx, _actor, { service, reason, decommissioning, assessment }): Promise<Output> => {
    const stored = await find(tx, service);
    if (stored.phase === 'retired') throw new NotPossible(`${service} is retired already.`);
    return write(tx, stored, { ...stored, phase: 'retired' }, stored, { reason, decommissioning, assessment });
  },
});

export const takeUpService = command({
  feature,
  name: 'takeUpService',
  summary: 'Takes a retired service up again',
  past: ['a service was taken up again', '# services were taken up again'],
  input: z.strictObject({
    service,
    phase: details.phase,
    reason: paragraph(LONG, 'Say why the service is taken up again.'),
  }),
  may: mayEnd,
  subject: about,
  run: async (tx, _actor, { service, phase, reason }): Promise<Output> => {
    const stored = await find(tx, service);
    if (stored.phase !== 'retired') throw new NotPossible(`${service} is not retired.`);
    return write(tx, stored, { ...stored, phase }, stored, { reason, decommissioning: null, assessment: '' });
  },
});

async function find(tx: CommandTx, reference: string): Promise<StoredService> {
  const found = await serviceByReference(tx, reference);
  if (!found) throw new NotFound(`There is no service ${reference}.`);
  return found;
}

/** Why a service is retired or taken up again, and what was done about the risk of that. */
interface Ending {
  readonly reason: string;
  readonly decommissioning: Decommissioning | null;
  readonly assessment: string;
}

async function write(
  tx: CommandTx,
  { id, reference }: { readonly id: string; readonly reference: string },
  { name, role, phase, components, addresses, ...said }: ServiceFields & { readonly phase: ServicePhase },
  before: StoredService | null,
  ending?: Ending,
): Promise<Output> {
  const home = (field: TextField) =>
    before && before[field] === said[field] ? before.texts[field] : tx.text(said[field]);
  const texts = Object.fromEntries(TEXT_FIELDS.map((field) => [field, home(field)])) as Record<
    TextField,
    string | null
  >;
  const ended = ending
    ? { standingReason: tx.text(ending.reason), assessment: tx.text(ending.assessment) }
    : { standingReason: before?.texts.standingReason ?? null, assessment: before?.texts.assessment ?? null };
  await putService(tx, {
    id,
    reference,
    name,
    role,
    phase,
    decommissioning: ending ? ending.decommissioning : (before?.decommissioning ?? null),
    components,
    addresses,
    texts: { ...texts, ...ended },
  });
  return { service: id, reference, version: tx.seq };
}
