/** The text of an editor's element, one line a block, read without laying out the page. */
export function editorText(root: Node, maxChars: number): string {
  let text = '';
  const walker = root.ownerDocument?.createTreeWalker(
    root,
    NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
  );
  for (let node = walker?.nextNode(); node && text.length < maxChars; node = walker?.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) text += node.nodeValue ?? '';
    else if (/^(?:P|DIV|BR|LI)$/.test(node.nodeName) && text !== '') text += '\n';
  }
  return text.slice(0, maxChars);
}
