import { fromParameter, webhookDescriptionFields } from 'n8n-workflow';
import type { INodeProperties, IWebhookDescription } from 'n8n-workflow';

import { triggerOnOptions } from './events';

/**
 * How n8n reads 'Respond'. Declared so that n8n needs no expression engine for it, which costs some
 * 10 ms a delivery; an older n8n has only the expression.
 */
export const responseMode: Pick<IWebhookDescription, 'responseMode'> =
	typeof webhookDescriptionFields === 'function'
		? webhookDescriptionFields({ responseMode: fromParameter('respond') })
		: { responseMode: '={{$parameter["respond"]}}' };

/** The fields of the trigger, in the order in which a person decides them. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Trigger On',
		name: 'events',
		type: 'multiOptions',
		required: true,
		default: [],
		options: triggerOnOptions(),
	},
	{
		displayName: 'Registration',
		name: 'registration',
		type: 'options',
		default: 'api',
		description: 'How Paystand learns the address to deliver events to',
		options: [
			{
				name: 'Automatically (API)',
				value: 'api',
				description: 'Added when you activate the workflow, removed when you deactivate it',
			},
			{
				name: 'By Hand in the Dashboard',
				value: 'manual',
				description: 'You add the URL in Paystand yourself',
			},
		],
	},
	{
		displayName:
			'1. Copy the Production URL from above, under Webhook URLs. 2. In the Paystand dashboard open Integrations and find "Webhook Event URLs". 3. Switch it on, add the URL and save. 4. Activate this workflow. If you set a URL Secret below, add ?secret= and the secret to the end of the URL. Paystand sends every event to every URL; this trigger picks out the ones you chose. For a test, add the Test URL in the same way and remove it afterwards.',
		name: 'manualNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { registration: ['manual'] } },
	},
	{
		displayName: 'Only When the Status Changes',
		name: 'onlyStatusChanges',
		type: 'boolean',
		default: true,
		description:
			'Whether to leave out updates of a record that keep its status, so that a later change to a paid payment is not a second "paid". Credit memos, customers, withdrawals and other events always come through.',
	},
	{
		displayName: 'Respond',
		name: 'respond',
		type: 'options',
		default: 'onReceived',
		description: 'When Paystand is told that the event has arrived',
		options: [
			{
				name: 'Immediately',
				value: 'onReceived',
				description: 'As soon as the workflow has started',
			},
			{
				name: 'When the Workflow Finishes',
				value: 'lastNode',
				description:
					'If the workflow fails, Paystand delivers the event again. It waits 15 seconds at most, so keep the workflow short.',
			},
		],
	},
	{
		// With exactly this name and key n8n leaves the body unread (`parseRequestBody`). The trigger
		// then refuses what is too large before reading it, and answers broken JSON itself.
		displayName: 'Body Is Read by the Trigger',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
	{
		displayName: 'Options',
		name: 'settings',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allowed IP Addresses',
				name: 'allowedIps',
				type: 'string',
				default: '',
				placeholder: 'e.g. 203.0.113.7, 198.51.100.0/24',
				description:
					'Addresses that may deliver, separated by commas. Behind a proxy n8n must be told about it (N8N_PROXY_HOPS).',
			},
			{
				displayName: 'Authenticity',
				name: 'authenticity',
				type: 'options',
				default: 'ask',
				description: 'How to make sure that an event is real. Paystand does not sign its events.',
				options: [
					{
						name: 'Ask Paystand',
						value: 'ask',
						description: 'Each event is checked, and what Paystand confirms is what comes out',
					},
					{
						name: 'Do Not Check',
						value: 'none',
						description: 'Anyone who knows the URL can start this workflow with any amount',
					},
				],
			},
			{
				displayName: 'Include Raw Event',
				name: 'includeRawEvent',
				type: 'boolean',
				default: false,
				description: 'Whether to add the whole event as Paystand sent it, as rawEvent',
			},
			{
				displayName: 'Size Limit (KB)',
				name: 'sizeLimit',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 16384 },
				default: 1024,
				description: 'Larger deliveries are refused unread',
			},
			{
				displayName: 'Skip Older Events',
				name: 'skipOlder',
				type: 'boolean',
				default: false,
				description:
					'Whether to skip an event that is older than the newest one seen for the same record. Paystand does not keep the order.',
			},
			{
				displayName: 'URL Secret',
				name: 'urlSecret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'A word that must be in the URL as ?secret=…. Registered by API it is added by itself.',
			},
		],
	},
];
