import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IHookFunctions, JsonObject } from 'n8n-workflow';

import { refusalOf } from '../../client/errors';
import { inTurn, merchantOf } from './merchant';
import type { Merchant } from './merchant';

/** What Paystand answers when it does not offer registration, or not to this account. */
const REFUSALS = [400, 401, 403, 404, 405, 422, 501];

/** How long each request of By Hand may take: nobody shall wait for what does not matter. */
const BY_HAND_DEADLINE_MS = 3_000;

/** Whether a person pastes the URL into the dashboard; then nothing is to be done here. */
export function isByHand(context: IHookFunctions): boolean {
	return context.getNodeParameter('registration') === 'manual';
}

/** Whether exactly this URL is registered and the switch is on. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	const former = context.getWorkflowStaticData('node').registeredUrl as string | undefined;
	if (isByHand(context)) {
		await leaveToPerson(context);
		return true;
	}
	const url = urlOf(context);
	try {
		return await explained(context, url, async () => {
			const { urls, isEnabled } = await (await merchantOf(context)).read();
			const ours = urls.filter((other) => isOurs(other, url, former));
			return isEnabled && ours.length === 1 && ours[0] === url;
		});
	} catch (error) {
		// When n8n starts and Paystand cannot be asked, giving up would take the webhook away; n8n would
		// then answer 404, which ends Paystand's attempts for good.
		const isStart = ['init', 'leadershipChange'].includes(context.getActivationMode());
		if (!isStart || former !== url) throw withOtherWay(context, url, error);
		context.logger.warn(
			`Paystand Trigger could not check its registration: ${(error as Error).message}. It is taken to be as it was.`,
		);
		return true;
	}
}

/**
 * Adds this trigger's URL to the account's; every other one stays. A former URL of this trigger
 * (another secret, another address of this n8n) is replaced.
 *
 * @throws {NodeOperationError} naming the way by hand, when Paystand refuses or would lose settings
 */
export async function register(context: IHookFunctions): Promise<void> {
	const saved = context.getWorkflowStaticData('node');
	const former = saved.registeredUrl as string | undefined;
	const url = urlOf(context);
	await explained(context, url, async () => {
		const merchant = await merchantOf(context);
		if (merchant.isReal && !/^https:/i.test(url)) {
			throw new NodeOperationError(context.getNode(), 'Paystand only delivers to https addresses', {
				description: `The address of this n8n is ${url}. Give it a public https address (environment variable WEBHOOK_URL), then activate again.`,
			});
		}
		await change(merchant, (urls) => [...urls.filter((other) => !isOurs(other, url, former)), url]);
	});
	saved.registeredUrl = url;
}

/** Takes this trigger's URL out of the account's, and no other; the switch stays as it is. */
export async function unregister(context: IHookFunctions): Promise<void> {
	if (isByHand(context)) {
		await leaveToPerson(context);
		return;
	}
	const saved = context.getWorkflowStaticData('node');
	const former = saved.registeredUrl as string | undefined;
	const url = urlOf(context);
	await explained(context, url, async () => {
		await change(await merchantOf(context), (urls) =>
			urls.filter((other) => !isOurs(other, url, former)),
		);
	});
	delete saved.registeredUrl;
}

/**
 * The person has chosen By Hand after this trigger was registered by API. The URL stays where it is:
 * it is the one that belongs into the dashboard, and the person may count on it. Only another one, of
 * a former secret or address, is taken out, once and if Paystand lets us: By Hand never depends on
 * the API.
 */
async function leaveToPerson(context: IHookFunctions): Promise<void> {
	const saved = context.getWorkflowStaticData('node');
	const former = saved.registeredUrl as string | undefined;
	if (former === undefined) return;
	delete saved.registeredUrl;
	if (former === urlOf(context)) return;
	try {
		const merchant = await merchantOf(context, BY_HAND_DEADLINE_MS);
		await change(merchant, (urls) => urls.filter((other) => other !== former));
	} catch (error) {
		context.logger.warn(
			`Paystand Trigger could not take its former URL ${former.split('?')[0]} out of the account: ${(error as Error).message}. Remove it in the Paystand dashboard, under Integrations.`,
		);
	}
}

async function change(merchant: Merchant, wanted: (urls: string[]) => string[]): Promise<void> {
	await inTurn(merchant.key, async () => {
		const before = await merchant.read();
		const urls = wanted(before.urls);
		const isAdding = urls.length >= before.urls.length;
		const isSame = urls.join('\n') === before.urls.join('\n');
		if (isSame && (before.isEnabled || !isAdding)) return;
		await merchant.write(before, urls, isAdding || before.isEnabled);
	});
}

function urlOf(context: IHookFunctions): string {
	const { urlSecret } = context.getNodeParameter('settings', {}) as IDataObject;
	const url = context.getNodeWebhookUrl('default') ?? '';
	return urlSecret ? `${url}?secret=${encodeURIComponent(String(urlSecret))}` : url;
}

/** n8n's webhook addresses are unique, so the same address with another secret is this trigger's. */
function isOurs(other: string, url: string, former?: string): boolean {
	return other === former || other.split('?')[0] === url.split('?')[0];
}

async function explained<T>(
	context: IHookFunctions,
	url: string,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw withOtherWay(context, url, error);
	}
}

function withOtherWay(
	context: IHookFunctions,
	url: string,
	error: unknown,
): NodeApiError | NodeOperationError {
	const node = context.getNode();
	if (error instanceof NodeOperationError) return error;
	const refusal = refusalOf(error);
	if (!refusal || !REFUSALS.includes(refusal.status)) {
		return new NodeApiError(node, error as JsonObject);
	}
	return new NodeOperationError(
		node,
		`Paystand does not let this account register webhooks by API (status ${refusal.status})`,
		{ description: byHand(url) },
	);
}

/** The other way, step by step. */
export function byHand(url: string): string {
	return `Set 'Registration' to 'By Hand in the Dashboard'. Then open Integrations in the Paystand dashboard, switch on Webhook Event URLs, add ${url} and save.`;
}
