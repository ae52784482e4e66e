// Which elements show photos: those that the site's adapter knows, and those that hints of the feed name beside them. A
// hint can make us look at an element, never make us say something of it.
import type {SiteAdapter} from '../sites/site-adapter.ts';

export class PhotoFinder {
  /** Of elements that may show one. */
  selector: string;
  private readonly own: string;
  private hints = '';

  constructor(private readonly adapter: SiteAdapter) {
    this.own = adapter.photos.map(({selector}) => selector).join();
    this.selector = this.own;
  }

  /** Whether they are others than before. */
  hint(selectors: readonly string[]): boolean {
    const before = this.hints;
    this.hints = selectors.join();
    this.selector = this.hints === '' ? this.own : `${this.own},${this.hints}`;
    return this.hints !== before;
  }

  isPhoto(element: Element): boolean {
    if (this.adapter.isPhoto(element)) return true;
    return (
      this.hints !== '' &&
      element.matches(this.hints) &&
      this.adapter.isHintedPhoto(element) &&
      !this.holdsPhoto(element)
    );
  }

  /** The hinted element that `root` lies in: it may have been a photo only while it held no other. */
  around(root: Element): Element | undefined {
    return this.hints === '' ? undefined : (root.parentElement?.closest(this.hints) ?? undefined);
  }

  private holdsPhoto(element: Element): boolean {
    for (const inner of element.querySelectorAll(this.selector)) {
      if (
        this.adapter.isPhoto(inner) ||
        (inner.matches(this.hints) && this.adapter.isHintedPhoto(inner))
      )
        return true;
    }
    return false;
  }
}
