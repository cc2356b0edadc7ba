import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { actorName, said, type Moment } from '../../platform/ledger/moment-store.ts';
import { changesOf } from '../../platform/subjects/store.ts';
import { controlReference } from './domain.ts';
import { historyOf, type Happened, type Versions } from './domain/history.ts';
import { levelOf } from './domain/ratings.ts';
import type { HistoryEntry } from './domain/record.ts';
import { among } from './store.ts';

/** Entries that one page shows at most. */
const MOST = 100;

/**
 * What happened to a hazard up to a moment, the latest first: from its versions, those of its ratings, causes and controls,
 * and the entries of the ledger that are about it.
 */
export async function hazardHistory(tx: ReadTx, hazard: string, moment: Moment): Promise<HistoryEntry[]> {
  const [versions, about, changes] = await Promise.all([
    versionsOf(tx, hazard),
    entriesAbout(tx, hazard),
    changesOf(tx, { kind: 'hazard', id: hazard }, MOST),
  ]);
  const happened = historyOf(versions, about, changes).filter((one) => moment.seq === null || one.seq <= moment.seq);
  const shown = happened.toSorted((a, b) => b.seq - a.seq).slice(0, MOST);
  const entries = await entriesAt(
    tx,
    shown.map((one) => one.seq),
  );
  return shown.flatMap(({ seq, what }) => {
    const entry = entries.get(seq);
    return entry ? [{ seq, at: entry.at.toISOString(), who: entry.who, what }] : [];
  });
}

async function versionsOf(tx: ReadTx, hazard: string): Promise<Versions> {
  const ofHazard = sql`organisation_id = current_organisation() and hazard_id = ${hazard}`;
  const [hazards, ratings, causes, links, controls] = await Promise.all([
    tx.rows<Versions['hazards'][number]>(sql`
      select h.from_seq as "fromSeq", h.to_seq as "toSeq", h.id, h.status, h.receiver, ${said('t')} as reason,
        h.place ->> 'file' as file, h.retired,
        jsonb_build_object('name', h.name_id, 'description', h.description_id, 'component', h.component,
          'where it arises', h.arises_in, 'effects', h.effect_ids, 'harm', h.harm_ids, 'owner', h.owner,
          'notes', h.notes_id, 'evidence', h.evidence_id, 'other columns', h.extra_id) as words
      from hazard h
      left join text_value t on t.organisation_id = h.organisation_id and t.id = h.standing_reason_id
      where h.organisation_id = current_organisation() and h.id = ${hazard}
      order by h.from_seq`),
    tx.rows<Versions['ratings'][number] & { level: string | null }>(sql`
      select r.from_seq as "fromSeq", r.to_seq as "toSeq", r.phase as id, r.severity, r.likelihood, r.level,
        r.confirmed_seq is not null as confirmed
      from hazard_rating r where r.${ofHazard} order by r.from_seq`),
    tx.rows<Versions['causes'][number]>(sql`
      select from_seq as "fromSeq", to_seq as "toSeq", id, jsonb_build_object('text', text_id) as words
      from hazard_cause where ${ofHazard} order by from_seq`),
    tx.rows<Versions['links'][number] & { number: number }>(sql`
      select l.from_seq as "fromSeq", l.to_seq as "toSeq", l.control_id as id, (
        select k.number from control k where k.organisation_id = l.organisation_id and k.id = l.control_id limit 1) as number
      from hazard_control l where l.${ofHazard} order by l.from_seq`),
    tx.rows<Versions['controls'][number] & { number: number }>(sql`
      select k.from_seq as "fromSeq", k.to_seq as "toSeq", k.id, k.number, k.state,
        jsonb_build_object('text', k.text_id, 'type', k.type, 'owner', k.owner, 'party', k.party,
          'evidence', k.evidence_id, 'action', k.action_id, 'action status', k.action_status) as words
      from control k
      where k.organisation_id = current_organisation() and k.id in (select control_id from hazard_control where ${ofHazard})
      order by k.from_seq`),
  ]);
  return {
    hazards,
    ratings: ratings.map((rating) => ({ ...rating, level: levelOf(rating.level) })),
    causes,
    links: links.map((link) => ({ ...link, reference: controlReference(link.number) })),
    controls: controls.map((control) => ({ ...control, reference: controlReference(control.number) })),
  };
}

/** Entries that are about a hazard and made no version of it: a text was erased. */
async function entriesAbout(tx: ReadTx, hazard: string): Promise<Happened[]> {
  const rows = await tx.rows<{ seq: number; field: string; reason: string | null }>(sql`
    select e.seq, c.content::jsonb #>> '{input,field}' as field, ${said('t')} as reason
    from ledger_entry e
    join ledger_content c on c.organisation_id = e.organisation_id and c.chain = e.chain and c.seq = e.seq
    left join text_value t on t.organisation_id = e.organisation_id
      and t.id = (c.content::jsonb #>> '{input,reason,text}')::uuid
    where e.organisation_id = current_organisation() and e.chain = 'changes' and e.subject_kind = 'hazard'
      and e.subject_id = ${hazard} and e.command = 'eraseHazardText'`);
  return rows.map(({ seq, field, reason }) => ({
    seq,
    what: [`A text was erased (${field})${reason ? `: ${reason}` : ''}`],
  }));
}

async function entriesAt(tx: ReadTx, seqs: readonly number[]): Promise<Map<number, { at: Date; who: string }>> {
  const rows = await tx.rows<{ seq: number; at: Date; who: string }>(sql`
    select e.seq, e.at, ${actorName('e.actor')} as who from ledger_entry e
    where e.organisation_id = current_organisation() and e.chain = 'changes' and ${among('e.seq', seqs, 'bigint')}`);
  return new Map(rows.map((row) => [row.seq, row]));
}
