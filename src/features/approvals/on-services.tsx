import { allows, type Actor } from '../../platform/commands/may.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { OnServices } from '../../platform/feature.ts';
import { signCommand } from './commands.ts';
import { approvedLine, lineText } from './domain/standing.ts';
import { intendedUse } from './intended-use.ts';
import { linesOf, shortLines } from './lines.ts';
import { ApprovalLine } from './pages/line.tsx';
import { refusalsOf } from './refusals.ts';
import type { Signable } from './signable.ts';

/** How one subject stands beside its signatures, as a part of another page: what is so, and the way on. */
export async function approvalOnPage(
  tx: ReadTx,
  signable: Signable,
  id: string,
  { actor, now }: { readonly actor: Actor; readonly now: Date },
) {
  const [[line], [refusal]] = await Promise.all([
    linesOf(tx, signable, [id], now),
    refusalsOf(tx, signable, { subjects: [id] }, 1),
  ]);
  if (!line) return null;
  const { reference } = line.named.service;
  const signs = allows(signCommand(signable).may, { actor, organisation: tx.organisation }, reference);
  return (
    <ApprovalLine
      noun={signable.noun}
      // What happened since is in the sentence, where there is one: said once.
      line={line.said && (line.sentence ? approvedLine(line.said) : lineText(line.said))}
      sentence={line.sentence}
      refusal={refusal?.sentence ?? null}
      path={line.named.path}
      next={
        signs && (line.sentence !== null || line.said?.standing.editorialDrift)
          ? (line.approved?.number ?? 0) + 1
          : null
      }
    />
  );
}

/** What approvals show on the page of a service: whether its intended use is approved. */
export const onServices: OnServices = {
  line: (tx, services, now) => shortLines(tx, intendedUse, services, now),
  panel: {
    place: 'intended use',
    load: async (tx, { id, retired, actor, now }) =>
      retired ? null : approvalOnPage(tx, intendedUse, id, { actor, now }),
  },
};
