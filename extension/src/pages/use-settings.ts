import {useEffect, useState} from 'preact/hooks';
import type {Setting, SettingsInForce} from '../common/settings.ts';
import {changeSetting, watchSettings} from '../common/settings.ts';

/** What is on and off, kept current while the page is open. */
export function useSettings(): SettingsInForce | undefined {
  const [settings, setSettings] = useState<SettingsInForce>();
  useEffect(() => {
    const controller = new AbortController();
    watchSettings(setSettings, controller.signal);
    return () => controller.abort();
  }, []);
  return settings;
}

/** Changes a setting; `isLost` when the browser did not keep the last change, and the old value still holds. */
export function useSettingChange(): {
  change: (name: Setting, value: boolean) => void;
  isLost: boolean;
} {
  const [isLost, setLost] = useState(false);
  const change = (name: Setting, value: boolean): void => {
    // Drawn anew in either case: the switch has already turned by itself.
    changeSetting(name, value).then(
      () => setLost(false),
      () => setLost(true),
    );
  };
  return {change, isLost};
}
