/** Told to browsers over https: come over nothing else. Seconds: a year. */
export const HTTPS_ALONE = { maxAge: 31_536_000, includeSubDomains: true } as const;

/** For an answer that is made before there is an app to set headers: as strict as those of a page, and stricter. */
export function strictHeaders(secure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    ...(secure && { 'strict-transport-security': `max-age=${HTTPS_ALONE.maxAge}; includeSubDomains` }),
  };
}
