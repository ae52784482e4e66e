// The sites change page without loading one. An isolated world does not see the page's own pushState, so: the
// Navigation API where there is one, and the address compared whenever something in the page has changed.
interface NavigationEvents {
  addEventListener(
    type: 'currententrychange',
    listener: () => void,
    options: {signal: AbortSignal},
  ): void;
}

export class Navigation {
  private address = place();

  constructor(
    private readonly onMove: () => void,
    signal: AbortSignal,
  ) {
    // TODO(2028-01): drop the question once the oldest Firefox we support has the Navigation API (147).
    const {navigation} = globalThis as {navigation?: NavigationEvents};
    navigation?.addEventListener('currententrychange', () => this.check(), {signal});
    addEventListener('popstate', () => this.check(), {signal});
  }

  check(): void {
    const now = place();
    if (now === this.address) return;
    this.address = now;
    this.onMove();
  }
}

/** A new fragment is the same page. */
const place = (): string => location.pathname + location.search;
