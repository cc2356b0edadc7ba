import type { ReadTx } from '../../platform/database/database.ts';
import { dateIn } from '../../platform/london-time.ts';
import type { Words } from '../../words/sentence.ts';
import { judgedLikelihood } from '../hazards/index.ts';
import { definitionsOf, type RiskScheme } from '../schemes/index.ts';
import { incidentsPath } from './domain.ts';
import { observedSentence, periodOf, usesIn, type Observed } from './domain/rates.ts';
import { realisedOn, usageOf } from './usage-store.ts';

/**
 * How often a hazard was reported as realised, and beside it the likelihood that somebody judged, with what that means. It
 * proposes no rating: a person compares.
 */
export async function observedLines(
  tx: ReadTx,
  of: { readonly hazard: string; readonly service: { readonly id: string; readonly reference: string } },
  now: Date,
): Promise<readonly Words[]> {
  const moment = { seq: null, now };
  const [days, usage, judged] = await Promise.all([
    realisedOn(tx, of.hazard, moment),
    usageOf(tx, of.service.id, moment),
    judgedLikelihood(tx, of.hazard, moment),
  ]);
  const period = periodOf(usage, dateIn(now));
  const within = period === null ? days : days.filter((day) => day >= period.from && day <= period.to);
  const observed: Observed = {
    count: within.length,
    uses: period && usesIn(usage, period),
    unit: usage.at(-1)?.unit ?? 'uses',
  };
  return [
    [
      observedSentence(observed, period),
      ...(period === null
        ? [' ', { text: 'Say how much it is used', href: `${incidentsPath(of.service.reference)}/usage` }, '.']
        : []),
    ],
    ...(judged ? [[judgedWords(judged.likelihood, judged.scheme)]] : []),
  ];
}

/** "The residual likelihood was judged “Low”: ..." */
function judgedWords(likelihood: string, scheme: RiskScheme | null): string {
  const index = scheme === null ? -1 : scheme.likelihood.indexOf(likelihood);
  const definitions = scheme && definitionsOf(scheme);
  const meaning = index < 0 ? undefined : definitions?.likelihood[index];
  const said = `Beside it: the residual likelihood was judged “${likelihood}”`;
  if (meaning === undefined || definitions === null)
    return `${said}. Its scheme does not say what that means in numbers.`;
  return `${said}, which the scheme describes as: ${meaning.replace(/[.\s]+$/u, '')}. Exposure: ${definitions.exposure.replace(/[.\s]+$/u, '')}.`;
}
