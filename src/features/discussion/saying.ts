import type { CommandTx } from '../../platform/commands/command.ts';
import type { Actor } from '../../platform/commands/may.ts';
import { InputProblem } from '../../platform/commands/problems.ts';
import { mentionsIn } from './domain/mentions.ts';
import { endMentions, putMentions } from './mention-store.ts';
import { putComment } from './store.ts';
import { asPerson, mentionable } from './who.ts';

/** Something that is said in a thread. */
export interface Saying {
  /** The id of the thread. */
  readonly thread: string;
  /** The reference of its service. */
  readonly service: string;
  /** How many comments it has already. */
  readonly after: number;
  readonly text: string;
  /** Ids of people whom the writer chose from the list; null where nobody is asked anything, whatever name stands there. */
  readonly mentions: readonly string[] | null;
}

/**
 * Says something in a thread: whoever is mentioned is waited for, and whoever says it is no longer.
 * @returns the number of the comment in its thread
 * @throws InputProblem where a name is nobody's, or that of several; Denied for whoever is no person
 */
export async function say(tx: CommandTx, actor: Actor, saying: Saying): Promise<number> {
  const person = asPerson(actor);
  const { thread, service, after, text } = saying;
  const people = saying.mentions ? await mentioned(tx, service, text, saying.mentions) : [];
  const comment = { id: tx.newId(), thread, number: after + 1, author: person.id, text: tx.text(text)! };
  await endMentions(tx, { thread, person: person.id }, 'answered');
  await putComment(tx, { ...comment, mentions: people });
  // Nobody waits for themselves.
  await putMentions(
    tx,
    { comment: comment.id, thread },
    people.filter((id) => id !== person.id),
  );
  return comment.number;
}

/**
 * Whom a text mentions, and whom the writer chose besides. @param kept whom the comment mentions already
 * @throws InputProblem
 */
export async function mentioned(
  tx: CommandTx,
  service: string,
  text: string,
  chosen: readonly string[],
  kept: readonly string[] = [],
): Promise<readonly string[]> {
  const found = mentionsIn(text, await mentionable(tx, service, tx.at), chosen, kept);
  if (found.problems.length > 0) throw new InputProblem(found.problems);
  return found.people;
}
