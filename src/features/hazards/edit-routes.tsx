import type { FastifyInstance } from 'fastify';
import { anyCommand, type Result } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Services } from '../../platform/feature.ts';
import { registerForm, registerPage, valueOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import { attachmentsOn, discussionOn } from '../discussion/index.ts';
import { findService } from '../services/index.ts';
import { controlOf } from './control-store.ts';
import { discussedAs } from './discussing.ts';
import { controlNumber, controlReference, hazardNumber, hazardReference } from './domain.ts';
import { linksIn, linksText } from './domain/control-links.ts';
import { kindOf } from './domain/edit-fields.ts';
import { controlSentence } from './domain/holding.ts';
import { editControl, editHazard, type Edited } from './edit-commands.ts';
import { controlToEdit, hazardToEdit, type ControlToEdit, type HazardToEdit } from './edit-store.ts';
import { addEvidence } from './evidence/adding.ts';
import { answerFailedControl } from './challenge-commands.ts';
import { restsOf } from './evidence/holding-store.ts';
import { observedOfControl } from './evidence/looking-store.ts';
import { controlHistory } from './history-store.ts';
import { lookingAt } from './looking.ts';
import { controlPath, hazardPath } from './pages/addresses.ts';
import { ControlPage, type ControlPageProps } from './pages/control.tsx';
import { EditControlForm, EditHazardForm, type EditControlProps, type EditHazardProps } from './pages/edit-form.tsx';
import { hazardInput } from './pages/hazard-fields.tsx';
import { serviceNamed, type ServiceOf } from './service-store.ts';

/** What was observed of one control, as far back as its page shows. */
const MOST_OBSERVED = 100;
const HAZARD = '/services/:service/hazards/:hazard';
const CONTROL = '/services/:service/controls/:control';

/** The page of a control, and the forms that change words. */
export function editRoutes(app: FastifyInstance, services: Services): void {
  registerPage(app, services, { path: CONTROL, may: WHOEVER_SEES_THE_SERVICE, load: loadControl, page: ControlPage });
  registerForm(app, services, {
    path: `${HAZARD}/edit`,
    command: anyCommand(editHazard),
    load: loadEditHazard,
    values: ({ was }) => hazardValues(was),
    input: (values, { params }) => ({
      service: params['service'],
      hazard: params['hazard'],
      ...hazardInput(values),
      ...text(values, ['notes']),
      ...correction(values),
    }),
    page: EditHazardForm,
    done: (result, { params }) => ({
      href: hazardPath(params['service']!, hazardReference(hazardNumber(params['hazard']!)!)),
      notice: savedWords(result),
    }),
  });
  registerForm(app, services, {
    path: `${CONTROL}/edit`,
    command: anyCommand(editControl),
    load: loadEditControl,
    values: ({ was }) => controlValues(was),
    input: (values, { params }) => ({
      service: params['service'],
      control: params['control'],
      ...text(values, ['text', 'type', 'owner', 'party', 'state', 'existing', 'newHazards', 'newHazardsNote']),
      links: linksTyped(valueOf({ values }, 'links')),
      ...correction(values),
    }),
    page: EditControlForm,
    done: (result, { params }) => ({
      href: controlPath(params['service']!, controlReference(controlNumber(params['control']!)!)),
      notice: savedWords(result),
    }),
  });
}

function text(values: FormValues, names: readonly string[]) {
  return Object.fromEntries(names.map((name) => [name, valueOf({ values }, name)]));
}

function correction(values: FormValues) {
  return {
    version: valueOf({ values }, 'version'),
    wordingOnly: valueOf({ values }, 'wordingOnly') === 'yes',
    wordingReason: valueOf({ values }, 'wordingReason'),
  };
}

/** What was done, and what follows from it for what is signed. */
function savedWords(result: Result): string {
  const { reference, class: of, corrected } = result as unknown as Edited;
  if (of === 'material')
    return `${reference} is changed. The change is material: a version of the log that is signed is out of date until the difference is signed.`;
  return corrected
    ? `${reference} is corrected. The correction is listed under your name, and lapses nothing.`
    : `${reference} is changed. The change is editorial: it is listed, and lapses nothing.`;
}

function hazardValues(was: HazardToEdit): FormValues {
  const texts = (list: readonly { readonly text: string }[]) => list.map((one) => one.text);
  return {
    version: String(was.version),
    name: was.name?.text ?? '',
    description: was.description?.text ?? '',
    component: was.component ?? '',
    arisesIn: was.arisesIn ?? 'none',
    causes: texts(was.causes),
    effects: texts(was.effects),
    harms: texts(was.harms),
    harmKinds: [...was.harmKinds],
    harmed: was.harmed ?? '',
    vulnerable: [...was.vulnerable],
    owner: was.owner ?? '',
    notes: was.notes?.text ?? '',
  };
}

function controlValues(was: ControlToEdit): FormValues {
  return {
    version: String(was.version),
    text: was.text.text,
    type: was.type ?? '',
    state: was.state,
    party: was.party ?? '',
    existing: kindOf(was.existing) ?? '',
    owner: was.owner ?? '',
    newHazards: was.newHazards ?? '',
    newHazardsNote: was.newHazardsNote ?? '',
    links: linksText(was.links),
  };
}

/** The links that were typed; a line that is none goes to the command as it is, which says so. */
function linksTyped(text: string): readonly { kind: string; url: string; text: string }[] {
  const read = linksIn(text);
  return 'links' in read ? read.links : [{ kind: 'other', url: read.wrong, text: '' }];
}

async function loadControl(tx: ReadTx, context: PageContext): Promise<ControlPageProps> {
  const { moment, asAt, wrongDay } = await lookingAt(tx, context);
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const number = controlNumber(context.params['control'] ?? '');
  const found = number === null ? null : await controlOf(tx, service.id, number, moment);
  if (!found) throw new NotFound('There is no such control.');
  const { id, record } = found;
  const discussed = discussedAs('control', service, { id, reference: record.id, title: record.text });
  const [history, rests, observed, discussion, attachments] = await Promise.all([
    controlHistory(tx, id, moment),
    restsOf(tx, service.reference, [id], moment),
    observedOfControl(tx, id, moment.seq, MOST_OBSERVED),
    discussionOn(tx, context, discussed, moment),
    attachmentsOn(tx, context, discussed, moment),
  ]);
  const on = rests.get(id) ?? null;
  const mayJudge = asAt === null && !service.retired && !record.retired && context.allows(addEvidence);
  return {
    service,
    control: record,
    history,
    rests: on && { rests: on, observed, mayJudge },
    sentence: on && controlSentence(on, moment.now),
    discussion,
    attachments,
    asAt,
    wrongDay,
    mayEdit: context.allows(editControl),
    challenged: (on?.challenges ?? []).length > 0,
    mayAnswer: !service.retired && context.allows(answerFailedControl),
  };
}

/** Why nothing of a service, or of what is retired in it, is changed; null where it can be. */
export function refusedIn(service: ServiceOf, reference: string, retired: boolean): string | null {
  if (service.retired) return `${service.reference} is retired. To change its hazard log, take it up again first.`;
  return retired ? `${reference} is retired. Its words stay as they are.` : null;
}

async function loadEditHazard(
  tx: ReadTx,
  context: PageContext,
): Promise<EditHazardProps & { readonly was: HazardToEdit }> {
  const moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const number = hazardNumber(context.params['hazard'] ?? '');
  const was = number === null ? null : await hazardToEdit(tx, service.id, number);
  if (!was) throw new NotFound('There is no such hazard.');
  const { components } = await findService(tx, service.reference);
  const reference = hazardReference(number!);
  return {
    service,
    reference,
    refused: refusedIn(service, reference, was.retired),
    components: components.map(({ name }) => name),
    was,
  };
}

async function loadEditControl(
  tx: ReadTx,
  context: PageContext,
): Promise<EditControlProps & { readonly was: ControlToEdit }> {
  const moment = { seq: null, now: context.now };
  const service = await serviceNamed(tx, context.params['service']!, moment);
  const number = controlNumber(context.params['control'] ?? '');
  const [was, found] =
    number === null
      ? [null, null]
      : await Promise.all([controlToEdit(tx, service.id, number), controlOf(tx, service.id, number, moment)]);
  if (!was || !found) throw new NotFound('There is no such control.');
  const reference = controlReference(number!);
  return {
    service,
    reference,
    refused: refusedIn(service, reference, was.retired),
    hazards: found.record.hazards.map(({ id }) => id),
    was,
  };
}
