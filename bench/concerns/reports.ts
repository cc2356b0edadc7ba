import { Agent, request } from 'node:http';

/** What came of reports that arrived at a rate, whoever was still writing. */
export interface Reported {
  /** Milliseconds that sending took, from the press of the button to the answer, and each page besides. */
  readonly sent: number[];
  readonly pages: number[];
  /** References of those that were told that it is stored. */
  readonly references: string[];
  /** How often somebody was told to try again, with their text on the page. */
  readonly again: number;
  /** Those that were told neither that it is stored nor to try again with their text. */
  readonly leftAlone: string[];
}

/** For how long somebody tries again, and how long they wait before, in milliseconds. */
const PATIENCE = 60_000;
const PAUSE = 500;

/**
 * People who open the form, write, send, and read their reference: so many begin in each second, whether those before are done or not.
 * @param urls of the processes; each person stays at one
 * @param writing milliseconds that each looks at a page before they press its button. Without them a whole report is over in
 * hundredths of a second, and a database that goes away finds nobody who wrote: those that come meanwhile wait before the first page.
 */
export async function reports(
  urls: readonly string[],
  path: string,
  { rate, seconds, writing = 0 }: { readonly rate: number; readonly seconds: number; readonly writing?: number },
): Promise<Reported> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const seen = {
    sent: [] as number[],
    pages: [] as number[],
    references: [] as string[],
    again: 0,
    leftAlone: [] as string[],
  };
  const from = performance.now();
  const people: Promise<void>[] = [];
  for (let number = 0; number < rate * seconds; number++) {
    const due = from + (number / rate) * 1_000;
    const wait = due - performance.now();
    if (wait > 0) await pause(wait);
    people.push(report(urls[number % urls.length]!, number));
  }
  await Promise.all(people);
  agent.destroy();
  return seen;

  async function report(url: string, number: number): Promise<void> {
    const what = `Number ${number}: the page showed another dose than the label did.`;
    const until = performance.now() + PATIENCE;
    const opened = await patiently(until, () => ask(url, path, ''));
    const cookie = opened.cookie;
    await page(() => patiently(until, () => ask(url, '/q/start', cookie)));
    await pause(writing);
    await page(() => kept(until, what, () => ask(url, '/q/1', cookie, { what })));
    await page(() => patiently(until, () => ask(url, '/q/check', cookie)));
    await pause(writing);
    const began = performance.now();
    const sent = await kept(until, what, () => ask(url, '/q/check', cookie, { what }));
    seen.sent.push(performance.now() - began);
    if (sent.location !== '/q/done') {
      seen.leftAlone.push(`${sent.status} ${sent.location ?? ''} in place of sending ${what}`);
      return;
    }
    const done = await patiently(until, () => ask(url, '/q/done', cookie));
    const [, reference] = /class="big">([^<]+)</u.exec(done.body) ?? [];
    if (reference === undefined) seen.leftAlone.push(`${done.status} ${done.location ?? ''} after sending ${what}`);
    else seen.references.push(reference);
  }

  /** Opens a page again, as one does, until the server has it. */
  async function patiently(until: number, look: () => Promise<Answered>): Promise<Answered> {
    for (;;) {
      const answer = await look();
      if (answer.status < 500 || performance.now() > until) return answer;
      await pause(PAUSE);
    }
  }

  /** Presses the button again where the page says so and still has the text. */
  async function kept(until: number, what: string, send: () => Promise<Answered>): Promise<Answered> {
    for (;;) {
      const answer = await send();
      if (answer.status < 500 || performance.now() > until) return answer;
      if (!answer.body.includes(what) || !/press the button again/u.test(answer.body)) return answer;
      seen.again++;
      await pause(PAUSE);
    }
  }

  async function page(look: () => Promise<unknown>): Promise<void> {
    const began = performance.now();
    await look();
    seen.pages.push(performance.now() - began);
  }

  function ask(url: string, where: string, cookie: string, form?: Readonly<Record<string, string>>) {
    const sent = form && new URLSearchParams(form).toString();
    return new Promise<Answered>((resolve, reject) => {
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
              status: response.statusCode ?? 0,
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

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

interface Answered {
  readonly status: number;
  readonly location: string | undefined;
  readonly cookie: string;
  readonly body: string;
}
