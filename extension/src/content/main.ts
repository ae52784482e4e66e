// Starts and stops, as the settings say, what runs in a page of Flickr or Instagram.
import {parseContentMessage} from '../common/messages.ts';
import {SITE_SETTING, watchSettings} from '../common/settings.ts';
import {adapterFor} from '../sites/adapter-for.ts';
import type {Running} from './run.ts';
import {run} from './run.ts';

const adapter = adapterFor(location.href);
if (adapter) {
  let running: Running | undefined;
  const site = SITE_SETTING[adapter.platform];

  watchSettings(({values}) => {
    const isOn = site === undefined || values[site];
    if (!isOn) {
      running?.stop();
      running = undefined;
    } else if (running) running.apply(values);
    else running = run(adapter, values);
  });

  chrome.runtime.onMessage.addListener((raw: unknown, sender, respond) => {
    const message = sender.id === chrome.runtime.id ? parseContentMessage(raw) : undefined;
    if (message) respond(running?.handle(message));
  });
}
