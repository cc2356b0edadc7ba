import { z } from 'zod';
import { anyQuery, query, type AnyQuery } from '../../platform/commands/command.ts';
import { WHOEVER_SEES_THE_SERVICE } from '../../platform/commands/may.ts';
import { NotFound } from '../../platform/commands/problems.ts';
import { sentenceText } from '../../words/sentence.ts';
import { serviceField } from './commands.ts';
import { lineText } from './domain/standing.ts';
import { linesOf } from './lines.ts';
import type { Signable } from './signable.ts';

/** "hazardLogStanding" */
function nameOf({ command }: Signable): string {
  const name = command.replace(/^sign/u, '');
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}Standing`;
}

/** How something that is signed stands beside its latest approved version: the words of its page and of the desk, over the API. */
export function standingQuery(signable: Signable): AnyQuery {
  return anyQuery(
    query({
      feature: signable.feature,
      name: nameOf(signable),
      summary: `How the ${signable.noun} stands beside its latest approved version, in the words of its page`,
      input: z.strictObject({ service: serviceField, ...signable.input }),
      output: z.object({
        title: z.string(),
        number: z.number().nullable().describe('Of the latest approved version; null where none is approved'),
        line: z.string().nullable().describe('Who approved it, when, and what happened since'),
        sentence: z
          .string()
          .nullable()
          .describe('What is so, because of what, and what clears it; null where a version stands'),
      }),
      may: WHOEVER_SEES_THE_SERVICE,
      run: async (tx, input, now) => {
        const { ref, title } = await signable.find(tx, { ...input });
        const [line] = await linesOf(tx, signable, [ref.id], now);
        if (!line) throw new NotFound(`There is no such ${signable.noun}.`);
        return {
          title,
          number: line.approved?.number ?? null,
          line: line.said && lineText(line.said),
          sentence: line.sentence && sentenceText(line.sentence),
        };
      },
    }),
  );
}
