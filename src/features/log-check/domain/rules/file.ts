import { differencesFromNhs, NHS_SCHEME } from '../../../schemes/domain.ts';
import { type Rule } from './rule.ts';

/** The log's own matrix has the NHS words and other squares. The plan may declare that (DCB0129 3.2.1); it has to be known. */
export const schemeDiffersFromNhs: Rule = {
  id: 'scheme-differs-from-nhs',
  level: 'note',
  clause: '3.2.1',
  looksFor: 'A matrix with the NHS words and other squares.',
  headline: 'The matrix is not the NHS matrix.',
  check: ({ scheme, sources }) => {
    const differences = scheme.scheme ? differencesFromNhs(scheme.scheme) : null;
    if (!scheme.scheme || scheme.scheme.kind === 'product' || !differences || differences.length === 0) return [];
    const whose = scheme.origin === 'given' ? 'The matrix that you gave' : 'The log\u2019s own matrix';
    const numeric = scheme.scheme.matrix.flat().every((level) => typeof level === 'number');
    const first = differences
      .slice(0, 3)
      .map((one) => `${one.severity} and ${one.likelihood} make ${one.here} here, and ${one.nhs} there`)
      .join('; ');
    return [
      {
        hazard: null,
        place: scheme.place ?? { file: sources[0]?.file ?? '' },
        count: differences.length,
        so: numeric
          ? `${whose} differs from the NHS matrix in ${differences.length} of ${scheme.scheme.matrix.flat().length} squares: ${first}. It was used, and not the NHS matrix.`
          : `${whose} has the NHS words for severity and likelihood, and states the risk in words where the NHS matrix has 1 to 5. It was used as it is.`,
        clears: 'Nothing to clear if the clinical risk management plan declares this matrix.',
      },
    ];
  },
};

/** The ratings are of another kind than the NHS lookup, or of no kind that could be told. They are never converted. */
export const schemeNotNhs: Rule = {
  id: 'scheme-not-nhs',
  level: 'note',
  clause: '3.2.1',
  looksFor: 'Ratings of another scheme than the NHS matrix, such as likelihood times severity.',
  headline: 'The ratings are not of the NHS scheme.',
  check: ({ scheme, sources, hazards }) => {
    const place = scheme.place ?? { file: sources[0]?.file ?? '' };
    if (!scheme.scheme) {
      if (hazards.length === 0) return [];
      return [
        {
          hazard: null,
          place,
          level: 'warning',
          so: `No rating was recomputed: the scheme of this log is not known. ${scheme.how}`,
          clears: 'Give the scheme: a file that holds its matrix.',
        },
      ];
    }
    if (scheme.scheme.kind === 'product') {
      return [
        {
          hazard: null,
          place,
          so: `This log rates risk as likelihood times severity, ${scheme.scheme.title.split(', ')[1]}. The NHS matrix is a lookup from 1 to 5. The ratings were checked by the log\u2019s own arithmetic and not converted.`,
          clears: 'Nothing to clear if the clinical risk management plan declares this scheme.',
        },
      ];
    }
    if (scheme.scheme.id !== NHS_SCHEME.id && differencesFromNhs(scheme.scheme) === null) {
      return [
        {
          hazard: null,
          place,
          so: `This log\u2019s matrix has other words than the NHS matrix (severity ${scheme.scheme.severity.join(', ')}). The log\u2019s own was used, and nothing was converted.`,
          clears: 'Nothing to clear if the clinical risk management plan declares this matrix.',
        },
      ];
    }
    return [];
  },
};

/** A number that passes the NHS number's check. It is masked in everything that we show. */
export const personalDataFound: Rule = {
  id: 'personal-data-found',
  level: 'warning',
  clause: null,
  looksFor: 'A number that passes the check of an NHS number (Modulus 11). It is masked in all output.',
  headline: 'A number looks like an NHS number.',
  check: ({ personalData }) =>
    personalData.map(({ place, kind }) => ({
      hazard: null,
      place,
      so: `This looks like an ${kind}: ten digits that pass its check. It is masked in everything that we show.`,
      clears: 'Taking it out of the log clears it. A hazard log needs no patient.',
    })),
};

/** What stood in the file and was not taken as a hazard. Nothing is left out in silence. */
export const rowNotTaken: Rule = {
  id: 'row-not-taken',
  level: 'note',
  clause: null,
  looksFor: 'A row, sheet or file that was not taken as a hazard, and why.',
  headline: 'A row or sheet was not taken.',
  check: ({ notTaken }) =>
    notTaken.map(({ place, reason }) => ({
      hazard: null,
      place,
      so: `Not taken: ${reason}`,
      clears:
        place.cell === undefined && place.line === undefined
          ? 'Nothing to clear, unless hazards stand there.'
          : 'Nothing to clear, unless it is a hazard: then give it a name and a rating.',
    })),
};

export const fileRules: readonly Rule[] = [personalDataFound, schemeNotNhs, schemeDiffersFromNhs, rowNotTaken];
