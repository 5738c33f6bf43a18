import { deepCopy } from 'n8n-workflow';
import type { IDataObject } from 'n8n-workflow';

import { isObject } from '../events/eventTypes';

/** The webhook settings of the account, and the whole reply they were read from. */
export interface Settings {
	reply: IDataObject;
	urls: string[];
	isEnabled: boolean;
}

/**
 * Reads the webhook settings out of the account's record. Replies of the older platform show them
 * under `account` (docs/paystand-api.md#registering-by-api).
 *
 * @returns `undefined` when the reply does not show them
 */
export function readSettings(reply: IDataObject): Settings | undefined {
	const events = settingsOf(reply)?.events;
	const always = isObject(events) && isObject(events.urls) ? (events.urls.always ?? []) : [];
	if (!isObject(events) || !Array.isArray(always)) return undefined;
	return { reply, urls: always.map(String), isEnabled: events.enabled === true };
}

/** What to write so that these URLs are the registered ones, and nothing else changes. */
export function withUrls(before: Settings, urls: string[], isEnabled: boolean): IDataObject {
	const events = settingsOf(before.reply)?.events as IDataObject;
	return { settings: { events: { ...events, enabled: isEnabled, urls: urlsOf(events, urls) } } };
}

/**
 * What was there before the write and is gone after it, apart from the webhook settings: the write has
 * taken it away. What has another value now is somebody else's change, made in the same moment.
 */
export function lostPaths(before: IDataObject, after: IDataObject): string[] {
	return lostIn(withoutEvents(before), withoutEvents(after)).map((path) => path.join('.'));
}

/** What to write so that the account is as it is now, plus what was lost, minus our own change. */
export function repaired(before: Settings, after: Settings, written: string[]): IDataObject {
	const [was, is] = [before.reply, after.reply];
	const settings = withLost(settingsOf(was), settingsOf(is)) as IDataObject;
	const events = settings.events as IDataObject;
	const ours = written.filter((url) => !before.urls.includes(url));
	const taken = before.urls.filter((url) => !written.includes(url));
	const urls = urlsOf(events, [...after.urls.filter((url) => !ours.includes(url)), ...taken]);
	const lost = Object.keys(was).filter(
		(key) => !['account', 'settings'].includes(key) && lostIn(was[key], is[key]).length > 0,
	);
	return {
		...Object.fromEntries(lost.map((key) => [key, withLost(was[key], is[key])])),
		settings: { ...settings, events: { ...events, enabled: before.isEnabled, urls } },
	};
}

function settingsOf({ settings, account }: IDataObject): IDataObject | undefined {
	return [settings, isObject(account) ? account.settings : undefined].find(isObject);
}

function urlsOf({ urls }: IDataObject, always: string[]): IDataObject {
	return { ...(isObject(urls) ? urls : {}), always };
}

function lostIn(was: unknown, is: unknown): string[][] {
	if (was === undefined || was === null) return [];
	if (is === undefined || is === null) return [[]];
	if (!isObject(was)) return [];
	const now = isObject(is) ? is : {};
	return Object.keys(was)
		.filter((key) => key !== 'lastUpdated')
		.flatMap((key) => lostIn(was[key], now[key]).map((path) => [key, ...path]));
}

/** What is there now, and of what was there before whatever is gone. */
function withLost(was: unknown, is: unknown): unknown {
	if (is === undefined || is === null) return was;
	if (!isObject(was) || !isObject(is)) return is;
	const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
	return Object.fromEntries([...keys].map((key) => [key, withLost(was[key], is[key])]));
}

function withoutEvents(reply: IDataObject): IDataObject {
	const copy = deepCopy(reply);
	const { account, settings } = copy;
	// The same settings, shown twice.
	if (isObject(account) && isObject(settings)) delete account.settings;
	for (const shown of [settings, isObject(account) ? account.settings : undefined]) {
		if (isObject(shown)) delete shown.events;
	}
	return copy;
}
