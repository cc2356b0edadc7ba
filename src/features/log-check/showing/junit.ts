import { messageOf, type Level, type Report } from '../domain.ts';
import { RULES } from '../domain/judge.ts';
import { shownPlace } from './summary.ts';

/** The findings as JUnit XML: a rule is a test, and fails where it found something at the level that fails. */
export function junitOf(report: Report, fails: (level: Level) => boolean): string {
  const many = report.sources.length > 1;
  const cases = RULES.map((rule) => {
    const findings = report.findings.filter((finding) => finding.rule === rule.id);
    const failing = findings.filter((finding) => fails(finding.level));
    const lines = (list: typeof findings) =>
      list
        .map(
          (finding) =>
            `${finding.hazard ? `${finding.hazard}: ` : ''}${messageOf(finding)} [${shownPlace(finding.place, many)}]`,
        )
        .join('\n');
    const failure =
      failing.length === 0
        ? ''
        : `<failure type="${rule.id}" message="${escaped(`${failing.length} found: ${rule.looksFor}`)}">${escaped(lines(failing))}</failure>`;
    const rest = findings.filter((finding) => !fails(finding.level));
    const output = rest.length === 0 ? '' : `<system-out>${escaped(lines(rest))}</system-out>`;
    return {
      failed: failing.length > 0,
      xml: `    <testcase classname="primum.check" name="${rule.id}">${failure}${output}</testcase>`,
    };
  });
  const failures = cases.filter((one) => one.failed).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="primum check" tests="${cases.length}" failures="${failures}">`,
    `  <testsuite name="${escaped(
      report.sources
        .map((source) => source.file)
        .slice(0, 3)
        .join(', '),
    )}" tests="${cases.length}" failures="${failures}">`,
    ...cases.map((one) => one.xml),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

/** Escapes for XML, and drops what XML 1.0 cannot hold at all. */
function escaped(text: string): string {
  return [...text]
    .filter((char) => {
      const code = char.codePointAt(0)!;
      return (
        code === 9 ||
        code === 10 ||
        code === 13 ||
        (code >= 32 && code !== 0xfffe && code !== 0xffff && !(code >= 0xd800 && code <= 0xdfff))
      );
    })
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
