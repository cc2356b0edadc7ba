import { Problems, type FormContext } from '../../../platform/http/forms.ts';
import { sayDateTime } from '../../../platform/london-time.ts';
import { Button } from '../../../ui/nhsuk/index.ts';
import type { HistoryEntry } from '../domain/record.ts';
import { logPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { So } from './marks.tsx';
import { WordsList } from './words-changed.tsx';

export interface UndoFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  /** The entry of the ledger. */
  readonly change: number;
  readonly at: Date | null;
  /** What it changed: the first few with their words, the others by their references. */
  readonly changed: readonly { readonly reference: string; readonly words: HistoryEntry['words'] }[];
  readonly others: number;
  /** Why it cannot be undone; null where it can. */
  readonly refused: string | null;
}

/** A change of words, to be taken back: what it changed stands here before anything is undone. */
export function UndoForm({ service, log, change, at, changed, others, refused }: UndoFormProps, form: FormContext) {
  return (
    <Frame
      shell={form.shell}
      service={service}
      title="Undo a change"
      now={form.now}
      asAt={null}
      back={{ text: log.title, href: logPath(service.reference, log.number) }}
    >
      <Problems form={form} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Undo a change</h1>
        {refused === null ? (
          <form method="post" novalidate>
            {form.hidden}
            <input type="hidden" name="change" value={String(change)} />
            <p>
              {at !== null && `This was changed on ${sayDateTime(at)}. `}
              What stands under “Before” will stand again, as a new version. The history keeps both.
            </p>
            {changed.map(({ reference, words }) => (
              <>
                <h2 class="nhsuk-heading-s">{reference}</h2>
                <WordsList words={words} />
              </>
            ))}
            {others > 0 && <p>And {others} more, changed alike.</p>}
            <Button preventDoubleClick>Undo this change</Button>
          </form>
        ) : (
          <So so="This cannot be undone.">{refused}</So>
        )}
      </div>
    </Frame>
  );
}
