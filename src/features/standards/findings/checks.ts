import { assessed } from '../../../platform/assessed.ts';
import { sayDate } from '../../../platform/london-time.ts';
import { scopeDecisionPath, scopeReference, standsWhole } from '../domain/findings.ts';
import {
  DCB,
  panelAssessed,
  scopeDecided,
  type Dcb,
  type JudgingFacts,
  type SettledScope,
} from '../domain/judging-checks.ts';
import { panelsOf } from './panel-store.ts';
import { scopesOf, type ScopeAt } from './said.ts';

/** What the standards ask of what people decide: which of DCB0129 and DCB0160 apply, and what a panel found. */
export const judging = assessed<JudgingFacts>({
  checks: [scopeDecided, panelAssessed],
  facts: async (tx, services, moment) => {
    const ids = services.map(({ id }) => id);
    const [scopes, panels] = await Promise.all([
      scopesOf(tx, ids, moment),
      panelsOf(tx, { services: ids, catalogue: 'point-16' }, moment),
    ]);
    const decided = Map.groupBy(scopes.filter(isOfDcb), ({ scope }) => scope.service.id);
    const latest = new Map(panels.toReversed().map((one) => [one.service.id, one]));
    return new Map(
      ids.map((id) => {
        const [own, panel] = [decided.get(id), latest.get(id)];
        return [id, { ...(own && { scopes: own.map(settled) }), ...(panel && { panel }) }];
      }),
    );
  },
});

function isOfDcb({ scope }: ScopeAt): boolean {
  return scope.section === null && scope.withdrawn === null && scope.catalogue in DCB;
}

function settled({ scope, signed }: ScopeAt): SettledScope {
  const role = scope.facts['role'];
  return {
    catalogue: scope.catalogue as Dcb,
    applies: scope.applies,
    reference: scopeReference(scope.number),
    href: scopeDecisionPath(scope.service.reference, scope.number),
    // That it ended is asked of the time, by the check.
    counts: signed !== null && standsWhole(scope, signed),
    until: signed?.validUntil ?? null,
    by: signed && `${signed.by.join(' and ')} on ${sayDate(signed.at)}`,
    role: typeof role === 'string' ? role : null,
  };
}
