import { NodeConnectionTypes, NodeOperationError } from 'n8n-workflow';
import type {
	IHookFunctions,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { receive } from './deliveries';
import { properties, responseMode } from './properties';
import { isRegistered, register, unregister } from './registration';

export class PaystandTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Paystand Trigger',
		name: 'paystandTrigger',
		icon: { light: 'file:../../icons/paystand.svg', dark: 'file:../../icons/paystand.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{$parameter["events"].join(", ")}}',
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
					'While you build, click the button below, then make a test payment in Paystand: the event shows up here. Once the workflow is active, events start it by themselves and show up under Executions.',
				active:
					'Events start this workflow by themselves and show up under Executions. To build on, click the button below and make a test payment: the event shows up here too.',
			},
			activationHint:
				"Once you've finished building, activate the workflow to receive every event.",
		},
		properties,
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await isRegistered(this);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await register(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				await unregister(this);
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		try {
			return await receive(this);
		} catch (error) {
			throw new NodeOperationError(this.getNode(), error as Error);
		}
	}
}
