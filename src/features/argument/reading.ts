import type { Assessed } from '../../platform/assessed.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { Moment } from '../../platform/ledger/moment-store.ts';
import { afterDay, dateIn } from '../../platform/london-time.ts';
import type { Day } from '../../words/days.ts';
import { sayDay } from '../../words/days.ts';
import {
  assumptionPath,
  assumptionReference,
  assumptionsAt,
  assumptionStanding,
  clearsReliance,
  whyNotRelied,
  type Assumption,
} from '../decisions/index.ts';
import { arguedHazards, type ArguedHazard } from '../hazards/index.ts';
import { assessing } from '../standards/index.ts';
import type { Service } from '../services/index.ts';
import {
  caseOf,
  madeFrom,
  type Case,
  type CaseAssumption,
  type CaseHazard,
  type CounterEvidence,
  type Evidence,
} from './domain.ts';
import { counterEvidenceOf } from './store.ts';

/*
 * The argument of a service at a moment, from everything that is known of it then. A fixed number of queries, however many
 * hazards.
 */

/** An argument, with what people wrote against its claims. */
export interface CaseAt {
  readonly service: Service;
  readonly one: Case;
  readonly counterEvidence: readonly CounterEvidence[];
}

/** @param contributions `kinds.assessed`: what the standards ask of each feature */
export async function caseAt(
  tx: ReadTx,
  contributions: readonly Assessed[],
  service: Service,
  moment: Moment,
): Promise<CaseAt> {
  const { knownOf } = await assessing();
  const [known, hazards, assumptions, counterEvidence] = await Promise.all([
    knownOf(tx, contributions, [service], moment),
    arguedHazards(tx, service, moment),
    assumptionsAt(tx, service.id, moment),
    counterEvidenceOf(tx, [service.id], moment),
  ]);
  const today = dateIn(moment.now);
  const made = madeFrom({
    service,
    intendedUse: service.intendedFunction.trim(),
    hazards: hazards.map((one) => hazardOf(one, service.reference)),
    assumptions: assumptions.map((one) => assumptionOf(one, today)),
    observations: known.get(service.id)!.observations,
    counterEvidence,
  });
  return { service, one: caseOf(service, made, counterEvidence, moment.now), counterEvidence };
}

function pathOf(service: string, kind: 'hazards' | 'controls', id: string): string {
  // A control of another service is named with it: PLATFORM/CTL-3.
  const [own = id, elsewhere = service] = id.split('/').toReversed();
  return `/services/${encodeURIComponent(elsewhere)}/${kind}/${own}`;
}

function hazardOf({ record, stake, provisional, controls }: ArguedHazard, service: string): CaseHazard {
  const href = pathOf(service, 'hazards', record.id);
  const handed = record.controls.filter(({ party }) => party === 'deployer' || party === 'supplier');
  const verdicts = new Map(record.controls.map(({ id, verdict }) => [id, verdict]));
  return {
    id: record.id,
    name: record.name,
    href,
    transferred:
      record.status === 'transferred' ? { receiver: record.receiver, controls: handed.map(({ id }) => id) } : null,
    causes: record.causes.map(({ text }) => text),
    controls: record.controls.map((control) => ({
      id: control.id,
      text: control.text,
      href: pathOf(service, 'controls', control.id),
      verdict: control.verdict,
      lapsesAt: control.lapsesAt === null ? null : new Date(control.lapsesAt),
      withdrawn: control.state === 'withdrawn',
      handed: handed.includes(control),
      causes: control.causes,
      sentence: controls.get(control.id) ?? null,
    })),
    residual: {
      level: stake.remains,
      href: `${href}/rate/residual`,
      provisional,
      fails: (record.residual?.reliesOn ?? []).some((id) => verdicts.get(id) === 'not-met'),
      risk: stake.risk,
    },
    gravity: stake.gravity,
    assumes: record.residual?.assumes ?? [],
  };
}

function assumptionOf(one: Assumption, today: Day): CaseAssumption {
  const standing = assumptionStanding(one, today);
  const reference = assumptionReference(one.number);
  const href = assumptionPath(one.service.reference, one.number);
  const why = whyNotRelied(one, today);
  const evidence: Evidence = {
    verdict: standing === 'found false' ? 'not-met' : why === null ? 'met' : 'not-known',
    says: why ? ['On this, ', ...why, '.'] : [{ text: reference, href }, ` is held until ${sayDay(one.reviewBy)}.`],
    clears: why ? [clearsReliance(standing)] : [],
    until: why ? null : afterDay(one.reviewBy),
    since: null,
    lapsed: standing === 'lapsed',
  };
  return { id: reference, text: one.text, href, evidence };
}
