import type { VNode } from 'preact';
import type { Shell } from '../../ui/layout.tsx';
import type { SessionLimits } from '../accounts/domain.ts';
import type { AnyCommand, Result } from '../commands/command.ts';
import type { Actor, May } from '../commands/may.ts';
import type { Conflict, FieldProblem } from '../commands/problems.ts';
import type { ReadTx } from '../database/database.ts';
import type { FormValues } from './form-body.ts';

/*
 * Pages and forms for people who are signed in. What a page needs from here:
 *   registerPage, registerForm           the routes
 *   <Notice notice={context.notice} />   the sentence after a form, above the heading
 *   <Problems form={form} labels={..} /> what is wrong, above the heading of a form
 *   problemOf(form, 'reason')            for a field's errorMessage
 *   valueOf(form, 'reason')              for a field's value; valuesOf for checkboxes
 * In a form: `<form method="post" novalidate>{form.hidden} ...`; ids of fields are their names, so that the problems lead
 * to them. A form whose command checks a version gives it as `values.version`; `hidden` carries it, and after a conflict
 * it is the version that stands there now. The database's own errors, and anything that is nobody's fault, are not for a form.
 */
export { Notice, Problems, problemOf, valueOf, valuesOf } from './form-parts.tsx';
export { registerForm, registerPage } from './pages.tsx';
export type { FormValues } from './form-body.ts';

/** One request of somebody who is signed in. */
export interface PageContext {
  /** From the address: `/services/:service` gives `params.service`. */
  readonly params: Readonly<Record<string, string>>;
  /** From behind the question mark; the last one, where one is given twice. */
  readonly query: Readonly<Record<string, string>>;
  readonly actor: Actor & { readonly kind: 'person' };
  readonly organisation: string;
  /** Which of their sessions it is, and how long it lasts. */
  readonly session: SessionLimits & { readonly id: string };
  /** Whether they may do or see something in the service of this page; or in another one, where it is named. */
  readonly allows: (what: { readonly may: May }, service?: string) => boolean;
  /** Whether a page of ours opens to them, by its address. */
  readonly reaches: (href: string) => boolean;
  readonly now: Date;
  readonly shell: Shell;
  /** A sentence on what was just done, once, after a form; null otherwise. */
  readonly notice: string | null;
}

export interface Page<Props> {
  readonly path: string;
  readonly may: May;
  /** Neither the log nor the measurements say that somebody asked for it. */
  readonly unnamed?: true;
  /** A page that leads some people on: where to, or null for whoever it is for; and why anybody may ask for it. */
  readonly leadsOn?: { readonly why: string; readonly to: (actor: PageContext['actor'] | null) => string | null };
  /** Everything that the page shows, of one moment. @throws NotFound */
  readonly load: (tx: ReadTx, context: PageContext) => Promise<Props>;
  readonly page: (props: Props, context: PageContext) => VNode;
}

/** A form that is shown: empty, or as it was typed, with what is wrong with it. */
export interface FormContext extends PageContext {
  /** What was typed; on the first showing what `values` of the form gives. */
  readonly values: FormValues;
  readonly problems: readonly FieldProblem[];
  /** A sentence on why it could not be done, where that is nobody's typing. */
  readonly refusal: string | null;
  /** Somebody else changed it meanwhile: their version, beside what was typed. */
  readonly conflict: Conflict | null;
  /** Hidden fields that stand in every form: against forgery, against sending twice, and the version. */
  readonly hidden: VNode;
}

export interface Form<Props> {
  readonly path: string;
  readonly command: AnyCommand;
  /** What the fields hold at first. */
  readonly values?: (props: Props, context: PageContext) => FormValues;
  /** Turns fields of the form into the command's input; they arrive as they were typed. */
  readonly input: (values: FormValues, context: PageContext, secret: Secret) => unknown;
  readonly load: (tx: ReadTx, context: PageContext) => Promise<Props>;
  readonly page: (props: Props, context: FormContext) => VNode;
  /** Where to go when it is done, and what to say there; or a page that is shown this once. */
  readonly done: (
    result: Result,
    context: PageContext,
    secret: Secret,
  ) => { readonly href: string; readonly notice: string } | { readonly page: VNode };
  /** For a command that `confirms`: what somebody is about to do, in a sentence: "You are about to sign version 4 of the hazard log." */
  readonly confirming?: (values: FormValues, context: PageContext) => string;
}

/** A secret of this one form: the same where the same page is sent twice. It is shown, and kept nowhere. */
export type Secret = () => string;
