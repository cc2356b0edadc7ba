import { everywhere, type Role } from '../../../platform/commands/may.ts';
import type { AnyCommand, Result } from '../../../platform/commands/command.ts';
import { execute } from '../../../platform/commands/execute.ts';
import { statesOf } from '../../../platform/subjects/store.ts';
import type { TestApp, Visitor } from '../../../test-app.ts';
import { registers, takesOffice } from '../../people/testing/steps.ts';
import type { OfficeKind } from '../domain.ts';
import { fingerprintOf } from '../looking.ts';
import type { Signable } from '../signable.ts';

/** Somebody who acts in a test, with the roles that they hold. */
export interface Somebody {
  readonly visitor: Visitor;
  readonly roles: readonly Role[];
}

/** Carries out a command as somebody who has just confirmed who they are. */
export async function doAs(
  app: TestApp,
  { visitor, roles }: Somebody,
  command: AnyCommand,
  input: unknown,
): Promise<Result> {
  const actor = {
    kind: 'person' as const,
    ...visitor.person,
    organisation: app.organisation,
    grants: everywhere(roles),
  };
  const confirmed = { at: app.clock.now, method: 'password' };
  return (await execute(app.ground, command, input, { actor, organisation: app.organisation, confirmed })).result;
}

/** Makes somebody an officer of a service: registered, looked up by somebody else, nominated, accepted. */
export async function makeOfficer(
  app: TestApp,
  { visitor }: Somebody,
  {
    service,
    office,
    executive,
  }: { readonly service: string; readonly office: OfficeKind; readonly executive: Somebody },
): Promise<{ readonly registration: string }> {
  const registration = await registers(app, visitor, executive.visitor);
  await takesOffice({ person: visitor, executive: executive.visitor, service }, { office });
  return { registration };
}

/** What a signing page would show of a subject: what has to come back with the decision. */
export async function shownOf(app: TestApp, signable: Signable, named: Readonly<Record<string, unknown>>) {
  const state = await app.ground.database.read(app.organisation, async (tx) => {
    const { ref } = await signable.find(tx, named);
    return (await statesOf(tx, [ref]))[0]!;
  });
  return { fingerprint: fingerprintOf(state), support: state.support.toString('hex') };
}
