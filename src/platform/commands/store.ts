import sql from 'sql-template-tag';
import type { ReadTx } from '../database/database.ts';

export interface Answer {
  readonly command: string;
  readonly inputSalt: Buffer;
  /** Of the salt followed by the canonical command and input. */
  readonly inputDigest: Buffer;
  readonly seq: number;
  readonly result: string;
}

/** What was answered to a key before. */
export async function answerTo(tx: ReadTx, actor: string, key: string): Promise<Answer | null> {
  const [row] = await tx.rows<Answer>(sql`
    select command, input_salt as "inputSalt", input_digest as "inputDigest", seq, result from idempotency
    where organisation_id = current_organisation() and actor = ${actor} and key = ${key}`);
  return row ?? null;
}

/** Keeps an answer for whoever sends the same again. */
export function keepAnswer(tx: ReadTx, actor: string, key: string, at: Date, answer: Answer): void {
  tx.send(sql`
    insert into idempotency (organisation_id, actor, key, command, input_salt, input_digest, seq, result, at)
    values (${tx.organisation}, ${actor}, ${key}, ${answer.command}, ${answer.inputSalt},
      ${answer.inputDigest}, ${answer.seq}, ${answer.result}, ${at})`);
}

/** Notes that something of these places changed: it travels with the entry. @param places see `placesOf` */
export function markChanged(tx: ReadTx, seq: number, places: readonly string[]): void {
  tx.send(sql`
    insert into changed_place (organisation_id, place, seq)
    select ${tx.organisation}, place, ${seq} from unnest(${places}::text[]) as p (place)
    on conflict (organisation_id, place) do update set seq = excluded.seq`);
}
