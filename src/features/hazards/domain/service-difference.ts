import type { RiskScheme } from '../../schemes/domain.ts';
import { differingFields, fieldText, FIELD_NAMES, type ServiceFields } from '../../services/domain.ts';
import type { ChangeClass } from './change-class.ts';
import { alike, seqsOf, textChange, valueChange, type Between, type Change } from './changes.ts';
import { at } from './row-versions.ts';

/*
 * What differs around the hazards of a log: in the log's own row, and in what its service is for. Pure.
 */

/** The row of a log as it stood from one entry of the ledger to another. */
export interface LogVersion {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly title: string;
  readonly scheme: RiskScheme | null;
}

export interface Around {
  readonly log: readonly LogVersion[];
  /** The service at both moments; null before there was one. */
  readonly before: ServiceFields | null;
  readonly after: ServiceFields | null;
  /** The entries of the ledger that changed the service between. */
  readonly serviceSeqs: readonly number[];
  /** What each of the service's fields weighs. */
  readonly weights: Readonly<Record<string, ChangeClass | 'ignored'>>;
  readonly between: Between;
}

export function changesAround({ log, before, after, serviceSeqs, weights, between }: Around): Change[] {
  return [
    ...logChanges(log, between),
    ...(before && after
      ? differingFields(before, after).flatMap((field) => {
          const weight = weights[field];
          return weight === undefined || weight === 'ignored'
            ? []
            : textChange(alike(fieldText(field, before[field])), alike(fieldText(field, after[field])), {
                key: `service ${field}`,
                what: `The service, ${FIELD_NAMES[field].toLowerCase()}`,
                weight,
                seqs: serviceSeqs,
              });
        })
      : []),
  ];
}

function logChanges(rows: readonly LogVersion[], between: Between): Change[] {
  const [before, after] = [at(rows, between.from)[0], at(rows, between.to)[0]];
  if (!before || !after) return [];
  const told = { about: 'act', key: 'log title', what: 'Title of the log', weight: 'editorial' } as const;
  const isOther = JSON.stringify(before.scheme) !== JSON.stringify(after.scheme);
  const named = (scheme: RiskScheme | null) => scheme?.title ?? 'none';
  const [was, now] = [named(before.scheme), named(after.scheme)];
  return [
    ...(isOther
      ? valueChange(was, was === now ? `${now}, with other words or another matrix` : now, {
          about: 'act',
          key: 'log scheme',
          what: 'Risk scheme',
          weight: 'material',
          seqs: seqsOf(rows, between, (row) => row.scheme),
        })
      : []),
    ...textChange(alike(before.title), alike(after.title), {
      ...told,
      seqs: seqsOf(rows, between, (row) => row.title),
    }),
  ];
}
