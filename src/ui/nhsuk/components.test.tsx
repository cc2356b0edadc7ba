import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseFragment } from 'parse5';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { adapters } from './contract-adapters.tsx';
import { attribute, elementsBelow, hasClass } from './contract-dom.ts';
import * as ui from './index.ts';

const HOSTILE = `"'><script>alert(1)</script>&amp;`;
const item = { value: HOSTILE, text: HOSTILE, href: HOSTILE, hint: HOSTILE };
const field = { name: HOSTILE, label: HOSTILE, hint: HOSTILE, errorMessage: HOSTILE };
const attributes = { 'data-hostile': HOSTILE, 'aria-label': HOSTILE };

/** Every component with hostile text wherever it takes text. */
const hostile: Record<string, VNode> = {
  'back-link': (
    <ui.BackLink href={HOSTILE} visuallyHiddenText={HOSTILE} attributes={attributes}>
      {HOSTILE}
    </ui.BackLink>
  ),
  breadcrumb: <ui.Breadcrumb items={[item]} ariaLabel={HOSTILE} attributes={attributes} />,
  button: (
    <ui.Button name={HOSTILE} value={HOSTILE} classes={HOSTILE} attributes={attributes}>
      {HOSTILE}
    </ui.Button>
  ),
  checkboxes: (
    <ui.Checkboxes
      {...field}
      fieldset={{ legend: { text: HOSTILE, caption: HOSTILE, heading: true } }}
      items={[{ ...item, conditional: HOSTILE }, { divider: HOSTILE }]}
    />
  ),
  details: <ui.Details summary={HOSTILE}>{HOSTILE}</ui.Details>,
  'error-message': <ui.ErrorMessage visuallyHiddenText={HOSTILE}>{HOSTILE}</ui.ErrorMessage>,
  'error-summary': <ui.ErrorSummary heading={HOSTILE} description={HOSTILE} errorList={[item, { text: HOSTILE }]} />,
  fieldset: <ui.Fieldset legend={HOSTILE}>{HOSTILE}</ui.Fieldset>,
  'file-upload': <ui.FileUpload {...field} chooseFilesButtonText={HOSTILE} attributes={{ accept: HOSTILE }} />,
  footer: (
    <ui.Footer
      copyright={HOSTILE}
      meta={{ text: HOSTILE, items: [item] }}
      navigation={[{ heading: HOSTILE, text: HOSTILE, items: [item] }]}
    >
      {HOSTILE}
    </ui.Footer>
  ),
  header: (
    <ui.Header
      service={{ text: HOSTILE, href: HOSTILE }}
      account={{ items: [item, { text: HOSTILE, action: HOSTILE }] }}
      navigation={{ items: [item, { text: HOSTILE, current: true }] }}
    />
  ),
  hint: <ui.Hint>{HOSTILE}</ui.Hint>,
  input: <ui.Input {...field} value={HOSTILE} placeholder={HOSTILE} prefix={HOSTILE} suffix={HOSTILE} />,
  'inset-text': <ui.InsetText>{HOSTILE}</ui.InsetText>,
  label: (
    <ui.Label for={HOSTILE} heading caption={HOSTILE}>
      {HOSTILE}
    </ui.Label>
  ),
  'notification-banner': (
    <ui.NotificationBanner title={HOSTILE} heading={HOSTILE}>
      {HOSTILE}
    </ui.NotificationBanner>
  ),
  pagination: (
    <ui.Pagination
      previous={{ href: HOSTILE, label: HOSTILE }}
      next={{ href: HOSTILE, text: HOSTILE }}
      ariaLabel={HOSTILE}
    />
  ),
  radios: <ui.Radios {...field} items={[{ ...item, conditional: HOSTILE }, { divider: HOSTILE }]} />,
  select: <ui.Select {...field} items={[{ value: HOSTILE, text: HOSTILE }]} />,
  'skip-link': <ui.SkipLink href={HOSTILE}>{HOSTILE}</ui.SkipLink>,
  'summary-list': (
    <ui.SummaryList
      card={{ heading: HOSTILE, actions: [item] }}
      rows={[{ key: HOSTILE, value: HOSTILE, actions: [{ ...item, visuallyHiddenText: HOSTILE }] }]}
    />
  ),
  table: (
    <ui.Table
      caption={HOSTILE}
      scroll
      responsive
      head={[{ text: HOSTILE, sort: true }]}
      rows={[[{ text: HOSTILE, href: HOSTILE, sortValue: HOSTILE }]]}
    />
  ),
  tag: <ui.Tag>{HOSTILE}</ui.Tag>,
  textarea: <ui.Textarea {...field} value={HOSTILE} />,
  'warning-callout': <ui.WarningCallout heading={HOSTILE}>{HOSTILE}</ui.WarningCallout>,
};

test('text is escaped wherever a component takes it', () => {
  assert.deepEqual(Object.keys(hostile).toSorted(), Object.keys(adapters).toSorted());
  for (const [component, element] of Object.entries(hostile)) {
    const html = renderToString(element);
    assert.ok(!html.includes('<script'), component);
    // Escaped once and not twice: what a browser makes of it is the text that went in.
    assert.ok(html.includes('&amp;amp;') && !html.includes('&amp;amp;amp;'), component);
    for (const { tagName, attrs } of elementsBelow(parseFragment(html))) {
      assert.notEqual(tagName, 'script', component);
      for (const { name } of attrs) assert.match(name, /^[a-z][a-z0-9.-]*$/i, component);
    }
  }
});

test('nothing is rendered that a strict content security policy refuses', () => {
  for (const [component, element] of Object.entries(hostile)) {
    for (const { tagName, attrs } of elementsBelow(parseFragment(renderToString(element)))) {
      assert.ok(tagName !== 'style', component);
      for (const { name } of attrs) assert.ok(name !== 'style' && !name.startsWith('on'), `${component}: ${name}`);
    }
  }
});

test('the components carry neither the name nor the logo of the NHS', () => {
  const page = renderToString(
    <>
      <ui.Header
        service={{ text: 'Primum', href: '/' }}
        navigation={{ items: [{ text: 'Hazards', href: '/hazards' }] }}
      />
      <ui.Footer />
    </>,
  );
  assert.doesNotMatch(page, /\bNHS\b|logo|<svg/);
  const sources = readdirSync(import.meta.dirname).filter((name) => !/test|contract/.test(name));
  for (const name of sources) {
    assert.doesNotMatch(
      readFileSync(new URL(name, import.meta.url), 'utf8'),
      /nhsuk-header__logo|dangerouslySetInnerHTML/,
    );
  }
});

test('checkboxes without a fieldset are each described by the hint and the error', () => {
  const html = renderToString(
    <ui.Checkboxes
      name="terms"
      hint="Read them first"
      errorMessage="Agree to the terms"
      items={[{ value: 'yes', text: 'I agree', hint: 'All of them' }]}
    />,
  );
  const input = elementsBelow(parseFragment(html)).find((element) => hasClass(element, 'nhsuk-checkboxes__input'));
  assert.ok(input);
  assert.equal(attribute(input, 'aria-describedby'), 'terms-hint terms-error terms-item-hint');
});

test('entries left out by a condition leave no trace but keep the numbers of the others', () => {
  const html = renderToString(
    <ui.Radios name="size" items={[{ value: 's', text: 'Small' }, false, { value: 'l', text: 'Large' }]} />,
  );
  assert.match(html, /id="size"/);
  assert.match(html, /id="size-3"/);
  assert.doesNotMatch(html, /id="size-2"/);
});

test('a caption names a scrolling table that has no id', () => {
  const html = renderToString(<ui.Table scroll caption="Open hazards" rows={[['H1']]} />);
  assert.match(html, /aria-labelledby="table-open-hazards-caption"/);
  assert.match(html, /<caption[^>]* id="table-open-hazards-caption"/);
});

test('a large input has a large wrapper, and only when something stands beside it', () => {
  const alone = renderToString(<ui.Input name="code" label="Code" large />);
  assert.match(alone, /nhsuk-input--large/);
  assert.doesNotMatch(alone, /nhsuk-input-wrapper/);
  const withUnit = renderToString(<ui.Input name="dose" label="Dose" large suffix="mg" />);
  assert.match(withUnit, /class="nhsuk-input-wrapper nhsuk-input-wrapper--large"/);
});
