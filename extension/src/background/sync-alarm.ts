// While a browser runs, the program is asked each hour to bring the lists up to date. Whether it is time, and from where
// they come, is the program's to say: without a feed nothing happens.
const NAME = 'sync';
const MINUTES = 60;

export function syncOnAlarm(isWanted: () => Promise<boolean>, sync: () => Promise<unknown>): void {
  chrome.alarms.onAlarm.addListener(({name}) => {
    if (name !== NAME) return;
    // What fails is tried again in an hour.
    void isWanted()
      .then(wanted => (wanted ? sync() : undefined))
      .catch(() => undefined);
  });
  // One that is set goes on; it would begin anew with each start of the background.
  void chrome.alarms.get(NAME).then(alarm => {
    if (!alarm) void chrome.alarms.create(NAME, {delayInMinutes: 1, periodInMinutes: MINUTES});
  });
}
