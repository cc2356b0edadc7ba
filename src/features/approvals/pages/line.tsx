import { Button } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import type { Sentence } from '../../../words/sentence.ts';

interface ApprovalLineProps {
  readonly noun: string;
  /** "Version 4 approved by ... on ..., unchanged since", what happened since left to the sentence; null where nothing was approved. */
  readonly line: string | null;
  readonly sentence: Sentence | null;
  /** What somebody said who did not approve it, where nothing was signed since. */
  readonly refusal: Sentence | null;
  /** Its versions and its signing page stand below. */
  readonly path: string;
  /** The version that whoever looks could sign; null where they cannot, or nothing is to be signed. */
  readonly next: number | null;
}

/** How an approved version stands, in a line of its own, and the way on. */
export function ApprovalLine({ noun, line, sentence, refusal, path, next }: ApprovalLineProps) {
  return (
    <>
      {line !== null && (
        <p class="app-measure">
          {line}. <a href={`${path}/versions`}>All versions of the {noun}</a>
        </p>
      )}
      {sentence && <SentenceBlock sentence={sentence} />}
      {refusal && <SentenceBlock sentence={refusal} />}
      {next !== null && (
        <Button variant="secondary" small classes="app-noprint" href={`${path}/sign`}>
          Read and sign version {next}
        </Button>
      )}
    </>
  );
}
