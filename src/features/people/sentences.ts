import type { Sentence, Words } from '../../words/sentence.ts';
import type { Day, RegistrationSnapshot, RegistrationStanding, RegisterStatus, TrainingShown } from './domain.ts';
import { sayDay } from './moments.ts';

/*
 * What is not as it should be, because of what, and what clears it. The same words on the desk, on a page and beside a
 * signature. No registration number is in them.
 */

const STATUS_WORDS: Readonly<Record<RegisterStatus, string>> = {
  registered: 'registered',
  'registered with conditions': 'registered with conditions',
  suspended: 'suspended',
  lapsed: 'lapsed',
  'not found': 'not found',
};

interface Person {
  readonly person: string;
  readonly name: string;
}

function pageOf({ person, name }: Person, text = name) {
  return { text, href: `/people/${person}` };
}

const LOOKING_UP = 'A look-up on the register by somebody else clears it.';

/** Why somebody's registration carries no signature. @param reason why it is judged to make a clinician; '' for none */
export function registrationProblem(
  of: Person,
  registration: RegistrationSnapshot | null,
  reason: string,
): Sentence | null {
  if (!registration)
    return {
      so: [pageOf(of), ' has no registration here'],
      because: ['nobody has added an entry on a professional register'],
      clears: [`${of.name} adds it on `, pageOf(of, 'their page'), ', and somebody else looks it up.'],
    };
  const { register, standing, lookedUp, clinician, profession } = registration;
  const so: Words = ['The ', pageOf(of, `${register.short} registration of ${of.name}`)];
  const words: Readonly<Record<RegistrationStanding, Sentence | null>> = {
    current: null,
    'due soon': null,
    withdrawn: { so: [...so, ' was taken back'], because: [], clears: ['Adding it anew clears it.'] },
    'not looked up': {
      so: [...so, ' is not verified'],
      because: ['nobody else has looked it up'],
      clears: [LOOKING_UP],
    },
    lapsed: {
      so: [...so, ' has to be looked up again'],
      because: lookedUp
        ? [`it was last seen on ${sayDay(lookedUp.on)}, and the next look-up was due by ${sayDay(lookedUp.nextDue)}`]
        : [],
      clears: [LOOKING_UP],
    },
    'not registered': {
      so: [...so, ' does not count'],
      because: lookedUp
        ? [
            lookedUp.status.startsWith('registered')
              ? 'it turned out not to be held on this day'
              : `on ${sayDay(lookedUp.on)} the register said: ${STATUS_WORDS[lookedUp.status]}`,
          ]
        : [],
      clears: ['A later look-up that finds it registered clears it.'],
    },
  };
  const wrong = words[standing];
  if (wrong) return wrong;
  if (clinician === 'yes' || reason !== '') return null;
  return {
    so: [...so, ' may not make one a clinician'],
    because: [`DCB0129 asks for a clinician, and leaves open whether this is one: ${profession}`],
    clears: ['The accountable executive nominates again and says why it is, or another registration clears it.'],
  };
}

/** Missing or expired training. It blocks nothing. */
export function trainingProblem(of: Person, training: readonly TrainingShown[]): Sentence | null {
  if (training.some((one) => one.freshness !== 'lapsed')) return null;
  const [last] = training;
  return {
    so: [pageOf(of), ' has no current training in clinical risk management here'],
    because: last?.expiresOn
      ? [`the last one, “${last.course}”, expired on ${sayDay(last.expiresOn)}`]
      : ['none was recorded'],
    clears: ['Recording the training that they have clears it. It stops no signature.'],
  };
}

export interface ServiceNamed {
  readonly reference: string;
}

function officerPage({ reference }: ServiceNamed) {
  return `/services/${reference}/officer`;
}

/** That a service has nobody accountable. */
export function noOfficer(
  service: ServiceNamed,
  {
    waiting,
    coming,
  }: {
    /** Who was nominated, and has not answered. */
    readonly waiting: string | null;
    readonly coming: { readonly name: string; readonly on: Day } | null;
  },
): Sentence {
  const so: Words = [`${service.reference} has no clinical safety officer`];
  const page = officerPage(service);
  if (coming)
    return {
      so,
      because: [`${coming.name} takes office only on ${sayDay(coming.on)}`],
      clears: ['That day clears it, or ', { text: 'a nomination of somebody else', href: page }, '.'],
    };
  if (waiting !== null)
    return {
      so,
      because: [`${waiting} was nominated and has not answered yet`],
      clears: ['Their acceptance clears it: ', { text: 'see the nomination', href: page }, '.'],
    };
  return {
    so,
    because: ['nobody has been nominated and has accepted'],
    clears: [{ text: 'A nomination by the accountable executive', href: page }, ', once it is accepted, clears it.'],
  };
}

/** That there are officers, and none of them could sign. */
export function nobodyCouldSign(service: ServiceNamed, first: Sentence): Sentence {
  return {
    so: [`Nobody can sign as clinical safety officer of ${service.reference}`],
    because: [...within(first.so), ...(first.because.length > 0 ? [': ', ...first.because] : [])],
    clears: first.clears,
  };
}

/** The beginning of a sentence, in the middle of another. */
function within([first, ...rest]: Words): Words {
  return typeof first === 'string' ? [first.replace(/^The /u, 'the '), ...rest] : [...(first ? [first] : []), ...rest];
}

/** That somebody in office has left the organisation. */
export function hasLeft(of: Person): Sentence {
  return {
    so: [`${of.name} cannot sign any more`],
    because: ['they hold no role in this organisation now'],
    clears: ['A role, or a hand-over to somebody else, clears it.'],
  };
}

/** That an officer is on leave. They stay accountable. */
export function onLeave(of: Person, away: { readonly to: Day; readonly standIn: string | null }): Sentence {
  return {
    so: [pageOf(of), ` is away until ${sayDay(away.to)}`],
    because: [],
    clears: [away.standIn === null ? 'Nobody stands in.' : `${away.standIn} stands in.`],
  };
}

/** What is known today of a registration as it was held on a past day. */
export function foundLater(of: Person, gap: { readonly from: Day; readonly to: Day | null }): Sentence {
  const until = gap.to === null ? '' : ` to ${sayDay(gap.to)}`;
  return {
    so: [`It was found later that the registration of ${of.name} was not held from ${sayDay(gap.from)}${until}`],
    because: [],
    clears: [],
  };
}
