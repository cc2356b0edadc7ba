import { listed } from './counting.ts';
import type { Sentence, Words } from './sentence.ts';

/*
 * Parts of sentences that name things which can be looked at. Pure.
 */

/** Something that is named where it can be looked at. */
export interface NamedLink {
  readonly text: string;
  readonly href: string;
}

/** "HAZ-3, HAZ-9 and HAZ-12", each leading to its page; "HAZ-3, HAZ-9 and 4 more". @param total how many there are */
export function listedLinks(named: readonly NamedLink[], total: number = named.length): Words {
  const more = total - named.length;
  return [
    ...named.flatMap((link, index): Words => {
      if (index === 0) return [link];
      return [index === named.length - 1 && more === 0 ? ' and ' : ', ', link];
    }),
    ...(more > 0 ? [named.length === 0 ? String(more) : ` and ${more.toLocaleString('en-GB')} more`] : []),
  ];
}

/** What is so and because of what, as a sentence of its own: what clears it stands elsewhere. */
export function wholeOf({ so, because }: Pick<Sentence, 'so' | 'because'>): Words {
  return because.length === 0 ? [...so, '.'] : [...so, ' because ', ...because, '.'];
}

/** Names in the middle of a sentence, in quotation marks: "“what it does” and “who uses it”". */
export function quoted(words: readonly string[]): string {
  return listed(words.map((word) => `“${word}”`));
}
