import type { Meaning, Phase, StatedValue } from '../../domain.ts';
import { newDraft, type DraftHazard, type DraftRating } from './drafts.ts';
import { ratingPart, type Field } from './fields.ts';
import { agrees, controlTypeOf, splitComposite } from './hazards.ts';
import { EXISTING_OF, foldHeading } from './headings.ts';
import { looksLikeLevel } from './levels.ts';
import { fold, isNothing, splitList } from './lists.ts';
import { isHazard, type HazardRecord } from './records.ts';

export function draftOf(record: HazardRecord, file: string, records: number): DraftHazard | null {
  if (!isHazard(record)) return null;
  const has = new Set<Meaning>();
  for (const field of record.fields) for (const meaning of meaningsOf(field)) has.add(meaning);
  const draft = newDraft(record.place, has);
  draft.rows = 1;
  draft.ref = record.ref ?? (records === 1 ? refFromFile(file) : null);
  draft.name = record.name ?? '';
  const ratings = new Map<Phase, Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>>>();
  const pictures: Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>> = {};
  for (const field of record.fields) {
    if (field.label.startsWith('picture ')) {
      const part = field.label.slice(8).replace('consequence', 'severity') as 'severity' | 'likelihood' | 'risk';
      pictures[part] ??= { text: field.value, place: field.place };
    } else if (ratingPart(field.reading)) {
      takeRating(draft, field, ratings);
    } else {
      takeWords(draft, field, record);
    }
  }
  for (const [phase, parts] of ratings) if (Object.keys(parts).length > 0) draft.ratings.push(ratingOf(phase, parts));
  if (Object.keys(pictures).length > 0) {
    const drawn = ratingOf('initial', pictures);
    if (!draft.ratings.some((rating) => rating.phase === 'initial' && agrees(rating, drawn))) draft.ratings.push(drawn);
  }
  // Beneath a number alone, the description is all that names the hazard.
  if (draft.name === '' && record.begunBy === 'heading' && draft.description !== null) {
    draft.name = draft.description;
    draft.description = null;
  }
  draft.name = fold(draft.name.split('\n')[0] ?? '');
  return draft.name === '' || /^[\d.]+$/u.test(draft.name) ? null : draft;
}

function meaningsOf(field: Field): Meaning[] {
  const part = ratingPart(field.reading);
  if (part) {
    const phase = field.reading?.phase === 'residual' ? 'residual' : 'initial';
    return part === 'rating'
      ? [`${phase}-severity`, `${phase}-likelihood`, `${phase}-risk`]
      : [`${phase}-${part}` as Meaning];
  }
  return field.reading ? [field.reading.meaning as Meaning] : [];
}

function ratingOf(phase: Phase, parts: Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>>): DraftRating {
  return { phase, ...parts, place: (parts.risk ?? parts.severity ?? parts.likelihood)!.place };
}

function takeRating(
  draft: DraftHazard,
  field: Field,
  ratings: Map<Phase, Partial<Record<'severity' | 'likelihood' | 'risk', StatedValue>>>,
): void {
  const part = ratingPart(field.reading)!;
  const said = field.reading!.phase;
  if (said === 'other') {
    draft.extra.push({ header: field.label, text: field.value });
    return;
  }
  const phase: Phase = said ?? 'initial';
  const value: StatedValue = { text: fold(field.value.split('\n')[0] ?? ''), place: field.place };
  const parts = ratings.get(phase) ?? {};
  ratings.set(phase, parts);
  if (isNothing(value.text)) return;
  if (part === 'rating') {
    const split = splitComposite(value, field.label);
    if (split) Object.assign(parts, split);
    return;
  }
  // "Residual risk assessment: risk remains until ..." is a reason and not a rating.
  if (part === 'risk' && !looksLikeLevel(value.text) && value.text.split(' ').length > 4) {
    draft.justification[phase] ??= fold(field.value);
    return;
  }
  parts[part] ??= value;
}

function takeWords(draft: DraftHazard, field: Field, record: HazardRecord): void {
  const meaning = field.reading?.meaning as Meaning | undefined;
  const value = field.value.trim();
  if (meaning === undefined || meaning === 'extra' || meaning === 'date') {
    const own =
      field.level !== null && record.name !== null && foldHeading(field.label).includes(foldHeading(record.name));
    if (value !== '' && !own) draft.extra.push({ header: field.label, text: value });
    return;
  }
  if (value === '' || isNothing(value)) return;
  switch (meaning) {
    case 'ref':
      draft.ref ??= fold(value);
      break;
    case 'hazard':
      if (draft.name === '') draft.name = value;
      else draft.description = joined(draft.description, value);
      break;
    case 'description':
      draft.description = joined(draft.description, value);
      break;
    case 'effect':
      draft.effects.push(...texts(value));
      break;
    case 'harm':
      draft.harms.push(...texts(value));
      break;
    case 'cause':
      for (const entry of splitList(value)) {
        if (!isNothing(entry.text) && !draft.causes.some((cause) => cause.text === entry.text))
          draft.causes.push({ ...entry, place: field.place });
      }
      break;
    case 'status':
      draft.status ??= fold(value);
      break;
    case 'owner':
      draft.owner ??= fold(value);
      break;
    case 'receiver':
      draft.receiver ??= fold(value);
      break;
    case 'notes':
      draft.notes = joined(draft.notes, value);
      break;
    case 'initial-justification':
      draft.justification.initial ??= fold(value);
      break;
    case 'residual-justification':
      draft.justification.residual ??= fold(value);
      break;
    case 'evidence':
    case 'existing-evidence':
      draft.evidence = joined(draft.evidence, value);
      break;
    default:
      if (meaning.endsWith('control')) takeControls(draft, field, meaning, value);
      else draft.extra.push({ header: field.label, text: value });
  }
}

function takeControls(draft: DraftHazard, field: Field, meaning: Meaning, value: string): void {
  const existing = meaning.startsWith('existing') || Object.values(EXISTING_OF).includes(meaning);
  for (const entry of splitList(value)) {
    if (isNothing(entry.text)) continue;
    const cause =
      entry.number === null ? null : (draft.causes.find((one) => one.number === entry.number)?.text ?? null);
    draft.controls.push({
      text: entry.text,
      number: entry.number,
      kind: existing ? 'existing' : 'additional',
      type: controlTypeOf(meaning, ''),
      owner: null,
      evidence: null,
      state: null,
      action: null,
      actionStatus: null,
      transferred: false,
      cause,
      place: field.place,
    });
  }
  if (existing) draft.existingControls = joined(draft.existingControls, value);
}

function texts(value: string): string[] {
  return splitList(value)
    .map((entry) => entry.text)
    .filter((text) => !isNothing(text));
}

function joined(before: string | null, text: string): string {
  return before === null ? text : `${before}\n${text}`;
}

/** "FHIR004" of FHIR004.page.md, "hazard-4" of hazard-4.md: where a file is a hazard, its name is the number. */
function refFromFile(file: string): string | null {
  const base = (file.split('/').at(-1) ?? '').replace(/(?:\.[a-z]{2,8})+$/iu, '');
  return /^[A-Za-z]{1,10}[-_ ]?\d{1,5}[a-z]?$/u.test(base) ? base : null;
}
