import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { HookContext, WebhookContext } from 'n8n-core';
import { Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INodeParameters,
	IWebhookData,
	IWorkflowExecuteAdditionalData,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { PaystandTrigger } from '../../../nodes/PaystandTrigger/PaystandTrigger.node.ts';
import type { JournalEntry } from '../../../sandbox/journal.mts';
import type { Credentials } from './credentials.mts';
import type { Engine } from './sandbox.mts';
import { additionalDataOf } from './workflow.mts';

/** What came of a delivery. */
export interface Delivered {
	status: number;
	/** What Paystand is told, where it is told anything. */
	message?: string;
	/** The items of the run; none when none was started. */
	items: IDataObject[];
}

export interface DeliveryOptions {
	/** Sent instead of the event's JSON. */
	raw?: string;
	headers?: Record<string, string>;
	query?: Record<string, string>;
	ip?: string;
	/** How the workflow ends, or that n8n cannot start it; default well. */
	run?: 'cannotStart' | 'fails' | 'succeeds';
	/** n8n starts the workflow then; default: at once. */
	startAfter?: Promise<unknown>;
	/** The sender hangs up before it is answered. */
	hangsUp?: boolean;
	/** The workflow goes on until then; default: it ends at once. */
	until?: Promise<unknown>;
}

/** The answer as express makes it, as far as n8n and the trigger use it. */
class Answer extends EventEmitter {
	statusCode = 200;

	writableEnded = false;

	body: IDataObject | undefined;

	status(code: number): this {
		this.statusCode = code;
		return this;
	}

	json(body?: IDataObject): void {
		this.body = body;
		this.writableEnded = true;
		setImmediate(() => this.emit('close'));
	}
}

const TOKEN = '/v3/oauth/token';

/** What arrives at Paystand from now on. */
export function watch({ journal }: Engine): { requests(): JournalEntry[]; tokens(): number } {
	const from = journal.length;
	const arrived = () => journal.slice(from).filter(({ path }) => path.startsWith('/v3/'));
	return {
		requests: () => arrived().filter(({ path }) => path !== TOKEN),
		tokens: () => arrived().filter(({ path }) => path === TOKEN).length,
	};
}

let lastId = 0;

/**
 * A workflow with our trigger in an n8n that has no database: contexts are n8n-core's, and what
 * `live-webhooks.js` and `webhook-helpers.js` of 2.41 do around them is done here in their order.
 */
export class TriggerHost {
	/** The static data as the database has it. */
	saved = '{}';

	/** The items of each run that was started, in order. */
	readonly started: IDataObject[][] = [];

	/** How many times n8n has saved the static data. */
	saves = 0;

	/** As the workflow has it; new nodes are of the last one. */
	typeVersion = 2;

	parameters: INodeParameters;

	/** Where this n8n is reached from outside. */
	webhookBaseUrl = 'https://n8n.example.com/webhook';

	private readonly id = String(++lastId);

	private readonly webhookId = `0000-${this.id}`;

	private readonly credentials: Credentials;

	/** @param parameters as a person sets them; everything else has its default */
	constructor(credentials: Credentials, parameters: INodeParameters = {}) {
		this.credentials = credentials;
		this.parameters = { events: ['*'], ...parameters };
	}

	/** The same workflow in an n8n that was ended by force and started again. */
	restarted(): TriggerHost {
		const host = new TriggerHost(this.credentials, this.parameters);
		const { webhookId, saved, typeVersion } = this;
		Object.assign(host, { webhookId, saved, typeVersion });
		return host;
	}

	get url(): string {
		return `${this.webhookBaseUrl}/${this.webhookId}/webhook`;
	}

	/** What n8n does with `checkExists` and `create`. Tells whether it registered anything. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<boolean> {
		const { methods, context, save } = this.hook(mode);
		if (await methods.checkExists.call(context)) {
			save();
			return false;
		}
		await methods.create.call(context);
		save();
		return true;
	}

	async deactivate(): Promise<void> {
		const { methods, context, save } = this.hook();
		await methods.delete.call(context);
		save();
	}

	/** The items of all runs that were started, in order. */
	get runs(): IDataObject[] {
		return this.started.flat();
	}

	async deliver(event: unknown, options: DeliveryOptions = {}): Promise<Delivered> {
		return await this.receive('webhook', event, options);
	}

	/** As a test run of the editor receives. */
	async deliverToTest(event: unknown, options: DeliveryOptions = {}): Promise<Delivered> {
		return await this.receive('manual', event, options);
	}

	private async receive(
		mode: WorkflowExecuteMode,
		event: unknown,
		options: DeliveryOptions,
	): Promise<Delivered> {
		const { raw, headers = {}, query = {}, ip = '127.0.0.1' } = options;
		const { run = 'succeeds', startAfter, until, hangsUp } = options;
		const staticData = JSON.parse(this.saved) as IDataObject;
		const workflow = this.workflow(staticData);
		const body = Buffer.from(raw ?? JSON.stringify(event));
		const answer = new Answer();
		const request = {
			headers: { 'content-length': String(body.length), ...headers },
			query,
			ip,
			// From version 2 on n8n has read it before it calls the node.
			rawBody: this.typeVersion > 1 ? body : undefined,
			async readRawBody() {
				request.rawBody = body;
			},
		};
		const additionalData = {
			...this.additionalData(),
			httpRequest: request,
			httpResponse: answer,
		} as unknown as IWorkflowExecuteAdditionalData;
		const node = workflow.nodes.Trigger;
		const description = { webhookDescription: { name: 'default', path: 'webhook' } };
		const context = new WebhookContext(
			workflow,
			node,
			additionalData,
			mode,
			description as IWebhookData,
			[],
			null,
		);
		if (hangsUp) setImmediate(() => answer.emit('close'));
		const outcome = await new PaystandTrigger().webhook.call(context);
		const save = () => {
			if (mode !== 'webhook' || !isChanged(workflow)) return;
			this.saved = JSON.stringify(staticData);
			this.saves++;
		};
		if (outcome.noWebhookResponse) save();
		const items = (outcome.workflowData ?? []).flat().map(({ json }) => json);
		await startAfter;
		if (outcome.workflowData && run === 'cannotStart') {
			answer.status(500).json();
			return { status: 500, items: [] };
		}
		if (outcome.workflowData) {
			this.started.push(items);
			// n8n wraps the same object again when it starts a run, which unmarks every change.
			this.workflow(staticData);
			// Then it asks its database several times. A timer as short as the trigger's own comes after
			// that one however busy the machine is; a longer one may not, when both are overdue.
			await sleep(0);
			if (this.parameters.respond === 'lastNode') await until;
			save();
			const failed = run === 'fails' && this.parameters.respond === 'lastNode';
			answer.status(failed ? 500 : 200).json();
		}
		return { status: answer.statusCode, message: answer.body?.message as string, items };
	}

	hook(mode: WorkflowActivateMode = 'activate') {
		const staticData = JSON.parse(this.saved) as IDataObject;
		const workflow = this.workflow(staticData);
		const node = workflow.nodes.Trigger;
		const context = new HookContext(workflow, node, this.additionalData(), 'trigger', mode);
		const save = () => {
			if (isChanged(workflow)) this.saved = JSON.stringify(staticData);
		};
		return { methods: new PaystandTrigger().webhookMethods.default, context, save };
	}

	private additionalData(): IWorkflowExecuteAdditionalData {
		return { ...additionalDataOf(this.credentials), webhookBaseUrl: this.webhookBaseUrl };
	}

	private workflow(staticData: IDataObject): Workflow {
		const type = new PaystandTrigger();
		return new Workflow({
			id: this.id,
			name: 'Trigger test',
			active: true,
			staticData,
			nodes: [
				{
					id: 'trigger',
					name: 'Trigger',
					type: 'paystandTrigger',
					typeVersion: this.typeVersion,
					position: [0, 0],
					webhookId: this.webhookId,
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

function isChanged(workflow: Workflow): boolean {
	return (workflow.staticData as { __dataChanged?: boolean }).__dataChanged === true;
}
