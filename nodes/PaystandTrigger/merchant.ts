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
	/** Writes the URLs over settings just read, and takes it back should anything else change. */
	write(before: Settings, urls: string[], isEnabled: boolean): Promise<void>;
}

/**
 * The account that the node's credential belongs to. Nothing is written unless it could be read, and
 * after a write it is read again (fact sheet 12.22).
 */
export async function merchantOf(context: IHookFunctions): Promise<Merchant> {
	const credential = await context.getCredentials('paystandApi');
	const id = String(credential.customerId ?? '').trim();
	const path = ['customers', id];

	const read = async (): Promise<Settings> => {
		const reply = await requestObject(context, { method: 'GET', path });
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
		await requestObject(context, { method: 'PUT', path, body });
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
		const harmed = harmedFields(before.reply, after.reply);
		if (harmed.length > 0) {
			await put({ ...pick(before.reply, harmed), settings });
			throw new NodeOperationError(
				context.getNode(),
				`Registering would have changed other settings of this Paystand account: ${harmed.join(', ')}`,
				{
					description:
						"The former settings were written back; please check them in the Paystand dashboard. Set 'Registration' to 'By Hand in the Dashboard' and follow the steps shown there.",
				},
			);
		}
		if (after.urls.join('\n') !== urls.join('\n')) {
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

/** Names of what differs between two replies, apart from the webhook settings and the time. */
function harmedFields(before: IDataObject, after: IDataObject): string[] {
	const [was, is] = [withoutEvents(before), withoutEvents(after)];
	return Object.keys(was).filter((key) => differs(was[key], is[key]));
}

function differs(was: unknown, is: unknown): boolean {
	if (typeof was !== 'object' || typeof is !== 'object' || !was || !is) return was !== is;
	const keys = new Set([...Object.keys(was), ...Object.keys(is)]);
	return [...keys].some((key) => differs(was[key as never], is[key as never]));
}

function withoutEvents(reply: IDataObject): IDataObject {
	const copy = deepCopy(reply);
	delete copy.lastUpdated;
	for (const holder of [copy, copy.account]) {
		if (isRecord(holder) && isRecord(holder.settings)) delete holder.settings.events;
	}
	return copy;
}

function pick(record: IDataObject, keys: string[]): IDataObject {
	const names = keys.filter((key) => key !== 'settings' && key !== 'account');
	return Object.fromEntries(names.map((key) => [key, record[key]]));
}
