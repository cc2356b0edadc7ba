import { z } from 'zod';
import { anyCommand, command, type CommandTx } from '../../src/platform/commands/command.ts';
import { beginName, changeName, changeText, insertControl, insertLog, readControl, readName } from './store.ts';

/*
 * What is measured: a small change to a control, as a feature would make it, on logs of any size.
 */

const id = z.string();
const operator = {
  may: { roles: [], where: 'anywhere' as const, operator: true as const },
  feature: 'bench',
  summary: 'For measuring.',
};

/** Begins an organisation with one log, and so many controls that no hazard names. */
export const begin = anyCommand(
  command({
    ...operator,
    name: 'begin',
    founds: true,
    input: z.object({ service: id, hazards: z.number(), loose: z.number() }),
    subject: () => null,
    run: async (tx, _actor, { service, hazards, loose: count }) => {
      beginName(tx, 'Begun');
      const controls = await insertLog(tx, { service, log: tx.newId(), hazards });
      const loose = [];
      for (let number = 0; number < count; number++) loose.push(await insertControl(tx, service, 1_000_000 + number));
      return { controls, loose };
    },
  }),
);

/** Looks at a control, compares the version, and changes its text. */
export const edit = anyCommand(
  command({
    ...operator,
    name: 'editControl',
    input: z.object({ control: id, version: z.number().nullable(), text: z.string().max(2_000) }),
    subject: ({ control }) => ({ kind: 'control', id: control }),
    run: async (tx: CommandTx, _actor, { control, version, text }) => {
      const now = await readControl(tx, control);
      if (!now || (version !== null && now.version !== version)) throw new Error('not as it was shown');
      changeText(tx, control, text);
      return { version: tx.seq };
    },
  }),
);

/** Looks at the organisation, and changes its name: a version and a ledger entry, and nothing that depends on it. */
export const rename = anyCommand(
  command({
    ...operator,
    name: 'renameOrganisation',
    input: z.object({ name: z.string().max(200) }),
    subject: () => null,
    run: async (tx: CommandTx, _actor, { name }) => {
      if (!(await readName(tx))) throw new Error('not begun');
      changeName(tx, name);
      return { version: tx.seq };
    },
  }),
);
