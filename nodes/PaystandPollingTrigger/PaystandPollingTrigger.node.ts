import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IPollFunctions,
} from 'n8n-workflow';

import { toNodeError } from '../../client/errors';
import { subtitle } from '../events/triggerOn';
import { pollChanges } from './poll';
import { properties } from './properties';
import { sampleChanges } from './sample';

/** What to add to a refusal: a list that cannot be read stops the poll, it is never left out. */
const NOTHING_SKIPPED =
	'Nothing was skipped: the next poll starts where this one did. If your account does not offer a list, choose only events that are read from others.';

export class PaystandPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Paystand Polling Trigger',
		name: 'paystandPollingTrigger',
		icon: { light: 'file:../../icons/paystand.svg', dark: 'file:../../icons/paystand.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: subtitle(),
		description:
			'Starts the workflow for what has changed in Paystand since the last look, without webhooks',
		eventTriggerDescription: '',
		activationMessage: 'Changes in Paystand now start this workflow.',
		defaults: { name: 'Paystand Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'paystandApi', required: true }],
		properties,
	};

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		try {
			const items =
				this.getMode() === 'manual' ? await sampleChanges(this) : await pollChanges(this);
			return items.length > 0 ? [items.map((json) => ({ json }))] : null;
		} catch (error) {
			throw toNodeError(this.getNode(), error, { hint: NOTHING_SKIPPED });
		}
	}
}
