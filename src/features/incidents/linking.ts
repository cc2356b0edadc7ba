import type { CommandTx } from '../../platform/commands/command.ts';
import { InputProblem, type FieldProblem } from '../../platform/commands/problems.ts';
import type { Linkable } from '../../platform/subjects/linkable.ts';
import { evidenceStores } from '../evidence/index.ts';
import { endLinks, linksOf, putLink, type NewLink, type StoredIncident } from './store.ts';

const { releaseOf } = await evidenceStores();

/** What somebody says that an incident points at, by the fields in which they say it. */
export interface Pointed {
  readonly release: string | null;
  readonly realises: readonly string[];
  readonly mayRealise: readonly string[];
  readonly failed: readonly string[];
  readonly held: readonly string[];
  readonly sameCause: readonly string[];
  readonly related: readonly string[];
  readonly pages: readonly string[];
  readonly causes: readonly string[];
}

const BY_REFERENCE = [
  { field: 'realises', kind: 'hazard', sense: 'realises', says: 'There is no such hazard here' },
  { field: 'mayRealise', kind: 'hazard', sense: 'may realise', says: 'There is no such hazard here' },
  { field: 'failed', kind: 'control', sense: 'failed', says: 'There is no such control here' },
  { field: 'held', kind: 'control', sense: 'held', says: 'There is no such control here' },
  { field: 'sameCause', kind: 'incident', sense: 'same cause as', says: 'There is no such incident here' },
  { field: 'related', kind: 'incident', sense: 'related to', says: 'There is no such incident here' },
] as const;

/**
 * What is pointed at, looked up in the service. A release that is not recorded is kept by its version.
 * @param own the incident's own reference: it is not like itself
 * @throws InputProblem at the field of what is not there
 */
export async function lookUpLinks(
  tx: CommandTx,
  service: { readonly id: string },
  own: string,
  pointed: Pointed,
): Promise<readonly NewLink[]> {
  const problems: FieldProblem[] = [];
  const links: NewLink[] = [];
  for (const { field, kind, sense, says } of BY_REFERENCE) {
    const typed = pointed[field].map((one) => one.trim()).filter((one) => one !== '');
    if (typed.length === 0) continue;
    const linkable = tx.kinds.linkables.find((one) => one.kind === kind)!;
    const { found, missing } = await foundOf(tx, linkable, service.id, typed);
    const wrong = [...missing, ...(kind === 'incident' && found.some((one) => one.reference === own) ? [own] : [])];
    if (wrong.length > 0)
      problems.push({ field, message: `${says}: ${wrong.join(', ')}. Give references such as ${linkable.example}.` });
    for (const { id, reference } of found) links.push({ kind, sense, target: id, reference, words: null });
  }
  const both = pointed.failed.filter((one) => pointed.held.includes(one));
  if (both.length > 0)
    problems.push({ field: 'held', message: `Say of ${both.join(', ')} that it failed or that it held, not both.` });
  if (problems.length > 0) throw new InputProblem(problems);
  if (pointed.release !== null) {
    const release = await releaseOf(tx, service.id, pointed.release);
    links.push({
      kind: 'release',
      sense: 'happened on',
      target: release?.id ?? null,
      reference: pointed.release,
      words: null,
    });
  }
  for (const page of pointed.pages)
    links.push({ kind: 'page', sense: 'happened on', target: null, reference: null, words: page });
  for (const cause of pointed.causes)
    links.push({ kind: 'cause', sense: 'had this cause', target: null, reference: null, words: cause });
  return links;
}

async function foundOf(tx: CommandTx, linkable: Linkable, service: string, typed: readonly string[]) {
  const read = typed.map((line) => ({ line, reference: linkable.read(line) }));
  const references = [...new Set(read.flatMap(({ reference }) => reference ?? []))];
  const found = references.length === 0 ? [] : await linkable.find(tx, service, references);
  const there = new Set(found.map(({ reference }) => reference));
  return {
    found,
    missing: read.filter(({ reference }) => reference === null || !there.has(reference)).map(({ line }) => line),
  };
}

/** Writes what an incident points at now: what it pointed at already stays, what it no longer does ends. */
export async function rewriteLinks(
  tx: CommandTx,
  incident: Pick<StoredIncident, 'id' | 'service'>,
  next: readonly NewLink[],
): Promise<void> {
  const before = await linksOf(tx, incident.id);
  const keyOf = (one: NewLink) => [one.kind, one.sense, one.reference ?? one.words ?? ''].join('\n');
  const wanted = new Set(next.map(keyOf));
  const there = new Set(before.map(keyOf));
  endLinks(
    tx,
    incident.id,
    before.filter((one) => !wanted.has(keyOf(one))).map(({ id }) => id),
  );
  const of = { incident: incident.id, service: incident.service.id };
  for (const link of next.filter((one) => !there.has(keyOf(one)))) putLink(tx, of, link);
}
