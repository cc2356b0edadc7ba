import type { ReadTx } from '../../platform/database/database.ts';
import { sayDate } from '../../platform/london-time.ts';
import type { ApprovalFacts } from '../../platform/subjects/approval.ts';
import type { Ref } from '../../platform/subjects/kinds.ts';
import { statesOf, type StoredState } from '../../platform/subjects/store.ts';
import type { Sentence } from '../../words/sentence.ts';
import { sayDay } from '../../words/days.ts';
import { listed } from './domain.ts';
import { whoSigns } from './domain/signing.ts';
import {
  dueSentence,
  neverSentence,
  NO_DRIFT,
  standingSentence,
  standingWords,
  type SaidOf,
} from './domain/standing.ts';
import { entryTimes } from './lines-store.ts';
import { standingFrom } from './looking.ts';
import { voidWords } from './registrations.ts';
import type { Named, Signable } from './signable.ts';
import { latestOf, type StoredApproval } from './store.ts';

/** A subject that is signed, with all that is said of its latest approved version. */
export interface Line {
  readonly id: string;
  readonly named: Named;
  readonly state: StoredState;
  readonly approved: StoredApproval | null;
  /** Null where no version is approved. */
  readonly said: SaidOf | null;
  /** What is so, because of what, and what clears it; null where a version stands. */
  readonly sentence: Sentence | null;
  /** That it ends some day; null where nothing stands, or it has no end. */
  readonly due: Sentence | null;
  /** Since when it does not stand; null where it does, or never did. */
  readonly since: Date | null;
}

/**
 * How these subjects of a kind stand beside their latest approved versions. A fixed number of queries, however many.
 * @param brief says that a version is out of date, challenged or void, and not by what: that is looked up for few
 */
export async function linesOf(
  tx: ReadTx,
  signable: Signable,
  ids: readonly string[],
  now: Date,
  { brief = false } = {},
): Promise<Line[]> {
  if (ids.length === 0) return [];
  const { kind } = signable;
  const [states, approvals, names] = await Promise.all([
    statesOf(
      tx,
      ids.map((id) => ({ kind, id })),
    ),
    latestOf(tx, kind, ids),
    signable.names(tx, ids),
  ]);
  const said = await saidOf(tx, signable, approvals, states, { names, now, brief });
  const stateOf = new Map(states.map((one) => [one.id, one]));
  const approvalOf = new Map(approvals.map((one) => [one.subject, one]));
  return ids.flatMap((id) => {
    const [state, named] = [stateOf.get(id), names.get(id)];
    if (!state || !named) return [];
    const approved = approvalOf.get(id) ?? null;
    const words = said.words.get(id) ?? null;
    const sentence = words ? standingSentence(words) : neverSentence(named.title, named.href, whoSigns(signable.rule));
    const since = said.since.get(id) ?? null;
    return [{ id, named, state, approved, said: words, sentence, due: words && dueSentence(words), since }];
  });
}

/** What is said of approved versions, by the subject that they are of. */
async function saidOf(
  tx: ReadTx,
  signable: Signable,
  approvals: readonly StoredApproval[],
  states: readonly StoredState[],
  { names, now, brief }: { readonly names: ReadonlyMap<string, Named>; readonly now: Date; readonly brief: boolean },
): Promise<{ readonly words: ReadonlyMap<string, SaidOf>; readonly since: ReadonlyMap<string, Date> }> {
  if (approvals.length === 0) return { words: new Map(), since: new Map() };
  const kept = await statesOf(
    tx,
    approvals.map(({ id, kind }) => ({ kind: `${kind}-approval`, id })),
  );
  const stateOf = new Map(states.map((one) => [one.id, one]));
  const keptOf = new Map(kept.map((one) => [one.id, one]));
  const all = approvals.flatMap((approved) => {
    const [state, named] = [stateOf.get(approved.subject), names.get(approved.subject)];
    const own = keptOf.get(approved.id);
    const facts = (own?.own.facts ?? null) as ApprovalFacts | null;
    if (!state || !named) return [];
    const standing = standingFrom(approved, facts, state, now);
    return [{ approved, state, named, facts, standing, changedSeq: own?.changedSeq ?? approved.signedSeq }];
  });
  const looked = brief ? [] : all;
  const drifted = looked.filter(({ standing }) => standing.outOfDate || standing.editorialDrift);
  const challenged = looked.filter(({ standing }) => standing.challenged);
  const isVoid = looked.filter(({ standing }) => standing.void);
  const [drifts, times, fallen, voided, contrary] = await Promise.all([
    drifted.length === 0
      ? null
      : signable.drift(
          tx,
          drifted.map(({ approved }) => ({ id: approved.subject, seq: approved.signedSeq })),
        ),
    entryTimes(
      tx,
      looked.flatMap(({ state, changedSeq, standing }) => [
        ...(standing.current ? [] : [changedSeq]),
        ...(standing.challenged ? [state.challengedSeq ?? []].flat() : []),
      ]),
    ),
    fallenWords(
      tx,
      signable,
      challenged.flatMap(({ facts }) => facts?.fallen ?? []),
    ),
    voidWords(
      tx,
      isVoid.flatMap(({ approved }) => approved.signatures),
    ),
    signable.contrary === undefined || challenged.length === 0
      ? NOTHING_SAID
      : signable.contrary(
          tx,
          challenged.flatMap(({ state }) => state.challengedSeq ?? []),
        ),
  ]);
  const said = new Map<string, SaidOf>();
  const since = new Map<string, Date>();
  for (const { approved, state, named, facts, standing, changedSeq } of all) {
    const at = standing.void || standing.outOfDate || standing.challenged ? times.get(changedSeq) : approved.validUntil;
    if (!standing.current && at) since.set(approved.subject, at);
    const { challengedSeq } = state;
    // What came in before the signature, it answered.
    const saidAgainst =
      challengedSeq !== null && challengedSeq > approved.signedSeq ? contrary.get(challengedSeq) : undefined;
    said.set(approved.subject, {
      ...signedWords(signable, named, approved),
      standing,
      drift: drifts?.get(approved.subject) ?? NO_DRIFT,
      challenges: standing.challenged ? challengeWords(facts, state, fallen, times, saidAgainst) : [],
      voided: approved.signatures.flatMap(({ id }) => (standing.void ? (voided.get(id) ?? []) : [])),
      retired: state.retired,
    });
  }
  return { words: said, since };
}

const NOTHING_SAID: ReadonlyMap<number, string> = new Map();

/** What is said of the signatures of a version, however it stands. */
export function signedWords(
  signable: Signable,
  named: Named,
  approved: StoredApproval,
): Omit<SaidOf, 'standing' | 'drift' | 'challenges' | 'voided' | 'retired'> {
  const { signatures, number, validUntil } = approved;
  return {
    what: named.title,
    href: `${named.path}/versions`,
    number,
    by: signatures.map(signedBy),
    byAuthor: signatures.some(({ record }) => record.author),
    outside: signatures.every(({ record }) => record.outside !== null),
    on: signedOn(approved),
    until: validUntil && sayDate(validUntil),
    whoSigns: whoSigns(signable.rule),
  };
}

async function fallenWords(tx: ReadTx, signable: Signable, refs: readonly Ref[]): Promise<ReadonlyMap<string, string>> {
  return refs.length === 0 ? new Map() : signable.fallen(tx, refs);
}

/** In the order in which whoever knows it tells it. */
function challengeWords(
  facts: ApprovalFacts | null,
  { challengedSeq }: StoredState,
  fallen: ReadonlyMap<string, string>,
  times: ReadonlyMap<number, Date>,
  saidAgainst: string | undefined,
): string[] {
  // A hazard and what remains of it, a control and what it rests on, are told by one id and in one sentence.
  const ids = new Set((facts?.fallen ?? []).map(({ id }) => id));
  const words = [...fallen].flatMap(([id, said]) => (ids.has(id) ? [said] : []));
  // Where it made something fall, that is told with it.
  if (saidAgainst !== undefined) return [saidAgainst, ...words];
  if (words.length > 0) return words;
  const at = challengedSeq === null ? undefined : times.get(challengedSeq);
  return at ? [`contrary evidence came in on ${sayDate(at)}, and nobody has answered it`] : [];
}

/** The day of the last signature; of a document from elsewhere, the day that stands on it. */
function signedOn({ signatures, signedAt }: StoredApproval): string {
  const outside = signatures.at(-1)?.record.outside;
  return outside ? sayDay(outside.signedOn) : sayDate(signedAt);
}

/** "Wren Applewhite (clinical safety officer)"; for a document from elsewhere, who signed that. */
export function signedBy({ signer, record }: Pick<StoredApproval['signatures'][number], 'signer' | 'record'>): string {
  return `${signer?.name ?? 'Somebody whose name was erased'} (${record.role})`;
}

/** How these subjects stand in one sentence each, by their ids: "Version 4 of the hazard log approved on 3 March 2026, out of date." */
export async function shortLines(
  tx: ReadTx,
  signable: Signable,
  ids: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  const lines = await linesOf(tx, signable, ids, now, { brief: true });
  return new Map(
    lines
      .filter(({ state }) => !state.retired)
      .map(({ id, said }) => [
        id,
        said
          ? `Version ${said.number} of the ${signable.noun} approved on ${said.on}, ${listed(standingWords(said.standing))}.`
          : `No version of the ${signable.noun} is approved.`,
      ]),
  );
}
