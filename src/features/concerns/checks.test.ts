import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { lawsOf, moments, NOW, observed, SERVICE } from '../../testing/check-laws.ts';
import { checks, type FormFact } from './checks.ts';

const form = fc.record<FormFact>({
  service: fc.constant({ id: SERVICE.id, reference: SERVICE.reference, name: SERVICE.name }),
  published: fc.boolean(),
  hours: fc.record({
    days: fc.constantFrom([1, 2, 3, 4, 5], [6, 7], []),
    opens: fc.constant('08:00'),
    closes: fc.constant('18:00'),
    holidays: fc.boolean(),
  }),
  reader: fc.constantFrom('A nurse of the team', ''),
  escalation: fc.constantFrom('The site manager is called.', ''),
  onCall: fc.constantFrom(null, { person: '0194fe00-0000-7000-8000-0000000000ab', name: 'Imogen Sedge' }),
  leadUntil: fc.oneof(
    fc.option(moments).map((until): FormFact['leadUntil'] => until),
    fc.constant('does not' as const),
  ),
});

lawsOf(checks, fc.record({ form }));

test('it passes only where the form is published, somebody reads it, and whoever is on call may read what they are told of', () =>
  fc.assert(
    fc.property(form, (given) => {
      const { published, hours, reader, escalation, onCall, leadUntil } = given;
      const lead = leadUntil !== 'does not' && (leadUntil === null || leadUntil > NOW);
      const whole = published && hours.days.length > 0 && reader !== '' && escalation !== '' && onCall !== null && lead;
      assert.equal(observed(checks[0]!, { form: given }).result === 'passed', whole);
    }),
  ));
