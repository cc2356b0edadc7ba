import type { FastifyInstance } from 'fastify';
import { bankHolidays } from '../../platform/bank-holidays.ts';
import { anyCommand, type AnyCommand } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import {
  registerForm,
  registerPage,
  valueOf,
  valuesOf,
  type Form,
  type FormContext,
  type FormValues,
  type PageContext,
} from '../../platform/http/forms.ts';
import type { VNode } from 'preact';
import { incidentNamed, type IncidentRecord } from '../incidents/index.ts';
import { dutyPack } from '../duties/index.ts';
import { membersNow } from '../organisations/index.ts';
import { findService, type Service } from '../services/index.ts';
import {
  addSafeguardingAction,
  breakSafeguardingGlass,
  flagSafeguarding,
  followReferral,
  judgeSafeguardingDuty,
  nameSafeguardingDeputy,
  recordReferral,
  reviewSafeguardingReads,
  writeSafeguardingRecord,
} from './commands.ts';
import {
  compartmentPath,
  flagPath,
  isWorksheet,
  opensAs,
  ownDutyPath,
  recordBegun,
  referralStanding,
  SAFEGUARDING,
  worksheetLines,
  type Compartment,
  type SafeguardingRecord,
} from './domain.ts';
import { ASKED_BY_ANYBODY, BREAKERS_MAY, recordFields } from './fields.ts';
import { compartmentOn, keepingNow } from './keeping.ts';
import { askingOf, nothingHere } from './opening.ts';
import { CompartmentPage, type CompartmentProps } from './pages/compartment.tsx';
import type { Person } from './pages/fields.tsx';
import { FlagForm, OpenedPage, ThanksPage, UrgentForm, type FlagProps, type OpenedProps } from './pages/flag-form.tsx';
import { ActionForm, DutyForm, RecordForm, ReferralForm, StepForm, type InCompartment } from './pages/forms.tsx';
import { DeputiesForm, ReadsForm } from './pages/keeping.tsx';
import { ListPage } from './pages/list.tsx';
import { WorksheetPage, type WorksheetProps } from './pages/worksheet.tsx';
import { owedIn } from './owing.ts';
import { OwnDutyForm, type OwnDutyProps } from './pages/own-duty.tsx';
import { readings } from './reading.ts';

const FLAG = '/services/:service/incidents/:incident/safeguarding';
const ONE = `${SAFEGUARDING}/:compartment`;

/** The form that is open to everybody in the team; and what is open to those only whom it opens to. */
export function routes(app: FastifyInstance, services: Services): void {
  flagging(app, services);
  keeping(app, services);
  compartments(app, services);
}

function flagging(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: FLAG,
    command: anyCommand(flagSafeguarding),
    load: loadFlag,
    input: (values, { params }) => ({
      ...typed(values, ['words', 'about']),
      ...chosen(values, ['danger', 'mayAsk']),
      excluded: valuesOf({ values }, 'excluded'),
      service: params['service'],
      incident: params['incident'],
    }),
    page: FlagForm,
    done: (_result, context) => ({ page: ThanksPage(namedIn(context), context) }),
  });
  registerForm(app, services, {
    path: `${FLAG}/urgent`,
    command: anyCommand(breakSafeguardingGlass),
    load: loadFlag,
    input: (values, { params }) => ({
      ...typed(values, ['reason']),
      service: params['service'],
      incident: params['incident'],
    }),
    page: UrgentForm,
    done: (_result, context) => {
      const { service, incident } = namedIn(context);
      return { href: `${flagPath(service.reference, incident)}/opened`, notice: 'The safeguarding leads were told.' };
    },
  });
  registerPage(app, services, {
    path: `${FLAG}/opened`,
    may: BREAKERS_MAY,
    unnamed: true,
    load: async (tx, context): Promise<OpenedProps> => {
      const { service, incident } = await incidentOf(tx, context);
      const { sealing } = services.ground;
      const [there, kept] = await Promise.all([
        compartmentOn(tx, sealing, { kind: 'incident', id: incident.id }),
        keepingNow(tx, sealing),
      ]);
      const opens = there && opensAs(askingOf(context.actor), there, kept, context.now);
      return { service, incident: incident.reference, href: opens ? compartmentPath(there.id) : null };
    },
    page: OpenedPage,
  });
}

/** As the address calls them, for a page that loads nothing. */
function namedIn({ params }: PageContext): Pick<FlagProps, 'service' | 'incident'> {
  const reference = (params['service'] ?? '').toUpperCase();
  return { service: { reference, name: reference }, incident: (params['incident'] ?? '').toUpperCase() };
}

/** @throws NotFound */
async function incidentOf(
  tx: ReadTx,
  { params, now }: PageContext,
): Promise<{ readonly service: Service; readonly incident: IncidentRecord }> {
  const service = await findService(tx, params['service'] ?? '');
  const incident = await incidentNamed(tx, service.id, params['incident'] ?? '', { seq: null, now });
  if (!incident) throw new NotFound('There is no such incident in this service.');
  return { service, incident };
}

async function loadFlag(tx: ReadTx, context: PageContext): Promise<FlagProps> {
  const { service, incident } = await incidentOf(tx, context);
  return {
    service,
    incident: incident.reference,
    people: (await peopleOf(tx)).filter(({ id }) => id !== context.actor.id),
    mayBreak: context.allows(breakSafeguardingGlass),
  };
}

async function peopleOf(tx: ReadTx): Promise<readonly Person[]> {
  return (await membersNow(tx)).map(({ person, name }) => ({ id: person, name }));
}

function keeping(app: FastifyInstance, services: Services): void {
  const { loadList, loadReads, loadDeputies } = readings(services);
  registerPage(app, services, {
    path: SAFEGUARDING,
    may: ASKED_BY_ANYBODY,
    unnamed: true,
    load: loadList,
    page: ListPage,
  });
  registerForm(app, services, {
    path: `${SAFEGUARDING}/reads`,
    command: anyCommand(reviewSafeguardingReads),
    load: loadReads,
    input: () => ({}),
    page: ReadsForm,
    done: () => ({ href: `${SAFEGUARDING}/reads`, notice: 'That you looked was written down.' }),
  });
  registerForm(app, services, {
    path: `${SAFEGUARDING}/deputies`,
    command: anyCommand(nameSafeguardingDeputy),
    load: loadDeputies,
    values: () => ({ named: 'yes' }),
    input: (values) => ({ ...typed(values, ['person', 'place']), ...chosen(values, ['named']) }),
    page: DeputiesForm,
    done: () => ({ href: `${SAFEGUARDING}/deputies`, notice: 'Saved.' }),
  });
}

function compartments(app: FastifyInstance, services: Services): void {
  const { open, openOwn } = readings(services);

  registerForm(app, services, {
    path: `${ONE}/own/:duty`,
    command: anyCommand(judgeSafeguardingDuty),
    load: async (tx, context): Promise<OwnDutyProps> => {
      const { obligation, compartment } = await openOwn(tx, context);
      const duty = (await dutyPack(context.now)).duties.find(({ id }) => id === obligation.id)!;
      return { obligation, duty, judged: compartment.duties.get(obligation.id) ?? null };
    },
    values: () => ({ judged: 'done' }),
    input: (values, { params }) => ({
      ...typed(values, ['reference', 'why']),
      ...chosen(values, ['judged']),
      compartment: params['compartment'],
      duty: params['duty'],
    }),
    page: OwnDutyForm,
    done: (_result, { params }) => ({
      href: ownDutyPath(params['compartment'] ?? '', params['duty'] ?? ''),
      notice: 'It was saved.',
    }),
  });

  registerPage(app, services, {
    path: ONE,
    may: ASKED_BY_ANYBODY,
    unnamed: true,
    load: async (tx, context): Promise<CompartmentProps> => {
      const { compartment, as } = await open(tx, context, 'record');
      const [people, owed] = await Promise.all([peopleOf(tx), owedIn(tx, compartment, context.now)]);
      return {
        compartment,
        as,
        names: new Map(people.map(({ id, name }) => [id, name])),
        obligations: owed,
        standings: new Map(
          compartment.referrals.map((one) => [one.sent.number, referralStanding(one, context.now, bankHolidays())]),
        ),
      };
    },
    page: CompartmentPage,
  });
  registerPage(app, services, {
    path: `${ONE}/worksheets/:worksheet`,
    may: ASKED_BY_ANYBODY,
    unnamed: true,
    load: async (tx, context): Promise<WorksheetProps> => {
      const { compartment } = await open(tx, context, 'worksheet');
      const worksheet = context.params['worksheet'] ?? '';
      if (!isWorksheet(worksheet)) throw nothingHere();
      return { id: compartment.id, worksheet, lines: worksheetLines(worksheet, compartment) };
    },
    page: WorksheetPage,
  });

  /** A form that adds to a compartment, and leads back to it. */
  function adding<Props extends InCompartment>(
    path: string,
    command: AnyCommand,
    of: {
      readonly more?: (compartment: Compartment, context: PageContext) => OrPromise<Omit<Props, keyof InCompartment>>;
      readonly values?: (compartment: Compartment) => FormValues;
      readonly input: (values: FormValues, context: PageContext) => object;
      readonly page: (props: Props, form: FormContext) => VNode;
      readonly notice: string;
    },
  ): void {
    type Loaded = Props & { readonly compartment: Compartment };
    const form: Form<Loaded> = {
      path: `${ONE}/${path}`,
      command,
      load: async (tx, context) => {
        const { compartment } = await open(tx, context, 'form');
        const more = await of.more?.(compartment, context);
        return { id: compartment.id, people: await peopleOf(tx), compartment, ...more } as unknown as Loaded;
      },
      ...(of.values && { values: ({ compartment }: Loaded) => of.values!(compartment) }),
      input: (values, context) => ({ ...of.input(values, context), compartment: context.params['compartment'] }),
      page: of.page,
      done: (_result, { params }) => ({ href: compartmentPath(params['compartment'] ?? ''), notice: of.notice }),
    };
    registerForm(app, services, form);
  }

  adding<InCompartment>('record', anyCommand(writeSafeguardingRecord), {
    values: valuesOfRecord,
    input: (values) => recordIn(values),
    page: RecordForm,
    notice: 'The record was saved. What stood before is kept.',
  });
  adding<InCompartment>('actions/new', anyCommand(addSafeguardingAction), {
    input: (values) => typed(values, ['words']),
    page: ActionForm,
    notice: 'It was written down.',
  });
  adding<InCompartment>('referrals/new', anyCommand(recordReferral), {
    input: (values) => ({ ...typed(values, ['to', 'how', 'reference']), ...chosen(values, ['worksheet']) }),
    page: ReferralForm,
    notice: 'The referral was recorded.',
  });
  adding<InCompartment & { readonly number: number }>('referrals/:referral', anyCommand(followReferral), {
    more: ({ referrals }, { params }) => {
      const found = referrals.find(({ sent }) => String(sent.number) === params['referral']);
      if (!found) throw nothingHere();
      return { number: found.sent.number };
    },
    input: (values, { params }) => ({
      ...typed(values, ['words']),
      ...chosen(values, ['step']),
      referral: params['referral'],
    }),
    page: StepForm,
    notice: 'It was written down.',
  });
  adding<InCompartment & { readonly duty: string }>('duties/:duty', anyCommand(judgeSafeguardingDuty), {
    more: async (_compartment, { params, now }) => {
      const duty = params['duty'] ?? '';
      if (!(await dutyPack(now)).duties.some(({ id }) => id === duty)) throw nothingHere();
      return { duty };
    },
    input: (values, { params }) => ({
      ...typed(values, ['reference', 'why']),
      ...chosen(values, ['judged']),
      duty: params['duty'],
    }),
    page: DutyForm,
    notice: 'It was saved.',
  });
}

type OrPromise<Value> = Value | Promise<Value>;

const LISTS: readonly (keyof SafeguardingRecord)[] = [
  'adultConcerns',
  'childConcerns',
  'overrides',
  'bases',
  'implicated',
];

/** What the form of a record holds at first: the record that stands, or what was said when it was raised. */
function valuesOfRecord(compartment: Compartment): FormValues {
  const said = compartment.record?.record ?? recordBegun(compartment);
  const written = compartment.entries.filter(({ kind }) => kind === 'record').length;
  return {
    ...Object.fromEntries(
      Object.entries(said).map(([name, value]) => [
        name,
        Array.isArray(value) ? (value as readonly string[]) : value === null ? '' : String(value),
      ]),
    ),
    version: String(written),
  };
}

function recordIn(values: FormValues): object {
  const fields = Object.keys(recordFields).filter((field) => !(LISTS as readonly string[]).includes(field));
  return {
    ...chosen(values, fields),
    words: valueOf({ values }, 'words'),
    ...Object.fromEntries(LISTS.map((field) => [field, valuesOf({ values }, field).filter((one) => one !== '')])),
    version: valueOf({ values }, 'version') || '0',
  };
}

function typed(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(fields.map((field) => [field, valueOf({ values }, field)]));
}

/** What was chosen; what was not is left out, and the command says what it then is. */
function chosen(values: FormValues, fields: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(typed(values, fields)).filter(([, value]) => value !== ''));
}
