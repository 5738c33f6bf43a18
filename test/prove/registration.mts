import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf, chain, trigger, TRIGGER } from '../../harness/flow.mts';
import type { Report } from '../../harness/report.mts';
import { inWorld, type HarnessWorld } from '../../harness/world.mts';
import type { SavedWorkflow } from '../../n8n/workflows.mts';
import type { Proof } from './proof.mts';

const FOREIGN = 'https://erp.example.com/paystand/events';
const OTHER_FOREIGN = 'https://other.example.com/hook?key=1';
const TIMEOUT_MS = 60_000;
const POLL_MS = 200;

/**
 * Whatever a person does with workflows, Paystand's list of webhook URLs is right after each step:
 * ours as wanted, others' untouched, nothing twice, no other setting changed.
 */
export const registration: Proof = async (report, seed) =>
	await inWorld({ seed }, async (world) => {
		const { merchant, n8n } = world;
		const { session, workflows } = n8n;
		const { events, ...others } = merchant.settings;
		const untouched = JSON.stringify(others);
		events.urls.always = [FOREIGN];
		let steps = 0;

		const step = async (what: string, urls: string[], action: () => Promise<unknown>) => {
			await action();
			await settled(world, urls);
			const { enabled, urls: now } = merchant.settings.events;
			const { events: _, ...rest } = merchant.settings;
			const found = [sorted(now.always), `switch ${enabled ? 'on' : 'off'}`];
			const wanted = [sorted(urls), `switch ${steps > 0 ? 'on' : 'off'}`];
			report.equal(`${++steps}. ${what}`, shown(wanted), shown(found));
			if (JSON.stringify(rest) !== untouched) report.none('Other settings', [JSON.stringify(rest)]);
		};

		const a = await workflows.create(plan('A'), [world.credential]);
		const b = await workflows.create(plan('B'), [world.credential]);
		const [urlA, urlB] = [addressOf(n8n.url, a), addressOf(n8n.url, b)];
		names.set(urlA, 'A').set(urlB, 'B').set(FOREIGN, 'foreign').set(OTHER_FOREIGN, 'other');
		const testUrl = addressOf(n8n.url, b, 'webhook-test');
		names.set(testUrl, 'test of B');

		await step('two workflows saved, none active', [FOREIGN], async () => {});
		await step('A activated', [FOREIGN, urlA], () => workflows.activate(a.id));
		await step('A saved again', [FOREIGN, urlA], () => save(world, a, { respond: 'lastNode' }));
		await step('A published again', [FOREIGN, urlA], () => workflows.activate(a.id));
		await step('A activated once more', [FOREIGN, urlA], () => workflows.activate(a.id));
		await step('B activated', [FOREIGN, urlA, urlB], () => workflows.activate(b.id));
		await step('n8n restarted', [FOREIGN, urlA, urlB], () => n8n.restart());
		await step('n8n killed and started', [FOREIGN, urlA, urlB], async () => {
			await n8n.kill();
			await n8n.restart();
		});
		await step('somebody adds a URL', [FOREIGN, urlA, urlB, OTHER_FOREIGN], async () => {
			merchant.settings.events.urls.always.push(OTHER_FOREIGN);
		});
		await step('A deactivated', [FOREIGN, urlB, OTHER_FOREIGN], () => workflows.deactivate(a.id));
		await step('A deactivated again', [FOREIGN, urlB, OTHER_FOREIGN], () =>
			workflows.deactivate(a.id),
		);
		await step(
			'B gets a secret in its URL',
			[FOREIGN, OTHER_FOREIGN, `${urlB}?secret=s%20%26`],
			() => republish(world, b, { settings: { urlSecret: 's &' } }),
		);
		await step('B loses its secret', [FOREIGN, OTHER_FOREIGN, urlB], () =>
			republish(world, b, { settings: {} }),
		);
		await step('test listening on B', [FOREIGN, OTHER_FOREIGN, urlB, testUrl], () =>
			session.post(`/rest/workflows/${b.id}/run`, { triggerToStartFrom: { name: TRIGGER } }),
		);
		await step('test listening stopped', [FOREIGN, OTHER_FOREIGN, urlB], () =>
			session.delete(`/rest/test-webhook/${b.id}`),
		);
		await step('A activated, Paystand refuses', [FOREIGN, OTHER_FOREIGN, urlB], async () => {
			merchant.refusedRoutes.push('updateMerchant:403');
			await refused(report, /does not let this account/, () => workflows.activate(a.id));
			merchant.refusedRoutes.pop();
		});
		await step('A activated, Paystand loses settings', [FOREIGN, OTHER_FOREIGN, urlB], async () => {
			merchant.settingsWrite = 'replace';
			await refused(report, /would have changed other settings/, () => workflows.activate(a.id));
			merchant.settingsWrite = 'merge';
		});
		await step('both deactivated', [FOREIGN, OTHER_FOREIGN], async () => {
			await workflows.deactivate(a.id);
			await workflows.deactivate(b.id);
		});
		await step('both activated at once', [FOREIGN, OTHER_FOREIGN, urlA, urlB], () =>
			Promise.all([workflows.activate(a.id), workflows.activate(b.id)]),
		);
		await step('A deleted', [FOREIGN, OTHER_FOREIGN, urlB], () => workflows.delete(a.id));
		await step('B archived', [FOREIGN, OTHER_FOREIGN], () =>
			session.post(`/rest/workflows/${b.id}/archive`),
		);
		return `${steps} steps, the list of URLs looked at after each`;
	});

const names = new Map<string, string>();

function plan(name: string) {
	const parameters = { events: ['payment.paid'], registration: 'api' };
	const nothing = { name: 'Nothing', type: 'n8n-nodes-base.noOp', parameters: {} };
	return chain(`Registration ${name}`, trigger(parameters), nothing);
}

/** Changes the trigger's parameters and saves, as the editor's Save does. */
async function save(
	{ n8n }: HarnessWorld,
	{ id }: SavedWorkflow,
	parameters: Record<string, unknown>,
): Promise<void> {
	const { name, nodes, connections, settings, versionId } = await n8n.workflows.get(id);
	for (const node of nodes) {
		if (node.name === TRIGGER) Object.assign(node.parameters, parameters);
	}
	const body = { name, nodes, connections, settings, versionId };
	await n8n.session.patch(`/rest/workflows/${id}`, body);
}

async function republish(
	world: HarnessWorld,
	workflow: SavedWorkflow,
	parameters: Record<string, unknown>,
): Promise<void> {
	await save(world, workflow, parameters);
	await world.n8n.workflows.activate(workflow.id);
}

/** n8n registers in the background: waits for the wanted list, then long enough for a stray write. */
async function settled({ merchant }: HarnessWorld, urls: string[]): Promise<void> {
	const until = Date.now() + TIMEOUT_MS;
	const isWanted = () => sorted(merchant.settings.events.urls.always) === sorted(urls);
	while (!isWanted() && Date.now() < until) {
		await sleep(POLL_MS);
	}
	await sleep(5 * POLL_MS);
}

async function refused(report: Report, words: RegExp, action: () => Promise<void>): Promise<void> {
	const said = await action().then(
		() => 'nothing',
		(error: Error) => error.message,
	);
	report.equal('    n8n says why', 'true', String(words.test(said) || said));
}

/** Two that come at the same moment come in any order. */
function sorted(urls: string[]): string {
	return urls.toSorted().join(' ');
}

/** The list with names for addresses. */
function shown([urls, state]: string[]): string {
	const named = urls!.split(' ').map((url) => {
		const [address, query] = url.split('?');
		const name = names.get(url) ?? names.get(address!);
		return name === undefined ? url : name + (query && !names.has(url) ? ' with a secret' : '');
	});
	return `[${named.join(', ')}], ${state}`;
}
