import {expect, test} from 'vitest';
import {helpdeskIn, mailTo} from '../../extension/src/common/helpdesk.ts';

test('helpdesk: a page or a mail, as the organisation names it; other values count as none', () => {
  expect(helpdeskIn({})).toBeUndefined();
  expect(helpdeskIn({helpdeskText: '', helpdeskUrl: 7})).toBeUndefined();
  expect(helpdeskIn({helpdeskUrl: 'javascript:alert(1)'})).toBeUndefined();
  expect(helpdeskIn({helpdeskUrl: 'file:///etc/passwd'})).toBeUndefined();
  expect(helpdeskIn({helpdeskText: 'Room 12'})).toEqual({text: 'Room 12'});
  expect(helpdeskIn({helpdeskUrl: 'https://example.org/'})).toEqual({url: 'https://example.org/'});
  expect(helpdeskIn({helpdeskText: 'x'.repeat(400)})?.text).toHaveLength(300);
});

test('helpdesk: a mail has the very words that are shown, and nothing of them ends it early', () => {
  const words = 'flickr photo: 1\nmatch photo&cc=other@example.org#?';
  const mail = mailTo({url: 'mailto:desk@example.org?subject=Bycatch'}, words);
  expect(mail).toMatch(/^mailto:desk@example\.org\?subject=Bycatch&body=/);
  expect(new URLSearchParams(mail?.split('?')[1]).get('body')).toBe(words);
  expect([...new URLSearchParams(mail?.split('?')[1]).keys()]).toEqual(['subject', 'body']);
  expect(mailTo({url: 'mailto:desk@example.org'}, 'a b')).toBe(
    'mailto:desk@example.org?body=a%20b',
  );
  expect(mailTo({url: 'https://example.org/'}, words)).toBeUndefined();
});
