// What the marks of a page show. Marks live in closed roots, which a page cannot open; the browsers' own debugging
// interfaces can (chromium.mjs, firefox.mjs), and hand the roots to this function inside the page.

/** Runs inside the page: self-contained, no imports. */
export function describeRoots(...roots) {
  const pictureOf = host => {
    for (
      let around = host.parentElement, step = 0;
      around && step < 6;
      around = around.parentElement, step++
    ) {
      if (/background-image/.test(around.getAttribute('style') ?? '')) return around;
      const inside = around.querySelector(
        'img:not([draggable="false"]), [style*="background-image"]:not(.avatar)',
      );
      if (inside) return inside;
    }
    return undefined;
  };
  return roots.map(root => {
    const {host} = root;
    const button = root.querySelector('button');
    const picture = pictureOf(host);
    const seen = {
      view: host.closest('[data-view-signature]')?.getAttribute('data-view-signature') ?? '',
      picture: picture?.currentSrc || picture?.getAttribute('style') || '',
      frame: root.querySelector('iframe')?.src,
      text: host.textContent,
    };
    const veil = root.querySelector('.veil')?.getBoundingClientRect();
    if (!button) return seen;
    const box = button.getBoundingClientRect();
    const around = picture?.getBoundingClientRect();
    const middle = button.ownerDocument.elementFromPoint(
      box.x + box.width / 2,
      box.y + box.height / 2,
    );
    return {
      ...seen,
      shape: button.classList[0],
      place: button.classList[1],
      label: button.getAttribute('aria-label') ?? '',
      box: {x: box.x, y: box.y, width: box.width, height: box.height},
      isInside: Boolean(
        around &&
          box.width > 0 &&
          box.left >= around.left - 1 &&
          box.top >= around.top - 1 &&
          box.right <= around.right + 1 &&
          box.bottom <= around.bottom + 1,
      ),
      isOnTop: middle === host,
      isVeiled: Boolean(
        veil &&
          around &&
          Math.abs(veil.width - around.width) < 2 &&
          Math.abs(veil.height - around.height) < 2 &&
          Math.abs(veil.top - around.top) < 2 &&
          Math.abs(veil.left - around.left) < 2,
      ),
    };
  });
}

/** Marks sorted as a page's expectation counts them. */
export function countMarks(marks) {
  const corners = marks.filter(m => m.place !== 'inline' && !m.frame);
  const shape = (...names) => corners.filter(m => names.includes(m.shape)).length;
  return {
    photos: corners.length,
    listed: shape('photo', 'copy'),
    accounts: shape('account'),
    test: shape('test'),
    tags: marks.filter(m => m.place === 'inline').length,
  };
}
