import type { CliVerb } from '../feature.ts';
import type { House } from './house.ts';

/** Verbs of the platform itself, each loaded when it is called. */
export function platformVerbs(house: House): readonly CliVerb[] {
  return [
    {
      name: 'list',
      summary: 'list what is kept here',
      load: async () => {
        const { run } = await import('./list.ts');
        return { run: (args, io) => run(args, io, house) };
      },
    },
    {
      name: 'sign-in-link',
      summary: 'print a link that signs somebody in, once',
      load: async () => ({ run: (await import('./people.ts')).runSignInLink }),
    },
    {
      name: 'add-person',
      summary: 'add a person',
      load: async () => ({ run: (await import('./people.ts')).runAddPerson }),
    },
    {
      name: 'backup',
      summary: 'write all that is kept into one file',
      load: async () => ({ run: (await import('../backup/cli.ts')).runBackup }),
    },
    {
      name: 'restore',
      summary: 'put a backup into an empty database',
      load: async () => {
        const { runRestore } = await import('../backup/cli.ts');
        return { run: (args, io) => runRestore(args, io, house) };
      },
    },
    {
      name: 'doctor',
      summary: 'say what is wrong with this installation, and what to do',
      load: async () => {
        const { run } = await import('../doctor/cli.ts');
        return { run: (args, io) => run(args, io, house) };
      },
    },
    {
      name: 'verify',
      summary: 'prove that a ledger is whole, from a file or where it lives',
      load: async () => {
        const { runVerify } = await import('../ledger/cli.ts');
        return { run: (args, io) => runVerify(args, io, house) };
      },
    },
    {
      name: 'ledger',
      summary: 'write the ledger to a file that anybody can verify',
      load: async () => {
        const { runLedger } = await import('../ledger/cli.ts');
        return { run: (args, io) => runLedger(args, io, house) };
      },
    },
  ];
}
