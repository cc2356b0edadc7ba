import sql from 'sql-template-tag';
import type { Compared } from '../features/approvals/domain/standing.ts';
import type { ReadTx } from '../platform/database/database.ts';

/*
 * An independent witness: what is true of a signed log, worked out from raw rows, by hand. It shares nothing with the
 * mechanism that it watches: no kinds, no digests, no edges, no kept states. Dull on purpose.
 */

type Verdict = 'met' | 'not-met' | 'not-known';

interface Rows {
  readonly logs: { id: string; service: string; scheme: unknown; title: string; retired: boolean }[];
  readonly hazards: {
    id: string;
    log: string;
    name: string;
    status: string;
    owner: string | null;
    severity: string;
    likelihood: string;
    confirmed: boolean;
    relied: string[] | null;
    /** Whether the rating has a reason: one that was given here. */
    reasoned: boolean;
    initial: unknown;
    deployer: unknown;
    /** What was decided about this residual rating: by its kind, the finding. */
    judged: Record<string, string> | null;
    retired: boolean;
  }[];
  readonly controls: {
    id: string;
    text: string;
    shown: string;
    type: string;
    state: string;
    owner: string | null;
    retired: boolean;
  }[];
  readonly hazardControls: { hazard: string; control: string }[];
  readonly questions: { id: string; title: string; validDays: number; retired: boolean }[];
  readonly supports: { control: string; question: string; aspect: string }[];
  readonly observations: {
    id: string;
    question: string;
    seq: number;
    /** The entry since which it counts: that at which its release went live, where that was later. */
    since: number;
    observedAt: number;
    passed: boolean;
    dismissed: boolean;
  }[];
  readonly approvals: {
    id: string;
    log: string;
    number: number;
    needed: number;
    validUntil: number | null;
    signatures: string[];
  }[];
  readonly signatures: { id: string; day: string; registration: string | null }[];
  readonly gaps: { registration: string; from: string; to: string | null }[];
  readonly lookUps: { registration: string; on: string; seq: number; status: string; since: string | null }[];
}

/** Everything that there is, as plain rows. */
export async function rowsOf(tx: ReadTx): Promise<Rows> {
  const now = sql`to_seq = 9007199254740991`;
  const [logs, hazards, controls, hazardControls, questions, supports, observations, ...signed] = await Promise.all([
    tx.rows<Rows['logs'][number]>(
      sql`select id, service_id as service, scheme, title, retired from hazard_log where ${now}`,
    ),
    tx.rows<Rows['hazards'][number]>(sql`
      select h.id, h.log_id as log, (select body from text_value where id = h.name_id) as name, h.status, h.owner,
        h.retired, r.severity, r.likelihood, r.confirmed_seq is not null as confirmed, r.relies_on as relied,
        r.justification_id is not null as reasoned,
        (select json_build_array(severity, likelihood, justification_id is not null, confirmed_seq is not null)
          from hazard_rating where hazard_id = h.id and phase = 'initial' and ${now}) as initial,
        (select json_build_array(severity, likelihood, relies_on) from hazard_rating
          where hazard_id = h.id and phase = 'deployer' and ${now}) as deployer,
        (select json_object_agg(kind, finding order by kind) from hazard_judgement
          where hazard_id = h.id and rating_seq = r.confirmed_seq and ${now}) as judged
      from hazard h join hazard_rating r on r.hazard_id = h.id and r.phase = 'residual' and r.to_seq = 9007199254740991
      where h.${now}`),
    tx.rows<Rows['controls'][number]>(sql`
      select id, (select body from text_value where id = coalesce(counting_text_id, text_id)) as text,
        (select body from text_value where id = text_id) as shown, type, state, owner, retired
      from control where ${now}`),
    tx.rows<Rows['hazardControls'][number]>(
      sql`select hazard_id as hazard, control_id as control from hazard_control where ${now}`,
    ),
    tx.rows<Rows['questions'][number]>(sql`
      select id, (select body from text_value where id = title_id) as title, valid_days as "validDays", retired
      from question where ${now}`),
    tx.rows<Rows['supports'][number]>(
      sql`select control_id as control, question_id as question, aspect from control_evidence
        where ${now} and state = 'accepted'`,
    ),
    tx.rows<Rows['observations'][number]>(sql`
      select id, question_id as question, greatest(seq, (select e.live_seq from release e where e.id = o.release_id
          and e.${now})) as since, seq, (extract(epoch from observed_at) * 1000)::float8 as "observedAt",
        outcome = 'passed' as passed,
        exists (select from observation_dismissal d where d.observation_id = o.id) as dismissed
      from observation o
      where o.release_id is null
        or exists (select from release e where e.id = o.release_id and e.live_seq is not null and e.${now})`),
    tx.rows<Rows['approvals'][number]>(sql`
      select id, subject_id as log, number, needed, (extract(epoch from valid_until) * 1000)::float8 as "validUntil",
        signature_ids as signatures
      from approval`),
    tx.rows<Rows['signatures'][number]>(sql`
      select id, to_char(at at time zone 'Europe/London', 'YYYY-MM-DD') as day, registration_id as registration
      from signature`),
    tx.rows<Rows['gaps'][number]>(sql`
      select registration_id as registration, from_day::text as "from", to_day::text as "to" from registration_gap`),
    tx.rows<Rows['lookUps'][number]>(sql`
      select registration_id as registration, looked_up_on::text as "on", from_seq as seq, status, since::text as since
      from registration_look_up`),
  ]);
  const [approvals, signatures, gaps, lookUps] = signed;
  return {
    logs,
    hazards,
    controls,
    hazardControls,
    questions,
    supports,
    observations,
    approvals,
    signatures,
    gaps,
    lookUps,
  };
}

/** What somebody who looks at the rows would say of one log. */
export interface Testimony {
  /** The words that an approval is of, as they stand: what matters, and what is editorial. */
  readonly words: unknown;
  readonly editorial: unknown;
  /** How everything stands that is not retired. */
  readonly everything: ReadonlyMap<string, Verdict>;
  /** The log, and what supports it. */
  readonly below: ReadonlySet<string>;
  readonly retired: boolean;
  /** Entries that brought contrary evidence which is the latest word on its question. */
  readonly challenges: readonly number[];
  /** For each control and hazard, the earliest moment at which something below it lapses; in milliseconds, or never. */
  readonly lapsesOf: ReadonlyMap<string, number>;
}

/** Looks at a log and all below it; and, for comparison later, at everything else. */
export function testify(rows: Rows, logId: string): Testimony {
  const log = rows.logs.find((one) => one.id === logId)!;
  const everything = new Map<string, Verdict>();
  const lapsesOf = new Map<string, number>();

  const latestOf = new Map<string, Rows['observations'][number]>();
  for (const question of rows.questions) {
    const counted = rows.observations
      .filter((one) => one.question === question.id && !one.dismissed)
      .toSorted((a, b) => b.observedAt - a.observedAt || b.seq - a.seq);
    const latest = counted[0];
    if (latest) latestOf.set(question.id, latest);
    if (!question.retired) everything.set(question.id, latest ? (latest.passed ? 'met' : 'not-met') : 'not-known');
  }

  const questionsOf = (control: string, aspect: string | null = null) => {
    const asked = rows.supports
      .filter((link) => link.control === control && (aspect === null || link.aspect === aspect))
      .map((link) => link.question);
    return rows.questions.filter((one) => asked.includes(one.id)).toSorted(byId);
  };
  for (const control of rows.controls) {
    const aspects = ['implementation', 'effectiveness'].map((aspect) => {
      const questions = questionsOf(control.id, aspect);
      const latest = questions.map((question) => (question.retired ? undefined : latestOf.get(question.id)));
      return {
        failing: latest.some((one) => one !== undefined && !one.passed),
        passing: questions.length > 0 && latest.every((one) => one?.passed),
      };
    });
    const verdict: Verdict =
      control.state === 'withdrawn' || aspects.some((one) => one.failing)
        ? 'not-met'
        : control.state === 'in place' && aspects.every((one) => one.passing)
          ? 'met'
          : 'not-known';
    if (!control.retired) everything.set(control.id, verdict);
    const ends = questionsOf(control.id).flatMap((question) => {
      const latest = question.retired ? undefined : latestOf.get(question.id);
      return latest?.passed ? [latest.observedAt + question.validDays * 86_400_000] : [];
    });
    lapsesOf.set(control.id, Math.min(Infinity, ...ends));
  }

  const controlsOf = (hazard: string) => {
    const links = rows.hazardControls.filter((link) => link.hazard === hazard).map((link) => link.control);
    return rows.controls.filter((one) => links.includes(one.id)).toSorted(byId);
  };
  // A hazard is controlled as somebody judged it who named the controls; of one that they did not name, nothing follows.
  const reliedOf = (hazard: Rows['hazards'][number]) => rows.controls.filter((one) => hazard.relied?.includes(one.id));
  for (const hazard of rows.hazards) {
    const relied = reliedOf(hazard);
    const living = relied.filter((control) => !control.retired);
    const verdicts = living.map((control) => everything.get(control.id));
    const good = living.length === relied.length && verdicts.every((one) => one === 'met');
    const failing = verdicts.includes('not-met');
    if (!hazard.retired)
      everything.set(
        hazard.id,
        !hazard.confirmed ? 'not-known' : failing ? 'not-met' : good ? mayStay(hazard) : 'not-known',
      );
    lapsesOf.set(hazard.id, Math.min(Infinity, ...living.map((control) => lapsesOf.get(control.id)!)));
  }

  for (const one of rows.logs) {
    const hazards = rows.hazards.filter((hazard) => hazard.log === one.id && !hazard.retired);
    const verdicts = hazards.map((hazard) => everything.get(hazard.id));
    const met = verdicts.length > 0 && verdicts.every((verdict) => verdict === 'met');
    everything.set(one.id, verdicts.includes('not-met') ? 'not-met' : met ? 'met' : 'not-known');
  }

  const hazards = rows.hazards.filter((one) => one.log === logId && !one.retired).toSorted(byId);
  const controls = hazards.flatMap((hazard) => (hazard.confirmed ? reliedOf(hazard) : []));
  const questions = controls.flatMap((control) => questionsOf(control.id));
  const below = [log, ...hazards, ...controls, ...questions].map((one) => one.id);
  const challenges = controls
    .filter((control) => !control.retired)
    .flatMap((control) => questionsOf(control.id))
    .filter((question) => !question.retired)
    .map((question) => latestOf.get(question.id))
    .flatMap((latest) => (latest && !latest.passed ? [latest.since] : []));
  const words = hazards.map((hazard) => ({
    name: hazard.name,
    status: hazard.status,
    rating: [hazard.severity, hazard.likelihood, hazard.confirmed, hazard.reasoned, hazard.relied?.toSorted()],
    others: [hazard.initial, hazard.deployer, hazard.judged],
    controls: controlsOf(hazard.id).map((control) => ({
      gone: control.retired,
      text: control.text,
      type: control.type,
      state: control.state,
    })),
  }));
  const editorial = hazards.map((hazard) => ({
    owner: hazard.owner,
    controls: controlsOf(hazard.id).map((control) => [
      control.owner,
      // A wording that is shown in place of the one that counts is a correction.
      control.shown === control.text ? null : control.shown,
    ]),
  }));
  return { words, editorial, everything, below: new Set(below), retired: log.retired, challenges, lapsesOf };
}

/** The NHS matrix, once more: a column for each severity, from the lowest likelihood up. */
const LEVELS: Readonly<Record<string, readonly number[]>> = {
  Minor: [1, 1, 2, 2, 3],
  Significant: [1, 2, 2, 3, 4],
  Considerable: [2, 2, 3, 3, 4],
  Major: [2, 3, 3, 4, 5],
  Catastrophic: [3, 4, 4, 5, 5],
};
const LIKELIHOODS = ['Very low', 'Low', 'Medium', 'High', 'Very high'];

/** Whether a risk may stay as somebody rated it: it is acceptable, or somebody said why it stays. */
function mayStay({ severity, likelihood, judged }: Rows['hazards'][number]): Verdict {
  const level = LEVELS[severity]![LIKELIHOODS.indexOf(likelihood)]!;
  if (level === 1) return 'met';
  if (level >= 4) return judged?.['benefit-risk'] === 'outweighs' ? 'met' : 'not-met';
  const why = judged?.['acceptance'];
  return why === 'impractical' || (why === 'cost' && level === 2) ? 'met' : 'not-known';
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : 1;
}

const RANK = { 'not-met': 0, 'not-known': 1, met: 2 };

/** Whether a registration was held on a day, as far as anybody knows now. */
function wasHeld({ gaps, lookUps }: Rows, registration: string, day: string): boolean {
  const within = (from: string, to: string | null) => from <= day && (to === null || day <= to);
  if (gaps.some((gap) => gap.registration === registration && within(gap.from, gap.to))) return false;
  const seen = lookUps
    .filter((one) => one.registration === registration)
    .toSorted((a, b) => (a.on === b.on ? a.seq - b.seq : a.on < b.on ? -1 : 1));
  return !seen.some(({ status, since }, index) => {
    if (status === 'registered' || since === null) return false;
    const again = seen.slice(index + 1).find((later) => later.status === 'registered');
    if (!again) return within(since, null);
    const last = new Date(Date.parse(`${again.on}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    return since <= last && within(since, last);
  });
}

/** What has to be known of a signature to say how it stands: gathered by hand, for the definition to judge. */
export function compare(
  rows: Rows,
  signature: { readonly id: string; readonly seq: number; readonly signed: Testimony },
): { readonly superseded: boolean; readonly compared: Compared } {
  const approval = rows.approvals.find((one) => one.id === signature.id)!;
  const now = testify(rows, approval.log);
  const then = signature.signed;
  // What came in since counts as it stood then; the words have changed with it.
  const fallen = [...now.below].filter((id) => {
    const [was, is] = [then.everything.get(id), now.everything.get(id)];
    return was !== undefined && is !== undefined && RANK[is] < RANK[was];
  });
  const held = approval.signatures.filter((id) => {
    const one = rows.signatures.find((given) => given.id === id)!;
    return one.registration === null || wasHeld(rows, one.registration, one.day);
  });
  const words = ({ words, editorial }: Testimony) => ({
    material: JSON.stringify(words),
    editorial: JSON.stringify(editorial),
  });
  return {
    superseded: rows.approvals.some((one) => one.log === approval.log && one.number > approval.number),
    compared: {
      signed: words(then),
      now: words(now),
      retired: now.retired,
      signedSeq: signature.seq,
      challengedSeq: now.challenges.length === 0 ? null : Math.max(...now.challenges),
      fallen: fallen.length,
      needed: approval.needed,
      held: held.length,
      validUntil: approval.validUntil === null ? null : new Date(approval.validUntil),
    },
  };
}
