import type { Row, Tables } from './assessed-truth-store.ts';

/*
 * What the checks of hazards and people have to come to, written by another hand: from raw rows, in loops, without a word of the
 * product's own queries and rules.
 */

type Gap = Readonly<Record<string, readonly string[]>>;

interface Then {
  readonly seq: number;
  readonly now: Date;
}

function standing(rows: readonly Row[], { seq }: Then): Row[] {
  return rows.filter((row) => Number(row['from_seq']) <= seq && Number(row['to_seq']) > seq);
}

/** A text of a row; '' for anything else. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

type Stand = { readonly verdict: 'met' | 'not-met' | 'not-known'; readonly lapses: number };
const UNKNOWN: Stand = { verdict: 'not-known', lapses: Infinity };
const FALSE: Stand = { verdict: 'not-met', lapses: Infinity };

/** The worst of several; without any, not known. */
function together(all: readonly Stand[]): Stand {
  if (all.some(({ verdict }) => verdict === 'not-met')) return FALSE;
  if (all.length === 0 || all.some(({ verdict }) => verdict === 'not-known')) return UNKNOWN;
  return { verdict: 'met', lapses: Math.min(...all.map(({ lapses }) => lapses)) };
}

function holds({ verdict, lapses }: Stand, now: Date): boolean {
  return verdict === 'met' && lapses > now.getTime();
}

/** What is missing of hazards, controls and tests of a service, by what it is, with their numbers. */
export function gapsByHand(tables: Tables, service: string, then: Then): { hazards: Gap; controls: Gap; tests: Gap } {
  const at = (table: keyof Tables) => standing(tables[table], then);
  const [questions, controls, evidence, releases] = [
    at('question'),
    at('control'),
    at('control_evidence'),
    at('release'),
  ];
  const ratings = at('hazard_rating');
  const questionStands = (id: unknown): Stand => {
    const asked = questions.find((row) => row['id'] === id);
    if (!asked || asked['retired'] === true) return UNKNOWN;
    const seen = tables.observation
      .filter((row) => row['question_id'] === id && Number(row['seq']) <= then.seq)
      .filter((row) => {
        const dismissed = tables.observation_dismissal.some(
          (one) => one['observation_id'] === row['id'] && Number(one['seq']) <= then.seq,
        );
        const release = releases.find((one) => one['id'] === row['release_id']);
        return !dismissed && (row['release_id'] === null || (release !== undefined && release['live_seq'] !== null));
      })
      .toSorted(
        (a, b) =>
          Date.parse(String(b['observed_at'])) - Date.parse(String(a['observed_at'])) ||
          Number(b['seq']) - Number(a['seq']),
      );
    const [last] = seen;
    if (!last) return UNKNOWN;
    if (last['outcome'] === 'failed') return FALSE;
    return {
      verdict: 'met',
      lapses: Date.parse(String(last['observed_at'])) + Number(asked['valid_days']) * 86_400_000,
    };
  };
  const accepted = (control: unknown, aspect: string) =>
    evidence
      .filter((row) => row['control_id'] === control && row['aspect'] === aspect && row['state'] === 'accepted')
      .map((row) => row['question_id']);
  const aspectStands = (control: unknown, aspect: string): Stand => {
    const asked = accepted(control, aspect);
    const isPeriod = (id: unknown) => questions.find((row) => row['id'] === id)?.['sort'] === 'operating period';
    const periods = asked.filter(isPeriod).map(questionStands);
    if (periods.some(({ verdict }) => verdict === 'not-met')) return FALSE;
    const shown = together(asked.filter((id) => !isPeriod(id)).map(questionStands));
    // A period in use lends its clock, and shows nothing alone.
    return { ...shown, lapses: Math.min(shown.lapses, ...periods.map(({ lapses }) => lapses)) };
  };
  // An incident speaks against it, and nobody has answered: a hazard by rating it anew.
  const challenged = (kind: string, id: unknown): boolean =>
    at('hazard_challenge')
      .filter((row) => row['kind'] === kind && row['subject_id'] === id && row['state'] === 'open')
      .some((row) => {
        const rated = ratings.find((one) => one['hazard_id'] === id && one['phase'] === 'residual');
        return kind === 'control' || Number(rated?.['confirmed_seq'] ?? 0) <= Number(row['opened_seq']);
      });
  const controlStands = (id: unknown): Stand => {
    const control = controls.find((row) => row['id'] === id);
    if (!control) return UNKNOWN;
    if (challenged('control', id)) return FALSE;
    const both = together([aspectStands(id, 'implementation'), aspectStands(id, 'effectiveness')]);
    if (control['state'] === 'withdrawn' || both.verdict === 'not-met') return FALSE;
    return control['state'] === 'in place' && control['retired'] !== true ? both : UNKNOWN;
  };
  const assumptionStands = (id: unknown): Stand => {
    const assumption = at('assumption').find((row) => row['id'] === id);
    if (assumption?.['state'] === 'found false') return FALSE;
    if (assumption?.['state'] !== 'held') return UNKNOWN;
    return { verdict: 'met', lapses: Date.parse(`${String(assumption['review_by'])}T00:00:00Z`) + 86_400_000 };
  };

  const hazards = at('hazard').filter((row) => row['service_id'] === service && row['retired'] !== true);
  const links = at('hazard_control');
  const living = (id: unknown) =>
    controls.find((row) => row['id'] === id && row['retired'] !== true && row['state'] !== 'withdrawn');
  const gaps: {
    hazards: Record<string, string[]>;
    controls: Record<string, string[]>;
    tests: Record<string, string[]>;
  } = {
    hazards: {},
    controls: {},
    tests: {},
  };
  const add = (where: keyof typeof gaps, what: string, number: unknown, so: boolean) => {
    if (so) (gaps[where][what] ??= []).push(String(number));
  };
  const used = new Set<unknown>();
  for (const hazard of hazards) {
    const { id, number } = hazard;
    const rating = (phase: string) => ratings.find((row) => row['hazard_id'] === id && row['phase'] === phase);
    const own = links
      .filter((row) => row['hazard_id'] === id)
      .map((row) => living(row['control_id']))
      .filter((row) => row !== undefined);
    own.forEach((control) => used.add(control['id']));
    const residual = rating('residual');
    add('hazards', 'no initial rating', number, (rating('initial')?.['level'] ?? null) === null);
    add('hazards', 'no control', number, own.length === 0);
    add('hazards', 'no residual rating', number, (residual?.['level'] ?? null) === null);
    add('hazards', 'open', number, hazard['status'] === 'open');
    add('hazards', 'no receiver', number, hazard['status'] === 'transferred' && !hazard['receiver']);
    const handed = own.some(({ party }) => party === 'deployer' || party === 'supplier');
    add('hazards', 'nothing handed over', number, hazard['status'] === 'transferred' && !handed);
    if (!residual || residual['level'] === null) continue;
    add('hazards', 'not confirmed', number, residual['confirmed_seq'] === null);
    if (residual['confirmed_seq'] === null) continue;
    const relied = residual['relies_on'] as unknown[] | null;
    const assumed = (residual['assumes'] ?? []) as unknown[];
    const all = [...(relied ?? []).map(controlStands), ...assumed.map(assumptionStands)];
    // A rating that relies on nothing stands by itself; one of which nobody said what it relies on does not.
    const resting =
      relied === null ? UNKNOWN : all.length === 0 ? { verdict: 'met' as const, lapses: Infinity } : together(all);
    const stands = challenged('hazard', id) && resting.verdict === 'met' ? UNKNOWN : resting;
    add('hazards', 'does not hold', number, stands.verdict === 'not-met');
    add('hazards', 'not shown to hold', number, stands.verdict === 'not-known');
    add('hazards', 'lapsed', number, stands.verdict === 'met' && !holds(stands, then.now));
  }
  const tests = new Set<unknown>();
  for (const id of used) {
    const control = living(id)!;
    const { number } = control;
    const placed = control['state'] === 'in place';
    add('controls', 'not looked at', number, control['new_hazards'] === null);
    add('controls', 'not in place', number, !placed);
    for (const aspect of ['implementation', 'effectiveness']) {
      const stands = aspectStands(id, aspect);
      const asked = aspect === 'effectiveness' || placed;
      add('controls', `${aspect} fails`, number, stands.verdict === 'not-met');
      add('controls', `${aspect} not shown`, number, asked && stands.verdict === 'not-known');
      add('controls', `${aspect} lapsed`, number, asked && stands.verdict === 'met' && !holds(stands, then.now));
      accepted(id, aspect).forEach((question) => tests.add(question));
    }
  }
  for (const id of tests) {
    const question = questions.find((row) => row['id'] === id);
    if (question?.['sort'] !== 'test' || question['retired'] === true) continue;
    const stands = questionStands(id);
    add('tests', 'fails', question['number'], stands.verdict === 'not-met');
    add('tests', 'no result', question['number'], stands.verdict === 'not-known');
    add('tests', 'lapsed', question['number'], stands.verdict === 'met' && !holds(stands, then.now));
  }
  return gaps;
}

/** How the checks of people have to end for a service. A day is the one in London; the demo has none at midnight. */
export function peopleByHand(
  tables: Tables,
  service: string,
  reference: string,
  then: Then,
): Readonly<Record<string, string>> {
  const { now } = then;
  const today = now.toISOString().slice(0, 10);
  const at = (table: keyof Tables) => standing(tables[table], then);
  const nominations = at('nomination').filter((row) => row['service_id'] === service);
  const members = at('membership');
  const grantsOf = (row: Row) =>
    (row['grants'] as { role: string; service: string | null; until: string | null }[]).filter(
      ({ until }) => until === null || new Date(until) > now,
    );
  const results: Record<string, string> = {};
  const officers = nominations
    .filter((row) => row['office'] === 'clinical safety officer' && row['state'] === 'accepted')
    .filter((row) => new Date(String(row['holds_from'])) <= now)
    .toSorted((a, b) => Date.parse(String(b['holds_from'])) - Date.parse(String(a['holds_from'])));
  const [last] = officers;
  const officer = last && (last['ends_at'] === null || new Date(text(last['ends_at'])) > now) ? last : null;
  const isThere = members.some((row) => row['person_id'] === officer?.['person_id'] && grantsOf(row).length > 0);
  results['people.officer-nominated'] =
    nominations.length === 0 ? 'unknown' : officer !== null && isThere ? 'passed' : 'failed';
  if (officer === null) {
    for (const id of ['people.officer-clinician', 'people.officer-registered', 'people.officer-trained'])
      results[id] = nominations.length === 0 ? 'unknown' : 'not-run';
  } else {
    const person = officer['person_id'];
    const registrations = at('registration').filter((row) => row['person_id'] === person && row['withdrawn'] !== true);
    const standings = registrations.map((registration) => {
      const seen = at('registration_look_up')
        .filter((row) => row['registration_id'] === registration['id'] && row['looked_up_by'] !== person)
        .toSorted((a, b) => String(b['looked_up_on']).localeCompare(String(a['looked_up_on'])))[0];
      const gap = at('registration_gap').some(
        (row) =>
          row['registration_id'] === registration['id'] &&
          String(row['from_day']) <= today &&
          (row['to_day'] === null || today <= text(row['to_day'])),
      );
      if (!seen) return 'not-run';
      if (gap || !String(seen['status']).startsWith('registered')) return 'failed';
      return String(seen['next_due']) >= today ? 'passed' : 'needs-review';
    });
    const order = ['passed', 'needs-review', 'not-run', 'failed'];
    results['people.officer-registered'] =
      standings.toSorted((a, b) => order.indexOf(a) - order.indexOf(b))[0] ?? 'failed';
    const trainings = at('training').filter((row) => row['person_id'] === person && row['withdrawn'] !== true);
    const isCurrent = (row: Row) => row['expires_on'] === null || text(row['expires_on']) >= today;
    results['people.officer-trained'] =
      trainings.length === 0 ? 'failed' : trainings.some(isCurrent) ? 'passed' : 'needs-review';
  }
  const works = ['clinical safety officer', 'deputy clinical safety officer', 'clinical reviewer', 'safety engineer'];
  const team = members.filter((row) =>
    grantsOf(row).some(
      ({ role, service: of }) => works.includes(role) && (of === null || of.toUpperCase() === reference),
    ),
  );
  const reviews = team.map((member) => {
    const own = at('competence')
      .filter((row) => row['person_id'] === member['person_id'])
      .filter((row) => row['service_id'] === null || row['service_id'] === service)
      .map((row) => String(row['review_on']));
    return own.toSorted().at(-1) ?? null;
  });
  results['people.team-competent'] =
    team.length === 0
      ? 'unknown'
      : reviews.includes(null)
        ? 'failed'
        : reviews.some((review) => review! < today)
          ? 'needs-review'
          : 'passed';
  return results;
}
