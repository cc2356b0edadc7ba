import type { CommandTx } from '../../platform/commands/command.ts';
import { NotPossible } from '../../platform/commands/problems.ts';
import type { GrantText, Member } from './domain.ts';
import { becomesLead, SAFEGUARDING_LEAD } from './domain/membership.ts';
import { addressesOf } from './store.ts';

/*
 * A safeguarding lead reads what was disclosed, of anybody. Whoever gives roles could give themself this one, and be the one it is
 * about: so nobody does so unseen.
 */

/** @throws NotPossible where somebody would make themself one, although there is another */
export function refuseOwnLead(
  tx: CommandTx,
  of: { readonly person: string; readonly before: readonly GrantText[]; readonly after: readonly GrantText[] },
  all: readonly Member[],
): void {
  if (tx.actor.kind !== 'person' || tx.actor.id !== of.person || !becomesLead(of.before, of.after)) return;
  const others = all.some(({ person, grants }) => person !== of.person && grants.some(isLead));
  if (others)
    throw new NotPossible(
      'Nobody makes themself a safeguarding lead where there is one. Ask another administrator to give you this role.',
    );
}

/** Tells the leads that there are of a new one. Who acts needs no mail. */
export async function tellOfNewLead(
  tx: CommandTx,
  of: { readonly person: string; readonly before: readonly GrantText[]; readonly after: readonly GrantText[] },
  all: readonly Member[],
): Promise<void> {
  if (!becomesLead(of.before, of.after)) return;
  const acting = tx.actor.kind === 'person' ? tx.actor.id : null;
  const told = all.filter(({ person, grants }) => person !== of.person && person !== acting && grants.some(isLead));
  const addresses = await addressesOf(
    tx,
    told.map(({ person }) => person),
  );
  for (const { person, address } of addresses)
    await tx.mail({ to: { person, address, policy: 'plain' }, template: 'changed', path: '/members' });
}

function isLead({ role }: GrantText): boolean {
  return role === SAFEGUARDING_LEAD;
}
