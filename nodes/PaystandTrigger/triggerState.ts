import type { IWebhookFunctions } from 'n8n-workflow';

import { CredentialCache } from '../../client/credentialCache';
import { Collector } from './collector';
import { InFlight } from './inFlight';
import { Memory } from './memory';

const CREDENTIAL_MAX_AGE_MS = 5_000;

/** What one trigger keeps in the process from one delivery to the next. */
export class TriggerState {
	readonly memory = new Memory();

	readonly inFlight = new InFlight(this.memory);

	readonly collector = new Collector();

	/** For a burst of deliveries; on a 401 it is read again anyway. */
	readonly credentials = new CredentialCache(CREDENTIAL_MAX_AGE_MS);
}

const states = new Map<string, TriggerState>();

/**
 * The state of the trigger that a delivery arrived at, with its static data merged in. A test run
 * has one of its own, so that it may receive what production has received already.
 */
export function stateOf(context: IWebhookFunctions): TriggerState {
	if (context.getMode() === 'manual') return new TriggerState();
	const key = `${context.getWorkflow().id} ${context.getNode().id}`;
	const state = states.get(key) ?? new TriggerState();
	states.set(key, state);
	state.memory.merge(context.getWorkflowStaticData('node'));
	return state;
}
