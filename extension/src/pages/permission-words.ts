import type {Key} from '../common/i18n.ts';

/** Why each permission is asked for; the manifests' own list says the same at more length. */
export const PERMISSION_WORDS: Readonly<Record<string, Key>> = {
  alarms: 'permissionAlarms',
  contextMenus: 'permissionContextMenus',
  nativeMessaging: 'permissionNativeMessaging',
  notifications: 'permissionNotifications',
  storage: 'permissionStorage',
};

/** Why a permission or an access to a site is asked for. */
export const permissionReason = (permission: string): Key =>
  PERMISSION_WORDS[permission] ?? 'permissionSite';
