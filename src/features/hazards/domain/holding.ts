import { counted } from '../../../words/counting.ts';
import { dayIn, sayDay } from '../../../words/days.ts';
import { textOf, type Sentence, type Words } from '../../../words/sentence.ts';
import type { Outcome, QuestionSort } from '../../evidence/domain.ts';
import { ASPECTS, controlReference, type Aspect, type ControlState } from '../domain.ts';
import { challengedControl, type Challenge } from './challenges.ts';

/*
 * Why a control does not hold, or is not verified, and why a residual rating is provisional: what is so, because of what, and
 * what clears it. The one home of these sentences: desk, pages, approvals, command line and API say them from here. Pure.
 */

/** What an accepted question of an aspect says now. */
export interface AnsweredQuestion {
  /** "EVD-12" */
  readonly reference: string;
  readonly sort: QuestionSort;
  readonly title: string;
  readonly href: string;
  /** What the observation that counts says; null where none counts. */
  readonly outcome: Outcome | null;
  /** Since when it says so without a break: the first of the failures that nobody answered. */
  readonly since: Date | null;
  /** The run that said so last, and its release; null for what a person observed. */
  readonly run: { readonly text: string; readonly href: string; readonly release: string | null } | null;
  /** From then on its answer no longer counts; null where it has no end. */
  readonly lapsesAt: Date | null;
  /** When the observation that counts was made; null where none counts. */
  readonly observedAt: Date | null;
  readonly retired: boolean;
}

/** What a control rests on. */
export interface RestsOn {
  /** "CTL-31", or "PLATFORM/CTL-3" where it is another service's. */
  readonly reference: string;
  readonly href: string;
  readonly state: ControlState;
  readonly retired: boolean;
  /** Accepted ones, by aspect. */
  readonly implementation: readonly AnsweredQuestion[];
  readonly effectiveness: readonly AnsweredQuestion[];
  /** How many tests that name it wait for somebody to accept or reject them. */
  readonly waiting: number;
  /** Incidents in which it failed and that nobody has answered, the oldest first. */
  readonly challenges?: readonly Challenge[];
}

/** Why a control does not hold: `because` goes on from its name, "has a failing test since 9 March 2026". */
export interface Reason {
  /** `lapsed`: it holds by all that is known, and that is too old to count. */
  readonly verdict: 'not-met' | 'not-known' | 'lapsed';
  readonly because: Words;
  readonly clears: Words;
}

/** How an aspect is called in a sentence. */
const SHOWS: Readonly<Record<Aspect, string>> = {
  implementation: 'it is in place',
  effectiveness: 'it works',
};
const DISMISSAL = 'or a reasoned dismissal by a safety engineer, clears it.';

/** Why this control does not hold now; null where it holds. The worst reason first: what failed, before what is missing. */
export function whyNotHolding(control: RestsOn, now: Date): Reason | null {
  if (control.state === 'withdrawn') {
    const clears = ['Putting it in place again clears it, or another control in its place.'];
    return { verdict: 'not-met', because: ['was withdrawn'], clears };
  }
  const failing = failingOf(control);
  if (failing.length > 0) return failed(failing);
  const challenged = challengedControl(control.challenges ?? []);
  if (challenged) return challenged;
  if (control.retired) {
    const clears = ['Naming another control, or rating again without it, clears it.'];
    return { verdict: 'not-known', because: ['is retired'], clears };
  }
  if (control.state !== 'in place') {
    const because = [control.state === 'not stated' ? 'is not stated to be in place' : `is only ${control.state}`];
    return { verdict: 'not-known', because, clears: ['Putting it in place, with evidence of it, clears it.'] };
  }
  for (const aspect of ASPECTS) {
    const reason = notShown(control, aspect, now);
    if (reason) return reason;
  }
  return null;
}

/** What speaks against a control, going on from its name and without links; null where nothing does. */
export function failingWords(control: RestsOn): string | null {
  if (control.state === 'withdrawn') return null;
  const failing = failingOf(control);
  const reason = failing.length > 0 ? failed(failing) : challengedControl(control.challenges ?? []);
  return reason && textOf(reason.because);
}

const SO: Readonly<Record<Reason['verdict'], string>> = {
  'not-met': ' does not hold',
  'not-known': ' is not verified',
  lapsed: ' has lapsed',
};

/** The sentence of a control by itself; null where it holds. */
export function controlSentence(control: RestsOn, now: Date): Sentence | null {
  const reason = whyNotHolding(control, now);
  if (!reason) return null;
  return {
    so: ['Control ', named(control), SO[reason.verdict]],
    because: ['it ', ...reason.because],
    clears: reason.clears,
  };
}

/** A residual rating that somebody looks at. */
export interface ResidualLooked {
  /** "HAZ-12" */
  readonly hazard: string;
  readonly href: string;
  /** A person gave it or confirmed it here. */
  readonly confirmed: boolean;
  /** "as stated in log.xlsx", or who gave it. */
  readonly giver: string;
  /** Whether the scheme makes a level of it. */
  readonly rated: boolean;
  /** Null where nobody has said. */
  readonly reliesOn: readonly RestsOn[] | null;
  /** The assumptions that it rests on and that do not hold now, and incidents that speak against it. */
  readonly unreliable?: readonly Unreliable[];
}

/** Why a rating cannot be relied on apart from its controls, and what clears that. */
export interface Unreliable {
  /** "assumption ASM-2 was found false on 9 March 2026" */
  readonly because: Words;
  readonly clears: string;
}

/** Why a residual rating is provisional; null where it counts. The worst of its controls is named, the others are counted. */
export function provisionalSentence(residual: ResidualLooked, now: Date): Sentence | null {
  const so: Words = ['The residual rating of ', { text: residual.hazard, href: residual.href }, ' is provisional'];
  const reasons = (residual.reliesOn ?? []).flatMap((control) => {
    const reason = whyNotHolding(control, now);
    return reason ? [{ control, ...reason }] : [];
  });
  const [worst] = [...reasons.filter((one) => one.verdict === 'not-met'), ...reasons];
  const unreliable = residual.unreliable ?? [];
  const assumed = unreliable.flatMap(({ because }, index): Words => [
    index === 0 && !worst ? '' : index === unreliable.length - 1 ? ', and ' : ', ',
    ...because,
  ]);
  const assumedClears = [...new Set(unreliable.map(({ clears }) => clears))];
  if (worst) {
    const others = reasons.filter((one) => one !== worst);
    return {
      so,
      because: [
        'control ',
        named(worst.control),
        ' ',
        ...worst.because,
        ...(others.length === 0
          ? []
          : [`, and ${counted(others.length, 'other control')} that it relies on ${othersWords(others)}`]),
        ...assumed,
      ],
      clears: [
        ...worst.clears,
        ...(others.length === 0 ? [] : [` The other${others.length === 1 ? ' one has' : 's have'} to hold as well.`]),
        ...(assumed.length === 0 ? [] : [' ', assumedClears.join(' ')]),
      ],
    };
  }
  if (residual.confirmed && assumed.length > 0) return { so, because: assumed, clears: [assumedClears.join(' ')] };
  if (residual.confirmed && residual.reliesOn !== null) return null;
  if (residual.confirmed)
    return {
      so,
      because: ['nobody has said which controls it relies on'],
      clears: ['A rating that names them clears it.'],
    };
  if (!residual.rated)
    return {
      so,
      because: [`it is ${residual.giver}, and the scheme of this log makes no level of it`],
      clears: ['A log that states severity and likelihood in the words of its scheme, taken in again, clears it.'],
    };
  return {
    so,
    because: [`it is ${residual.giver} and nobody has confirmed it`],
    clears: ['A clinical safety officer or deputy who confirms it clears it.'],
  };
}

/** In the words of their tags: what is not verified is no failure. */
function othersWords(others: readonly Reason[]): string {
  const one = others.length === 1;
  const failing = others.filter(({ verdict }) => verdict === 'not-met').length;
  if (failing === others.length) return one ? 'does not hold' : 'do not hold';
  if (failing === 0) return one ? 'is not verified' : 'are not verified';
  return 'do not hold or are not verified';
}

function named(control: Pick<RestsOn, 'reference' | 'href'>): { readonly text: string; readonly href: string } {
  return { text: control.reference, href: control.href };
}

function failingOf(control: RestsOn): readonly AnsweredQuestion[] {
  const seen = new Map<string, AnsweredQuestion>();
  for (const one of [...control.implementation, ...control.effectiveness])
    if (one.outcome === 'failed') seen.set(one.reference, one);
  return [...seen.values()].toSorted((a, b) => (a.since?.getTime() ?? 0) - (b.since?.getTime() ?? 0));
}

function failed(failing: readonly AnsweredQuestion[]): Reason {
  const [first] = failing;
  const one = first!;
  const tests = failing.every(({ sort }) => sort === 'test');
  const several = failing.length > 1;
  const what = tests
    ? several
      ? `has ${failing.length} failing tests`
      : 'has a failing test'
    : several
      ? `has ${failing.length} pieces of evidence against it`
      : 'has evidence against it';
  return {
    verdict: 'not-met',
    because: [...linkedAfter(what, several ? null : one), since(one), ...where(one, several)],
    clears: [clearsFailure(tests, several)],
  };
}

/** What clears a failure, wherever one is shown. @param tests whether tests alone failed */
export function clearsFailure(tests: boolean, several: boolean): string {
  if (tests)
    return several ? `A pass of each of the same tests, ${DISMISSAL}` : `A pass of the same test, ${DISMISSAL}`;
  return several
    ? `Looking at each of it again and finding that it holds, ${DISMISSAL}`
    : `Looking at the same again and finding that it holds, ${DISMISSAL}`;
}

/** "has a failing test", its last words leading to the question. */
function linkedAfter(what: string, question: AnsweredQuestion | null): Words {
  if (!question) return [what];
  const linked = question.sort === 'test' ? 'failing test' : 'evidence against it';
  const [before = '', after = ''] = what.split(linked);
  return [before, { text: linked, href: question.href }, ...(after === '' ? [] : [after])];
}

function since({ since: at }: AnsweredQuestion): string {
  return at === null ? '' : ` since ${sayDay(dayIn(at))}`;
}

/** "(run 8812, release 1.3.2)" */
function where({ run, reference, href }: AnsweredQuestion, several: boolean): Words {
  if (!run) return several ? [] : [' (', { text: reference, href }, ')'];
  return [' (', { text: run.text, href: run.href }, run.release === null ? ')' : `, release ${run.release})`];
}

function notShown(control: RestsOn, aspect: Aspect, now: Date): Reason | null {
  const questions = control[aspect];
  const shows = SHOWS[aspect];
  const verifying = questions.filter(({ sort }) => sort !== 'operating period');
  if (verifying.length === 0) return nothingShows(control, questions.length > 0, shows);
  const retired = verifying.find((one) => one.retired);
  if (retired) {
    const because = [`rests on evidence that ${shows} which was retired (`, question(retired), ')'];
    return { verdict: 'not-known', because, clears: ['Other evidence in its place clears it.'] };
  }
  const unanswered = verifying.filter((one) => one.outcome === null);
  if (unanswered.length > 0) {
    const [one] = unanswered;
    const test = one!.sort === 'test';
    const because = [
      `rests on ${test ? 'a test' : 'evidence'} to show that ${shows} (`,
      question(one!),
      test ? ') of which no result counts yet' : ') that nobody has looked at yet',
    ];
    return {
      verdict: 'not-known',
      because,
      clears: [test ? 'A pass of it clears it.' : 'Looking at it and finding that it holds clears it.'],
    };
  }
  const lapsed = verifying
    .filter((one) => one.lapsesAt !== null && now >= one.lapsesAt)
    .toSorted((a, b) => a.lapsesAt!.getTime() - b.lapsesAt!.getTime());
  if (lapsed.length === 0) return null;
  const [one] = lapsed;
  return {
    verdict: 'lapsed',
    because: [
      'rests on ',
      question(one!),
      `, which shows that ${shows} and lapsed on ${sayDay(dayIn(one!.lapsesAt!))}`,
    ],
    clears: [
      one!.sort === 'test'
        ? 'A new pass of the same test clears it.'
        : 'Looking at it again and finding that it holds clears it.',
    ],
  };
}

function nothingShows({ waiting }: RestsOn, period: boolean, shows: string): Reason {
  if (waiting > 0) {
    const tests = waiting === 1 ? 'the 1 test that names it waits' : `the ${waiting} tests that name it wait`;
    return {
      verdict: 'not-known',
      because: [`has no accepted evidence that ${shows}: ${tests} for a safety engineer`],
      clears: ['Accepting a test that passes, for what it shows, clears it.'],
    };
  }
  return {
    verdict: 'not-known',
    because: [
      period
        ? `has only time in operation to show that ${shows}, which supports and does not verify`
        : `has no evidence that ${shows}`,
    ],
    clears: ['Evidence that a safety engineer or clinical safety officer accepts clears it.'],
  };
}

function question({ reference, href }: AnsweredQuestion): { readonly text: string; readonly href: string } {
  return { text: reference, href };
}

/** A control as a service writes it: "CTL-3" its own, "PLATFORM/CTL-3" that of another one. @param own whoever writes */
export function controlTag(own: string, service: string, number: number): string {
  return `${own === service ? '' : `${service}/`}${controlReference(number)}`;
}
