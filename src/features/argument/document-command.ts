import { z } from 'zod';
import { command } from '../../platform/commands/command.ts';
import { line, paragraph } from '../../platform/commands/fields.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import { livingService } from '../services/index.ts';
import { nextDocument, putDocument } from './document-store.ts';
import { documentReference, type NamedModule } from './domain.ts';
import { serviceField, WRITES } from './fields.ts';
import { GsnProblem, readArgument } from './gsn2x/read.ts';

/** Characters of one file, and how many belong to one argument. */
const MOST_TEXT = 200_000;
const MOST_FILES = 20;
/** Of all of them together: they are read anew for each look at them. */
const MOST_IN_ALL = 2 * MOST_TEXT;

type Brought = { document: string; service: string; serviceId: string };

export const importArgument = command({
  feature: 'argument',
  name: 'importArgument',
  summary: 'Keeps an argument that somebody brought, in the YAML of gsn2x, beside the one that follows from the file',
  past: ['an argument was brought', '# arguments were brought'],
  input: z.strictObject({
    service: serviceField,
    title: line(200, 'Say whose argument it is, such as “Argument of the supplier, version 3”.'),
    files: z
      .array(
        z.strictObject({
          name: line(200, 'Give the name of the file, such as index.gsn.yaml.'),
          text: paragraph(MOST_TEXT, 'Give what stands in the file.'),
        }),
      )
      .min(1, 'Give at least one file.')
      .max(MOST_FILES, `Give at most ${MOST_FILES} files.`)
      .refine(
        (files) => files.reduce((sum, { text }) => sum + text.length, 0) <= MOST_IN_ALL,
        `Give at most ${MOST_IN_ALL.toLocaleString('en-GB')} characters in all.`,
      )
      .describe('The modules that belong together, as they are'),
  }),
  may: { ...WRITES, operator: true },
  bodyLimit: 6 * 1024 * 1024,
  subject: (_input, output: Brought) => ({ kind: 'service', id: output.serviceId }),
  run: async (tx, _actor, { service: reference, title, files }): Promise<Brought> => {
    const service = await livingService(tx, reference);
    modulesIn(files);
    const number = await nextDocument(tx, service.id);
    putDocument(tx, {
      id: tx.newId(),
      service: service.id,
      number,
      title: tx.text(title)!,
      files: files.map(({ name, text }) => ({ name: tx.text(name)!, text: tx.text(text)! })),
    });
    return { document: documentReference(number), service: service.reference, serviceId: service.id };
  },
});

/** What stands in files. @throws InputProblem at the file that cannot be read */
function modulesIn(files: readonly { readonly name: string; readonly text: string }[]): NamedModule[] {
  return files.map(({ name, text }, index) => {
    try {
      return { file: name, argument: readArgument(text) };
    } catch (error) {
      if (!(error instanceof GsnProblem)) throw error;
      throw new InputProblem([{ field: `files.${index}.text`, message: `${name}: ${error.message}` }]);
    }
  });
}
