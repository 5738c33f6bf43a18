import { NodeOperationError, deepCopy } from 'n8n-workflow';
import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { baseUrlOf } from '../../client/environments';
import { requestObject } from '../../client/request';
import { isRecord } from './events';

/** The webhook settings of the account, and the whole reply they were read from. */
export interface Settings {
	reply: IDataObject;
	urls: string[];
	isEnabled: boolean;
}

/** The account behind the credential, as far as webhooks are concerned (fact sheet 7.1). */
export interface Merchant {
	/** Names the account, so that its changes can queue up. */
	key: string;
	/** Whether it is Paystand itself, not a local stand-in. */
	isReal: boolean;
	read(): Promise<Settings>;
	/** Writes the URLs over settings just read, and puts back what the write took away besides. */
	write(before: Settings, urls: string[], isEnabled: boolean): Promise<void>;
}

/**
 * The account that the node's credential belongs to. Nothing is written unless it could be read, and
 * after a write it is read again (fact sheet 12.22).
 *
 * @param deadlineMs milliseconds that each request may take; default as for any other
 */
export async function merchantOf(context: IHookFunctions, deadlineMs?: number): Promise<Merchant> {
	const credential = await context.getCredentials('paystandApi');
	const id = String(credential.customerId ?? '').trim();
	const path = ['customers', id];

	const read = async (): Promise<Settings> => {
		const reply = await requestObject(context, { method: 'GET', path, deadlineMs });
		const events = settingsOf(reply)?.events;
		const always = isRecord(events) && isRecord(events.urls) ? (events.urls.always ?? []) : [];
		if (!isRecord(events) || !Array.isArray(always)) {
			throw new NodeOperationError(
				context.getNode(),
				'Paystand does not show the webhook settings of this account',
				{
					description:
						"Nothing was changed. Set 'Registration' to 'By Hand in the Dashboard' and follow the steps shown there.",
				},
			);
		}
		return { reply, urls: always.map(String), isEnabled: events.enabled === true };
	};

	const put = async (body: IDataObject) => {
		await requestObject(context, { method: 'PUT', path, body, deadlineMs });
	};

	const write = async (before: Settings, urls: string[], isEnabled: boolean) => {
		const settings = settingsOf(before.reply) as IDataObject;
		const events = settings.events as IDataObject;
		await put({
			settings: {
				events: {
					...events,
					enabled: isEnabled,
					urls: { ...(isRecord(events.urls) ? events.urls : {}), always: urls },
				},
			},
		});
		const after = await read();
		const lost = lostPaths(before.reply, after.reply);
		if (lost.length > 0) {
			await put(repaired(before, after, urls));
			throw new NodeOperationError(
				context.getNode(),
				`Registering would have changed other settings of this Paystand account: ${lost.join(', ')}`,
				{
					description:
						"What was taken away was written back; please check it in the Paystand dashboard. Set 'Registration' to 'By Hand in the Dashboard' and follow the steps shown there.",
				},
			);
		}
		const removed = before.urls.filter((url) => !urls.includes(url));
		const isKept =
			urls.every((url) => after.urls.includes(url)) &&
			!removed.some((url) => after.urls.includes(url)) &&
			(after.isEnabled || !isEnabled);
		if (!isKept) {
			throw new NodeOperationError(
				context.getNode(),
				'Paystand did not keep the webhook URLs as they were sent',
				{
					description:
						"Someone may have changed them at the same moment: try again. If it happens again, set 'Registration' to 'By Hand in the Dashboard'.",
				},
			);
		}
	};

	return {
		key: `${String(baseUrlOf(credential))} ${id}`,
		isReal: credential.environment !== 'custom',
		read,
		write,
	};
}

const queues = new Map<string, Promise<unknown>>();

/**
 * Runs work on one account after any other on it: two workflows that are activated together would
 * otherwise each write a list without the other's URL.
 */
export async function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
	const turn = (queues.get(key) ?? Promise.resolve()).then(work);
	queues.set(
		key,
		turn.catch(() => undefined),
	);
	return await turn;
}

/** Replies of the older platform show the settings under `account` (fact sheet 7.1). */
function settingsOf({ settings, account }: IDataObject): IDataObject | undefined {
	return [settings, isRecord(account) ? account.settings : undefined].find(isRecord);
}

/**
 * What was there before the write and is gone after it, apart from the webhook settings: the write has
 * taken it away. What has another value now is somebody else's change, made in the same moment.
 */
function lostPaths(before: IDataObject, after: IDataObject): string[] {
	return lostIn(withoutEvents(before), withoutEvents(after)).map((path) => path.join('.'));
}

function lostIn(was: unknown, is: unknown): string[][] {
	if (was === undefined || was === null) return [];
	if (is === undefined || is === null) return [[]];
	if (!isRecord(was)) return [];
	const now = isRecord(is) ? is : {};
	return Object.keys(was)
		.filter((key) => key !== 'lastUpdated')
		.flatMap((key) => lostIn(was[key], now[key]).map((path) => [key, ...path]));
}

/** What to write so that the account is as it is now, plus what was lost, minus our own change. */
function repaired(before: Settings, after: Settings, written: string[]): IDataObject {
	const [was, is] = [before.reply, after.reply];
	const settings = withLost(settingsOf(was), settingsOf(is)) as IDataObject;
	const events = settings.events as IDataObject;
	const ours = written.filter((url) => !before.urls.includes(url));
	const taken = before.urls.filter((url) => !written.includes(url));
	const always = [...after.urls.filter((url) => !ours.includes(url)), ...taken];
	const urls = { ...(isRecord(events.urls) ? events.urls : {}), always };
	const lost = Object.keys(was).filter(
		(key) => !['account', 'settings'].includes(key) && lostIn(was[key], is[key]).length > 0,
	);
	return {
		...Object.fromEntries(lost.map((key) => [key, withLost(was[key], is[key])])),
		settings: { ...settings, events: { ...events, enabled: before.isEnabled, urls } },
	};
}

/** What is there now, and of what was there before whatever is gone. */
function withLost(was: unknown, is: unknown): unknown {
	if (is === undefined || is === null) return was;
	if (!isRecord(was) || !isRecord(is)) return is;
	const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
	return Object.fromEntries([...keys].map((key) => [key, withLost(was[key], is[key])]));
}

function withoutEvents(reply: IDataObject): IDataObject {
	const copy = deepCopy(reply);
	const { account, settings } = copy;
	// The same settings, shown twice.
	if (isRecord(account) && isRecord(settings)) delete account.settings;
	for (const shown of [settings, isRecord(account) ? account.settings : undefined]) {
		if (isRecord(shown)) delete shown.events;
	}
	return copy;
}
