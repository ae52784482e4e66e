// The controls of all pages, each with its states drawn on the component page.
import type {ComponentChildren} from 'preact';
import {useId, useRef, useState} from 'preact/hooks';
import {text} from '../common/i18n.ts';
import type {Shape} from '../common/shapes.ts';
import {copyText} from './copy-text.ts';
import type {IconName} from './icon.tsx';
import {Icon} from './icon.tsx';
import {ShapeIcon} from './shape-icon.tsx';

/** On or off, with its effect in a sentence; locked when somebody else has set it. */
export function Switch({
  name,
  effect,
  shape,
  on,
  isLocked = false,
  onChange,
  ...data
}: {
  name: string;
  effect: string;
  /** What it switches, as a mark. */
  shape?: Shape | undefined;
  on: boolean;
  isLocked?: boolean;
  onChange: (on: boolean) => void;
  'data-setting'?: string;
}) {
  const id = useId();
  return (
    <label class="switch">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-checked={on}
        disabled={isLocked}
        aria-describedby={id}
        {...data}
        onChange={({currentTarget}) => onChange(currentTarget.checked)}
      />
      <span>
        {shape && <ShapeIcon shape={shape} />} <b>{name}</b>{' '}
        {isLocked && (
          <span class="locked">
            <Icon name="lock" />
            {text('settingLocked')}
          </span>
        )}
        <br />
        <span class="soft small" id={id}>
          {effect}
        </span>
      </span>
    </label>
  );
}

export interface Tab {
  id: string;
  name: string;
}

/** Tabs by the keyboard: one stop, arrows choose. The panel is drawn for the chosen one. */
export function Tabs({
  label,
  tabs,
  chosen,
  onChoose,
  children,
}: {
  label: string;
  tabs: readonly Tab[];
  chosen: string;
  onChoose: (id: string) => void;
  children: ComponentChildren;
}) {
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent): void => {
    const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
    if (step === undefined) return;
    const turn = document.documentElement.dir === 'rtl' ? -step : step;
    const at = tabs.findIndex(({id}) => id === chosen);
    const next = tabs[(at + turn + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus();
  };
  return (
    <div>
      <div class="tabs" role="tablist" aria-label={label} ref={list} onKeyDown={move}>
        {tabs.map(({id, name}) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`${base}${id}`}
            data-tab={id}
            aria-selected={id === chosen}
            aria-controls={`${base}panel`}
            tabIndex={id === chosen ? 0 : -1}
            onClick={() => onChoose(id)}
          >
            {name}
          </button>
        ))}
      </div>
      <div
        class="tab-panel"
        role="tabpanel"
        id={`${base}panel`}
        aria-labelledby={`${base}${chosen}`}
      >
        {children}
      </div>
    </div>
  );
}

export function Notice({
  title,
  icon = 'warn',
  done = false,
  children,
  ...data
}: {
  title: string;
  icon?: IconName;
  done?: boolean;
  children: ComponentChildren;
  'data-reason'?: string;
  'data-notice'?: string;
}) {
  return (
    <section class={done ? 'notice done' : 'notice'} {...data}>
      <h2>
        <Icon name={icon} />
        {title}
      </h2>
      {children}
    </section>
  );
}

/** Text to take away, shown whole, with a button that copies exactly it. */
export function CopyBox({copied, label}: {copied: string; label: string}) {
  const [state, setState] = useState<'idle' | 'done' | 'failed'>('idle');
  const copy = async (): Promise<void> => setState((await copyText(copied)) ? 'done' : 'failed');
  return (
    <section class="copy-box" aria-label={label}>
      <pre dir="auto">{copied}</pre>
      <button type="button" class="action" onClick={() => void copy()}>
        <Icon name={state === 'done' ? 'check' : 'copy'} />
        {text(state === 'done' ? 'copyDone' : 'copyText')}
      </button>
      <span role="status" class={state === 'failed' ? 'small' : 'unseen'}>
        {state === 'failed' && text('copyFailed')}
        {state === 'done' && text('copyDone')}
      </span>
    </section>
  );
}
