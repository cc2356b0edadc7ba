import { Button, Input } from '../../ui/nhsuk/index.ts';
import { confirmByPassword } from '../accounts/passwords.ts';
import { passwordOf } from '../accounts/store.ts';
import type { ConfirmWay } from './confirming.tsx';

/** The password, typed once more. */
export const passwordWay: ConfirmWay = {
  field: '_password',
  has: async ({ ground }, { actor }) => (await ground.database.platform((tx) => passwordOf(tx, actor.id))) !== null,
  controls: ({ problem, first }) => (
    <>
      <Input
        id="_password"
        name="_password"
        type="password"
        label="Your password"
        autocomplete="current-password"
        width={20}
        errorMessage={problem ?? undefined}
      />
      <Button preventDoubleClick variant={first ? undefined : 'secondary'}>
        Confirm with your password
      </Button>
    </>
  ),
  check: async ({ services: { ground, now }, who, given }) => {
    const problem = await confirmByPassword({ database: ground.database, now }, who.actor.id, given);
    return problem === null ? { at: now(), method: 'password' } : { problem };
  },
};
