import type { CommandTx } from '../../platform/commands/command.ts';
import { challengeControlIn, challengeHazardIn } from '../hazards/index.ts';
import { incidentPath, type IncidentLink, type IncidentRecord } from './domain.ts';

/*
 * What an incident does to hazards and controls. A hazard that it realised is to be rated again, and a control that failed no
 * longer counts, from the moment on in which somebody says so: neither waits until the incident is closed.
 */

/** What of a link speaks against what it points at; null where nothing does. That something may have happened is no evidence. */
export function speaksAgainst({ kind, sense }: Pick<IncidentLink, 'kind' | 'sense'>): 'hazard' | 'control' | null {
  if (kind === 'hazard' && sense === 'realises') return 'hazard';
  return kind === 'control' && sense === 'failed' ? 'control' : null;
}

/** A link, as far as it acts. */
export interface Pointing extends Pick<IncidentLink, 'kind' | 'sense'> {
  /** Null where it points at words. */
  readonly reference: string | null;
}

/**
 * Lets new links of an incident act, in the transaction that writes them. What it challenges already stays as it is.
 * @param links of this service's own hazards and controls
 */
export async function actOnLinks(
  tx: CommandTx,
  incident: Pick<IncidentRecord, 'service' | 'reference' | 'title' | 'sort'>,
  links: readonly Pointing[],
): Promise<void> {
  // What went well speaks against nothing.
  if (incident.sort === 'good care') return;
  for (const link of links) {
    if (speaksAgainst(link) !== null && link.reference !== null)
      await challenge(tx, incident, link.reference, incident.title);
  }
}

/** An incident speaks against a hazard or a control of its service. @param words why, naming nobody */
export async function challenge(
  tx: CommandTx,
  { service, reference: source }: Pick<IncidentRecord, 'service' | 'reference'>,
  reference: string,
  words: string,
): Promise<void> {
  const challenging = { service, reference, source, href: incidentPath(service.reference, source), words };
  if (reference.startsWith('CTL-')) await challengeControlIn(tx, challenging);
  else await challengeHazardIn(tx, challenging);
}
