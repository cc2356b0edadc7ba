import type { May } from '../../platform/commands/may.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import type { ReadTx } from '../../platform/database/database.ts';
import type { DeskItem, Services } from '../../platform/feature.ts';
import { valueOf, valuesOf, type FormValues, type PageContext } from '../../platform/http/forms.ts';
import type { Step } from '../../platform/http/sitting.tsx';
import { isSignCommand, type SignCommand } from './commands.ts';
import { SEEN } from './domain/signing.ts';
import { the } from './domain/standing.ts';
import { MOST_IN_A_SITTING, tooManyParts, tooMuchToRead, wordsIn } from './domain/sitting.ts';
import { fieldOf, type SittingItem, type SittingProps } from './pages/sitting.tsx';
import { loadSigning } from './sign-routes.tsx';
import type { Named } from './signable.ts';
import { latestOf } from './store.ts';
import { subjectIn, waitingFor } from './waiting.ts';

/*
 * Several small things that await one's signature, read one below the other and signed in one sitting. Each keeps its own
 * command: what it asks for, and what it records, is what it would be alone.
 */

/** Things that are looked at to find small ones: what stands behind them comes once these are signed. */
const MOST_LOOKED = 16;

/** What is signed, by its kind: whatever any feature brings. */
export type Signing = ReadonlyMap<string, SignCommand>;

export function signingOf({ commands }: Pick<Services, 'commands'>): Signing {
  return new Map(commands.filter(isSignCommand).map((one) => [one.signs.kind, one]));
}

/** Whoever can sign something. */
export function whoeverSigns(signing: Signing): May {
  const roles = [...signing.values()].flatMap(({ signs }) => signs.rule.roles);
  return { roles: [...new Set(roles)], where: 'anywhere' };
}

/** What awaits one's signature, small things whole, and the others with why they are read alone. */
export async function loadSitting(
  tx: ReadTx,
  services: Services,
  signing: Signing,
  context: PageContext,
): Promise<SittingProps> {
  const { items, total } = await waitingFor(tx, services, context);
  const shown: SittingItem[] = [];
  const apart: SittingProps['apart'][number][] = [];
  let looked = 0;
  for (const item of items.slice(0, MOST_LOOKED)) {
    if (shown.length === MOST_IN_A_SITTING) break;
    looked++;
    const found = await itemOf(tx, signing, context, item);
    if (found && 'props' in found) shown.push(found);
    else if (found) apart.push(found);
  }
  return { items: shown, apart, later: total - looked };
}

async function itemOf(
  tx: ReadTx,
  signing: Signing,
  context: PageContext,
  { key, action }: DeskItem,
): Promise<SittingItem | SittingProps['apart'][number] | null> {
  const subject = subjectIn(key);
  const signs = subject && signing.get(subject.kind)?.signs;
  const params = signs && wordsIn(`${signs.path}/sign`, action.href);
  if (!subject || !signs || !params) return null;
  const apart = (title: string, why: string) => ({ title, why, sentence: null, action });
  const [signed, [approved]] = await Promise.all([signs.find(tx, params), latestOf(tx, subject.kind, [subject.id])]);
  // A log of thousands is not read to find out that it is no small thing.
  const many = tooManyParts(await signs.extent(tx, signed, approved?.signedSeq ?? null));
  if (many !== null) return apart(signed.title, many);
  const props = await loadSigning(tx, signs, { ...context, params });
  if (props.refused !== null || props.meaning === null)
    return { ...apart(signed.title, ''), sentence: props.refused ?? null };
  const much = tooMuchToRead(props.difference);
  return much === null
    ? { key: `${subject.kind}:${subject.id}`, id: subject.id, props, meaning: props.meaning }
    : apart(signed.title, much);
}

/** One that was approved. */
export interface SittingStep extends Step {
  readonly named: Named;
  readonly what: string;
  readonly command: SignCommand;
}

const SUBJECT = /^([a-z-]+):([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/u;

/** What was approved, in the order of the page. @throws InputProblem */
export async function approvedIn(
  tx: ReadTx,
  signing: Signing,
  values: FormValues,
  { allows }: Pick<PageContext, 'allows'>,
): Promise<SittingStep[]> {
  const form = { values };
  const subjects = [...new Set(valuesOf(form, 'subject'))]
    .map((value) => SUBJECT.exec(value))
    .flatMap((match) => (match ? [{ kind: match[1]!, id: match[2]! }] : []))
    .filter(({ id }) => valueOf(form, fieldOf('decision', id)) === 'approve');
  if (subjects.length === 0)
    throw new InputProblem([
      {
        field: '',
        message: 'You have approved none of these. Choose what you approve, or go back and leave them all.',
      },
    ]);
  if (subjects.length > MOST_IN_A_SITTING)
    throw new InputProblem([{ field: '', message: `Sign at most ${MOST_IN_A_SITTING} in one sitting.` }]);
  const kinds = [...new Set(subjects.map(({ kind }) => kind))];
  const named = new Map<string, Named>();
  for (const kind of kinds) {
    const ids = subjects.filter((one) => one.kind === kind).map(({ id }) => id);
    for (const [id, one] of (await signing.get(kind)?.signs.names(tx, ids)) ?? []) named.set(id, one);
  }
  return subjects.map(({ kind, id }): SittingStep => {
    const [command, one] = [signing.get(kind), named.get(id)];
    const words = command && one ? wordsIn(command.signs.path, one.path) : null;
    // Somebody may have lost a role since the page was opened: then they are told no name either.
    if (!command || !one || !words || !allows(command, one.service.reference))
      throw new InputProblem([
        {
          field: '',
          message:
            'One of these is no longer open to you, so nothing was signed yet. Look at what is left, and decide.',
        },
      ]);
    const seen = Object.fromEntries(SEEN.map((name) => [name, valueOf(form, fieldOf(name, id))]));
    const input = {
      ...words,
      decision: 'approve',
      conditions: [],
      reason: '',
      ...seen,
    };
    return { id, command, input, named: one, what: the(one.title) };
  });
}
