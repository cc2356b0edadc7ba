import type { CommandTx } from '../../platform/commands/command.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import type { KeptFact } from './domain/stated.ts';
import { isOpen, type KeptJudgement } from './domain/judging.ts';
import { look, type DutyOfCase, type Looked } from './domain/looking.ts';
import { openOf, putOpen, type OpenDuty } from './open-store.ts';
import { rulesInForce } from './rules.ts';
import { factsOf, judgementsOf, putCase, statedOf, type StoredCase } from './store.ts';

/** A case as it stands at a moment, with everything that was said of it. */
export interface CaseLooked extends Looked {
  readonly case: StoredCase;
  /** Its own facts and those of its service, as they were stated. */
  readonly stated: readonly KeptFact[];
  /** Those that were withdrawn among them. */
  readonly judgements: readonly KeptJudgement[];
}

/** Looks at cases, at a moment. A fixed number of queries, however many cases. */
export async function lookAt(tx: ReadTx, cases: readonly StoredCase[], moment: Moment): Promise<CaseLooked[]> {
  if (cases.length === 0) return [];
  const rules = rulesInForce(moment.now);
  const ids = cases.map(({ id }) => id);
  const about = [...new Set([...ids, ...cases.map(({ service }) => service.id)])];
  const [facts, stated, judgements] = await Promise.all([
    factsOf(tx, about, moment),
    statedOf(tx, about, moment),
    judgementsOf(tx, ids, moment),
  ]);
  const [factsBy, statedBy] = [Map.groupBy(facts, ({ about: of }) => of), Map.groupBy(stated, ({ about: of }) => of)];
  const judgedBy = Map.groupBy(judgements, ({ caseId }) => caseId);
  return cases.map((one) => {
    const history = [...(statedBy.get(one.service.id) ?? []), ...(statedBy.get(one.id) ?? [])];
    const said = judgedBy.get(one.id) ?? [];
    const standing = said.filter(({ withdrawn }) => withdrawn === null);
    return {
      ...look(
        rules,
        history.toSorted((a, b) => a.seq - b.seq),
        standing,
        moment.now,
      ),
      case: one,
      stated: [...(factsBy.get(one.id) ?? []), ...(factsBy.get(one.service.id) ?? [])],
      judgements: said,
    };
  });
}

/** Works out anew what is open of cases, after a fact or a judgement of them changed, and keeps it. */
export async function settleCases(tx: CommandTx, cases: readonly StoredCase[]): Promise<readonly CaseLooked[]> {
  const moment = { seq: null, now: tx.at };
  const { pack } = rulesInForce(tx.at);
  const [looked, open] = await Promise.all([
    lookAt(tx, cases, moment),
    openOf(
      tx,
      cases.map(({ id }) => id),
      moment,
    ),
  ]);
  const before = Map.groupBy(open, (one) => one.case);
  for (const one of looked) {
    const { id, service } = one.case;
    const now = one.case.ended ? [] : one.duties.filter(isOpen).map((duty) => openDuty(id, duty));
    putOpen(tx, { id, service: service.id }, { before: before.get(id) ?? [], now });
    if (one.case.pack !== pack.version) putCase(tx, { ...one.case, pack: pack.version });
  }
  return looked;
}

function openDuty(id: string, { obligation, standing, started }: DutyOfCase): OpenDuty {
  // A clock runs also while it is only possible: nobody is to learn too late that it was owed.
  const runs = standing !== 'follow-up';
  return {
    case: id,
    duty: obligation.id,
    standing: standing as OpenDuty['standing'],
    strength: obligation.strength,
    limit: obligation.limit,
    started: runs ? started : null,
    due: runs ? obligation.due : null,
    target: runs ? obligation.target : null,
  };
}
