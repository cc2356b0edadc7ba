import { problemOf, Problems, valueOf, type FormContext } from '../../../platform/http/forms.ts';
import { Button, Radios, Table, Textarea } from '../../../ui/nhsuk/index.ts';
import { capital, counted } from '../../../words/counting.ts';
import type { RiskScheme } from '../../schemes/index.ts';
import { hazardReference } from '../domain.ts';
import type { RatingMoved, RatingToMove } from '../domain/scheme-move.ts';
import { hazardPath, logPath } from './addresses.ts';
import { Frame } from './frame.tsx';
import { RatingMark, So } from './marks.tsx';

export interface SchemeFormProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly log: { readonly number: number; readonly title: string; readonly scheme: RiskScheme | null };
  readonly offered: readonly { readonly version: string; readonly scheme: RiskScheme }[];
  /** What would become of the ratings; null while no scheme is chosen. */
  readonly move: {
    readonly version: number;
    readonly to: { readonly version: string; readonly scheme: RiskScheme };
    readonly ratings: readonly (RatingToMove & { readonly number: number; readonly moved: RatingMoved })[];
  } | null;
}

/** Moves a log to another scheme. Everything that would move is listed first; nothing is lost. */
export function SchemeForm(props: SchemeFormProps, form: FormContext) {
  const { service, log, offered, move } = props;
  const path = logPath(service.reference, log.number);
  return (
    <Frame
      shell={form.shell}
      service={service}
      title="Change the risk scheme"
      now={form.now}
      asAt={null}
      back={{ text: log.title, href: path }}
    >
      <Problems form={form} />
      <span class="nhsuk-caption-l">{log.title}</span>
      <h1 class="nhsuk-heading-l">Change the risk scheme</h1>
      <p class="app-measure">
        {log.scheme ? `This log is rated by ${log.scheme.title}.` : 'No risk scheme of this log is known.'} The clinical
        risk management plan says which scheme a service uses (DCB0129 3.2.1).
      </p>
      {offered.length === 0 ? (
        <p class="app-measure">
          There is no other scheme to move it to. A scheme comes with a file: a log of this service that is taken in
          with a matrix of its own offers it here.
        </p>
      ) : move === null ? (
        <form method="get" action={`${path}/scheme`}>
          <Radios
            name="to"
            idPrefix="scheme"
            fieldset={{ legend: { text: 'Which scheme is the log to be rated by?', size: 's' } }}
            items={offered.map(({ version, scheme }) => ({
              value: version,
              text: capital(scheme.title),
              hint: { text: version },
            }))}
          />
          <Button variant="secondary">Show what would move</Button>
        </form>
      ) : (
        <Preview {...props} move={move} form={form} />
      )}
    </Frame>
  );
}

type PreviewProps = SchemeFormProps & {
  readonly move: NonNullable<SchemeFormProps['move']>;
  readonly form: FormContext;
};

function Preview({ service, log, move, form }: PreviewProps) {
  const moving = move.ratings.filter(({ moved }) => moved.moves || moved.unknown.length > 0);
  const again = moving.filter(({ moved }) => moved.asksAgain).length;
  const unknown = moving.filter(({ moved }) => moved.unknown.length > 0).length;
  const to = move.to.scheme;
  return (
    <>
      <p class="app-measure">
        <strong>
          {moving.length === 0
            ? `None of the ${counted(move.ratings.length, 'rating')} would read otherwise.`
            : `${moving.length} of ${counted(move.ratings.length, 'rating')} would read otherwise.`}
        </strong>{' '}
        {again > 0 &&
          `${again === 1 ? 'One of them is a person’s rating' : `${again} of them are a person’s rating`} of what remains, and would wait for a person again. `}
        {unknown > 0 && `Of ${unknown}, ${capital(to.title)} does not have the words, and makes no level. `}
        The versions before stay as they are.
      </p>
      {moving.length > 0 && (
        <Table
          responsive
          caption={{ text: 'Ratings that would read otherwise', classes: 'nhsuk-table__caption--m' }}
          head={['Hazard', 'Rating', 'Words', 'Now', 'Then', 'What follows'].map((text) => ({ text }))}
          rows={moving.map(({ number, phase, severity, likelihood, level, moved }) => [
            {
              header: 'Hazard',
              text: (
                <a class="app-ref" href={hazardPath(service.reference, hazardReference(number))}>
                  {hazardReference(number)}
                </a>
              ),
            },
            { header: 'Rating', text: capital(phase) },
            { header: 'Words', text: [severity, likelihood].filter(Boolean).join(', ') || 'None' },
            { header: 'Now', text: <RatingMark scheme={log.scheme} level={level} /> },
            { header: 'Then', text: <RatingMark scheme={to} level={moved.level} /> },
            { header: 'What follows', text: followsWords(moved) },
          ])}
        />
      )}
      {again > 0 && (
        <So so="Until a person looks at them, the initial ratings count">
          because a judgement in one scheme says nothing in another. Giving or confirming them anew clears it.
        </So>
      )}
      <form method="post" novalidate>
        {form.hidden}
        <Textarea
          id="reason"
          name="reason"
          label={{ text: 'Why is the log rated by another scheme?', size: 's' }}
          hint={{ text: 'For example the version of the plan that says so. Write nothing about a patient.' }}
          value={valueOf(form, 'reason')}
          errorMessage={problemOf(form, 'reason')}
          rows={3}
        />
        <Button preventDoubleClick>Rate the log by this scheme</Button>
      </form>
    </>
  );
}

function followsWords({ unknown, asksAgain }: RatingMoved): string {
  return [
    ...(unknown.length > 0 ? [`No level: the scheme does not have “${unknown.join('”, “')}”.`] : []),
    asksAgain ? 'It waits for a person again.' : 'It is looked up anew.',
  ].join(' ');
}
