import { anyCommand } from '../../../platform/commands/command.ts';
import { putEmail } from '../../../platform/accounts/store.ts';
import { createService } from '../../services/commands.ts';
import { testApp, type TestApp, type TestAppOptions, type Visitor } from '../../../test-app.ts';
import { prepareConcernForm, publishConcernForm } from '../form-commands.ts';

/*
 * A service with a published form, and the people around it: for tests.
 */

export interface FormWorld {
  readonly app: TestApp;
  readonly lead: Visitor;
  readonly handler: Visitor;
  readonly officer: Visitor;
  readonly viewer: Visitor;
  /** "/q/…" */
  readonly path: string;
}

export const FORM = {
  service: 'DEMO',
  reader: 'A nurse of the team',
  days: [1, 2, 3, 4, 5],
  opens: '08:00',
  closes: '18:00',
  holidays: false,
  escalation: 'After 15 minutes the site manager is called.',
  phone: '',
  exit: 'weather',
};

/** A Thursday at nine, unless told. */
export async function formWorld(options: TestAppOptions = {}): Promise<FormWorld> {
  const app = await testApp({ now: new Date('2026-03-12T09:00:00Z'), ...options });
  await app.execute(anyCommand(createService), {
    reference: 'DEMO',
    name: 'Willowbank Wound Care',
    role: 'manufacturer',
    phase: 'live',
  });
  const lead = await app.as({ name: 'Imogen Sedge', roles: ['safeguarding lead'] });
  await app.ground.database.platform((tx) => putEmail(tx, lead.person.id, 'imogen.sedge@quillfeather.example'));
  const handler = await app.as({ name: 'Percival Lark', roles: ['incident handler'] });
  const officer = await app.as({ name: 'Wren Applewhite', roles: ['clinical safety officer'] });
  const viewer = await app.as({ name: 'Posy Thackray', roles: ['viewer'] });
  await lead.execute(anyCommand(prepareConcernForm), { ...FORM, onCall: lead.person.id });
  const { result } = await lead.execute(anyCommand(publishConcernForm), { service: 'DEMO' });
  return { app, lead, handler, officer, viewer, path: result['path'] as string };
}
