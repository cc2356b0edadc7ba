import { z } from 'zod';
import { anyCommand, command, type AnyCommand } from '../../platform/commands/command.ts';
import { line, optionalLine } from '../../platform/commands/fields.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import { keepSent, sentFile, WITH_A_FILE } from '../../platform/files/sent.ts';
import { nextAttachment, putAttachment } from './attachment-store.ts';
import type { Discussable } from './discussable.ts';
import type { About } from './domain.ts';
import { mentionsField, serviceField, textField } from './fields.ts';
import { say } from './saying.ts';
import { nextThread, putThread } from './store.ts';
import { asPerson, ATTACHERS, TALKERS } from './who.ts';

/*
 * What every kind of subject that is talked about has: a command that begins a discussion of it, and one that attaches
 * something to it. What is said afterwards is the same for all.
 */

/** Where it stands, for whoever asked: types, so that they are results. */
type Begun = { id: string; thread: number; on: string; path: string };
type Attached = { id: string; attachment: number; on: string; path: string };

/** The command that begins a discussion of a subject of this kind. */
export function discussCommand(discussable: Discussable): AnyCommand {
  const { feature, name, noun, kind, input, find } = discussable;
  return anyCommand(
    command({
      feature,
      name: `discuss${name}`,
      summary: `Begins a discussion of a ${noun}: a question or a remark, for somebody in particular or for anybody`,
      past: [`a discussion of a ${noun} was begun`, `# discussions of ${noun}s were begun`],
      input: z.strictObject({ service: serviceField, ...input, text: textField, mentions: mentionsField }),
      may: TALKERS,
      subject: (_input, { id }: Begun) => ({ kind, id }),
      run: async (tx, actor, { text, mentions, ...named }) => {
        const { service, title: _title, ...about } = await find(tx, named);
        const thread = { id: tx.newId(), number: await nextThread(tx, service.id), service: service.id };
        await putThread(tx, { ...thread, about: only(about), begunBy: asPerson(actor).id, state: 'open' });
        await say(tx, actor, { thread: thread.id, service: service.reference, after: 0, text, mentions });
        return { id: about.id, thread: thread.number, on: about.reference, path: about.path };
      },
    }),
  );
}

function only({ kind, id, reference, path }: About): About {
  return { kind, id, reference, path };
}

/** The command that attaches a file or a web address to a subject of this kind. */
export function attachCommand(discussable: Discussable): AnyCommand {
  const { feature, name, noun, kind, input, find } = discussable;
  return anyCommand(
    command({
      feature,
      name: `attachTo${name}`,
      summary: `Attaches a file or a web address to a ${noun}, with a few words on what it is`,
      past: [`something was attached to a ${noun}`, `something was attached to ${noun}s # times`],
      input: z.strictObject({
        service: serviceField,
        ...input,
        words: line(300, 'Say in a few words what it is.'),
        file: sentFile().nullable().default(null),
        link: optionalLine(1_000).describe('A web address, in place of a file'),
      }),
      may: ATTACHERS,
      subject: (_input, { id }: Attached) => ({ kind, id }),
      bodyLimit: WITH_A_FILE,
      record: ({ file, ...rest }) => ({ ...plainly(rest), file: file && file.name }),
      run: async (tx, actor, { words, file, link, ...named }) => {
        const wrong = whatIsWrong(file !== null, link);
        if (wrong) throw new InputProblem([wrong]);
        const { service, title: _title, ...about } = await find(tx, named);
        const [number, kept] = await Promise.all([nextAttachment(tx, service.id), keepSent(tx, file)]);
        await putAttachment(tx, {
          id: tx.newId(),
          service: service.id,
          number,
          about: only(about),
          by: asPerson(actor).id,
          words: tx.text(words)!,
          file: kept,
          name: file && tx.text(file.name),
          link: file ? null : tx.text(link),
          reason: null,
        });
        return { id: about.id, attachment: number, on: about.reference, path: about.path };
      },
    }),
  );
}

/** What names it, as the ledger keeps it. */
function plainly(named: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(named).map(([name, value]) => [name, String(value)]));
}

function whatIsWrong(hasFile: boolean, link: string): { readonly field: string; readonly message: string } | null {
  if (hasFile && link !== '')
    return {
      field: 'link',
      message: 'Give either a file or a web address. To attach both, attach one after the other.',
    };
  if (hasFile || isWebAddress(link)) return null;
  return link === ''
    ? { field: 'file', message: 'Choose a file, or give a web address below.' }
    : { field: 'link', message: 'Give a whole web address, such as https://www.example.org/report.' };
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s]+$/iu.test(text) && URL.canParse(text);
}
