import { PollContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { PaystandPollingTrigger } from '../../../nodes/PaystandPollingTrigger/PaystandPollingTrigger.node.ts';
import type { Credentials } from './credentials.mts';
import { additionalDataOf } from './workflow.mts';

export interface PollOptions {
	mode?: 'manual' | 'trigger';
	/** What n8n tells of the time that a poll may take; `null`: an n8n that does not tell. */
	budgetMs?: number | null;
	/** n8n is killed before it has saved the cursor. */
	isKilled?: boolean;
}

/** A workflow with our polling trigger in an n8n that has no database. */
export class PollHost {
	/** The static data as the database has it. */
	saved = '{}';

	parameters: INodeParameters;

	timezone = 'America/New_York';

	readonly credentials: Credentials;

	/** @param parameters as a person sets them; everything else has its default */
	constructor(credentials: Credentials, parameters: INodeParameters = {}) {
		this.credentials = credentials;
		this.parameters = { events: ['*'], ...parameters };
	}

	/** What n8n does with each tick. The items of the run; none when none is started. */
	async poll(options: PollOptions = {}): Promise<any[]> {
		const { mode = 'trigger', budgetMs, isKilled } = options;
		const staticData = JSON.parse(this.saved) as IDataObject;
		const workflow = this.workflow(staticData);
		const context = new PollContext(
			workflow,
			workflow.nodes.Trigger,
			additionalDataOf(this.credentials),
			mode,
			'activate',
		);
		if (budgetMs !== undefined) {
			const tell = budgetMs === null ? undefined : () => budgetMs;
			Object.assign(context, { getPollBudgetMs: tell });
		}
		const output = await new PaystandPollingTrigger().poll.call(context);
		if (mode === 'trigger' && !isKilled) this.saved = JSON.stringify(staticData);
		return (output ?? []).flat().map(({ json }) => json);
	}

	private workflow(staticData: IDataObject): Workflow {
		const type = new PaystandPollingTrigger();
		return new Workflow({
			id: '1',
			name: 'Polling test',
			active: true,
			staticData,
			settings: { timezone: this.timezone },
			nodes: [
				{
					id: 'trigger',
					name: 'Trigger',
					type: 'paystandPollingTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: this.parameters,
					credentials: { paystandApi: { id: this.credentials.id, name: 'Paystand account' } },
				},
			],
			connections: {},
			nodeTypes: {
				getByName: () => type,
				getByNameAndVersion: () => type,
				getKnownTypes: () => ({}),
			},
		});
	}
}
