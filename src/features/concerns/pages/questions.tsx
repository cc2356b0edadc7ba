import type { ComponentChildren } from 'preact';
import {
  NEED_WORDS,
  NEEDS,
  QUESTIONS,
  REACH,
  REACH_WORDS,
  WAY_WORDS,
  WAYS_ASKED,
  WHO,
  WHO_WORDS,
  YES_NO,
  type AnswerProblem,
  type Answers,
} from '../domain.ts';
import { QuietFrame, Wrong, type Look } from './frame.tsx';

export interface QuestionProps {
  readonly look: Look;
  /** 1 to 7 */
  readonly question: number;
  readonly answers: Answers;
  readonly problems: readonly AnswerProblem[];
  /** It could not be kept: what to do. What was typed is on the page. */
  readonly failed: string | null;
  readonly idle: number;
  /** It was opened from the page on which everything is checked, and leads back there. */
  readonly thenCheck: boolean;
}

/** One question, and what helps to answer it. To skip it is as easy as to answer. */
export function QuestionPage(props: QuestionProps) {
  const { look, question, problems, failed, idle } = props;
  const { title, hint, Fields } = ALL[question - 1]!;
  const [problem] = problems;
  return (
    <QuietFrame look={look} title={`Page ${question}`} wrong={failed !== null || problem !== undefined} idle={idle}>
      {failed !== null && <Wrong says={failed} />}
      {problem && <Wrong says={problem.message} field={problem.field} />}
      <p class="step">
        Question {question} of {QUESTIONS}
      </p>
      <form
        method="post"
        action={`/q/${question}${props.thenCheck ? '?then=check' : ''}`}
        autocomplete="off"
        novalidate
      >
        <Fields {...props} title={title} hint={hint} />
        <div class="buttons">
          <button type="submit" class="button">
            Continue
          </button>
          <button type="submit" class="button button--other" name="skip" value="yes">
            Skip
          </button>
        </div>
      </form>
      <p>
        <a href={props.thenCheck ? '/q/check' : question === 1 ? '/q/start' : `/q/${question - 1}`}>Back</a>
      </p>
    </QuietFrame>
  );
}

interface FieldsProps extends QuestionProps {
  readonly title: string;
  readonly hint: string;
}

const ALL: readonly {
  readonly title: string;
  readonly hint: string;
  readonly Fields: (props: FieldsProps) => ReturnType<typeof Text>;
}[] = [
  {
    title: 'What happened?',
    hint: 'In your own words. You do not need to be sure. You need not say who anyone is.',
    Fields: ({ answers, title, hint }) => (
      <Text name="what" label={title} hint={hint} value={answers.what} rows={7} leads />
    ),
  },
  {
    title: 'When did it happen?',
    hint: 'As well as you can: “this morning”, “last week”, “it goes on”.',
    Fields: ({ answers, title, hint }) => <Line name="when" label={title} hint={hint} value={answers.when} leads />,
  },
  {
    title: 'Was anyone hurt, or made ill or upset?',
    hint: 'It still helps to tell us if nobody was.',
    Fields: ({ answers, title, hint }) => (
      <Choices
        name="hurt"
        label={title}
        hint={hint}
        value={answers.hurt}
        items={yesNo({ yes: <HurtHow {...answers} /> })}
      />
    ),
  },
  {
    title: 'Is anyone in danger now?',
    hint: 'If so, call 999 first. From a mobile, when you cannot speak, press 55 when asked.',
    Fields: ({ answers, title, hint }) => (
      <Choices name="danger" label={title} hint={hint} value={answers.danger} items={yesNo({})} />
    ),
  },
  {
    title: 'Who may know that it was you?',
    hint: 'You do not have to say who you are.',
    Fields: ({ answers, title, hint }) => (
      <>
        <Choices
          name="who"
          label={title}
          hint={hint}
          value={answers.who}
          items={WHO.map((value) => ({ value, text: WHO_WORDS[value] }))}
        />
        <Line name="name" label="Your name" hint="Only if you want to give it." value={answers.name} />
      </>
    ),
  },
  {
    title: 'Is it safe for us to contact you?',
    hint: 'Someone else may see your phone, post or email. You can also say no and read our answer here.',
    Fields: ({ answers, title, hint }) => (
      <Choices
        name="reach"
        label={title}
        hint={hint}
        value={answers.reach}
        items={REACH.map((value) => ({
          value,
          text: REACH_WORDS[value],
          ...(value === 'no' && { hint: 'You come back with your reference and your words.' }),
          ...(value === 'some' && { more: <Ways {...answers} /> }),
          ...(value === 'any' && { more: <Anyhow {...answers} /> }),
        }))}
      />
    ),
  },
  {
    title: 'What do you need, so that you can read our answer?',
    hint: 'Choose all that you need.',
    Fields: ({ answers, title, hint }) => (
      <>
        <Ticks
          name="needs"
          label={title}
          hint={hint}
          values={answers.needs}
          leads
          items={NEEDS.map((value) => ({ value, text: NEED_WORDS[value] }))}
        />
        <Line name="needsMore" label="Which language, or what else" hint="" value={answers.needsMore} />
      </>
    ),
  },
];

function HurtHow({ hurtHow }: Answers) {
  return <Text name="hurtHow" label="How, if you want to say" hint="" value={hurtHow} rows={3} />;
}

/** What unfolds below "Only in some ways". */
export function Ways({ ways, where, times, message, callOurselves }: Answers) {
  return (
    <>
      <Ticks
        name="ways"
        label="Which ways are safe?"
        hint=""
        values={ways}
        items={WAYS_ASKED.map((value) => ({ value, text: WAY_WORDS[value] }))}
      />
      <Line name="where" label="Where?" hint="One that only you read." value={where} />
      <Line name="times" label="When is it safe?" hint="" value={times} />
      <Choices
        name="message"
        label="May we leave a message?"
        hint=""
        value={message}
        small
        items={[
          { value: 'yes', text: 'Yes' },
          { value: 'no', text: 'No' },
        ]}
      />
      <Line
        name="callOurselves"
        label="What may we call ourselves?"
        hint="For example “Sam from the library”. If you leave this empty, we do not say who we are."
        value={callOurselves}
      />
    </>
  );
}

function Anyhow({ where }: Answers) {
  return <Line name="whereAny" label="Where?" hint="A number or an address." value={where} />;
}

function yesNo(more: { readonly yes?: ComponentChildren }): Item[] {
  const text = { yes: 'Yes', no: 'No', 'not sure': 'I am not sure' } as const;
  return YES_NO.map((value) => ({ value, text: text[value], ...(value === 'yes' && more.yes && { more: more.yes }) }));
}

// --- Fields: as few signs as an old phone needs ------------------------------------------------------------------------

interface Item {
  readonly value: string;
  readonly text: string;
  readonly hint?: string;
  /** Unfolds below the choice, and stands open where a browser cannot unfold. */
  readonly more?: ComponentChildren;
}

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** It is the question of the page: its heading. */
  readonly leads?: true;
}

function described({ name, hint }: FieldProps) {
  return hint === '' ? {} : { 'aria-describedby': `${name}-hint` };
}

function Hint({ name, hint }: FieldProps) {
  return hint === '' ? null : (
    <p class="hint" id={`${name}-hint`}>
      {hint}
    </p>
  );
}

function Label(props: FieldProps) {
  const { name, label, leads } = props;
  const made = <label for={name}>{label}</label>;
  return (
    <>
      {leads ? <h1>{made}</h1> : <p class="label">{made}</p>}
      <Hint {...props} />
    </>
  );
}

/** Several lines. */
export function Text(props: FieldProps & { readonly value: string; readonly rows: number }) {
  return (
    <div class="field">
      <Label {...props} />
      <textarea id={props.name} name={props.name} rows={props.rows} autocomplete="off" {...described(props)}>
        {props.value}
      </textarea>
    </div>
  );
}

/** One line. */
export function Line(props: FieldProps & { readonly value: string }) {
  return (
    <div class="field">
      <Label {...props} />
      <input
        id={props.name}
        name={props.name}
        value={props.value}
        type="text"
        autocomplete="off"
        autocapitalize="none"
        spellcheck={false}
        {...described(props)}
      />
    </div>
  );
}

function Choices(
  props: FieldProps & { readonly value: string; readonly items: readonly Item[]; readonly small?: true },
) {
  const { name, label, value, items, small } = props;
  return (
    <fieldset class="field" {...described(props)}>
      <legend>{small ? <span class="label">{label}</span> : <h1>{label}</h1>}</legend>
      <Hint {...props} />
      {items.map((item) => (
        <Choice type="radio" name={name} item={item} checked={item.value === value} />
      ))}
    </fieldset>
  );
}

function Ticks(props: FieldProps & { readonly values: readonly string[]; readonly items: readonly Item[] }) {
  const { name, label, values, items, leads } = props;
  return (
    <fieldset class="field" {...described(props)}>
      <legend>{leads ? <h1>{label}</h1> : <span class="label">{label}</span>}</legend>
      <Hint {...props} />
      {items.map((item) => (
        <Choice type="checkbox" name={name} item={item} checked={values.includes(item.value)} />
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly type: 'radio' | 'checkbox';
  readonly name: string;
  readonly item: Item;
  readonly checked: boolean;
}

function Choice({ type, name, item, checked }: ChoiceProps) {
  const id = `${name}-${item.value.replaceAll(' ', '-')}`;
  return (
    <div class={item.more ? 'choice choice--more' : 'choice'}>
      <input
        type={type}
        id={id}
        name={name}
        value={item.value}
        checked={checked}
        autocomplete="off"
        {...(item.hint !== undefined && { 'aria-describedby': `${id}-hint` })}
      />
      <label for={id}>{item.text}</label>
      {item.hint !== undefined && (
        <p class="hint choice__hint" id={`${id}-hint`}>
          {item.hint}
        </p>
      )}
      {item.more && <div class="more">{item.more}</div>}
    </div>
  );
}
