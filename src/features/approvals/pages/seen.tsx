import { SEEN, type Seen } from '../domain/signing.ts';

/** What a page showed of what is signed, in hidden fields: it goes back with the decision. */
export function SeenFields({ seen }: { readonly seen: Seen }) {
  return (
    <>
      {SEEN.map((name) => (
        <input type="hidden" name={name} value={String(seen[name])} />
      ))}
    </>
  );
}
