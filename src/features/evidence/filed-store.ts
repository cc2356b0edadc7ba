import sql from 'sql-template-tag';
import type { ReadTx } from '../../platform/database/database.ts';
import { standingsAt, stands, type Moment } from '../../platform/ledger/moment-store.ts';
import { kindOfSort } from './store.ts';

/** Standing questions of a service, counted by how they stand. */
export interface QuestionsFiled {
  readonly all: number;
  /** Passed, and within their time. */
  readonly passing: number;
  /** Passed, and not any more. */
  readonly lapsed: number;
  readonly failing: number;
}

/** The standing questions of a service at a moment, counted. Two queries. @param service its id */
export async function questionsFiled(tx: ReadTx, service: string, moment: Moment): Promise<QuestionsFiled> {
  const these = sql`select q.id from question q
    where q.organisation_id = current_organisation() and q.service_id = ${service} and ${stands('q', moment)}
      and not q.retired`;
  const kinds = [...new Set([kindOfSort('test'), kindOfSort('operating period')])];
  const standings = (await Promise.all(kinds.map((kind) => standingsAt(tx, kind, these, moment)))).flat();
  const passed = standings.filter(({ verdict }) => verdict === 'met');
  const lapsed = passed.filter(({ lapsesAt }) => lapsesAt !== null && lapsesAt <= moment.now).length;
  return {
    all: standings.length,
    passing: passed.length - lapsed,
    lapsed,
    failing: standings.filter(({ verdict }) => verdict === 'not-met').length,
  };
}
