import { Notice, problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Input } from '../../../ui/nhsuk/index.ts';
import type { SavedFilter } from '../domain/built-in-filters.ts';
import { addressWith, logPath, queryIn } from './addresses.ts';
import { Frame } from './frame.tsx';
import { sayChoice } from './say-choice.ts';

export interface FiltersFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string };
  readonly kept: readonly SavedFilter[];
  /** What would be saved: the words of the address; '' for nothing. */
  readonly words: string;
}

/** Saves the choice of hazards that somebody comes from, and lists those that they keep. */
export function FiltersForm({ service, log, kept, words }: FiltersFormProps, form: FormContext) {
  const path = logPath(service.reference, log.number);
  return (
    <Frame
      shell={form.shell}
      service={service}
      title="Your filters"
      now={form.now}
      asAt={null}
      back={{ text: log.title, href: addressWith(path, queryIn(words), {}) }}
    >
      <Problems form={form} />
      <Notice notice={form.notice} />
      <div class="app-measure">
        <h1 class="nhsuk-heading-l">Your filters</h1>
        {words === '' ? (
          <p>
            A filter keeps a choice of hazards under a name, for you alone. Choose hazards in the log first: its filters
            then have the link “Save this filter”. <a href={path}>Go to the log</a>
          </p>
        ) : (
          <form method="post" novalidate>
            {form.hidden}
            <p>It stands above every hazard log of {service.name}, and only you see it.</p>
            <p class="app-so app-so--quiet">{sayChoice(words)}</p>
            <Input
              id="name"
              name="name"
              label={{ text: 'Name of the filter', size: 's' }}
              hint="One that you use already is replaced."
              value={valueOf(form, 'name')}
              errorMessage={problemOf(form, 'name')}
              autocomplete="off"
            />
            <Button preventDoubleClick>Save this filter</Button>
          </form>
        )}
        {kept.length > 0 && (
          <>
            <h2 class="nhsuk-heading-m">Filters that you keep</h2>
            <ul class="app-kept">
              {kept.map((filter) => (
                <li>
                  <a href={addressWith(path, queryIn(filter.words), {})}>{filter.name}</a>
                  <p class="app-note">{sayChoice(filter.words)}</p>
                  <form method="post" action={`${path}/filters/forget`} novalidate>
                    {form.hidden}
                    <input type="hidden" name="filter" value={filter.id} />
                    <Button variant="secondary" small attributes={{ 'aria-label': `Forget “${filter.name}”` }}>
                      Forget
                    </Button>
                  </form>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </Frame>
  );
}
