/** A mail as the mail server gets it. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  /** What the sender is called; null for no name, the address alone. */
  readonly sender: string | null;
  readonly subject: string;
  readonly text: string;
  readonly at: Date;
}

/** Why a mail was not taken: a code, and whether trying again is of no use. */
export interface Refusal {
  readonly code: string;
  readonly final: boolean;
}

/** A server that mail is handed to. */
export interface MailServer {
  /** @returns null where it took the mail */
  take(letter: Letter): Promise<Refusal | null>;
  /** Whether it can be reached and knows us. Sends nothing. @returns a code where it does not */
  check(): Promise<string | null>;
}

export interface MailServerOptions {
  /** smtp://user:password@host:587, or smtps:// */
  readonly url: string;
  /** Whom mail comes from. */
  readonly from: string;
}

const PATIENCE = 10_000;

/** What SMTP_URL and MAIL_FROM say; null where there is no mail server. @throws in words for whoever started it */
export function mailServerFrom(env: NodeJS.ProcessEnv): MailServerOptions | null {
  const url = env['SMTP_URL']?.trim();
  if (!url) return null;
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^smtps?:$/u.test(parsed.protocol) || parsed.hostname === '')
    throw new Error('SMTP_URL is not the address of a mail server. It looks like smtp://user:password@host:587');
  const from = env['MAIL_FROM']?.trim() ?? '';
  if (!/^[^\s@<>]+@[^\s@<>]+$/u.test(from))
    throw new Error('MAIL_FROM has to say from which address mail is sent, such as primum@example.org');
  return { url, from };
}

/** A mail server that speaks SMTP. Mail and password go over an encrypted connection, or to this computer, and nowhere else. */
export function smtpServer({ url, from }: MailServerOptions): MailServer {
  const { protocol, hostname } = new URL(url);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  const transport = async () => {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url,
      requireTLS: protocol === 'smtp:' && !here,
      connectionTimeout: PATIENCE,
      greetingTimeout: PATIENCE,
      socketTimeout: 3 * PATIENCE,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  };
  return {
    async take({ id, to, sender, subject, text, at }) {
      const made = await transport();
      try {
        await made.sendMail({
          from: { name: sender ?? '', address: from },
          to: { name: '', address: to },
          subject,
          text,
          date: at,
          messageId: `<${id}@${from.split('@')[1]}>`,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return null;
      } catch (error) {
        return refusalOf(error);
      } finally {
        made.close();
      }
    },
    async check() {
      const made = await transport();
      try {
        await made.verify();
        return null;
      } catch (error) {
        return refusalOf(error).code;
      } finally {
        made.close();
      }
    },
  };
}

/** What a server says may hold the address: only its number is taken. What is final is about the mail, and not about how we came. */
function refusalOf(error: unknown): Refusal {
  const { responseCode, code } = error as { readonly responseCode?: number; readonly code?: string };
  const said = typeof responseCode === 'number' ? String(responseCode) : null;
  const aboutTheMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return {
    code: said ?? (/^[A-Z]+$/u.exec(code ?? '')?.[0] || 'unknown'),
    final: aboutTheMail && said?.startsWith('5') === true,
  };
}
