import type { Sentence } from '../../../words/sentence.ts';
import { counted, isOffice, listed, type Decision, type Rule, type SigningRole } from '../domain.ts';
import type { ApprovedStanding } from './standing.ts';

/*
 * Who may sign what as things stand, and what their signature means. One function says it to the page and to the command.
 * Pure.
 */

/** Whoever wants to sign, as they are at that moment. */
export interface Signing {
  readonly name: string;
  /** The roles that they hold in the service. */
  readonly roles: readonly string[];
  /** The office that they hold by a nomination that they accepted; null for none. */
  readonly office: SigningRole | null;
  /** Who answers for the clinical safety of the service now; null for nobody. */
  readonly officer: string | null;
  /** Why their registration does not carry a signature today; null where it does. */
  readonly registrationProblem: Sentence | null;
  readonly trainingProblem: Sentence | null;
  /** The conditions on their registration; empty for none. */
  readonly conditions: string;
}

/** What they want to sign. */
export interface ToSign {
  /** "the hazard log of Willowbank Wound Care" */
  readonly what: string;
  readonly service: { readonly reference: string; readonly name: string };
  readonly retired: boolean;
  /** The version that is approved now, if there is one, and how it stands. */
  readonly approved: { readonly number: number; readonly standing: ApprovedStanding; readonly dueSoon: boolean } | null;
  /** Whether this person has signed these words already, and others still have to. */
  readonly signedAlready: boolean;
  /** Whether this person wrote some of what changed since. */
  readonly wrote: boolean;
  /** Why this person in particular does not sign it; null where they may. */
  readonly refused?: Sentence | null;
}

/** What a page shows of what is signed, as it comes back with the decision: nothing is signed unseen. */
export interface Seen {
  /** Hex. */
  readonly fingerprint: string;
  /** How everything that supports it stood. Hex. */
  readonly support: string;
  /** The version that it becomes: another one would be the difference to something else. */
  readonly number: number;
  /** The id of the last refusal that nobody has answered; '' for none. */
  readonly refused: string;
}
export const SEEN = ['fingerprint', 'support', 'number', 'refused'] as const satisfies readonly (keyof Seen)[];

/** The roles by which somebody may sign, the one that carries most first. */
export function roleOf(rule: Rule, signing: Pick<Signing, 'roles' | 'office'>): SigningRole | null {
  return (
    rule.roles.find((role) => signing.roles.includes(role) && (!isOffice(role) || signing.office === role)) ?? null
  );
}

/** "the clinical safety officer or a deputy" */
export function whoSigns(rule: Pick<Rule, 'roles'>): string {
  const names: Readonly<Record<SigningRole, string>> = {
    'clinical safety officer': 'the clinical safety officer',
    'deputy clinical safety officer': 'a deputy',
    'clinical reviewer': 'a clinical reviewer',
    'product owner': 'the product owner',
    'accountable executive': 'the accountable executive',
  };
  return listed(
    rule.roles.map((role) => names[role]),
    'or',
  );
}

/**
 * Why this cannot be signed by this person as things stand; null where it can. The page shows it in place of the form, and
 * the command refuses with the same words.
 */
export function whyNotSigned(rule: Rule, signing: Signing, one: ToSign): Sentence | null {
  const { service, what } = one;
  const so = [`You cannot sign ${what} as things stand`];
  if (one.retired) return { so, because: ['it is retired'], clears: ['Taking it up again clears it.'] };
  const held = rule.roles.filter((role) => signing.roles.includes(role));
  if (held.length === 0)
    return {
      so,
      because: [`${whoSigns(rule)} signs it, and you hold none of these roles in ${service.name}`],
      clears: ['An administrator of your organisation, who gives you the role, clears it.'],
    };
  if (roleOf(rule, signing) === null)
    return {
      so,
      because: [
        signing.officer === null
          ? `${service.name} has no clinical safety officer who was nominated and has accepted`
          : `the clinical safety officer of ${service.name} is ${signing.officer}, and no nomination that you accepted makes you an officer of it`,
      ],
      clears: [
        { text: 'A nomination', href: `/services/${service.reference}/officer` },
        ' by the accountable executive, which you accept, clears it.',
      ],
    };
  if (rule.registration && signing.registrationProblem)
    return {
      so,
      because: [
        ...signing.registrationProblem.so,
        ...(signing.registrationProblem.because.length > 0 ? [': ', ...signing.registrationProblem.because] : []),
      ],
      clears: signing.registrationProblem.clears,
    };
  if (rule.author === 'never' && one.wrote)
    return {
      so,
      because: ['you wrote some of what changed, and nobody approves their own words here'],
      clears: [`The signature of somebody else who is ${whoSigns(rule)} clears it.`],
    };
  if (one.refused) return one.refused;
  if (one.signedAlready)
    return {
      so: [`You have signed these words of ${what}`],
      because: [`it takes ${counted(rule.signatures, 'signature')}, each by somebody else`],
      clears: ['The signature of somebody else clears it.'],
    };
  if (one.approved && isDone(one.approved))
    return {
      so: ['There is nothing to sign'],
      because: [`version ${one.approved.number} of ${what} is approved, and nothing has changed since`],
      clears: [],
    };
  return null;
}

/** Whether nothing is to be signed: a version stands as it was signed, and its end is far. */
export function isDone({ standing, dueSoon }: Omit<NonNullable<ToSign['approved']>, 'number'>): boolean {
  return standing.current && !standing.editorialDrift && !dueSoon;
}

/** What somebody should know before they sign, that is so of them and not of what they sign. */
export function warningsOf(rule: Rule, signing: Signing, one: ToSign): Sentence[] {
  const warnings: Sentence[] = [];
  if (signing.trainingProblem) warnings.push(signing.trainingProblem);
  if (rule.registration && signing.conditions !== '')
    warnings.push({
      so: ['Your registration has conditions'],
      because: [`the register says: “${signing.conditions}”`],
      clears: ['They are kept with your signature, and shown with it.'],
    });
  if (!rule.registration && signing.registrationProblem) warnings.push(signing.registrationProblem);
  if (one.wrote)
    warnings.push({
      so: ['You wrote some of this yourself'],
      because: ['a small team may have nobody else who can sign'],
      clears: [],
    });
  return warnings;
}

/** What a signature is of. */
export interface Meant {
  readonly role: SigningRole;
  readonly service: string;
  readonly number: number;
  /** The last version that was approved; null for none. */
  readonly previous: number | null;
  readonly decision: Decision;
  /** What the person judges of it, in the words of its kind: "the hazards, ratings and controls in it are a fair account ...". */
  readonly judgement: string;
}

/** What a signature means, in the first person: it stands above the button, and in the record, word for word. */
export function meaningOf({ role, service, number, previous, decision, judgement }: Meant): string {
  const who = `I am ${article(role)} of ${service}.`;
  const read =
    previous === null
      ? `I have read all of version ${number}.`
      : `I have read the differences between version ${previous} and version ${number}.`;
  if (decision === 'reject')
    return `${who} ${read} In my judgement it is not ready to be approved, for the reason that I give.`;
  const conditions = decision === 'approve with conditions' ? ', with the conditions that I have set' : '';
  return `${who} ${read} In my judgement ${judgement}${conditions}.`;
}

/** What is recorded of a document that was signed elsewhere: Primum vouches for nothing that it did not see. */
export function outsideMeaning(noun: string, number: number): string {
  return `A document that was signed outside Primum approves this ${noun}. Whoever took it in says that it covers version ${number} as it stands here. Primum has not seen it signed, and has not looked up who signed it.`;
}

function article(role: SigningRole): string {
  return role === 'deputy clinical safety officer' || role === 'clinical reviewer' ? `a ${role}` : `the ${role}`;
}
