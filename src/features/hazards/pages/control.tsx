import type { VNode } from 'preact';
import { dateIn } from '../../../platform/london-time.ts';
import { Notice, type PageContext } from '../../../platform/http/forms.ts';
import { Button, SummaryList } from '../../../ui/nhsuk/index.ts';
import { SentenceBlock } from '../../../ui/sentence.tsx';
import { VerdictTag } from '../../../ui/verdict.tsx';
import type { Sentence } from '../../../words/sentence.ts';
import { Rests, type RestsProps } from '../evidence/pages/rests.tsx';
import { CONTROL_TYPE_NAMES } from '../domain.ts';
import { sayPlace, type ControlByItself, type HistoryEntry } from '../domain/record.ts';
import { controlPath, hazardPath } from './addresses.ts';
import { DayForm, Frame, servicePath, type AsAt } from './frame.tsx';
import { History } from './history.tsx';
import { So } from './marks.tsx';
import { Text } from './text.tsx';

export interface ControlPageProps {
  readonly service: { readonly reference: string; readonly name: string };
  readonly control: ControlByItself;
  readonly history: readonly HistoryEntry[];
  /** What it rests on, and why it does not hold; null where it does. */
  readonly rests: Pick<RestsProps, 'rests' | 'observed' | 'mayJudge'> | null;
  readonly sentence: Sentence | null;
  /** What is said about it, and what is attached to it. */
  readonly discussion?: VNode | null;
  readonly attachments?: VNode | null;
  readonly asAt: AsAt | null;
  readonly wrongDay: string | null;
  readonly mayEdit: boolean;
  /** Whether an incident in which it failed is open, and whether whoever looks may answer it. */
  readonly challenged: boolean;
  readonly mayAnswer: boolean;
}

/** A control: its words, how it stands, which hazards rest on it, and what happened to it. */
export function ControlPage(props: ControlPageProps, { shell, now, notice }: PageContext) {
  const { service, control, history, asAt } = props;
  const path = controlPath(service.reference, control.id);
  const [only] = control.hazards.length === 1 ? control.hazards : [];
  const back = only
    ? { text: only.id, href: hazardPath(service.reference, only.id, asAt?.text ?? null) }
    : { text: service.name, href: servicePath(service.reference) };
  return (
    <Frame shell={shell} service={service} title={control.id} now={now} asAt={asAt} back={back}>
      <Notice notice={notice} />
      <div class="app-head">
        <div class="app-head__words">
          <span class="nhsuk-caption-l">Control {control.id}</span>
          <h1 class="nhsuk-heading-l app-lines">
            <Text text={control.text} />
          </h1>
          <p class="app-facts">
            <VerdictTag verdict={control.verdict} says="holds" />
            <span>
              Declared <strong>{control.state}</strong>
              {control.statedState !== null && `, “${control.statedState}” in the file`}
            </span>
            <span>Owner {control.owner ?? <span class="app-second">not stated</span>}</span>
          </p>
          <Standing {...props} />
          {asAt === null && props.mayEdit && !control.retired && (
            <p class="app-noprint">
              <Button variant="secondary" small href={`${path}/edit`}>
                Change the words of {control.id}
              </Button>{' '}
              <Button variant="secondary" small href={`${path}/share`}>
                {control.shared ? 'Share it no longer' : 'Let other services use it'}
              </Button>
            </p>
          )}
        </div>
        <DayForm action={path} kept={[]} asAt={asAt} now={path} wrong={props.wrongDay} today={dateIn(now)} />
      </div>
      {props.rests && <Rests {...props.rests} service={service.reference} control={control.id} now={asAt?.at ?? now} />}
      <RestOnIt {...props} />
      <div class="app-two">
        {props.discussion}
        {props.attachments}
      </div>
      <More control={control} />
      <History history={history} />
    </Frame>
  );
}

function Standing({ service, control, sentence, challenged, mayAnswer, asAt }: ControlPageProps) {
  if (control.retired) {
    return (
      <So so={`${control.id} is retired`} quiet>
        because no hazard rests on it any more. It stays here with its history, and is in no list.
      </So>
    );
  }
  return (
    sentence && (
      <>
        <SentenceBlock sentence={sentence} />
        {challenged && mayAnswer && asAt === null && (
          <p class="app-noprint">
            <a href={`${controlPath(service.reference, control.id)}/challenges`}>Answer what the incident showed</a>
          </p>
        )}
      </>
    )
  );
}

function RestOnIt({ service, control, asAt }: ControlPageProps) {
  return (
    <section aria-labelledby="hazards">
      <h2 class="nhsuk-heading-m" id="hazards">
        Hazards that rest on it <span class="app-count">({control.hazards.length})</span>
      </h2>
      {control.hazards.length === 0 ? (
        <p class="app-second">None.</p>
      ) : (
        <>
          {control.hazards.length > 1 && (
            <p class="app-measure">
              A log often repeats a control at several hazards. Where the words are equal it is one control here, with
              one number, and counts once.
            </p>
          )}
          <ul class="nhsuk-list app-measure">
            {control.hazards.map(({ id, name }) => (
              <li>
                <a class="app-ref" href={hazardPath(service.reference, id, asAt?.text ?? null)}>
                  {id}
                </a>{' '}
                {name}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function newHazardsWords({ newHazards, newHazardsNote }: ControlByItself): VNode | string {
  if (newHazards === null) return 'Nobody has looked yet (DCB0129 6.1.2)';
  const said = newHazards === 'none' ? 'None found' : 'Found';
  if (newHazardsNote === null) return said;
  return (
    <>
      {said}: <Text text={newHazardsNote} />
    </>
  );
}

function Links({ links }: Pick<ControlByItself, 'links'>) {
  return (
    <ul class="nhsuk-list">
      {links.map(({ url, text }) => (
        <li>
          <a href={url} rel="noreferrer">
            {text || url}
          </a>
        </li>
      ))}
    </ul>
  );
}

function More({ control }: { readonly control: ControlByItself }) {
  const rows = [
    { key: 'Type', value: control.type === null ? 'not stated' : CONTROL_TYPE_NAMES[control.type] },
    { key: 'Existing or additional', value: control.kind === 'unstated' ? 'not stated' : control.kind },
    { key: 'Who puts it in place', value: control.party === null ? 'not stated' : `the ${control.party}` },
    { key: 'New hazards that it brings', value: newHazardsWords(control) },
    ...(control.shared ? [{ key: 'Shared', value: `Hazards of other services can rest on it` }] : []),
    ...(control.links.length === 0 ? [] : [{ key: 'Work items and code', value: <Links links={control.links} /> }]),
    ...(control.evidence === null
      ? []
      : [{ key: 'Evidence, as the file says', value: <Text text={control.evidence} /> }]),
    ...(control.action === null ? [] : [{ key: 'Action', value: <Text text={control.action} /> }]),
    ...(control.actionStatus === null ? [] : [{ key: 'Status of the action', value: control.actionStatus }]),
    ...(control.place ? [{ key: 'Where it stands in the file', value: sayPlace(control.place) }] : []),
  ];
  return (
    <section aria-labelledby="more">
      <h2 class="nhsuk-heading-m" id="more">
        What the log says of it
      </h2>
      <SummaryList rows={rows} />
    </section>
  );
}
