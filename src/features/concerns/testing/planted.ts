import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { anyCommand, command } from '../../../platform/commands/command.ts';
import { execute, type Ground } from '../../../platform/commands/execute.ts';
import { flagIn } from '../../safeguarding/index.ts';
import { apartOf } from '../apart.ts';
import { addToConcern, sendConcern } from '../commands.ts';
import { concernById } from '../concern-store.ts';
import { NOTHING_ANSWERED } from '../domain.ts';
import { newPassphrase, sealConcern } from '../sealed.ts';

/** Stands in all that is planted. */
const CANARY = 'finchcanary';

// As they are when this is loaded: whoever tries who may do what takes their work from them.
const send = { ...anyCommand(sendConcern) };
const add = { ...anyCommand(addToConcern) };

/** Sends a concern by the public form of a service. @returns its id */
export async function plantConcern(ground: Ground, organisation: string, service: string, what: string) {
  const { reference, words } = newPassphrase();
  const id = randomUUID();
  const answers = { ...NOTHING_ANSWERED, what, name: what, where: what };
  const sealed = await sealConcern(ground.sealing, organisation, { id, answers, words });
  const input = {
    service,
    id,
    reference,
    answers: sealed.answers.toString('base64'),
    contact: sealed.contact.toString('base64'),
    salt: sealed.salt.toString('base64'),
    verifier: sealed.verifier.toString('base64'),
  };
  await execute(ground, send, input, { actor: { kind: 'system' }, organisation });
  return { id, reference };
}

const nameIn = anyCommand(
  command({
    feature: 'test',
    name: 'nameInCompartment',
    summary: 'Says who is not to see what lies in a compartment',
    input: z.strictObject({ concern: z.string(), implicated: z.string() }),
    may: { roles: [], where: 'service', operator: true },
    sealed: true,
    subject: () => null,
    run: async (tx, _actor, { concern, implicated }) => {
      const row = (await concernById(tx, concern))!;
      await flagIn(tx, {
        service: row.service,
        on: { kind: 'concern', id: concern, reference: row.reference },
        words: CANARY,
        surfaced: 'staff',
        danger: 'unknown',
        excluded: [implicated],
        addition: randomUUID(),
      });
      return {};
    },
  }),
);

/** Plants a concern with a disclosure in it, and adds one to another concern. @param implicated a member who is named in both @returns the compartments of both */
export async function plantDisclosures(
  ground: Ground,
  organisation: string,
  service: string,
  other: string,
  implicated: string,
): Promise<{ readonly compartments: readonly string[]; readonly reference: string; readonly canary: string }> {
  const { id, reference } = await plantConcern(ground, organisation, service, `${CANARY} He hits me.`);
  const added = { service, id: other, words: `${CANARY} He hits me.` };
  await execute(ground, add, added, { actor: { kind: 'system' }, organisation });
  for (const concern of [id, other])
    await execute(ground, nameIn, { concern, implicated }, { actor: { kind: 'operator' }, organisation });
  const compartments = await ground.database.read(organisation, async (tx) =>
    Promise.all([id, other].map(async (one) => (await apartOf(tx, ground.sealing, one))!.compartment)),
  );
  return { compartments, reference, canary: CANARY };
}
