import type { CommandTx } from '../../platform/commands/command.ts';
import type { FieldProblem } from '../../platform/commands/problems.ts';
import { actionOwners } from '../actions/index.ts';

/** What is wrong with whoever an incident is to be with; nothing, where nothing is. */
export async function ownerProblems(
  tx: CommandTx,
  service: { readonly id: string; readonly reference: string },
  owner: string,
): Promise<FieldProblem[]> {
  if ((await actionOwners(tx, service, tx.at)).some(({ id }) => id === owner)) return [];
  return [{ field: 'owner', message: 'Choose who it is with: somebody who works on this service.' }];
}
