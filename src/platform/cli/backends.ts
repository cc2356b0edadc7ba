import { v7 as newId } from 'uuid';
import type { AnyCommand, AnyQuery } from '../commands/command.ts';
import { ask, execute } from '../commands/execute.ts';
import type { CliIo } from '../feature.ts';
import { signingKey } from '../ledger/checkpoint.ts';
import { withInstallation, type House } from './house.ts';
import type { Common } from './options.ts';
import { EXIT } from './exit.ts';
import { CliProblem } from './problem.ts';

export interface Done {
  readonly seq: number;
  readonly result: Readonly<Record<string, unknown>>;
}

/** Where a verb is carried out: on this computer's data, or on a server that is asked to. */
export interface Backend {
  do(command: AnyCommand, input: unknown): Promise<Done>;
  ask(query: AnyQuery, input: unknown): Promise<unknown>;
}

const OPERATOR = { kind: 'operator' } as const;
const PATIENCE = 120_000;

/** The server that PRIMUM_URL and PRIMUM_TOKEN name, unless a data directory is given; else the data on this computer. */
export function backendFor(
  io: CliIo,
  house: Pick<House, 'organisation'>,
  common: Pick<Common, 'data' | 'organisation'>,
): Backend {
  const { PRIMUM_URL: url, PRIMUM_TOKEN: token } = io.env;
  return url && token && common.data === undefined ? remote(url, token) : local(io, house, common);
}

function local(
  io: CliIo,
  house: Pick<House, 'organisation'>,
  { data, organisation: name }: Pick<Common, 'data' | 'organisation'>,
): Backend {
  return {
    do: (command, input) =>
      withInstallation(io, data, async (installation) => {
        const organisation = command.founds ? newId() : await house.organisation(installation, name);
        return execute(installation.ground, command, input, { actor: OPERATOR, organisation });
      }),
    ask: (query, input) =>
      withInstallation(io, data, async (installation) => {
        const organisation = await house.organisation(installation, name);
        const signer = () => signingKey(installation.dataDirectory, io.env);
        return ask(installation.ground, query, input, { actor: OPERATOR, organisation }, signer);
      }),
  };
}

function remote(given: string, token: string): Backend {
  const url = URL.canParse(given) ? new URL(given) : null;
  if (!url || !/^https?:$/u.test(url.protocol))
    throw new CliProblem('PRIMUM_URL is not an address. It looks like https://primum.example.org');
  const base = `${url.origin}/api/v1`;
  const call = async (path: string, init: RequestInit): Promise<unknown> => {
    let response: Response;
    try {
      response = await fetch(`${base}${path}`, {
        ...init,
        // A token is not carried to wherever a redirect leads.
        redirect: 'error',
        signal: AbortSignal.timeout(PATIENCE),
        headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...init.headers },
      });
    } catch {
      throw new CliProblem(
        `Primum at ${url.origin} does not answer. Is it running, and is PRIMUM_URL right?`,
        EXIT.unreachable,
      );
    }
    const body = await response.json().catch(() => null);
    if (response.ok && body !== null) return body;
    throw refusal(response.status, body, url.origin);
  };
  return {
    do: async (command, input) => {
      if (command.founds)
        throw new CliProblem('This is done on the computer that holds the data, not from elsewhere.', EXIT.refused);
      return (await call(`/${command.feature}/${command.name}`, {
        method: 'POST',
        body: JSON.stringify(input),
        headers: { 'content-type': 'application/json', 'idempotency-key': newId() },
      })) as Done;
    },
    ask: (query, input) => call(`/${query.feature}/${query.name}?${words(input).toString()}`, { method: 'GET' }),
  };
}

function words(input: unknown): URLSearchParams {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(input ?? {})) {
    for (const one of [value].flat() as unknown[])
      given.append(name, typeof one === 'string' ? one : JSON.stringify(one));
  }
  return given;
}

function refusal(status: number, body: unknown, origin: string): CliProblem {
  const { detail, problems } = (body ?? {}) as {
    readonly detail?: unknown;
    readonly problems?: readonly { readonly pointer: string; readonly detail: string }[];
  };
  if (typeof detail !== 'string')
    return new CliProblem(
      `What answers at ${origin} is not this version of Primum (status ${status}).`,
      EXIT.unreachable,
    );
  const wrong = [400, 413, 415, 422].includes(status);
  const exit = wrong ? EXIT.wrong : status === 429 || status >= 500 ? EXIT.unreachable : EXIT.refused;
  const fields = problems?.map((one) => `${one.pointer.slice(1)}: ${one.detail}`.replace(/^: /u, ''));
  return new CliProblem(fields && fields.length > 0 ? fields.join('\n') : detail, exit);
}
