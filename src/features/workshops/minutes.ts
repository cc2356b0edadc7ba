import type { RecordDocument, RecordPart, RecordSection } from '../../documents/record.ts';
import { sayDateTime } from '../../platform/london-time.ts';
import { listed } from '../../words/counting.ts';
import { sayDay, sayWeekday } from '../../words/days.ts';
import { actionReference, type Action } from '../actions/index.ts';
import {
  AREAS,
  DRAFT_TEXT_NAMES,
  missingFrom,
  nameOf,
  PLACE_WORDS,
  promptsOf,
  ROOM_ROLE_WORDS,
  sayMissing,
  sayPrompt,
  sayRaiser,
  setOf,
  workshopReference,
  type Draft,
  type Room,
  type Workshop,
  type MinutesVersion,
} from './domain.ts';

/*
 * The minutes of a workshop as a document: data that becomes a page, a PDF and a Word file with the same words. Pure.
 */

export interface MinutesOf {
  readonly organisation: string;
  readonly service: { readonly reference: string; readonly name: string };
  /** As they stood when this version was closed. */
  readonly workshop: Workshop;
  readonly room: Room;
  readonly actions: readonly Action[];
  readonly version: MinutesVersion;
  /** Why the version before was opened again; '' for the first one. */
  readonly because: string;
}

const NOTHING: Omit<RecordSection, 'heading'> = { paragraphs: [], points: [], table: null, parts: [] };

/** How an area of the guidance is called. */
export function sayAreas(areas: Workshop['areas']): string {
  const words = setOf('areas').prompts;
  return listed(
    AREAS.filter((area) => areas.includes(area)).map((area) => words.find(({ id }) => id === area)?.word ?? area),
  );
}

export function sayMethod({ method }: Pick<Workshop, 'method'>): string {
  if (method === null) return 'A meeting, without a method';
  const { name, title } = setOf(method);
  return name.toLowerCase() === title.toLowerCase() ? title : `${title} (${name})`;
}

export function minutesRecord({
  organisation,
  service,
  workshop,
  room,
  actions,
  version,
  because,
}: MinutesOf): RecordDocument {
  const { attendees, decisions, drafts } = room;
  const missing = workshop.kind === 'hazard workshop' ? missingFrom(attendees) : [];
  return {
    title: `Minutes: ${workshop.title}`,
    from: organisation,
    reference: `${service.reference} ${workshopReference(workshop.number)}, minutes version ${version.version}`,
    facts: [
      { name: 'Service', says: `${service.name} (${service.reference})` },
      { name: 'What it was', says: workshop.kind === 'hazard workshop' ? 'Hazard workshop' : 'Safety group meeting' },
      { name: 'Day', says: sayWeekday(workshop.day) },
      ...(workshop.method === null ? [] : [{ name: 'Method', says: sayMethod(workshop) }]),
      ...(workshop.scope === '' ? [] : [{ name: 'What was looked at', says: workshop.scope }]),
      ...(workshop.components.length === 0 ? [] : [{ name: 'Components', says: listed(workshop.components) }]),
      ...(workshop.areas.length === 0 ? [] : [{ name: 'Areas', says: sayAreas(workshop.areas) }]),
      { name: 'Minutes', says: `Version ${version.version}, closed by ${version.who} on ${sayDateTime(version.at)}` },
      ...(because === '' ? [] : [{ name: 'Why there is another version', says: because }]),
    ],
    sections: [
      {
        ...NOTHING,
        heading: 'Who was in the room',
        table: {
          head: ['Name', 'Role in the room'],
          rows: attendees.map((one) => [`${nameOf(one)}${one.person ? '' : ' (guest)'}`, ROOM_ROLE_WORDS[one.role]]),
        },
        parts:
          missing.length === 0
            ? []
            : [
                {
                  heading: '',
                  paragraphs: [
                    `As we read DCB0129 4.1.2, it was not multi-disciplinary: ${sayMissing(missing)}.${
                      workshop.departure === '' ? '' : ` The reason given: ${workshop.departure}`
                    }`,
                  ],
                },
              ],
      },
      { ...NOTHING, heading: 'What was said', ...said(workshop, room) },
      {
        ...NOTHING,
        heading: 'Draft hazards',
        paragraphs:
          drafts.length === 0
            ? ['None were raised.']
            : ['As the room put them. What became of each is decided afterwards, by a named person, and not here.'],
        parts: drafts.map(draftPart),
      },
      {
        ...NOTHING,
        heading: 'Decisions',
        paragraphs: decisions.length === 0 ? ['None were taken.'] : [],
        points: decisions.map(({ text }) => text),
      },
      {
        ...NOTHING,
        heading: 'Actions',
        paragraphs: actions.length === 0 ? ['None were given.'] : [],
        table:
          actions.length === 0
            ? null
            : {
                head: ['Action', 'Who', 'By when'],
                rows: actions.map(({ number, title, owner, due }) => [
                  `${actionReference(number)} ${title}`,
                  owner.name,
                  sayDay(due),
                ]),
              },
      },
    ],
    foot: 'Made from what Primum keeps, as it stood when this version was closed; the record there is what counts.',
  };
}

/** Under each prompt what was said; and which were asked without an answer, for that is known as well. */
function said(workshop: Workshop, { notes, drafts }: Room): Pick<RecordSection, 'paragraphs' | 'parts'> {
  const groups = promptsOf(
    workshop,
    [...notes, ...drafts].map(({ prompt }) => prompt),
  );
  const keys = [...groups.flatMap(({ prompts }) => prompts.map(({ key }) => key)), 'else'];
  const noted = keys.flatMap((key): RecordPart[] => {
    const note = notes.find(({ prompt }) => prompt === key);
    return note ? [{ heading: sayPrompt(key), paragraphs: [note.text] }] : [];
  });
  const silent = keys.filter((key) => key !== 'else' && ![...notes, ...drafts].some(({ prompt }) => prompt === key));
  return {
    paragraphs: silent.length === 0 ? [] : [`Nothing was noted under: ${silent.map(sayPrompt).join('; ')}.`],
    parts: noted,
  };
}

function draftPart(draft: Draft): RecordPart {
  const { number, name, cause, effect, harm, harmed, component, place, raisedBy, prompt, state } = draft;
  const line = (words: string, text: string) => (text === '' ? [] : [`${words}: ${text}`]);
  return {
    heading: `Draft ${number}: ${name}${state === 'taken back' ? ' (taken back in the room)' : ''}`,
    paragraphs: [
      ...line(DRAFT_TEXT_NAMES.cause, cause),
      ...line(DRAFT_TEXT_NAMES.effect, effect),
      ...line(DRAFT_TEXT_NAMES.harm, harm),
      ...line(DRAFT_TEXT_NAMES.harmed, harmed),
      ...line('Where it arises', [component, place === null ? '' : PLACE_WORDS[place]].filter(Boolean).join('. ')),
      `Raised by ${raisedBy ? sayRaiser(raisedBy) : 'the room'}, under ${sayPrompt(prompt)}.`,
    ],
  };
}
