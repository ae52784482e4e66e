// Instagram's dialog in miniature: the roles and attributes by which the script knows the real one.
import {useEffect, useRef, useState} from 'preact/hooks';
import {text} from '../../common/i18n.ts';
import {Choice, Ended, Pictures, Press} from './choices.tsx';

type Account = 'unknown' | 'public' | 'private';

export function InstagramDialog() {
  const [isOpen, setOpen] = useState(true);
  const [posted, setPosted] = useState<number>();
  const [count, setCount] = useState(0);
  const [account, setAccount] = useState<Account>('unknown');
  const editor = useRef<HTMLDivElement>(null);
  const end = (pictures: number | undefined): void => {
    setPosted(pictures);
    setCount(0);
    setOpen(false);
  };
  const write = (words: string): void => {
    const field = editor.current;
    if (!field) return;
    field.textContent = `${field.textContent} ${words}`.trimStart();
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
  };
  if (!isOpen) return <Ended posted={posted} onAgain={() => setOpen(true)} />;
  return (
    <section class="panel">
      <p class="soft">{text('rehearsalInstagramLead')}</p>
      <Choice
        label={text('rehearsalAccount')}
        options={[
          ['unknown', text('rehearsalAccountUnknown')],
          ['public', text('rehearsalAccountPublic')],
          ['private', text('rehearsalAccountPrivate')],
        ]}
        chosen={account}
        onChoose={setAccount}
      />
      {account !== 'unknown' && <ViewerData isPrivate={account === 'private'} />}
      <div class="miniature" role="dialog" aria-label={text('rehearsalInstagramDialog')}>
        <p class="acts head">
          <Press label={text('rehearsalDiscard')} act="discard" onPress={() => end(undefined)} />
          <Press label={text('rehearsalPost')} act="post" onPress={() => end(count)} />
        </p>
        <Pictures onChoose={files => setCount(count + files.length)} />
        <div class="field">
          <span id="caption">{text('rehearsalCaption')}</span>
          {/* biome-ignore lint/a11y/useSemanticElements: as the site's own editor, by which the script knows it */}
          <div
            ref={editor}
            class="editor"
            contentEditable
            role="textbox"
            aria-multiline
            aria-labelledby="caption"
            tabIndex={0}
            data-lexical-editor="true"
            dir="auto"
          />
        </div>
        <p class="acts">
          <Press
            label={text('rehearsalWriteTest')}
            act="test-tag"
            onPress={() => write('#bycatchtest ')}
          />
        </p>
      </div>
    </section>
  );
}

/** The page's own data of the account that is signed in. */
function ViewerData({isPrivate}: {isPrivate: boolean}) {
  const holder = useRef<HTMLScriptElement>(null);
  useEffect(() => {
    const viewer = ['PolarisViewer', [], {data: {is_private: isPrivate}}, 1];
    if (holder.current) holder.current.textContent = JSON.stringify(viewer);
  }, [isPrivate]);
  return <script type="application/json" data-sjs="" ref={holder} />;
}
