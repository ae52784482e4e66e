// What an organisation sets for its people, through the browser's managed storage. Its keys are ours with a prefix:
// `enforced.` cannot be changed, `recommended.` stands until somebody chooses otherwise.

export interface Policy {
  enforced: Readonly<Record<string, unknown>>;
  recommended: Readonly<Record<string, unknown>>;
}

const ENFORCED = 'enforced.';
const RECOMMENDED = 'recommended.';

/** Nothing is set where the browser has no policy for us: Chromium then says {}, Firefox refuses. */
export async function readPolicy(): Promise<Policy> {
  try {
    return policyIn(await chrome.storage.managed.get(null));
  } catch {
    return {enforced: {}, recommended: {}};
  }
}

export function policyIn(managed: Readonly<Record<string, unknown>>): Policy {
  const under = (prefix: string): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(managed)
        .filter(([name]) => name.startsWith(prefix))
        .map(([name, value]) => [name.slice(prefix.length), value]),
    );
  return {enforced: under(ENFORCED), recommended: under(RECOMMENDED)};
}
