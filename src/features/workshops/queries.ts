import { z } from 'zod';
import { query } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { actionReference } from '../actions/index.ts';
import { findService } from '../services/index.ts';
import {
  AREAS,
  DRAFT_STATES,
  LENSES,
  METHODS,
  missingFrom,
  nameOf,
  PLACES,
  ROOM_ROLES,
  sayPrompt,
  sayRaiser,
  WORKSHOP_KINDS,
  WORKSHOP_STATES,
  workshopPath,
  workshopReference,
} from './domain.ts';
import { named, serviceField } from './fields.ts';
import { wholeWorkshop } from './reading.ts';
import { listWorkshops } from './store.ts';

const feature = 'workshops';

const summary = {
  id: z.string().describe('WSP-3'),
  kind: z.enum(WORKSHOP_KINDS),
  title: z.string(),
  day: z.string(),
  method: z.enum(METHODS).nullable(),
  state: z.enum(WORKSHOP_STATES),
  minutes: z.number().describe('How many versions its minutes have'),
};

export const workshops = query({
  feature,
  name: 'workshops',
  summary: 'The hazard workshops and safety group meetings of a service, the latest first',
  input: z.strictObject({ service: serviceField }),
  output: z.object({
    workshops: z.array(z.object({ ...summary, attendees: z.number(), drafts: z.number(), waiting: z.number() })),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, input) => {
    const service = await findService(tx, input.service);
    const list = await listWorkshops(tx, service.id, null);
    return { workshops: list.map(({ id: _id, number, ...one }) => ({ ...one, id: workshopReference(number) })) };
  },
});

export const workshop = query({
  feature,
  name: 'workshop',
  summary: 'One workshop: who was there, what was said, what was decided, and what became of each draft hazard',
  input: z.strictObject(named),
  output: z.object({
    ...summary,
    address: z.string().describe('Stable: it can be named as a record'),
    scope: z.string(),
    components: z.array(z.string()),
    areas: z.array(z.enum(AREAS)),
    lenses: z.array(z.enum(LENSES)),
    attendees: z.array(z.object({ name: z.string(), guest: z.boolean(), role: z.enum(ROOM_ROLES) })),
    missing: z.array(z.string()).describe('Who was not in the room, as we read DCB0129 4.1.2'),
    departure: z.string(),
    said: z.array(z.object({ prompt: z.string(), text: z.string() })),
    decisions: z.array(z.object({ number: z.number(), text: z.string() })),
    actions: z.array(z.object({ id: z.string(), title: z.string(), owner: z.string(), due: z.string() })),
    drafts: z.array(
      z.object({
        number: z.number(),
        name: z.string(),
        cause: z.string(),
        effect: z.string(),
        harm: z.string(),
        harmed: z.string(),
        component: z.string(),
        place: z.enum(PLACES).nullable(),
        prompt: z.string(),
        raisedBy: z.string().describe('A person, or the role of a guest; "" where nobody said'),
        state: z.enum(DRAFT_STATES),
        hazard: z.string().nullable(),
        reason: z.string(),
      }),
    ),
    versions: z.array(
      z.object({ version: z.number(), closedAt: z.string(), closedBy: z.string(), because: z.string() }),
    ),
    version: z.number().describe('Of everything in it: what noteWorkshop and closeWorkshop ask for'),
  }),
  may: WHOEVER_SEES_THE_SERVICE,
  run: async (tx, input, now) => {
    const { service, workshop: one, room, actions, minutes, latest } = await wholeWorkshop(tx, input, now);
    const { kind, title, day, method, state, scope, departure } = one;
    return {
      id: workshopReference(one.number),
      kind,
      title,
      day,
      method,
      state,
      scope,
      departure,
      minutes: one.minutes,
      address: workshopPath(service.reference, one.number),
      components: [...one.components],
      areas: [...one.areas],
      lenses: [...one.lenses],
      attendees: room.attendees.map((attendee) => ({
        name: nameOf(attendee),
        guest: attendee.person === null,
        role: attendee.role,
      })),
      missing: kind === 'hazard workshop' ? missingFrom(room.attendees) : [],
      said: room.notes.map(({ prompt, text }) => ({ prompt: sayPrompt(prompt), text })),
      decisions: room.decisions.map(({ number, text }) => ({ number, text })),
      actions: actions.map((action) => ({
        id: actionReference(action.number),
        title: action.title,
        owner: action.owner.name,
        due: action.due,
      })),
      drafts: room.drafts.map((draft) => ({
        number: draft.number,
        name: draft.name,
        cause: draft.cause,
        effect: draft.effect,
        harm: draft.harm,
        harmed: draft.harmed,
        component: draft.component,
        place: draft.place,
        prompt: sayPrompt(draft.prompt),
        raisedBy: draft.raisedBy ? sayRaiser(draft.raisedBy) : '',
        state: draft.state,
        hazard: draft.hazard?.reference ?? null,
        reason: draft.reason,
      })),
      versions: minutes.map(({ version, at, who, reason }) => ({
        version,
        closedAt: at.toISOString(),
        closedBy: who,
        because: reason,
      })),
      version: latest,
    };
  },
});
