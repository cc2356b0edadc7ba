import type { CommandTx } from '../../platform/commands/command.ts';
import { labelOf, makerName } from '../../platform/commands/may.ts';
import type { DoneHere, DutyCase, StatedFact } from './domain.ts';
import { answerOf, knownSince } from './domain/stated.ts';
import { isSame } from './domain/judging.ts';
import { dutyOf, factOf, isCompartmentFact, type Pack } from './domain/pack.ts';
import { rulesInForce } from './rules.ts';
import { settleCases } from './settling.ts';
import { casesById, casesOfService, endFacts, factsOf, judgementsOf, putCase, putFact, putJudgement } from './store.ts';

/*
 * Facts are stated in the transaction of whatever they come from, and what they owe is settled there and then.
 */

/** See `openDutyCase` of `index.ts`. */
export async function openCase(tx: CommandTx, of: DutyCase, facts: readonly StatedFact[]): Promise<void> {
  const [found] = await casesById(tx, [of.id], { seq: null, now: tx.at });
  if (found) return;
  const { pack } = rulesInForce(tx.at);
  putCase(tx, { ...of, pack: pack.version, ended: false });
  await writeFacts(tx, of.id, pack, facts);
  await settleCases(tx, [{ ...of, pack: pack.version, ended: false }]);
}

/** See `stateFacts` of `index.ts`. @throws where there is no such case */
export async function stateOfCase(tx: CommandTx, id: string, facts: readonly StatedFact[]): Promise<void> {
  const [found] = await casesById(tx, [id], { seq: null, now: tx.at });
  if (!found) throw new Error(`nothing is kept of the case ${id}`);
  const { pack } = rulesInForce(tx.at);
  if (await writeFacts(tx, id, pack, facts)) await settleCases(tx, [found]);
}

/** See `endDutyCase` of `index.ts`. */
export async function endCase(tx: CommandTx, id: string): Promise<void> {
  const [found] = await casesById(tx, [id], { seq: null, now: tx.at });
  if (!found) return;
  const ended = { ...found, pack: rulesInForce(tx.at).pack.version, ended: true };
  putCase(tx, ended);
  await settleCases(tx, [ended]);
}

/** See `recordDoneHere` of `index.ts`. */
export async function doneHere(tx: CommandTx, id: string, done: readonly DoneHere[]): Promise<void> {
  const moment = { seq: null, now: tx.at };
  const [[found], judgements] = await Promise.all([casesById(tx, [id], moment), judgementsOf(tx, [id], moment)]);
  if (!found) return;
  const { pack } = rulesInForce(tx.at);
  let any = false;
  for (const { duty: name, reference, to, at } of done) {
    const duty = dutyOf(pack, name);
    if (!duty || judgements.some((one) => one.duty === name && one.kind === 'sent')) continue;
    any = true;
    putJudgement(
      tx,
      {
        case: id,
        duty: name,
        version: duty.version,
        pack: pack.version,
        kind: 'sent',
        reason: null,
        // What is kept here changes with what is known: no correction of it has to be sent anywhere.
        basis: { reads: [], facts: {} },
        due: null,
        happenedAt: at,
        reference,
        to,
        sentBy: makerName(tx.actor),
      },
      labelOf(tx.actor),
    );
  }
  if (any) await settleCases(tx, [found]);
}

/** States facts of a service, and settles all of its cases. @param service its id */
export async function stateOfService(tx: CommandTx, service: string, facts: readonly StatedFact[]): Promise<number> {
  const { pack } = rulesInForce(tx.at);
  if (!(await writeFacts(tx, service, pack, facts))) return 0;
  const cases = await casesOfService(tx, service);
  await settleCases(tx, cases);
  return cases.length;
}

/**
 * What is stated as it stands already is not written again: who checked it stays.
 * @returns whether anything is otherwise now
 * @throws where a fact is none of the pack, is no such answer, or lies in a compartment: that never stands here
 */
async function writeFacts(tx: CommandTx, about: string, pack: Pack, facts: readonly StatedFact[]): Promise<boolean> {
  const kept = await factsOf(tx, [about], { seq: null, now: tx.at });
  const before = new Map(kept.map((one) => [one.fact, one]));
  const by = labelOf(tx.actor);
  let changed = false;
  for (const { fact, value, source, since = null } of facts) {
    const declared = factOf(pack, fact);
    if (!declared || isCompartmentFact(pack, fact)) throw new Error(`${fact} is no fact that is stated in the open`);
    const was = before.get(fact) ?? null;
    if (value === null) {
      if (was) endFacts(tx, about, [fact]);
      changed ||= was !== null;
      continue;
    }
    const answer = answerOf(declared, value);
    if ('problem' in answer) throw new Error(answer.problem);
    if (was && isSame(was.value, answer.value) && since === null) continue;
    const known = knownSince({ before: was, value: answer.value, since }, tx.at);
    putFact(tx, about, { fact, value: answer.value, source, since: known }, by);
    changed = true;
  }
  return changed;
}
