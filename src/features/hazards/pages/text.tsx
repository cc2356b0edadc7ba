import { isErased } from '../domain/erasure.ts';

/** A text as it was written; an erased one stands out as such. */
export function Text({ text }: { readonly text: string }) {
  return isErased(text) ? <span class="app-second">{text}</span> : <>{text}</>;
}
