import type { FastifyInstance } from 'fastify';
import { anyCommand } from '../../platform/commands/command.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, valueOf, valuesOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { findService } from '../services/index.ts';
import {
  dropControl,
  recordControl,
  shareControl,
  useControl,
  type Acting,
  type SharedControl,
} from './control-commands.ts';
import { controlAt, controlReference, hazardNumber, hazardReference } from './domain.ts';
import { refusedIn } from './edit-routes.tsx';
import { controlToEdit } from './edit-store.ts';
import { choosableControls, controlNow, restingOn } from './link-store.ts';
import { logsOf } from './list-store.ts';
import { controlPath, hazardPath } from './pages/addresses.ts';
import {
  DropControlForm,
  RecordControlForm,
  ShareControlForm,
  UseControlForm,
  type DropControlProps,
  type ShareControlProps,
  type UseControlProps,
} from './pages/control-forms.tsx';
import { hazardInput } from './pages/hazard-fields.tsx';
import { RecordForm, type RecordFormProps } from './pages/record-form.tsx';
import { recordHazard, type RecordedHazard } from './record-commands.ts';
import { serviceNamed } from './service-store.ts';
import { hazardsOf } from './store.ts';

const SERVICE = '/services/:service';
const HAZARD = `${SERVICE}/hazards/:hazard`;
/** Controls that are listed to choose from. */
const MOST_CHOICES = 300;

/** The forms that record hazards and controls, put controls on hazards and take them off, and share them. */
export function workingRoutes(app: FastifyInstance, services: Services): void {
  registerForm(app, services, {
    path: `${SERVICE}/logs/:log/record`,
    command: anyCommand(recordHazard),
    load: loadRecord,
    values: () => ({ arisesIn: 'none' }),
    input: (values, { params }) => ({ service: params['service'], log: params['log'], ...hazardInput(values) }),
    page: RecordForm,
    done: (result, { params }) => {
      const { hazard } = result as unknown as RecordedHazard;
      return { href: hazardPath(params['service']!, hazard), notice: `${hazard} is recorded. It has no rating yet.` };
    },
  });
  registerForm(app, services, {
    path: `${HAZARD}/controls/record`,
    command: anyCommand(recordControl),
    load: async (tx, context) => (await loadHazard(tx, context)).props,
    values: () => ({ state: 'proposed', acts: 'none' }),
    input: (values, { params }) => ({
      ...named(params),
      ...acting(values),
      ...Object.fromEntries(
        ['text', 'type', 'state', 'party', 'existing', 'owner'].map((name) => [name, valueOf({ values }, name)]),
      ),
    }),
    page: RecordControlForm,
    done: (result, context) => doneOn(result as unknown as Acting, context, 'is recorded for'),
  });
  registerForm(app, services, {
    path: `${HAZARD}/controls/use`,
    command: anyCommand(useControl),
    load: loadUse,
    values: ({ chosen }) => ({ acts: 'none', ...chosen }),
    input: (values, { params }) => ({
      ...named(params),
      ...acting(values),
      control: valueOf({ values }, 'control'),
    }),
    page: UseControlForm,
    done: (result, context) => doneOn(result as unknown as Acting, context, 'acts on'),
  });
  registerForm(app, services, {
    path: `${HAZARD}/controls/drop`,
    command: anyCommand(dropControl),
    load: loadDrop,
    values: (_props, { query }) => ({ control: query['control'] ?? '' }),
    input: (values, { params, query }) => ({
      ...named(params),
      control: query['control'] ?? '',
      reason: valueOf({ values }, 'reason'),
    }),
    page: DropControlForm,
    done: (result, context) => doneOn(result as unknown as Acting, context, 'no longer acts on'),
  });
  registerForm(app, services, {
    path: `${SERVICE}/controls/:control/share`,
    command: anyCommand(shareControl),
    load: loadShare,
    values: ({ control }) => ({ version: String(control.version) }),
    input: (values, { params }) => ({
      service: params['service'],
      control: params['control'],
      version: Number(valueOf({ values }, 'version')),
      shared: valueOf({ values }, 'shared') === 'yes',
    }),
    page: ShareControlForm,
    done: (result, { params }) => {
      const { control, shared } = result as unknown as SharedControl;
      return {
        href: controlPath(params['service']!, control),
        notice: shared ? `Other services can use ${control} now.` : `${control} is shared no longer.`,
      };
    },
  });
}

function named(params: PageContext['params']) {
  return { service: params['service'], hazard: params['hazard'] };
}

function acting(values: FormValues) {
  return {
    acts: valueOf({ values }, 'acts').replace(/^none$/u, ''),
    causes: valuesOf({ values }, 'causes').filter((place) => place !== ''),
  };
}

function doneOn({ hazard, control }: Acting, { params }: PageContext, does: string) {
  return { href: hazardPath(params['service']!, hazard), notice: `${control} ${does} ${hazard}.` };
}

async function loadRecord(tx: ReadTx, context: PageContext): Promise<RecordFormProps> {
  const moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const text = context.params['log'] ?? '';
  const [log] = /^[1-9]\d{0,6}$/u.test(text) ? await logsOf(tx, service.id, moment, Number(text)) : [];
  if (!log) throw new NotFound('There is no such hazard log.');
  const { components } = await findService(tx, service.reference);
  const refused = refusedIn(service, service.reference, false);
  return { service, log, components: components.map(({ name }) => name), refused };
}

async function loadHazard(tx: ReadTx, context: PageContext) {
  const moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const number = hazardNumber(context.params['hazard'] ?? '');
  const [found] = number === null ? [] : await hazardsOf(tx, { service: service.id, numbers: [number] }, moment);
  if (!found) throw new NotFound('There is no such hazard.');
  const { record } = found;
  return {
    props: {
      service,
      hazard: { id: record.id, name: record.name, causes: record.causes.map((cause) => cause.text) },
      refused: refusedIn(service, hazardReference(number!), record.retired),
    },
    record,
    service,
  };
}

async function loadUse(tx: ReadTx, context: PageContext): Promise<UseControlProps & { readonly chosen: FormValues }> {
  const { props, record, service } = await loadHazard(tx, context);
  const all = await choosableControls(tx, service.id, MOST_CHOICES + 1);
  const here = new Set(record.controls.map(({ id }) => id));
  const choices = all.slice(0, MOST_CHOICES).map(({ service: home, number, text, hazards }) => {
    const own = home === service.reference;
    const reference = own ? controlReference(number) : `${home}/${controlReference(number)}`;
    return { reference, text, hazards, here: here.has(reference) };
  });
  const asked = context.query['control'] ?? '';
  const acts = record.controls.find(({ id }) => id === asked.trim().toUpperCase());
  const chosen = {
    control: asked,
    ...(acts && { acts: acts.acts ?? 'none', causes: acts.causes.map(String) }),
  };
  return { ...props, choices, more: all.length > MOST_CHOICES, chosen };
}

async function loadDrop(tx: ReadTx, context: PageContext): Promise<DropControlProps> {
  const { props, record, service } = await loadHazard(tx, context);
  const asked = controlAt(context.query['control'] ?? '');
  const control = asked && (await controlNow(tx, asked.service ?? service.reference, asked.number));
  const own = control?.service === service.id;
  const reference =
    asked && (own ? controlReference(asked.number) : `${asked.service}/${controlReference(asked.number)}`);
  const found = record.controls.find(({ id }) => id === reference);
  if (!control || !found) {
    const refused = `There is no such control on ${record.id}. Choose one from its page.`;
    return { ...props, refused: props.refused ?? refused, control: null };
  }
  const { all, here } = await restingOn(tx, control.id, service.id);
  return { ...props, control: { reference: found.id, text: found.text, others: here - 1, stays: !own || all > here } };
}

async function loadShare(
  tx: ReadTx,
  context: PageContext,
): Promise<ShareControlProps & { readonly control: { readonly version: number } }> {
  const service = await serviceNamed(tx, context.params['service']!, { seq: null, now: context.now });
  const asked = controlAt(context.params['control'] ?? '');
  if (!asked || asked.service !== null) throw new NotFound('There is no such control.');
  const [was, now] = await Promise.all([
    controlToEdit(tx, service.id, asked.number),
    controlNow(tx, service.reference, asked.number),
  ]);
  if (!was || !now) throw new NotFound('There is no such control.');
  return {
    service,
    control: { number: asked.number, text: was.text.text, shared: now.shared, version: now.version },
    refused: refusedIn(service, controlReference(asked.number), now.retired),
  };
}
