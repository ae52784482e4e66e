// Flickr's upload page in miniature: the ids by which the script knows the real one.
import {useRef, useState} from 'preact/hooks';
import {text} from '../../common/i18n.ts';
import {Choice, Ended, Pictures, Press} from './choices.tsx';

/** As the page's class names have them, with the names that the site gives them. */
const LICENCES = [
  ['arr', 'All Rights Reserved'],
  ['cc-by', 'CC BY'],
  ['cc-by-nc', 'CC BY-NC'],
  ['cc-by-nd', 'CC BY-ND'],
  ['cc0', 'CC0'],
] as const;
type Licence = (typeof LICENCES)[number][0];

export function FlickrPage() {
  const [isOpen, setOpen] = useState(true);
  const [posted, setPosted] = useState<number>();
  const [count, setCount] = useState(0);
  const [licence, setLicence] = useState<Licence>('arr');
  const tags = useRef<HTMLInputElement>(null);
  const end = (pictures: number | undefined): void => {
    setPosted(pictures);
    setCount(0);
    setOpen(false);
  };
  const write = (words: string): void => {
    const field = tags.current;
    if (!field) return;
    field.value = `${field.value} ${words}`.trimStart();
    field.dispatchEvent(new InputEvent('input', {bubbles: true}));
  };
  if (!isOpen) return <Ended posted={posted} onAgain={() => setOpen(true)} />;
  return (
    <section class="panel" id="upload-cr">
      <p class="soft">{text('rehearsalFlickrLead')}</p>
      <Choice
        label={text('rehearsalLicence')}
        options={LICENCES}
        chosen={licence}
        onChoose={setLicence}
      />
      <div id="working-area" class={`miniature default-license-${licence}`}>
        <Pictures class="choose-from-client" onChoose={files => setCount(count + files.length)} />
        <div id="editr-panel">
          <div id="editr-panel-title-description">
            <label class="field">
              <span>{text('rehearsalTitle')}</span>
              <input type="text" name="title" dir="auto" />
            </label>
            <label class="field">
              <span>{text('rehearsalDescription')}</span>
              <textarea name="description" dir="auto" />
            </label>
          </div>
          <div id="editr-panel-tags">
            <label class="field">
              <span>{text('rehearsalTags')}</span>
              <input type="text" name="tags" dir="auto" ref={tags} />
            </label>
          </div>
          <fieldset class="field">
            <legend>{text('rehearsalAudience')}</legend>
            {(['public-1', 'private-0'] as const).map(which => (
              <label key={which}>
                <input
                  type="radio"
                  name="privacy"
                  id={`editr-panel-privacy-${which}`}
                  defaultChecked={which === 'public-1'}
                />{' '}
                {text(which === 'public-1' ? 'rehearsalEverybody' : 'rehearsalOnlyMe')}
              </label>
            ))}
          </fieldset>
        </div>
        <p class="acts">
          <Press
            label={text('rehearsalWriteTest')}
            act="test-tag"
            onPress={() => write('bycatchtest ')}
          />
          <Press label={text('rehearsalDiscard')} act="discard" onPress={() => end(undefined)} />
          <Press
            label={text('rehearsalPost')}
            act="post"
            id="action-publish"
            onPress={() => end(count)}
          />
        </p>
      </div>
    </section>
  );
}
