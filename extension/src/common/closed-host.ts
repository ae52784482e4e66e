let elsewhere: Document | undefined;

/**
 * The element we insert, with a closed root that stays closed. A page may define an element of our name; its class
 * could then open any root attached to one. So the root is attached in a document that knows no definitions, where
 * the element is nobody's, and only then brought over: a later upgrade does not open it.
 */
export function createClosedHost(
  document: Document,
  name: string,
): {host: HTMLElement; root: ShadowRoot} {
  elsewhere ??= document.implementation.createHTMLDocument('');
  const host = elsewhere.createElement(name);
  const root = host.attachShadow({mode: 'closed'});
  document.adoptNode(host);
  return {host, root};
}
