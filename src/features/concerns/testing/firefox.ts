import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

/*
 * Firefox as it is shipped, driven over WebDriver BiDi: as much of it as "go there, type, press, go back" needs. Playwright drives
 * only a Firefox of its own, or one that is newer than the one that Debian has.
 */

/** Where Firefox is; undefined where there is none. `PRIMUM_FIREFOX` names another one. */
export function findFirefox(): string | undefined {
  return [process.env['PRIMUM_FIREFOX'], '/usr/bin/firefox-esr', '/usr/bin/firefox'].find(
    (path) => path !== undefined && existsSync(path),
  );
}

type Answer = Readonly<Record<string, unknown>>;
interface Waiting {
  readonly done: (answer: Answer) => void;
  readonly failed: (error: Error) => void;
}

/** One Firefox with one window, which takes every certificate. */
export class Firefox {
  readonly #process: ChildProcess;
  readonly #profile: string;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;
  #window = '';

  private constructor(child: ChildProcess, profile: string, socket: WebSocket) {
    this.#process = child;
    this.#profile = profile;
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      const { id, type, result, error, message } = JSON.parse(String(data)) as Answer & { readonly id?: number };
      const waiting = id === undefined ? undefined : this.#waiting.get(id);
      if (id === undefined || !waiting) return;
      this.#waiting.delete(id);
      if (type === 'error') waiting.failed(new Error(`${String(error)}: ${String(message)}`));
      else waiting.done(result as Answer);
    });
  }

  /** @param settings as they stand in `about:config` */
  static async launch(path: string, settings: Readonly<Record<string, boolean | number | string>>): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), 'primum-firefox-'));
    const lines = Object.entries(settings).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`);
    writeFileSync(join(profile, 'user.js'), lines.join(''));
    const child = spawn(path, ['--headless', '--remote-debugging-port=0', '--profile', profile], {
      env: { ...process.env, HOME: homedir() },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const address = await new Promise<string>((found, failed) => {
      let said = '';
      child.stderr.on('data', (bytes: Buffer) => {
        said += bytes.toString();
        const [, url] = /WebDriver BiDi listening on (ws:\S+)/u.exec(said) ?? [];
        if (url !== undefined) found(url);
      });
      child.once('exit', () => failed(new Error(`Firefox ended: ${said}`)));
    });
    const socket = new WebSocket(`${address}/session`);
    await new Promise((opened) => socket.addEventListener('open', opened, { once: true }));
    const firefox = new Firefox(child, profile, socket);
    await firefox.#send('session.new', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    return firefox;
  }

  /** Opens a window with a history of its own, in place of the one before. */
  async open(): Promise<void> {
    const { context } = await this.#send('browsingContext.create', { type: 'tab' });
    if (this.#window !== '') await this.#send('browsingContext.close', { context: this.#window });
    this.#window = context as string;
    await this.#send('browsingContext.setViewport', {
      context: this.#window,
      viewport: { width: 320, height: 568 },
    });
  }

  async goto(url: string): Promise<void> {
    await this.#send('browsingContext.navigate', { context: this.#window, url, wait: 'complete' });
  }

  /** What an expression is worth in the page: text, a number, or whether. It runs also where the page's own scripts do not. */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.#send('script.evaluate', {
      expression,
      target: { context: this.#window },
      awaitPromise: true,
    });
    if (exceptionDetails !== undefined) throw new Error(String((exceptionDetails as Answer)['text']));
    return (result as Answer)['value'];
  }

  /** Presses keys, as hands do. */
  async type(text: string): Promise<void> {
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      { type: 'keyUp', value },
    ]);
    await this.#send('input.performActions', {
      context: this.#window,
      actions: [{ type: 'key', id: 'keys', actions }],
    });
  }

  /** One page back. @returns whether there was one */
  async back(): Promise<boolean> {
    try {
      await this.#send('browsingContext.traverseHistory', { context: this.#window, delta: -1 });
      return true;
    } catch (error) {
      if (/no such history entry/u.test(String(error))) return false;
      throw error;
    }
  }

  /** How many cookies are kept for a host. */
  async cookies(domain: string): Promise<number> {
    const { cookies } = await this.#send('storage.getCookies', { filter: { domain } });
    return (cookies as readonly unknown[]).length;
  }

  async close(): Promise<void> {
    const ended = new Promise((done) => this.#process.once('exit', done));
    await this.#send('browser.close', {});
    await ended;
    rmSync(this.#profile, { recursive: true, force: true });
  }

  #send(method: string, params: Answer): Promise<Answer> {
    const id = ++this.#number;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done, failed });
      this.#socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
