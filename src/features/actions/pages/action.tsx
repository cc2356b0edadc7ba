import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { dateIn, sayDateTime } from '../../../platform/london-time.ts';
import { Layout } from '../../../ui/layout.tsx';
import { Button, SummaryList, Table } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { actionPath, actionReference, isOverdue, openSentence, type Action, type ActionChange } from '../domain.ts';
import { DueWords, STATE_WORDS } from './words.tsx';

export interface ActionProps {
  readonly action: Action;
  readonly changes: readonly ActionChange[];
  readonly mayChange: boolean;
}

/** One action: what has to be done, and what was done to it. */
export function ActionPage({ action, changes, mayChange }: ActionProps, { shell, notice, now }: PageContext) {
  const today = dateIn(now);
  const reference = actionReference(action.number);
  const path = actionPath(action.number);
  return (
    <Layout
      shell={shell}
      title={reference}
      path="/actions"
      back={{ text: 'All actions', href: '/actions' }}
      {...(action.service && {
        service: {
          name: action.service.name,
          href: `/services/${action.service.reference}`,
          asAt: sayDateTime(now),
        },
      })}
    >
      <Notice notice={notice} />
      <h1 class="nhsuk-heading-l app-measure">
        <span class="nhsuk-caption-l">{reference}</span> {action.title}
      </h1>
      {isOverdue(action, today) && <SentenceBlock sentence={openSentence(action, today)} />}
      <SummaryList
        rows={[
          { key: 'State', value: STATE_WORDS[action.state] },
          { key: 'Owner', value: action.owner.name },
          { key: 'Due', value: <DueWords action={action} today={today} /> },
          { key: 'For', value: action.service?.name ?? 'The whole organisation' },
          {
            key: 'Comes from',
            value: action.source ? <a href={action.source.href}>{action.source.label}</a> : 'Added by hand',
          },
          action.evidence !== '' && {
            key: 'What shows that it is done',
            value: <span class="app-lines">{action.evidence}</span>,
          },
          action.evidenceLink !== '' && {
            key: 'Where to see it',
            value: (
              <a href={action.evidenceLink} rel="noreferrer">
                {action.evidenceLink}
              </a>
            ),
          },
          action.state === 'not needed' && {
            key: 'Why it is no longer needed',
            value: <span class="app-lines">{action.reason}</span>,
          },
        ]}
      />
      {mayChange && (
        <div class="app-actions__row app-noprint">
          {action.state === 'open' ? (
            <>
              <Button href={`${path}/done`}>Say that it is done</Button>
              <Button variant="secondary" href={`${path}/assign`}>
                Hand it on
              </Button>
              <Button variant="secondary" href={`${path}/due`}>
                Change the day
              </Button>
              <Button variant="secondary" href={`${path}/not-needed`}>
                It is no longer needed
              </Button>
            </>
          ) : (
            <Button variant="secondary" href={`${path}/take-up`}>
              Take it up again
            </Button>
          )}
        </div>
      )}
      <h2 class="nhsuk-heading-m" id="changes">
        What was done to it
      </h2>
      <Table
        responsive
        classes="app-list"
        caption={{ text: `Changes of ${reference}, latest first`, classes: 'nhsuk-u-visually-hidden' }}
        head={[{ text: 'When' }, { text: 'Who' }, { text: 'What' }, { text: 'Why, or what shows it' }]}
        rows={changes.map(({ at, who, what, reason }) => [
          { text: sayDateTime(at) },
          { text: who },
          { text: what.join('. ') },
          { text: reason === '' ? <span class="app-second">Not said</span> : <span class="app-lines">{reason}</span> },
        ])}
      />
    </Layout>
  );
}
