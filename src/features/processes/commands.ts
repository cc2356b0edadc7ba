import { z } from 'zod';
import { command, type CommandTx } from '../../platform/commands/command.ts';
import { line, optionalLine, optionalParagraph, paragraph } from '../../platform/commands/fields.ts';
import { Conflict, InputProblem, NotFound, NotPossible, there } from '../../platform/commands/problems.ts';
import { actionOwners } from '../actions/index.ts';
import { livingService, type Service } from '../services/index.ts';
import { isOwn, ownKey, PARTS, type Part, type Sort } from './domain.ts';
import {
  everyField,
  linkField,
  ownerField,
  processField,
  serviceField,
  sortField,
  versionField,
  WRITES,
} from './fields.ts';
import { nextOwn, processByKey, putProcess, type ProcessTexts, type StoredProcess } from './store.ts';
import { templateOf } from './templates.ts';

const feature = 'processes';

/** A type, so that it is a result. */
export type Changed = { id: string; service: string; process: string; title: string; version: number };

const partField = optionalParagraph(10_000);
const titleField = line(120, 'Give the process a name.');
const written = {
  what: partField.describe('What we do. Text that is still the template’s does not count'),
  who: partField.describe('Who does it: people and roles'),
  starts: partField.describe('What makes it start'),
  comes: partField.describe('What comes of it, and where that stands'),
  sort: sortField,
  every: everyField.describe('Days between two runs; of what only happens, between two rehearsals'),
  owner: ownerField.describe('Who answers for it: it stands on their desk when it is due'),
  link: linkField.describe('Where all of it is written, if not here'),
};
type Written = Readonly<Record<Part, string>> & {
  readonly sort: Sort;
  readonly every: number;
  readonly owner: string;
  readonly link: string;
};
const about = (_input: unknown, output: Changed) => ({ kind: 'process', id: output.id });

export const writeProcess = command({
  feature,
  name: 'writeProcess',
  summary:
    'Writes down a process of the list, or changes what is written of one: what, who, how often, what comes of it',
  past: ['a process was written down', '# processes were written down'],
  input: z.strictObject({
    service: serviceField,
    process: processField,
    version: versionField.describe('"version" of its record; 0 where nobody has begun it').default(0),
    title: optionalLine(120).describe('Of a process of the team’s own: what it is called'),
    ...written,
  }),
  may: WRITES,
  subject: about,
  run: async (tx, _actor, { service: reference, process: key, version, title, ...input }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    const stored = await processByKey(tx, service.id, key);
    const template = templateOf(key);
    if (!stored && !template)
      throw new NotFound(`There is no process ${key}. To write down one of your own, give it a name and add it.`);
    if ((stored?.version ?? 0) !== version) throw conflictWith(stored);
    await refuseOwner(tx, service, input.owner);
    const own = stored !== null && isOwn(stored);
    if (own && title === '') throw new InputProblem([{ field: 'title', message: 'Give the process a name.' }]);
    const name = own ? title : (template?.name ?? stored!.title);
    return put(tx, service, { id: stored?.id ?? tx.newId(), key, title: name, input });
  },
});

export const addProcess = command({
  feature,
  name: 'addProcess',
  summary: 'Writes down a process of the team’s own, which is not on the list',
  past: ['a process was added', '# processes were added'],
  input: z.strictObject({ service: serviceField, title: titleField, ...written }),
  may: WRITES,
  subject: about,
  run: async (tx, _actor, { service: reference, title, ...input }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    await refuseOwner(tx, service, input.owner);
    const key = ownKey(await nextOwn(tx, service.id));
    return put(tx, service, { id: tx.newId(), key, title, input });
  },
});

export const stopProcess = command({
  feature,
  name: 'stopProcess',
  summary: 'Says that a process is no longer done, and why; writing it down again takes it up',
  past: ['a process was stopped', '# processes were stopped'],
  input: z.strictObject({
    service: serviceField,
    process: processField,
    version: versionField,
    reason: paragraph(2_000, 'Say why it is no longer done, and what is done in its place.'),
  }),
  may: WRITES,
  subject: about,
  run: async (tx, _actor, { service: reference, process: key, version, reason }): Promise<Changed> => {
    const service = await livingService(tx, reference);
    const stored = there(await processByKey(tx, service.id, key), `process ${key}`);
    if (stored.version !== version) throw conflictWith(stored);
    if (stored.state === 'stopped')
      throw new NotPossible(`“${stored.title}” was stopped already. Nothing was changed.`);
    const { id, texts, sort, every, owner } = stored;
    putProcess(tx, {
      id,
      service: service.id,
      key,
      texts: { ...texts, reason: tx.text(reason) },
      sort,
      every,
      owner: owner.id,
      state: 'stopped',
    });
    return { id, service: service.reference, process: key, title: stored.title, version: tx.seq };
  },
});

function put(
  tx: CommandTx,
  service: Service,
  {
    id,
    key,
    title,
    input,
  }: { readonly id: string; readonly key: string; readonly title: string; readonly input: Written },
): Changed {
  const texts: ProcessTexts = {
    ...(Object.fromEntries(PARTS.map((part) => [part, tx.text(input[part])])) as Record<Part, string | null>),
    title: tx.text(title)!,
    link: tx.text(input.link),
    reason: null,
  };
  const { sort, every, owner } = input;
  putProcess(tx, { id, service: service.id, key, texts, sort, every, owner, state: 'in use' });
  return { id, service: service.reference, process: key, title, version: tx.seq };
}

async function refuseOwner(tx: CommandTx, service: Service, owner: string): Promise<void> {
  if ((await actionOwners(tx, service, tx.at)).some(({ id }) => id === owner)) return;
  const message = 'Choose somebody who has a role in this service, besides viewer and assessor.';
  throw new InputProblem([{ field: 'owner', message }]);
}

/** What stands there now, beside what was typed. */
function conflictWith(stored: StoredProcess | null): Conflict {
  if (!stored) return new Conflict('Nobody has written this process down yet. Look at it as it stands now.', {}, 0);
  const { title, sort, every, owner, link, version, state } = stored;
  return new Conflict(
    `Somebody ${state === 'stopped' ? 'stopped' : 'changed'} “${title}” while you were here. Look at it as it stands now.`,
    {
      ...Object.fromEntries(PARTS.map((part) => [part, stored[part]])),
      title,
      sort,
      every: String(every),
      owner: owner.name,
      link,
    },
    version,
  );
}
