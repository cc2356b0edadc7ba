/** A report of tests for tests: each by its name, with what became of it. */
export function junit(
  tests: Readonly<Record<string, 'passed' | 'failed' | 'skipped'>>,
  at?: string,
): { readonly name: string; readonly content: string } {
  const cases = Object.entries(tests).map(([name, outcome]) => {
    const said = { passed: '', failed: '<failure message="it was saved without a scan"/>', skipped: '<skipped/>' }[
      outcome
    ];
    return `<testcase classname="scan" name="${name}">${said}</testcase>`;
  });
  const time = at === undefined ? '' : ` timestamp="${at}"`;
  return { name: 'junit.xml', content: `<testsuite name="scan"${time}>${cases.join('')}</testsuite>` };
}
