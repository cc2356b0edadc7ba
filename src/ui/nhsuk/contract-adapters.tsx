import { parseFragment } from 'parse5';
import { h } from 'preact';
import type { ComponentChildren, ComponentType } from 'preact';
import { jsxTemplate } from 'preact/jsx-runtime';
import { renderToString } from 'preact-render-to-string';
import { attribute, elementsBelow, hasClass } from './contract-dom.ts';
import type { ParentNode } from './contract-dom.ts';
import * as ui from './index.ts';

/** A fixture of nhsuk-frontend: what the macro was given, and what came out. */
export interface Fixture {
  name: string;
  context: Context;
  /** Content between `call` and `endcall`. */
  callBlock?: string;
  html: string;
}

type Context = Record<string, unknown>;
type Adapted = Context & { children?: ComponentChildren };

/** How a component stands in for its macro. */
export interface Adapter {
  /** Folder of the macro in nhsuk-frontend, when it is not named like our file. */
  folder?: string;
  render: (fixture: Fixture) => string;
  /** Where the product departs from the macro on purpose: how the expected document is changed, in words and in deed. */
  amendment?: { summary: string; amend: (expected: ParentNode) => void };
}

/** Markup of a fixture, passed on unescaped. */
function Raw({ html }: { html: string }) {
  return jsxTemplate([html]);
}

/** Options that are content and nothing else. */
const CONTENT_OPTIONS = new Set(['conditional', 'beforeInput', 'afterInput', 'beforeInputs', 'afterInputs']);

/** Macro options as props: `html` is `text` with markup, `null` is absent, lists of actions are lists. */
function adapt(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(adapt);
  if (!isRecord(value)) return value ?? undefined;
  const adapted: Context = {};
  for (const [name, option] of Object.entries(value)) {
    if (name === 'html') {
      adapted['text'] = <Raw html={String(option)} />;
    } else if (CONTENT_OPTIONS.has(name) && isRecord(option)) {
      adapted[name] = content(option);
    } else if (name === 'actions' && isRecord(option)) {
      adapted[name] = adapt(option['items']);
    } else {
      adapted[name] = adapt(option);
    }
  }
  return adapted;
}

/** The props for a fixture, with its own content as children. */
function propsOf({ context, callBlock }: Fixture): Adapted {
  const { text, html, ...options } = context;
  const adapted = adapt(options);
  return {
    ...(isRecord(adapted) ? adapted : {}),
    children: content({ text, html: callBlock ?? html }),
  };
}

function content({ text, html }: Context): ComponentChildren {
  if (typeof html === 'string' && html !== '') return <Raw html={html} />;
  return typeof text === 'string' ? text : undefined;
}

function isRecord(value: unknown): value is Context {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The render function of an adapter: the component with the adapted options, changed where names differ. */
function standIn<Props extends object>(
  component: ComponentType<Props>,
  change: (props: Adapted, fixture: Fixture) => Adapted = (props) => props,
) {
  return (fixture: Fixture) => renderToString(h(component, change(propsOf(fixture), fixture) as Props));
}

const PRODUCT = 'Product';

/**
 * The logo of the NHS is taken out. What remains is the service name, with the link that the macro draws around logo
 * and name; where a fixture has no name, a product's name stands in for the logo.
 */
function withoutLogo(expected: ParentNode): void {
  const service = elementsBelow(expected).find((element) => hasClass(element, 'nhsuk-header__service'));
  if (!service) return;
  const below = elementsBelow(service);
  const name = below.find((element) => hasClass(element, 'nhsuk-header__service-name'));
  const logoLink = below.find((element) => hasClass(element, 'nhsuk-header__service-logo'));
  if (!name) {
    service.childNodes = parseFragment(`<span class="nhsuk-header__service-name">${PRODUCT}</span>`).childNodes;
    return;
  }
  service.childNodes = [name];
  const href = logoLink && elementsBelow(logoLink).includes(name) && attribute(logoLink, 'href');
  if (href) {
    name.tagName = 'a';
    name.attrs.push({ name: 'href', value: href });
  }
}

/** The component that stands in for each macro, by the name of its file. */
export const adapters: Record<string, Adapter> = {
  'back-link': { render: standIn(ui.BackLink) },
  breadcrumb: { render: standIn(ui.Breadcrumb) },
  button: { render: standIn(ui.Button) },
  checkboxes: { render: standIn(ui.Checkboxes) },
  details: { render: standIn(ui.Details) },
  'error-message': { render: standIn(ui.ErrorMessage) },
  'error-summary': {
    render: standIn(ui.ErrorSummary, ({ children, description, ...props }, { context }) => ({
      ...props,
      description: children ?? (isRecord(context['description']) ? content(context['description']) : description),
    })),
  },
  fieldset: { render: standIn(ui.Fieldset) },
  'file-upload': { render: standIn(ui.FileUpload) },
  footer: {
    render: standIn(ui.Footer, ({ navigation, copyright, ...props }, { context }) => ({
      ...props,
      navigation: isRecord(navigation) ? [navigation] : navigation,
      // The macro names NHS England by default, the component names nobody.
      copyright: isRecord(context['copyright']) ? content(context['copyright']) : (copyright ?? '\u00A9 NHS England'),
    })),
  },
  header: {
    render: standIn(ui.Header, ({ service, ...props }) => ({
      ...props,
      service: isRecord(service) && service['text'] ? service : { text: PRODUCT },
    })),
    amendment: { summary: 'the NHS logo taken out, a service name in its place', amend: withoutLogo },
  },
  hint: { render: standIn(ui.Hint) },
  input: { render: standIn(ui.Input) },
  'inset-text': { render: standIn(ui.InsetText) },
  label: { render: standIn(ui.Label) },
  'notification-banner': { render: standIn(ui.NotificationBanner) },
  pagination: { render: standIn(ui.Pagination) },
  radios: { render: standIn(ui.Radios) },
  select: { render: standIn(ui.Select) },
  'skip-link': { render: standIn(ui.SkipLink) },
  'summary-list': { render: standIn(ui.SummaryList) },
  table: {
    folder: 'tables',
    render: standIn(ui.Table, ({ card, ...props }) => ({ ...props, card: card === true ? {} : card })),
  },
  tag: { render: standIn(ui.Tag) },
  textarea: { render: standIn(ui.Textarea) },
  'warning-callout': { render: standIn(ui.WarningCallout) },
};
