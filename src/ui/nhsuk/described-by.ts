import type { ErrorMessageOptions } from './error-message.tsx';
import type { HintOptions } from './hint.tsx';
import { hasContent, slotOptions } from './content.ts';
import type { Slot } from './content.ts';

/** What a form control or group may be described by. */
export interface Descriptions {
  /** Help text. */
  hint?: Slot<HintOptions>;
  /** What is wrong and how to put it right; `true` marks the error without a message. */
  errorMessage?: true | Slot<ErrorMessageOptions>;
}

/** Resolves a hint and an error, gives them ids below `id`, and lists the ids for `aria-describedby`. */
export function describe(id: string | undefined, { hint, errorMessage }: Descriptions, describedBy?: string) {
  const hintOptions = slotOptions(hint);
  const errorOptions = slotOptions(errorMessage === true ? undefined : errorMessage);
  const resolvedHint = hasContent(hintOptions.text)
    ? { ...hintOptions, id: hintOptions.id ?? `${id}-hint` }
    : undefined;
  const resolvedError = hasContent(errorOptions.text)
    ? { ...errorOptions, id: errorOptions.id ?? `${id}-error` }
    : undefined;
  return {
    hint: resolvedHint,
    error: resolvedError,
    invalid: errorMessage === true || resolvedError !== undefined,
    describedBy: joinIds(describedBy, resolvedHint?.id, resolvedError?.id),
  };
}

/** Ids as one `aria-describedby` value, or undefined when there are none. */
export function joinIds(...ids: readonly (string | undefined)[]): string | undefined {
  return ids.filter(Boolean).join(' ') || undefined;
}
