import type { ComponentChildren } from 'preact';
import { sayDate, sayDateTime } from '../../../platform/london-time.ts';
import { answersInWords, IDLE_MINUTES, QUESTIONS, type Answers } from '../domain.ts';
import { QuietFrame, Wrong, type Look } from './frame.tsx';
import { HelpBox, type HelpProps } from './help-box.tsx';
import { Line, Text, Ways } from './questions.tsx';

export interface StartProps {
  readonly look: Look;
  readonly help: HelpProps;
  /** Whether somebody reads now, and when. */
  readonly reading: { readonly so: string; readonly more: string };
  readonly phone: string;
}

function Reading({ reading }: Pick<StartProps, 'reading'>) {
  return (
    <p class="inset">
      <strong>{reading.so}</strong> {reading.more}
    </p>
  );
}

/** Danger first, then what this is, who reads it and when, and what a browser keeps of it. */
export function StartPage({ look, help, reading, phone }: StartProps) {
  return (
    <QuietFrame look={look} title="Start">
      <h1>Tell us what went wrong</h1>
      <HelpBox {...help} />
      <p>You can tell us about anything that went wrong, or nearly did. It is not about blame.</p>
      <ul>
        <li>At most {QUESTIONS} short questions. You can skip any of them.</li>
        <li>No account. You do not have to say who you are.</li>
        <li>You get a reference and a few words to come back with. You can read our answer on any device.</li>
      </ul>
      <Reading reading={reading} />
      <noscript>
        <p class="inset no-scripts">
          Scripts are off in this browser. The way out still works. Where we tried it (Chromium), Back showed nothing
          afterwards. Another browser may show a page as you left it, so close the window after you leave.
        </p>
      </noscript>
      <form method="post" action="/q/start" autocomplete="off">
        <button type="submit" class="button">
          Start
        </button>
      </form>
      <p>
        <a href="/q/back">Read our answer to what you told us before</a>
      </p>
      {phone !== '' && (
        <p>
          Or call us instead: <a href={`tel:${phone.replaceAll(' ', '')}`}>{phone}</a>
        </p>
      )}
      <details>
        <summary>If somebody may look at this phone or computer</summary>
        <p>
          “Exit this page” goes to another site at once. We keep nothing of what you type in this browser. After that,
          Back shows nothing of it.
        </p>
        <p>
          The history of your browser may still show that you were at this address: no page can take that away. A
          programme that watches this device would see what you type. If you fear that, use another device.
        </p>
      </details>
      <p class="small">You have {IDLE_MINUTES} minutes for each page.</p>
    </QuietFrame>
  );
}

/** Something in what was written may mean danger. It is kept already, and nothing is blocked. */
export function HelpPage({
  look,
  help,
  next,
}: {
  readonly look: Look;
  readonly help: HelpProps;
  readonly next: string;
}) {
  return (
    <QuietFrame look={look} title="Page">
      <h1>You do not have to wait for us</h1>
      <p>What you wrote is kept. You can go on with it in a moment.</p>
      <HelpBox {...help} />
      <p>
        <a class="button" href={next}>
          Go on
        </a>
      </p>
    </QuietFrame>
  );
}

export interface CheckProps {
  readonly look: Look;
  readonly answers: Answers;
  readonly reading: StartProps['reading'] | null;
  readonly failed: string | null;
  readonly idle: number;
}

/** All that was answered, before it is sent. Its text travels with the form too, so that nothing is lost where sending fails. */
export function CheckPage({ look, answers, reading, failed, idle }: CheckProps) {
  return (
    <QuietFrame look={look} title="Check" wrong={failed !== null} idle={idle}>
      {failed !== null && <Wrong says={failed} />}
      <h1>Check what you wrote</h1>
      <dl class="answers">
        {answersInWords(answers).map(({ question, key, value }) => (
          <div>
            <dt>{key}</dt>
            <dd class="lines">{value === '' ? 'Not answered' : value}</dd>
            <dd>
              <a href={`/q/${question}?then=check`}>
                Change<span class="unseen"> your answer to: {key}</span>
              </a>
            </dd>
          </div>
        ))}
      </dl>
      {reading && <Reading reading={reading} />}
      <form method="post" autocomplete="off">
        {Object.entries(answers).flatMap(([name, value]: [string, string | readonly string[]]) =>
          [value]
            .flat()
            .filter((text) => text !== '')
            .map((text) => <input type="hidden" name={name} value={text} />),
        )}
        <button type="submit" class="button">
          Send
        </button>
      </form>
    </QuietFrame>
  );
}

export interface DoneProps {
  readonly look: Look;
  readonly reference: string;
  readonly words: string;
  readonly reading: StartProps['reading'];
  readonly help: HelpProps;
}

/** It is stored. What somebody needs to come back with, and who reads it. */
export function DonePage({ look, reference, words, reading, help }: DoneProps) {
  return (
    <QuietFrame look={look} title="Done">
      <h1>We have it</h1>
      <p>Your reference:</p>
      <p class="big">{reference}</p>
      <p>Your words:</p>
      <p class="big">{words}</p>
      <p>
        With both you can read our answer, add something, or change how we may reach you, on any device. Nobody can look
        up the words for you: without them, what you wrote stays, and only we can read it.
      </p>
      <p>
        Keep them where nobody looks. You can learn them by heart. Or write the words down as if they were a shopping
        list, and the reference somewhere else. Do not print this page or take a picture of it if somebody may find it.
      </p>
      <Reading reading={reading} />
      <h2>What happens now</h2>
      <p>
        Somebody reads it, and looks into it. What you asked to be kept from others is kept from them. If we think that
        somebody is in danger we may have to tell others who can help; we try to tell you first.
      </p>
      <HelpBox {...help} />
      <p>When you have both, leave this page by “Exit this page”.</p>
    </QuietFrame>
  );
}

export interface WordsProps {
  readonly look: Look;
  readonly reference: string;
  readonly problem: string | null;
}

/** Where somebody comes back. */
export function WordsPage({ look, reference, problem }: WordsProps) {
  return (
    <QuietFrame look={look} title="Page" wrong={problem !== null} idle={IDLE_MINUTES}>
      {problem !== null && <Wrong says={problem} field="reference" />}
      <h1>Read our answer</h1>
      <form method="post" autocomplete="off" novalidate>
        <Line name="reference" label="Your reference" hint="Eight letters and numbers." value={reference} />
        <Line name="words" label="Your words" hint="Five words, in their order." value="" />
        <button type="submit" class="button">
          Go on
        </button>
      </form>
    </QuietFrame>
  );
}

export interface AnswerProps {
  readonly look: Look;
  readonly at: Date;
  /** What became of it. */
  readonly became: string;
  /** What they were told, the latest last. */
  readonly told: readonly { readonly at: Date | null; readonly words: string }[];
  readonly answers: Answers;
  /** When they said last how they may be reached. */
  readonly saidAt: Date;
  /** Whether that is too long ago to be relied on. */
  readonly isOld: boolean;
  readonly additions: readonly { readonly at: Date; readonly words: string }[];
  readonly kept: 'added' | 'changed' | null;
  readonly failed: string | null;
  /** What was typed and could not be kept. */
  readonly typed: string;
  readonly help: HelpProps;
}

/** What became of what somebody wrote; and what they want to add, or to change. */
export function AnswerPage(props: AnswerProps) {
  const { look, at, became, told, answers, saidAt, isOld, additions, kept, failed, typed, help } = props;
  return (
    <QuietFrame look={look} title="Page" wrong={failed !== null} idle={IDLE_MINUTES}>
      {failed !== null && <Wrong says={failed} field="words" />}
      {kept === 'added' && <Kept>We have what you added.</Kept>}
      {kept === 'changed' && <Kept>We keep to this from now on.</Kept>}
      <h1>What became of it</h1>
      <p>
        You told us on {sayDateTime(at)}. {became}
      </p>
      {told.map((one) => (
        <div class="inset">
          {one.at && <p class="small">{sayDateTime(one.at)}</p>}
          <p class="lines">{one.words}</p>
        </div>
      ))}
      <h2>Add something</h2>
      <form method="post" action="/q/add" autocomplete="off" novalidate>
        <Text name="words" label="What you want to add" hint="" value={typed} rows={4} />
        <button type="submit" class="button">
          Send
        </button>
      </form>
      <h2>How we may reach you</h2>
      {isOld && (
        <p class="inset">
          We asked you on {sayDate(saidAt)}. What was safe then may not be safe now, so we ask again. Until you say it,
          no message says what it is about.
        </p>
      )}
      <details open={isOld}>
        <summary>{isOld ? 'Say it again' : 'Change it'}</summary>
        <form method="post" action="/q/reach" autocomplete="off" novalidate>
          <p class="hint">Leave all of it empty, and we do not contact you. You read our answer here.</p>
          <Ways {...answers} />
          <Text
            name="needsMore"
            label="What you need, so that you can read our answer"
            hint="Large print, Easy Read, British Sign Language, an interpreter, or something else."
            value={answers.needsMore || answers.needs.join(', ')}
            rows={2}
          />
          <button type="submit" class="button">
            Keep this
          </button>
        </form>
      </details>
      <details>
        <summary>What you told us</summary>
        <dl class="answers">
          {answersInWords(answers)
            .filter(({ value }) => value !== '')
            .map(({ key, value }) => (
              <div>
                <dt>{key}</dt>
                <dd class="lines">{value}</dd>
              </div>
            ))}
          {additions.map((one) => (
            <div>
              <dt>You added on {sayDateTime(one.at)}</dt>
              <dd class="lines">{one.words}</dd>
            </div>
          ))}
        </dl>
      </details>
      <HelpBox {...help} />
    </QuietFrame>
  );
}

function Kept({ children }: { readonly children: ComponentChildren }) {
  return (
    <p class="kept" role="status">
      {children}
    </p>
  );
}

/** Nobody used it for half an hour. */
export function OverPage({ look, help }: { readonly look: Look; readonly help: HelpProps }) {
  return (
    <QuietFrame look={look} title="Page">
      <h1>This page has closed</h1>
      <p>
        Nobody used it for {IDLE_MINUTES} minutes, so it was closed, and nothing of it is kept. You can begin again
        where you found it.
      </p>
      <HelpBox {...help} />
    </QuietFrame>
  );
}

/** No form is there, or none that is open: the same words for either. */
export function NothingHere({ look, help }: { readonly look: Look; readonly help: HelpProps }) {
  return (
    <QuietFrame look={look} title="Nothing here" exit={false}>
      <h1>Nothing is open here</h1>
      <p>A part of the address may be missing, or the page was closed. Check the address against where you found it.</p>
      <HelpBox {...help} />
      <p>
        <a href="/q/back">Read our answer to what you told us before</a>
      </p>
    </QuietFrame>
  );
}
