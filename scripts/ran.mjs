/**
 * A reporter of node:test, beside the one for people: one line of JSON for each test that came to its end, with its file,
 * the titles that it stands under, and how it ended.
 */
export default async function* ran(events) {
  const under = new Map();
  for await (const { type, data } of events) {
    const { file, name, nesting } = data ?? {};
    if (type === 'test:start') {
      const titles = under.get(file) ?? [];
      under.set(file, [...titles.slice(0, nesting), name]);
    } else if (type === 'test:pass' || type === 'test:fail') {
      const titles = [...(under.get(file) ?? []).slice(0, nesting), name];
      // One that was skipped, or is only meant to be written, passes too.
      const idle = data.skip !== undefined || data.todo !== undefined;
      const ended = type === 'test:fail' ? 'failed' : idle ? 'skipped' : 'passed';
      yield `${JSON.stringify({ file, titles, ended })}\n`;
    }
  }
}
