import pg from 'pg';
import sql from 'sql-template-tag';
import { features } from '../../src/features.ts';
import { Database } from '../../src/platform/database/database.ts';
import { migrate } from '../../src/platform/database/migrate.ts';
import { assemble, migrationsOf } from '../../src/platform/installation.ts';
import { execute } from '../../src/platform/commands/execute.ts';
import { everywhere, type Actor } from '../../src/platform/commands/may.ts';
import { testSealing } from '../../src/platform/sealed/testing/test-sealing.ts';
import { newId } from '../../src/platform/ids.ts';

/** A service with a published form, made through the real commands. @param owner of an empty database @returns its address */
export async function publishedForm(owner: pg.ClientConfig): Promise<string> {
  const { appConfig } = await migrate(owner, migrationsOf(features));
  const database = new Database(appConfig, 2);
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { kinds, commands } = await assemble(features);
    const now = () => new Date();
    const ground = { database, kinds, sealing: testSealing, now };
    const [organisation, person] = [newId(), newId()];
    await client.query(sql`
      insert into person (id, name, email, created_at)
      values (${person}, 'Imogen Sedge', 'imogen.sedge@quillfeather.example', ${now()})`);
    const roles = ['safeguarding lead', 'clinical safety officer', 'administrator'] as const;
    const lead: Actor = { kind: 'person', id: person, name: 'Imogen Sedge', organisation, grants: everywhere(roles) };
    const as = async (name: string, input: object, actor: Actor = lead) => {
      const command = commands.find((one) => one.name === name)!;
      return (await execute(ground, command, input, { actor, organisation })).result;
    };
    await as('createOrganisation', { name: 'Example Trust' }, { kind: 'operator' });
    await as('setMember', { person, roles }, { kind: 'operator' });
    await as('createService', { reference: 'DEMO', name: 'Willowbank Wound Care', role: 'both', phase: 'live' });
    const hours = { days: [1, 2, 3, 4, 5], opens: '08:00', closes: '18:00' };
    const said = { reader: 'A nurse of the team', escalation: 'The manager is called.', onCall: person };
    await as('prepareConcernForm', { service: 'DEMO', ...hours, ...said });
    return (await as('publishConcernForm', { service: 'DEMO' }))['path'] as string;
  } finally {
    await client.end();
    await database.close();
  }
}

/** The references of all concerns that are stored. */
export async function storedReferences(owner: pg.ClientConfig): Promise<ReadonlySet<string>> {
  const client = new pg.Client(owner);
  await client.connect();
  try {
    const { rows } = await client.query<{ reference: string }>(sql`
      select c.reference from concern c
      join concern_state s on s.organisation_id = c.organisation_id and s.id = c.id and s.stands`);
    return new Set(rows.map(({ reference }) => reference));
  } finally {
    await client.end();
  }
}
