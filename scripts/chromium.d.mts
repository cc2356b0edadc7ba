/** The Chromium for the browser tests: the one PRIMUM_CHROMIUM names, or else the first that is installed and runs. */
export function findChromium(): string | undefined;
/** Finds a Chromium, or installs one. */
export function chromium(): Promise<string>;
