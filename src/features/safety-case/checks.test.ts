import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { At, Check } from '../../rules/checks.ts';
import { observe } from '../../rules/checks.ts';
import { lawsOf, moments, NOW, observed, SERVICE } from '../../testing/check-laws.ts';
import { textOf } from '../../words/sentence.ts';
import type { Approved } from '../approvals/index.ts';
import { IMPACTS } from '../releases/index.ts';
import {
  handedOver,
  reportApproved,
  reportMade,
  residualAccepted,
  type ReportFact,
  type ReportFacts,
} from './checks.ts';
import { REPORT_SORTS } from './domain.ts';
import { releaseReportApproved, type ReleaseReportFacts } from './gate.ts';

const approved = fc
  .record({
    version: fc.option(
      fc.record({ void: fc.boolean(), outOfDate: fc.boolean(), challenged: fc.boolean(), until: fc.option(moments) }),
    ),
  })
  .map(({ version }): Approved => ({
    title: 'Report CSCR-1, delivery, release 1.3.2, of Willowbank Wound Care',
    href: '/services/DEMO/reports/CSCR-1',
    path: '/services/DEMO/reports/CSCR-1',
    whoSigns: 'the clinical safety officer or a deputy',
    version: version && {
      said: {
        what: 'Report CSCR-1',
        href: '/services/DEMO/reports/CSCR-1/versions',
        number: 1,
        by: ['Wren Applewhite (clinical safety officer)'],
        byAuthor: false,
        outside: false,
        on: '3 March 2026',
        until: '3 March 2027',
        drift: { material: [], named: [], editorial: 0 },
        challenges: [],
        voided: [],
        retired: false,
        whoSigns: 'the clinical safety officer or a deputy',
      },
      kept: { void: version.void, outOfDate: version.outOfDate, challenged: version.challenged, editorialDrift: false },
      validUntil: version.until,
      since: null,
    },
  }));

const reportFact = fc
  .record({
    sort: fc.constantFrom(...REPORT_SORTS),
    superseded: fc.boolean(),
    unwritten: fc.constantFrom<ReportFact['unwritten']>([], ['statement'], ['introduction', 'statement']),
    approved: fc.option(approved),
    acceptance: fc.option(approved),
  })
  .map(({ superseded, ...one }): ReportFact => ({
    ...one,
    number: 1,
    href: '/services/DEMO/reports/CSCR-1',
    phase: 'delivery',
    release: '1.3.2',
    supersededBy: superseded ? 9 : null,
  }));
const reports = fc
  .array(reportFact, { maxLength: 4 })
  .map((all) => all.map((one, index) => ({ ...one, number: all.length - index })));
const facts = fc.record<ReportFacts>({
  reports,
  received: fc.record({
    current: fc.array(fc.constant({ report: 1, receiver: 'Example Trust' }), { maxLength: 2 }),
    behind: fc.array(
      fc.constant({ receiver: 'Another Trust', report: 1, received: 1, current: { report: 1, version: 2 } }),
      { maxLength: 2 },
    ),
  }),
});
const CHECKS = [reportMade, reportApproved, handedOver, residualAccepted];

describe('the checks of reports', () => {
  lawsOf(CHECKS, facts);

  test('pass on nothing but a report of the right sort that none took the place of', () => {
    fc.assert(
      fc.property(facts, (all) => {
        const living = all.reports.filter((one) => one.sort === 'manufacturer' && one.supersededBy === null);
        for (const check of [reportMade, reportApproved, handedOver])
          if (observed(check, all).result === 'passed') assert.ok(living.length > 0, check.id);
        if (observed(reportApproved, all).result === 'passed') assert.ok(living.some((one) => one.approved?.version));
        assert.equal(observed(residualAccepted, all).result, 'not-applicable', 'the service is of who makes it');
      }),
    );
  });

  test('of who deploys, the residual risk is accepted by a signature that stands, and by nothing else', () => {
    const at: At = { now: NOW, service: { ...SERVICE, role: 'deployer' } };
    fc.assert(
      fc.property(facts, (all) => {
        const { result } = observe(residualAccepted as unknown as Check, all, at);
        assert.notEqual(result, 'not-applicable');
        if (result === 'passed')
          assert.ok(all.reports.some((one) => one.sort === 'deployer' && one.acceptance?.version && !one.supersededBy));
      }),
    );
  });
});

describe('the gate asks for a report', () => {
  const release = fc.record<ReleaseReportFacts>({
    releaseReport: fc.record({ version: fc.constant('1.4.0'), impact: fc.constantFrom(...IMPACTS), reports }),
  });
  lawsOf([releaseReportApproved], release);

  test('where risk changes, and says for what it is not asked', () => {
    fc.assert(
      fc.property(
        release,
        fc.constantFrom('manufacturer' as const, 'deployer' as const, 'both' as const),
        (all, role) => {
          const at: At = { now: NOW, service: { ...SERVICE, role }, release: '1.4.0' };
          const { result, says } = observe(releaseReportApproved as unknown as Check, all, at);
          const changes = all.releaseReport.impact === 'changes risk';
          assert.equal(result === 'not-applicable', !changes, textOf(says));
          if (!changes || result !== 'passed') return;
          for (const sort of REPORT_SORTS.filter((one) => role === 'both' || role === one)) {
            const own = all.releaseReport.reports.filter((one) => one.sort === sort && one.supersededBy === null);
            assert.ok(own.some((one) => one.approved?.version && (sort === 'manufacturer' || one.acceptance?.version)));
          }
        },
      ),
    );
  });
});
