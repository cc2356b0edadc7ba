import type { Sentence, Words } from '../words/sentence.ts';

/** Words with their links. */
export function InWords({ words }: { readonly words: Words }) {
  return <>{words.map((word) => (typeof word === 'string' ? word : <a href={word.href}>{word.text}</a>))}</>;
}

/** The sentence as it runs: what is so in bold, because of what, and what clears it. */
export function SentenceWords({ sentence: { so, because, clears } }: { readonly sentence: Sentence }) {
  return (
    <>
      <strong>
        <InWords words={so} />
      </strong>
      {because.length > 0 ? (
        <>
          {' because '}
          <InWords words={because} />.
        </>
      ) : (
        '.'
      )}
      {clears.length > 0 && (
        <>
          {' '}
          <InWords words={clears} />
        </>
      )}
    </>
  );
}

/** The same as a paragraph of its own, with the rule at its left; grey where nothing has to clear it. */
export function SentenceBlock({ sentence }: { readonly sentence: Sentence }) {
  return (
    <p class={`app-so${sentence.clears.length === 0 ? ' app-so--quiet' : ''}`}>
      <SentenceWords sentence={sentence} />
    </p>
  );
}
