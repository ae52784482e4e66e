import {useEffect, useState} from 'preact/hooks';
import type {SettingsInForce} from '../common/settings.ts';
import {watchSettings} from '../common/settings.ts';

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
