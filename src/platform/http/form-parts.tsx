import { randomUUID } from 'node:crypto';
import type { VNode } from 'preact';
import { ErrorSummary, NotificationBanner, SummaryList } from '../../ui/nhsuk/index.ts';
import { formToken, type SignedIn } from '../sessions/sessions.ts';
import type { FormContext } from './forms.ts';
import type { FormValues } from './form-body.ts';

/** Names of the fields that stand in every form. No command has an input of such a name. */
export const TOKEN_FIELD = '_token';
export const KEY_FIELD = '_key';
/** Of the page "Confirm that it is you": where the form leads, and what will be done. */
export const FROM_FIELD = '_from';
export const SENTENCE_FIELD = '_sentence';
const VERSION_FIELD = 'version';

/** Hidden fields of one rendering of a form: against forgery, against sending twice, and the version that was shown. */
export function hiddenFields(who: SignedIn, values: FormValues): VNode {
  const version = values[VERSION_FIELD];
  return (
    <>
      <input type="hidden" name={TOKEN_FIELD} value={formToken(who)} />
      <input type="hidden" name={KEY_FIELD} value={randomUUID()} />
      {typeof version === 'string' && <input type="hidden" name={VERSION_FIELD} value={version} />}
    </>
  );
}

/** Everything that was typed, as hidden fields. */
export function KeptFields({ values }: { readonly values: FormValues }) {
  return (
    <>
      {Object.entries(values).flatMap(([name, value]) =>
        [value].flat().map((item) => <input type="hidden" name={name} value={item} />),
      )}
    </>
  );
}

/** What is wrong with one field, for its `errorMessage`; undefined where nothing is. */
export function problemOf(form: Pick<FormContext, 'problems'>, field: string): string | undefined {
  return form.problems.find((problem) => problem.field === field)?.message;
}

/** What one field holds: what was typed, or what it held at first. */
export function valueOf(form: Pick<FormContext, 'values'>, field: string): string {
  const value = form.values[field];
  return (typeof value === 'string' ? value : value?.at(-1)) ?? '';
}

/** What fields with several values hold: the ticked ones. */
export function valuesOf(form: Pick<FormContext, 'values'>, field: string): readonly string[] {
  return [form.values[field] ?? []].flat();
}

export interface ProblemsProps {
  readonly form: FormContext;
  /** How the fields are called on the page, for a conflict: `{ reason: 'Reason' }`. Others are not shown there. */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * Stands above the form's heading. Everything that is wrong, with links to the fields (whose ids are their names); why it
 * could not be done; and on a conflict both versions, side by side.
 */
export function Problems({ form, labels = {} }: ProblemsProps) {
  const { problems, refusal, conflict } = form;
  if (problems.length === 0 && refusal === null && conflict === null) return null;
  return (
    <>
      <ErrorSummary
        heading={problems.length > 0 ? 'There is a problem' : 'Nothing was changed yet'}
        description={conflict?.message ?? refusal ?? undefined}
        errorList={problems.map(({ field, message }) =>
          field === '' ? { text: message } : { text: message, href: `#${field}` },
        )}
      />
      {conflict && (
        <section class="app-conflict" aria-label="Both versions">
          {Object.entries(labels)
            .filter(([field]) => Object.hasOwn(conflict.current, field))
            .map(([field, label]) => (
              <>
                <h2 class="nhsuk-heading-s">{label}</h2>
                <SummaryList
                  rows={[
                    { key: 'What stands there now', value: conflict.current[field] || 'Nothing' },
                    { key: 'What you typed', value: valuesOf(form, field).join(', ') || 'Nothing' },
                  ]}
                />
              </>
            ))}
          <p>
            What you typed is still in the form. If it should stand all the same, change it as it should be and send it.
            To leave things as they are, go to another page.
          </p>
        </section>
      )}
    </>
  );
}

/** The sentence on what was just done. Shows nothing where there is none. */
export function Notice({ notice }: { readonly notice: string | null }) {
  if (notice === null) return null;
  return (
    <NotificationBanner variant="success" title="Done">
      {notice}
    </NotificationBanner>
  );
}
