import { Agent, request } from 'node:http';

/** What came of reports that arrived at a rate, whoever was still writing. */
export interface Reported {
  /** Milliseconds that sending took, from the press of the button to the answer, and each page besides. */
  readonly sent: number[];
  readonly pages: number[];
  /** References of those that were told that it is stored. */
  readonly references: string[];
  /** Those that were told to try again. */
  readonly again: number;
}

/**
 * People who open the form, write, send, and read their reference: so many begin in each second, whether those before are done or not.
 * @param urls of the processes; each person stays at one
 */
export async function reports(
  urls: readonly string[],
  path: string,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Reported> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const seen = { sent: [] as number[], pages: [] as number[], references: [] as string[], again: 0 };
  const from = performance.now();
  const people: Promise<void>[] = [];
  for (let number = 0; number < rate * seconds; number++) {
    const due = from + (number / rate) * 1_000;
    const wait = due - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    people.push(report(urls[number % urls.length]!, number));
  }
  await Promise.all(people);
  agent.destroy();
  return seen;

  async function report(url: string, number: number): Promise<void> {
    const what = `Number ${number}: the page showed another dose than the label did.`;
    const opened = await ask(url, path, '');
    const cookie = opened.cookie;
    await page(() => ask(url, '/q/start', cookie));
    await page(() => ask(url, '/q/1', cookie, { what }));
    await page(() => ask(url, '/q/check', cookie));
    const began = performance.now();
    const sent = await ask(url, '/q/check', cookie, { what });
    seen.sent.push(performance.now() - began);
    if (sent.location !== '/q/done') {
      seen.again++;
      return;
    }
    const { body } = await ask(url, '/q/done', cookie);
    seen.references.push(/class="big">([^<]+)</u.exec(body)![1]!);
  }

  async function page(look: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await look();
    seen.pages.push(performance.now() - began);
  }

  function ask(url: string, where: string, cookie: string, form?: Readonly<Record<string, string>>) {
    const sent = form && new URLSearchParams(form).toString();
    return new Promise<{ location: string | undefined; cookie: string; body: string }>((resolve, reject) => {
      const asked = request(
        `${url}${where}`,
        {
          agent,
          method: form ? 'POST' : 'GET',
          headers: {
            cookie,
            'sec-fetch-site': 'same-origin',
            ...(sent !== undefined && {
              'content-type': 'application/x-www-form-urlencoded',
              'content-length': Buffer.byteLength(sent),
            }),
          },
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              location: response.headers.location,
              cookie: (response.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; '),
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      asked.on('error', reject);
      asked.end(sent);
    });
  }
}
