import type { Artefact, Filed } from '../../platform/filed.ts';
import { sayDay } from '../../words/days.ts';
import { signing } from '../approvals/index.ts';
import { OUTCOME_WORDS, panelPath, panelReference, type PanelAssessment } from './domain/findings.ts';
import { panelsOf } from './findings/panel-store.ts';
import { calledIn, finding, scopeDecision } from './findings/signing.ts';
import { findingsAt, scopesAt } from './findings/store.ts';

/** What standards put into the file of a service: findings, scope decisions, and assessments by a panel (DCB0129 3.1.3). */
export const filed: Filed = {
  load: async (tx, service, moment) => {
    const which = { services: [service.id] };
    const [findings, scopes, panels, { signedArtefacts }] = await Promise.all([
      findingsAt(tx, which, moment),
      scopesAt(tx, which, moment),
      panelsOf(tx, which, moment),
      signing(),
    ]);
    const standing = scopes.filter(({ withdrawn }) => withdrawn === null);
    const signed = await Promise.all([
      signedArtefacts(
        tx,
        { signable: finding, sort: 'Judgement of a standard' },
        { service: service.id, ids: findings.map(({ id }) => id) },
        moment,
      ),
      signedArtefacts(
        tx,
        { signable: scopeDecision, sort: 'Scope decision' },
        { service: service.id, ids: standing.map(({ id }) => id) },
        moment,
      ),
    ]);
    return [...signed.flat(), ...panels.map(panelFiled)];
  },
};

function panelFiled(panel: PanelAssessment): Artefact {
  const { service, catalogue, number, on, outcome, recordedBy, recordedAt } = panel;
  return {
    sort: 'Assessment by a panel',
    title: `${panelReference(number)}: ${calledIn(panel).standard}`,
    href: panelPath(service.reference, catalogue, number),
    state: [`${sayDay(on)}. ${OUTCOME_WORDS[outcome]}.`],
    verdict: null,
    owner: recordedBy,
    since: recordedAt,
    until: null,
  };
}
