import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { toNodeError } from '../../client/errors';
import { subtitle } from '../events/triggerOn';
import { receive } from './delivery';
import { properties, responseMode } from './properties';
import { isRegistered, register, unregister, urlOf } from './registration';
import { registrationError } from './registrationError';

export class PaystandTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Paystand Trigger',
		name: 'paystandTrigger',
		icon: { light: 'file:../../icons/paystand.svg', dark: 'file:../../icons/paystand.dark.svg' },
		group: ['trigger'],
		version: [1, 2],
		defaultVersion: 2,
		subtitle: subtitle(),
		description:
			'Starts the workflow when Paystand reports a payment, refund, payout or other event',
		eventTriggerDescription: 'Waiting for an event from Paystand',
		activationMessage: 'Events from Paystand now start this workflow.',
		defaults: { name: 'Paystand Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'paystandApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				...responseMode,
				responseData: 'noData',
			},
		],
		triggerPanel: {
			header: '',
			executionsHelp: {
				inactive:
					'While you build, click the button below, then make a test payment in Paystand: the event shows up here. Once the workflow is published, events start it by themselves and show up under Executions.',
				active:
					'Events start this workflow by themselves and show up under Executions. To build on, click the button below and make a test payment: the event shows up here too.',
			},
			activationHint: "Once you've finished building, publish the workflow to receive every event.",
		},
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await worded(this, async () => await isRegistered(this));
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await worded(this, async () => await register(this));
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await worded(this, async () => await unregister(this));
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		try {
			return await receive(this);
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}

async function worded<T>(context: IHookFunctions, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw registrationError(context.getNode(), error, urlOf(context));
	}
}
