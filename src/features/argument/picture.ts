import { layArgument, type ArgumentLayout } from '../../ui/charts/argument-layout.ts';
import type { ArgumentData, ArgumentPart, ArgumentRelation } from '../../ui/charts/argument-parts.ts';
import { placer } from '../../ui/charts/argument-places.ts';
import { lastDayTo, sayDay } from '../../words/days.ts';
import {
  CONTROLLED,
  hasPart,
  linesOf,
  partPath,
  TOP,
  tops,
  type Argument,
  type Case,
  type CaseLine,
  type Element,
} from './domain.ts';

/*
 * Which part of an argument stands in one picture. A whole one does not fit: the picture of the top leads to a picture of each
 * branch, and that of what is controlled to one of each hazard.
 */

/** More elements than anybody can follow lines between: they stand in the table alone. */
const MOST_DRAWN = 90;
/** Nor can anybody follow more lines than that; and where each leads to each, they are laid out for minutes. */
export const MOST_LINES = 135;

/** How the picture of an argument is laid out below a claim; null where there is too much in it. */
export async function pictured(one: Case, from: string): Promise<ArgumentLayout | null> {
  return laid(dataOf(one, from), from);
}

async function laid(data: ArgumentData, about: string): Promise<ArgumentLayout | null> {
  const { parts, relations } = data;
  if (parts.length === 0 || parts.length > MOST_DRAWN || relations.length > MOST_LINES) return null;
  return layArgument(data, about, await placer());
}

/** Where the lines below a claim end: whatever has a picture of its own. */
function lines(one: Case, from: string): CaseLine[] {
  return linesOf(one, from, hasPart);
}

function dataOf(one: Case, from: string): ArgumentData {
  const shown = new Map<string, CaseLine>();
  for (const line of lines(one, from)) if (!shown.has(line.element.id)) shown.set(line.element.id, line);
  return {
    parts: [...shown.values()].map((line) => partOf(one, from, line)),
    relations: relationsOf([...shown.values()].map(({ element, folded }) => ({ element, folded }))),
  };
}

function partOf(one: Case, from: string, { element, standing, href, folded }: CaseLine): ArgumentPart {
  const { id, sort, text, undeveloped } = element;
  const own = hasPart(id) && id !== from;
  return {
    id,
    sort: sort ?? 'solution',
    text,
    href: own ? partPath(one.service.reference, id) : href,
    verdict: standing?.verdict ?? null,
    note:
      sort === 'solution' && standing
        ? freshness(one, id)
        : folded
          ? id === CONTROLLED
            ? 'Opens to each hazard'
            : 'Opens to what it rests on'
          : null,
    undeveloped: undeveloped && sort !== 'counter solution',
  };
}

function freshness(one: Case, id: string): string | null {
  const standing = one.standings.get(id)!;
  if (standing.lapsed) return 'lapsed';
  return standing.until === null ? null : `current until ${sayDay(lastDayTo(standing.until))}`;
}

function relationsOf(shown: readonly { readonly element: Element; readonly folded: boolean }[]): ArgumentRelation[] {
  const here = new Set(shown.map(({ element }) => element.id));
  return shown.flatMap(({ element, folded }): ArgumentRelation[] => {
    const { id } = element;
    const to = (targets: readonly string[], sort: ArgumentRelation['sort']) =>
      targets.filter((target) => here.has(target) && target !== id).map((target) => ({ from: id, to: target, sort }));
    const challenged = element.challenges.flatMap((challenge) =>
      'element' in challenge ? [challenge.element] : [challenge.to],
    );
    return [
      ...(folded ? [] : to(element.supportedBy, 'supports')),
      ...(folded ? [] : to(element.inContextOf, 'context')),
      ...to(challenged, 'challenges'),
    ];
  });
}

/** An argument that somebody brought, as it is: nothing in it has a verdict. Null where there is too much in it. */
export async function picturedAsIs(argument: Argument): Promise<ArgumentLayout | null> {
  const { elements } = argument;
  const data: ArgumentData = {
    parts: elements.map(({ id, sort, text, undeveloped }) => ({
      id,
      sort: sort ?? 'solution',
      text,
      href: null,
      verdict: null,
      note: null,
      undeveloped,
    })),
    relations: relationsOf(elements.map((element) => ({ element, folded: false }))),
  };
  return laid(data, tops(argument)[0]?.id ?? TOP);
}
