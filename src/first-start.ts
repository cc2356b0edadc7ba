import { v7 as newId } from 'uuid';
import { KeyReused } from './platform/commands/problems.ts';
import { makeDemo, type Installation } from './platform/installation.ts';
import {
  anyOrganisation,
  beginFirstStart,
  endFirstStart,
  findFirstStart,
  lockFirstStart,
  moveFirstStart,
} from './platform/sessions/first-start-store.ts';
import { makeLink } from './platform/sessions/sessions.ts';
import { addPerson, anybodySignedIn } from './platform/sessions/store.ts';

const OWNER = 'Demo owner';
/** How long the link that is printed at a start can be used. */
const LINK_LASTS = 24 * 60 * 60 * 1000;

type Ground = Pick<Installation, 'ground' | 'grounds'>;

/**
 * Makes the demo, the first time that anything is done with an installation; then and never again it is decided whether
 * there is one. Safe to be called by several processes at once, and to be cut short.
 */
export async function firstStart(installation: Ground, { demo }: { readonly demo: boolean }): Promise<void> {
  const { database, now } = installation.ground;
  const before = await database.platform(findFirstStart);
  if (before?.doneAt) return;
  await database.platform(async (held) => {
    await lockFirstStart(held);
    // What others see, and what stays if this process ends here, is written in transactions of their own.
    const begun = (await database.platform(findFirstStart)) ?? (await begin(installation, demo));
    if (begun.doneAt) return;
    if (begun.organisation !== null && begun.person !== null)
      await make(installation, begun.organisation, begun.person);
    await database.platform((tx) => endFirstStart(tx, now()));
  });
}

async function begin({ ground: { database, now } }: Ground, demo: boolean) {
  return database.platform(async (tx) => {
    // Organisations that came in another way, out of a backup for instance, need no demo beside them.
    const wanted = demo && !(await anyOrganisation(tx));
    const begun = { organisation: wanted ? newId() : null, person: wanted ? newId() : null };
    if (begun.person !== null) await addPerson(tx, { id: begun.person, name: OWNER }, now());
    await beginFirstStart(tx, begun, now());
    return { ...begun, doneAt: null };
  });
}

async function make(installation: Ground, organisation: string, person: string): Promise<void> {
  const owner = { id: person, name: OWNER };
  try {
    await makeDemo(installation, owner, organisation);
  } catch (error) {
    // Begun by a version whose demo was another one: what it left stays as it is, and a whole one is made beside it.
    if (!(error instanceof KeyReused)) throw error;
    const other = newId();
    await installation.ground.database.platform((tx) => moveFirstStart(tx, other));
    await makeDemo(installation, owner, other);
  }
}

/** A link for the demo's owner, as long as nobody ever signed in. @returns its token; null where none is needed */
export async function firstLink({ ground: { database, now } }: Ground): Promise<string | null> {
  const [first, anybody] = await Promise.all([database.platform(findFirstStart), database.platform(anybodySignedIn)]);
  if (anybody || !first?.person) return null;
  return (await makeLink({ database, now }, first.person, LINK_LASTS)).token;
}
