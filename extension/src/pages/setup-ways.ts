// How the program gets onto a computer: by system and package, one command each.
import {HOST_NAME} from '../../../shared/protocol/protocol.gen.ts';
import type {Key} from '../common/i18n.ts';

export type Engine = 'chromium' | 'firefox';

export interface Way {
  id: string;
  name: Key;
  step: Key;
  /** Absent where no command helps. */
  command?: string;
}

/** The ways for one browser. `folder` is where it looks for host manifests of its user. */
export function ways(engine: Engine, folder: string): readonly Way[] {
  const isFirefox = engine === 'firefox';
  return [
    {
      id: 'source',
      name: 'setupSource',
      step: 'setupSourceStep',
      command: `build/release/bin/bycatch register --browser-dir ${folder} --kind ${engine}`,
    },
    {
      id: 'deb',
      name: 'setupDeb',
      step: 'setupDebStep',
      command: 'sudo apt install ./bycatch_*.deb',
    },
    {
      id: 'rpm',
      name: 'setupRpm',
      step: 'setupRpmStep',
      command: 'sudo dnf install ./bycatch-*.rpm',
    },
    isFirefox
      ? {
          id: 'snap',
          name: 'setupSnap',
          step: 'setupSnapFirefoxStep',
          // The desktop portal asks otherwise, and not every desktop shows its question.
          command: `flatpak permission-set webextensions ${HOST_NAME} snap.firefox yes`,
        }
      : {id: 'snap', name: 'setupSnap', step: 'setupSnapChromiumStep'},
    {id: 'flatpak', name: 'setupFlatpak', step: 'setupFlatpakStep'},
    {
      id: 'mac',
      name: 'setupMac',
      step: 'setupMacStep',
      command: 'sudo installer -pkg bycatch-*.pkg -target /',
    },
    {
      id: 'windows',
      name: 'setupWindows',
      step: 'setupWindowsStep',
      command: 'msiexec /i bycatch.msi',
    },
  ];
}

/** The way that fits what the browser says of its system. */
export function likelyWay(userAgent: string): string {
  if (/Windows/.test(userAgent)) return 'windows';
  if (/Mac OS X|Macintosh/.test(userAgent)) return 'mac';
  if (/Fedora|openSUSE|Red Hat/i.test(userAgent)) return 'rpm';
  if (/Ubuntu|Debian/i.test(userAgent)) return 'deb';
  return 'source';
}

/** Where a browser on Linux looks for host manifests of its user. */
export function browserFolder(engine: Engine, brands: readonly string[]): string {
  if (engine === 'firefox') return '~/.mozilla';
  const known: readonly (readonly [string, string])[] = [
    ['Google Chrome', '~/.config/google-chrome'],
    ['Microsoft Edge', '~/.config/microsoft-edge'],
    ['Brave', '~/.config/BraveSoftware/Brave-Browser'],
    ['Vivaldi', '~/.config/vivaldi'],
  ];
  return known.find(([brand]) => brands.includes(brand))?.[1] ?? '~/.config/chromium';
}
