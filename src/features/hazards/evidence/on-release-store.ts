import sql from 'sql-template-tag';
import type { ReadTx } from '../../../platform/database/database.ts';
import { said, stands, standsNow, type Moment } from '../../../platform/ledger/moment-store.ts';
import {
  evidenceStores,
  questionPath,
  questionReference,
  type Outcome,
  type QuestionSort,
} from '../../evidence/index.ts';
import { controlReference, type Aspect, type ControlState } from '../domain.ts';
import { controlTag } from '../domain/holding.ts';
import { controlPath } from '../pages/addresses.ts';
import { controlsTagged } from './mapping-store.ts';

const { latestAt } = await evidenceStores();

/*
 * What was observed of controls on one release, live or candidate: what a change to them is looked at by. What is observed
 * on a candidate counts nowhere else.
 */

const DAY = 86_400_000;

/** An accepted question of a control, with what it says of one release. */
export interface OnRelease {
  readonly aspect: Aspect;
  /** "EVD-12" */
  readonly reference: string;
  readonly href: string;
  readonly sort: QuestionSort;
  readonly title: string;
  /** The latest observation on this release that nobody dismissed; null for none. */
  readonly here: { readonly outcome: Outcome; readonly observedAt: Date } | null;
  /** The observation that counts wherever no candidate is asked about; null for none. */
  readonly counts: {
    readonly outcome: Outcome;
    readonly observedAt: Date;
    /** The release that it is about; null for none, such as a document. */
    readonly release: string | null;
    /** From then on it no longer counts. */
    readonly lapsesAt: Date;
  } | null;
}

export interface ControlOnRelease {
  /** "CTL-31", or "PLATFORM/CTL-3" where it is another service's. */
  readonly reference: string;
  readonly href: string;
  readonly text: string;
  readonly state: ControlState;
  readonly questions: readonly OnRelease[];
}

/** The living controls of a service, and those of others that are named, with what was observed of each on a release. */
export async function controlsObserved(
  tx: ReadTx,
  service: { readonly id: string; readonly reference: string },
  { release, named }: { readonly release: string; readonly named: readonly string[] },
  moment: Moment,
): Promise<readonly ControlOnRelease[]> {
  const elsewhere = (
    await controlsTagged(
      tx,
      service,
      named.filter((tag) => tag.includes('/')),
    )
  ).map(({ id }) => id);
  type ControlRow = { id: string; number: number; service: string; text: string; state: ControlState };
  const controls = await tx.rows<ControlRow>(sql`
    select k.id, k.number, v.reference as service, coalesce(${said('t')}, '') as text, k.state
    from control k
    join service v on v.organisation_id = k.organisation_id and v.id = k.service_id and ${standsNow('v')}
    left join text_value t on t.organisation_id = k.organisation_id and t.id = k.text_id
    where k.organisation_id = current_organisation() and ${stands('k', moment)} and not k.retired
      and (k.service_id = ${service.id} or k.id = any(${elsewhere}::uuid[]))
    order by k.service_id <> ${service.id}::uuid, k.number`);
  const known = moment.seq === null ? sql`true` : sql`o.seq <= ${moment.seq}`;
  const dismissed = moment.seq === null ? sql`true` : sql`d.seq <= ${moment.seq}`;
  type QuestionRow = {
    control: string;
    aspect: Aspect;
    service: string;
    number: number;
    sort: QuestionSort;
    title: string;
    validDays: number;
    here: Outcome | null;
    hereAt: Date | null;
    counts: Outcome | null;
    countsAt: Date | null;
    release: string | null;
  };
  const questions = await tx.rows<QuestionRow>(sql`
    select e.control_id as control, e.aspect, v.reference as service, q.number, q.sort, coalesce(${said('t')}, '') as title,
      q.valid_days as "validDays", h.outcome as here, h.observed_at as "hereAt", l.outcome as counts,
      l.observed_at as "countsAt", l.release
    from control_evidence e
    join question q on q.organisation_id = e.organisation_id and q.id = e.question_id and ${stands('q', moment)}
      and not q.retired
    join service v on v.organisation_id = q.organisation_id and v.id = q.service_id and ${standsNow('v')}
    left join text_value t on t.organisation_id = q.organisation_id and t.id = q.title_id
    left join lateral (
      select o.outcome, o.observed_at from observation o
      where o.organisation_id = current_organisation() and o.question_id = q.id and o.release_id = ${release} and ${known}
        and not exists (select from observation_dismissal d
          where d.organisation_id = o.organisation_id and d.observation_id = o.id and ${dismissed})
      order by o.observed_at desc, o.seq desc limit 1) h on true
    left join lateral ${latestAt(sql`q.id`, moment)} l on true
    where e.organisation_id = current_organisation() and e.control_id = any(${controls.map(({ id }) => id)}::uuid[])
      and e.state = 'accepted' and e.aspect <> 'unstated' and ${stands('e', moment)}
    order by q.number`);
  const asked = Map.groupBy(questions, ({ control }) => control);
  return controls.map(({ id, number, service: own, text, state }) => ({
    reference: controlTag(service.reference, own, number),
    href: controlPath(own, controlReference(number)),
    text,
    state,
    questions: (asked.get(id) ?? []).map((one): OnRelease => ({
      aspect: one.aspect,
      reference: questionReference(one.number),
      href: questionPath(one.service, one.number),
      sort: one.sort,
      title: one.title,
      here: one.here === null ? null : { outcome: one.here, observedAt: one.hereAt! },
      counts:
        one.counts === null
          ? null
          : {
              outcome: one.counts,
              observedAt: one.countsAt!,
              release: one.release,
              lapsesAt: new Date(one.countsAt!.getTime() + one.validDays * DAY),
            },
    })),
  }));
}
