import type { ComponentChildren } from 'preact';
import type { MappingWord } from '../domain.ts';
import type { RiskScheme } from '../../schemes/index.ts';

/** What a page carries from one press of a button to the next, since the server keeps nothing. */
export interface Carried {
  /** Null where it would not fit into a page. */
  readonly packed: string | null;
  readonly mapping: readonly MappingWord[];
  readonly scheme: RiskScheme | null;
}

interface CarryFormProps {
  readonly carried: Carried;
  readonly action: string;
  /** False where the form itself asks for the columns. */
  readonly withMapping?: boolean;
  readonly classes?: string;
  readonly children: ComponentChildren;
}

/** A form that takes the log along. Multipart, because the log is large and base64 would grow by a half otherwise. */
export function CarryForm({ carried, action, withMapping = true, classes, children }: CarryFormProps) {
  return (
    <form method="post" action={action} enctype="multipart/form-data" class={classes}>
      <input type="hidden" name="packed" value={carried.packed ?? ''} />
      {withMapping && carried.mapping.length > 0 && (
        <input type="hidden" name="mapping" value={JSON.stringify(carried.mapping satisfies readonly MappingWord[])} />
      )}
      {carried.scheme && <input type="hidden" name="scheme" value={JSON.stringify(carried.scheme)} />}
      {children}
    </form>
  );
}
