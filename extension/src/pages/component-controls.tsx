// Icons and controls, each in every state.
import {useState} from 'preact/hooks';
import {CopyBox, Notice, Switch, Tabs} from './controls.tsx';
import {ICON_NAMES, Icon} from './icon.tsx';

const nothing = (): void => undefined;

export function Icons() {
  return (
    <ul class="icons">
      {ICON_NAMES.map(name => (
        <li key={name}>
          <Icon name={name} />
          <span class="small">{name}</span>
        </li>
      ))}
    </ul>
  );
}

export function Controls() {
  const [tab, setTab] = useState('one');
  return (
    <div class="controls">
      <p class="row">
        <button type="button" class="action main">
          Main action
        </button>
        <button type="button" class="action">
          <Icon name="copy" />
          Action
        </button>
        <button type="button" class="action" disabled>
          Not now
        </button>
        <button type="button" class="plain">
          <Icon name="back" />
          Plain
        </button>
        <button type="button" class="icon-button" aria-label="Close">
          <Icon name="close" />
        </button>
        <a href="#controls">To the controls</a>
      </p>
      <Switch name="On" effect="What it does, in a sentence." on onChange={nothing} />
      <Switch name="Off" effect="What it does, in a sentence." on={false} onChange={nothing} />
      <Switch name="On, locked" effect="Somebody else set it." on isLocked onChange={nothing} />
      <Switch
        name="Off, locked"
        effect="Somebody else set it."
        on={false}
        isLocked
        onChange={nothing}
      />
      <Tabs
        label="An example of tabs"
        tabs={[
          {id: 'one', name: 'One'},
          {id: 'two', name: 'Two'},
          {id: 'three', name: 'Three'},
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        <p>The panel of {tab}.</p>
      </Tabs>
      <label class="field">
        A field
        <input type="text" value="with what was written" />
      </label>
      <CopyBox label="Text to copy" copied={'a text to take away\nin two lines'} />
      <Notice title="Something keeps us from it">
        <p>Why, and the one next step.</p>
      </Notice>
      <Notice title="It is done" icon="check" done>
        <p>What was found.</p>
      </Notice>
    </div>
  );
}
