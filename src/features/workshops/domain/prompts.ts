import areas from '../../../../standards/workshop-prompts/areas.json' with { type: 'json' };
import ffa from '../../../../standards/workshop-prompts/ffa.json' with { type: 'json' };
import fishbone from '../../../../standards/workshop-prompts/fishbone.json' with { type: 'json' };
import fmea from '../../../../standards/workshop-prompts/fmea.json' with { type: 'json' };
import free from '../../../../standards/workshop-prompts/free.json' with { type: 'json' };
import hazop from '../../../../standards/workshop-prompts/hazop.json' with { type: 'json' };
import meeting from '../../../../standards/workshop-prompts/meeting.json' with { type: 'json' };
import misuse from '../../../../standards/workshop-prompts/misuse.json' with { type: 'json' };
import swift from '../../../../standards/workshop-prompts/swift.json' with { type: 'json' };
import vulnerable from '../../../../standards/workshop-prompts/vulnerable.json' with { type: 'json' };

/*
 * What a room is asked: the guide words of each method, and sets that help with any of them. Dated data, in our own words,
 * each with where it is from and how sure that is.
 */

/** Where a set is from. Only `seen` was read there; `own` is ours. */
export type Confidence = 'seen' | 'second-hand' | 'from memory' | 'own';

export interface Prompt {
  /** Unique in its set; never used for anything else, for notes point at it. */
  readonly id: string;
  /** The guide word: "Too late". */
  readonly word: string;
  /** What the room is asked. */
  readonly asks: string;
}

export interface PromptSet {
  readonly id: string;
  readonly version: number;
  /** As people call it: "SWIFT". */
  readonly name: string;
  readonly title: string;
  /** In one plain sentence. */
  readonly explains: string;
  readonly source: string;
  readonly confidence: Confidence;
  /** The day on which somebody last looked. */
  readonly checked: string;
  readonly recheckBy: string;
  readonly prompts: readonly Prompt[];
}

/** How a hazard workshop can be run, in the order in which it is offered. */
export const METHODS = ['swift', 'ffa', 'hazop', 'fmea', 'fishbone', 'free'] as const;
export type Method = (typeof METHODS)[number];

/** The three areas that the guidance asks to consider. They are the prompts of one set as well. */
export const AREAS = ['process', 'messaging', 'architecture'] as const;
export type Area = (typeof AREAS)[number];

/** Sets that help with any method. */
export const LENSES = ['misuse', 'vulnerable'] as const;
export type Lens = (typeof LENSES)[number];

const DATA = [swift, ffa, hazop, fmea, fishbone, free, meeting, areas, misuse, vulnerable];

/** Every set, in the order in which its prompts stand on a page. */
export const SETS = DATA as readonly unknown[] as readonly PromptSet[];

export function setOf(id: string): PromptSet {
  const found = SETS.find((set) => set.id === id);
  if (!found) throw new Error(`There is no set of prompts "${id}".`);
  return found;
}

/** "second-hand" as it is said beside a source. */
export const CONFIDENCE_WORDS: Readonly<Record<Confidence, string>> = {
  seen: 'we read it there',
  'second-hand': 'we have it from somebody who read it',
  'from memory': 'from general practice; we have no source',
  own: 'our own',
};

/** A prompt under the key by which notes and drafts point at it: "swift-early-late". */
export interface KeyedPrompt extends Prompt {
  readonly key: string;
}

/** Prompts as they stand on a page: those of one set. */
export interface PromptGroup {
  readonly set: PromptSet;
  readonly prompts: readonly KeyedPrompt[];
}

/** The key under which whatever fits no prompt is noted. */
export const ANYTHING_ELSE = 'else';

function keyed(set: PromptSet): KeyedPrompt[] {
  return set.prompts.map((prompt) => ({ ...prompt, key: `${set.id}-${prompt.id}` }));
}

/** Every key that a note can stand under. */
export const PROMPT_KEYS: ReadonlySet<string> = new Set([
  ANYTHING_ELSE,
  ...SETS.flatMap((set) => keyed(set).map(({ key }) => key)),
]);

/** "SWIFT: Early or late", for a note that stands on its own. */
export function sayPrompt(key: string): string {
  for (const set of SETS) {
    const found = keyed(set).find((prompt) => prompt.key === key);
    if (found) return `${set.name}: ${found.word}`;
  }
  return 'Anything else';
}

/** What is asked for in a workshop. */
export interface Asked {
  /** Null for a meeting. */
  readonly method: Method | null;
  readonly areas: readonly Area[];
  readonly lenses: readonly Lens[];
}

/**
 * The prompts of a workshop, in their order: those of its method, of the areas, of the other sets; and those under which
 * something stands already, whatever was chosen since: no note is ever out of sight.
 */
export function promptsOf({ method, areas: chosen, lenses }: Asked, used: Iterable<string> = []): PromptGroup[] {
  const wanted = new Set([method ?? 'meeting', ...(chosen.length > 0 ? ['areas'] : []), ...lenses]);
  const kept = new Set(used);
  return SETS.flatMap((set) => {
    const prompts = keyed(set).filter(
      ({ id, key }) =>
        kept.has(key) || (wanted.has(set.id) && (set.id !== 'areas' || (chosen as readonly string[]).includes(id))),
    );
    return prompts.length > 0 ? [{ set, prompts }] : [];
  });
}
