// What the popup says, and what it may say.
import {readFileSync} from 'node:fs';

const messages = JSON.parse(
  readFileSync(new URL('../../extension/_locales/en/messages.json', import.meta.url), 'utf8'),
);

/** A sentence of the extension by its key in _locales. */
export function popupText(key) {
  if (!messages[key]) throw new Error(`no message ${key}`);
  return messages[key].message;
}

/** Runs inside the popup: self-contained, no imports. Group names are the English ones of _locales. */
export function readPopup(document) {
  const names = {Photos: 'photo', Accounts: 'account', Tags: 'tag'};
  const items = [...document.querySelectorAll('.group')].flatMap(group => {
    const name = names[group.querySelector('h2').textContent] ?? 'test';
    return [...group.querySelectorAll('[data-finding]')].map(item => ({
      group: name,
      key: item.getAttribute('data-finding'),
    }));
  });
  const groups = {};
  for (const {group} of items) groups[group] = (groups[group] ?? 0) + 1;
  return {
    isReady: document.querySelector('.popup-view .top') !== null,
    // biome-ignore lint/performance/useDomNodeTextContent: what a person reads, without what is hidden
    text: document.body.innerText,
    groups,
    counted: items.filter(({group}) => group !== 'test').map(({key}) => key),
  };
}
