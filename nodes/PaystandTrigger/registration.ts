import type { IDataObject, IHookFunctions } from 'n8n-workflow';

import { asError, PaystandError } from '../../client/errors';
import { Merchant } from './merchant';

/** How long each request of By Hand may take: nobody shall wait for what does not matter. */
const BY_HAND_TIMEOUT_MS = 3_000;

/** Whether exactly this URL is registered and the switch is on. */
export async function isRegistered(context: IHookFunctions): Promise<boolean> {
	if (isByHand(context)) {
		await leaveToPerson(context);
		return true;
	}
	const former = formerUrlOf(context);
	const url = urlOf(context);
	try {
		const { urls, isEnabled } = await new Merchant(context).read();
		const ours = urls.filter((other) => isOurs(other, url, former));
		return isEnabled && ours.length === 1 && ours[0] === url;
	} catch (error) {
		// When n8n starts and Paystand cannot be asked, giving up would take the webhook away; n8n would
		// then answer 404, which ends Paystand's attempts for good.
		const isStart = ['init', 'leadershipChange'].includes(context.getActivationMode());
		if (!isStart || former !== url) throw asError(error);
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
 * @throws {PaystandError} when Paystand refuses or would lose settings
 */
export async function register(context: IHookFunctions): Promise<void> {
	const former = formerUrlOf(context);
	const url = urlOf(context);
	const merchant = new Merchant(context);
	if (!/^https:/i.test(url) && (await merchant.isReal())) {
		throw new PaystandError(
			'Paystand only delivers to https addresses',
			`The address of this n8n is ${url}. Give it a public https address (environment variable WEBHOOK_URL), then publish the workflow again.`,
		);
	}
	await merchant.change((urls) => [...urls.filter((other) => !isOurs(other, url, former)), url], {
		switchesOn: true,
	});
	context.getWorkflowStaticData('node').registeredUrl = url;
}

/** Takes this trigger's URL out of the account's, and no other; the switch stays as it is. */
export async function unregister(context: IHookFunctions): Promise<void> {
	if (isByHand(context)) {
		await leaveToPerson(context);
		return;
	}
	const former = formerUrlOf(context);
	const url = urlOf(context);
	await new Merchant(context).change((urls) => urls.filter((other) => !isOurs(other, url, former)));
	delete context.getWorkflowStaticData('node').registeredUrl;
}

/**
 * The person has chosen By Hand after this trigger was registered by API. The URL stays where it is:
 * it is the one that belongs into the dashboard, and the person may count on it. Only another one, of
 * a former secret or address, is taken out, once and if Paystand lets us: By Hand never depends on
 * the API.
 */
async function leaveToPerson(context: IHookFunctions): Promise<void> {
	const former = formerUrlOf(context);
	if (former === undefined) return;
	delete context.getWorkflowStaticData('node').registeredUrl;
	if (former === urlOf(context)) return;
	try {
		await new Merchant(context, BY_HAND_TIMEOUT_MS).change((urls) =>
			urls.filter((other) => other !== former),
		);
	} catch (error) {
		context.logger.warn(
			`Paystand Trigger could not take its former URL ${former.split('?')[0]} out of the account: ${(error as Error).message}. Remove it in the Paystand dashboard, under Integrations.`,
		);
	}
}

/** Whether a person pastes the URL into the dashboard; then nothing is to be done here. */
function isByHand(context: IHookFunctions): boolean {
	return context.getNodeParameter('registration') === 'manual';
}

/** The URL that was registered the last time. */
function formerUrlOf(context: IHookFunctions): string | undefined {
	return context.getWorkflowStaticData('node').registeredUrl as string | undefined;
}

/** The address that this trigger is to be reached at, its secret included. */
export function urlOf(context: IHookFunctions): string {
	const { urlSecret } = context.getNodeParameter('settings', {}) as IDataObject;
	const url = context.getNodeWebhookUrl('default') ?? '';
	return urlSecret ? `${url}?secret=${encodeURIComponent(String(urlSecret))}` : url;
}

/** n8n's webhook addresses are unique, so the same address with another secret is this trigger's. */
function isOurs(other: string, url: string, former?: string): boolean {
	return other === former || other.split('?')[0] === url.split('?')[0];
}
