import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Services } from '../../platform/feature.ts';
import { cookieOptions, plantedByNobody } from '../../platform/http/visit.ts';
import { IDLE_MINUTES } from './domain.ts';

/*
 * Who is at the form: nobody with a name. One cookie of the browser's session, sealed, with a name that tells nothing, says which form
 * is being filled in, or what was opened with its words. Without it no page of the form shows anything, so that "Back" finds nothing
 * after the way out was taken. It is read without the database, so that a page can come back with its text when that is away.
 *
 * It is Lax and not Strict: whoever follows a link from another site is led on at once, and a Strict cookie would not be sent there.
 */

const COOKIE = 'p';
/** Where the cookie's seal belongs. */
const PLACE = 'concern door';
/** Milliseconds. */
export const IDLE = IDLE_MINUTES * 60_000;

const schema = z.strictObject({
  /** The organisation, the service and its reference. */
  o: z.guid(),
  s: z.guid(),
  r: z.string(),
  /** The way out: which site. */
  x: z.string(),
  /** What is being filled in, by the id of its draft; or "back", where somebody comes back; or what was opened, by its id. */
  d: z.guid().optional(),
  c: z.guid().optional(),
  /** When a page was shown last. */
  t: z.number(),
});

/** What the cookie says. */
export interface Door {
  readonly organisation: string;
  readonly service: { readonly id: string; readonly reference: string };
  readonly exit: string;
  /** The id of the draft; null where somebody came back. */
  readonly draft: string | null;
  /** What was opened with its words; null where nothing was. */
  readonly concern: string | null;
}

type Sealer = Pick<Services, 'ground' | 'url' | 'now'>;

/** `none`: it was never opened here, or the way out was taken. `over`: nobody used it for half an hour. */
export function doorOf(services: Sealer, request: FastifyRequest): Door | 'none' | 'over' {
  const sealed = request.cookies[plantedByNobody(services, COOKIE)];
  if (!sealed) return 'none';
  let said: z.output<typeof schema>;
  try {
    const text = services.ground.sealing.open('', PLACE, Buffer.from(sealed, 'base64url'));
    said = schema.parse(JSON.parse(text));
  } catch {
    return 'none';
  }
  // What was opened with its words closes by itself. What is being filled in does so with its draft: its text may still be sent.
  if (said.c !== undefined && services.now().getTime() - said.t > IDLE) return 'over';
  return {
    organisation: said.o,
    service: { id: said.s, reference: said.r },
    exit: said.x,
    draft: said.d ?? null,
    concern: said.c ?? null,
  };
}

/** Opens it, or keeps it open for as long again. */
export function openDoor(services: Sealer, reply: FastifyReply, door: Door): void {
  const said: z.output<typeof schema> = {
    o: door.organisation,
    s: door.service.id,
    r: door.service.reference,
    x: door.exit,
    ...(door.draft !== null && { d: door.draft }),
    ...(door.concern !== null && { c: door.concern }),
    t: services.now().getTime(),
  };
  const sealed = services.ground.sealing.seal('', PLACE, JSON.stringify(said)).toString('base64url');
  reply.setCookie(plantedByNobody(services, COOKIE), sealed, cookieOptions(services));
}

export function closeDoor(services: Sealer, reply: FastifyReply): void {
  reply.clearCookie(plantedByNobody(services, COOKIE), cookieOptions(services));
}
