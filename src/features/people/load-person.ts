import { servicesSeen } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { PageContext } from '../../platform/http/forms.ts';
import { membersNow } from '../organisations/index.ts';
import { termsOf, type Registration, type Training } from './domain.ts';
import { nominations } from './nomination-store.ts';
import { lookUpMonths } from './look-up-limit-store.ts';
import { officeOf, signerAt } from './office.ts';
import type { PersonProps } from './pages/person.tsx';
import type { OfRegistration, Whose } from './pages/person-forms.tsx';
import { personName, servicesById } from './people-store.ts';
import { registrations } from './registration-store.ts';
import { competences, trainings } from './training-store.ts';
import { FINDING_A_GAP, isKeeper, knows, ofSomebodyElse, ownOrKept } from './who.ts';
import { isId } from '../../platform/ids.ts';

/** An id from an address. @throws NotFound for what is none */
export function idIn(params: PageContext['params'], name: string): string {
  const id = params[name] ?? '';
  if (!isId(id)) throw new NotFound('There is no such page.');
  return id;
}

/** Whose page it is: the viewer's own, or that of somebody whom they know of. @throws NotFound */
export async function whose(tx: ReadTx, { params, actor }: PageContext): Promise<Whose & { roles: readonly string[] }> {
  const person = params['person'] === undefined || params['person'] === 'me' ? actor.id : idIn(params, 'person');
  const [member] = await membersNow(tx, person);
  const mine = person === actor.id;
  if (!mine && (!member || !knows(actor, member))) throw new NotFound('There is no such person.');
  const name = member?.name ?? (await personName(tx, person));
  const seen = servicesSeen(actor);
  // Roles in services that the viewer does not see are none of theirs.
  const shown = (member?.grants ?? []).filter(
    ({ service }) => mine || seen === null || service === null || seen.includes(service),
  );
  const roles = shown.map(({ role, service }) => (service === null ? role : `${role} (${service})`));
  return { person, name, mine, roles: [...new Set(roles)] };
}

/** The same, for whoever may add to it: the person, and those who keep records. @throws Denied, NotFound */
export async function whoseToKeep(tx: ReadTx, context: PageContext): Promise<Whose> {
  const of = await whose(tx, context);
  await ownOrKept(tx, context.actor, of.person);
  return of;
}

/** The same, for what nobody does for themselves. @throws Denied, NotFound */
export async function whoseElse(tx: ReadTx, context: PageContext, doing: string): Promise<Whose> {
  const of = await whose(tx, context);
  await ofSomebodyElse(tx, context.actor, of.person, doing);
  return of;
}

/** Everything that the page of a person shows. */
export async function loadPerson(tx: ReadTx, context: PageContext): Promise<PersonProps> {
  const { actor, now } = context;
  const of = await whose(tx, context);
  const people = [of.person];
  const [registered, trained, assessed, held] = await Promise.all([
    registrations(tx, { people }),
    trainings(tx, { people }),
    competences(tx, people),
    nominations(tx, { people }),
  ]);
  const services = [...new Set(held.map(({ service }) => service))];
  const [named, beside] = await Promise.all([servicesById(tx, services), nominations(tx, { services })]);
  const seen = servicesSeen(actor);
  const visible = named.filter(({ reference }) => of.mine || seen === null || seen.includes(reference));
  const terms = services.flatMap((id) => termsOf(beside.filter(({ service }) => service === id)));
  const open = held.filter((one) => one.state === 'awaits an answer');
  const office = officeOf(held, of.person, now);
  const signer = signerAt(of, { registrations: registered, trainings: trained }, office, now);
  const needed = office !== null || open.length > 0;
  return {
    ...of,
    keeps: isKeeper(actor),
    problems: needed ? [signer.registrationProblem, signer.trainingProblem].flatMap((one) => one ?? []) : [],
    registrations: registered,
    trainings: trained,
    competences: assessed.filter(
      ({ service }) => of.mine || seen === null || service === null || seen.includes(service),
    ),
    offices: held.toReversed().flatMap((nomination) => {
      const service = visible.find(({ id }) => id === nomination.service);
      const term = terms.find((one) => one.nomination.id === nomination.id);
      return service ? [{ nomination, service, to: term ? term.to : nomination.endsAt }] : [];
    }),
  };
}

/** The registration that a form is about. @param doing what nobody does for themselves, where it is such a thing @throws Denied, NotFound */
export async function ofRegistration(
  tx: ReadTx,
  context: PageContext,
  doing: string | null = null,
): Promise<OfRegistration> {
  const of = await (doing === null ? whoseToKeep(tx, context) : whoseElse(tx, context, doing));
  const [registration] = await registrations(tx, { ids: [idIn(context.params, 'registration')] });
  const months = await lookUpMonths(tx);
  // Days on which it was not held can be found after it was taken back.
  return { whose: of, registration: belonging(registration, of, doing === FINDING_A_GAP), months };
}

/** The training that a form is about. @throws Denied, NotFound */
export async function ofTraining(tx: ReadTx, context: PageContext) {
  const of = await whoseToKeep(tx, context);
  const [training] = await trainings(tx, { ids: [idIn(context.params, 'training')] });
  return { whose: of, course: belonging(training, of).course };
}

function belonging<Of extends Registration | Training>(
  one: Of | undefined,
  { person }: Whose,
  alsoTakenBack = false,
): Of {
  if (!one || one.person !== person || (one.withdrawn && !alsoTakenBack)) throw new NotFound('There is no such entry.');
  return one;
}
